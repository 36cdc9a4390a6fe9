"""Reads of the member list: imports, invitations, what waits to be confirmed."""

from concord.governance.members.queries.confirmations import (
    Agency,
    Due,
    Opened,
    get_confirmation_path,
    list_due,
    list_editors,
    list_region,
    list_to_ask,
    open_link,
)
from concord.governance.members.queries.imports import check_batch, get_batch, get_known, list_batches
from concord.governance.members.queries.invitations import (
    InvitationRow,
    count_states,
    get_state,
    list_invitations,
    list_letters,
    list_uninvited,
)
from concord.governance.members.queries.services import Service, list_services

__all__ = [
    "Agency",
    "Due",
    "InvitationRow",
    "Opened",
    "Service",
    "check_batch",
    "count_states",
    "get_batch",
    "get_confirmation_path",
    "get_known",
    "get_state",
    "list_batches",
    "list_due",
    "list_editors",
    "list_invitations",
    "list_letters",
    "list_region",
    "list_services",
    "list_to_ask",
    "list_uninvited",
    "open_link",
]
