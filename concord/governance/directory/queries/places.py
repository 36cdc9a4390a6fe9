"""Where regions lie: the middles of public areas. Programs have no place (DIR-18)."""

import re
from typing import Final

from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.directory import boundaries
from concord.governance.directory.models import Boundary

_POSITION: Final = re.compile(r"(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)")
_REGION: Final = re.compile(r"[\w-]{1,40}", re.ASCII)


def find(near: str) -> tuple[tuple[float, float], ...]:
    """Return points of the map: the middles of a region's areas, or a position; raises Invalid for neither.

    A position is rounded to a tenth of a degree: more says where somebody is, and orders nothing better.
    """
    position = _POSITION.fullmatch(near)
    if position is not None:
        latitude, longitude = (round(float(part), 1) for part in position.groups())
        return (boundaries.project(longitude, latitude),)
    known = Boundary.objects.filter(region=near) if _REGION.fullmatch(near) else Boundary.objects.none()
    middles = list(known.values_list("middle_x", "middle_y"))
    if not middles:
        raise Invalid([Problem("near", "unknown_code", {"codes": [near]})])
    return tuple(middles)


def list_placed_regions() -> frozenset[str]:
    """Return the regions whose place is known."""
    return frozenset(Boundary.objects.exclude(region="").values_list("region", flat=True))
