"""Taking in public boundaries: what the map is drawn from."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.governance.directory import boundaries, rules
from concord.governance.directory.models import Boundary
from concord.governance.directory.queries import sources


@transaction.atomic
def import_boundaries(
    *, text: str, by: Actor, now: datetime, regions: Mapping[str, str] | None = None
) -> int:
    """Replace all shapes by those of a GeoJSON file and return how many there are.

    ``regions`` says to which region an area belongs where the file does not. Raises Denied, and
    `boundaries.BadFileError` with every fault; then nothing has changed.
    """
    rules.check_boundaries(by)
    shapes = boundaries.read(text, sources.get_regions(), regions or {})
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(
        Boundary(
            code=shape.code,
            name=shape.name,
            region=shape.region,
            path=shape.path,
            middle_x=shape.middle[0],
            middle_y=shape.middle[1],
            position=position,
        )
        for position, shape in enumerate(shapes)
    )
    audit.record(by, "boundaries.imported", now=now, kind="network", detail={"shapes": len(shapes)})
    return len(shapes)
