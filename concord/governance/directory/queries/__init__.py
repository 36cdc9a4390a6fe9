"""Reads of the directory, limited to what the actor may see. Dataclasses out; never a query in a loop."""

from concord.governance.directory.queries.asked import Corrected, Question, Term
from concord.governance.directory.queries.contacts import (
    ContactRow,
    contacts_incomplete,
    get_contacts,
    list_incomplete_organizations,
)
from concord.governance.directory.queries.details import get_work_details
from concord.governance.directory.queries.exchange import (
    OrganizationSaid,
    ProgramSaid,
    Wanted,
    count_programs,
    find_programs,
    get_changed_at,
    hides_place,
    list_addressed,
    list_organizations_said,
    list_programs_said,
    list_sizes,
)
from concord.governance.directory.queries.handover import (
    Change,
    Handover,
    Next,
    get_handover,
    list_always_open,
)
from concord.governance.directory.queries.hours import Hours, get_hours
from concord.governance.directory.queries.pages import Filters, Page
from concord.governance.directory.queries.programs import (
    ChannelRow,
    EligibilityLine,
    OrganizationDetail,
    ProgramDetail,
    ProgramRow,
    get_organization,
    get_program,
    list_programs,
)
from concord.governance.directory.queries.receivers import (
    Eligibility,
    Receiver,
    get_receiver,
    list_receivers,
)
from concord.governance.directory.queries.search import Answered
from concord.governance.directory.queries.shapes import Area, Map, get_map
from concord.governance.directory.queries.sources import get_actor_facts, get_regions
from concord.governance.directory.queries.tonight import (
    Closed,
    OnCall,
    OpenNow,
    OwnProgram,
    Shift,
    Tonight,
    get_tonight,
    list_on_call,
    list_own_programs,
)

__all__ = [
    "Answered",
    "Area",
    "Change",
    "ChannelRow",
    "Closed",
    "ContactRow",
    "Corrected",
    "Eligibility",
    "EligibilityLine",
    "Filters",
    "Handover",
    "Hours",
    "Map",
    "Next",
    "OnCall",
    "OpenNow",
    "OrganizationDetail",
    "OrganizationSaid",
    "OwnProgram",
    "Page",
    "ProgramDetail",
    "ProgramRow",
    "ProgramSaid",
    "Question",
    "Receiver",
    "Shift",
    "Term",
    "Tonight",
    "Wanted",
    "contacts_incomplete",
    "count_programs",
    "find_programs",
    "get_actor_facts",
    "get_changed_at",
    "get_contacts",
    "get_handover",
    "get_hours",
    "get_map",
    "get_organization",
    "get_program",
    "get_receiver",
    "get_regions",
    "get_tonight",
    "get_work_details",
    "hides_place",
    "list_addressed",
    "list_always_open",
    "list_incomplete_organizations",
    "list_on_call",
    "list_organizations_said",
    "list_own_programs",
    "list_programs",
    "list_programs_said",
    "list_receivers",
    "list_sizes",
]
