"""The verbs of the member list: imports, invitations, confirmations."""

from concord.governance.members.actions.imports import import_list, match_columns, read_list, undo_import
from concord.governance.members.actions.invitations import (
    invite_leads,
    note_printed,
    open_letter,
    send_again,
    take_back,
    take_letter,
)

__all__ = [
    "import_list",
    "invite_leads",
    "match_columns",
    "note_printed",
    "open_letter",
    "read_list",
    "send_again",
    "take_back",
    "take_letter",
    "undo_import",
]
