"""What there is already, by the ids that others see."""

from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.plans import Known, own_id
from concord.exchange.hsds.queries import kept
from concord.governance.directory import queries as directory


def get_known() -> Known:
    """Return all organizations and programs by the ids under which they go out; a fixed number of queries."""
    organizations, programs = directory.list_organizations_said(), directory.list_programs_said()
    came_organizations = kept.identifiers_of("organization")
    came_services = kept.identifiers_of("service")
    records = Kept.objects.filter(entity="service")
    return Known(
        organizations={own_id("organization", one.id, came_organizations): one for one in organizations},
        programs={own_id("service", one.id, came_services): one for one in programs},
        kept={one.program_id: one.extra for one in records if one.program_id is not None},
        regions=dict(directory.get_regions()),
    )
