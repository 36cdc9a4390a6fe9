"""Reads of the member list: imports, invitations, what waits to be confirmed."""

from concord.governance.members.queries.imports import check_batch, get_batch, get_known, list_batches
from concord.governance.members.queries.invitations import (
    InvitationRow,
    count_states,
    get_state,
    list_invitations,
    list_letters,
    list_uninvited,
)

__all__ = [
    "InvitationRow",
    "check_batch",
    "count_states",
    "get_batch",
    "get_known",
    "get_state",
    "list_batches",
    "list_invitations",
    "list_letters",
    "list_uninvited",
]
