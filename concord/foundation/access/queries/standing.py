"""Where an organization stands now, for the rooms that decide it."""

from uuid import UUID

from concord.foundation.access.models import Standing


def get_tier(organization_id: UUID) -> int:
    """Return an organization's tier; 1 where none was ever set."""
    found = Standing.objects.filter(organization_id=organization_id).values_list("tier", flat=True).first()
    return found if found is not None else 1
