"""Where regions lie: the middles of public areas. Programs have no place, searchers tell none (DIR-18)."""

import re
from typing import Final

from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.directory.models import Boundary

_REGION: Final = re.compile(r"[\w-]{1,40}", re.ASCII)


def find(from_region: str) -> tuple[tuple[float, float], ...]:
    """Return the middles of a region's areas; raises Invalid for a region whose place is not known."""
    known = (
        Boundary.objects.filter(region=from_region)
        if _REGION.fullmatch(from_region)
        else Boundary.objects.none()
    )
    middles = tuple(known.values_list("middle_x", "middle_y"))
    if not middles:
        raise Invalid([Problem("from_region", "unknown_code", {"codes": [from_region]})])
    return middles
