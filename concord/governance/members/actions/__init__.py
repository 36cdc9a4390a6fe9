"""The verbs of the member list: imports, invitations, confirmations."""

from concord.governance.members.actions.confirmations import (
    ask_to_confirm,
    ask_when_due,
    confirm_by_link,
    note_answer,
)
from concord.governance.members.actions.imports import (
    import_list,
    match_columns,
    purge_imports,
    read_list,
    undo_import,
)
from concord.governance.members.actions.invitations import (
    invite_leads,
    note_printed,
    open_letter,
    send_again,
    take_back,
    take_letter,
)

__all__ = [
    "ask_to_confirm",
    "ask_when_due",
    "confirm_by_link",
    "import_list",
    "invite_leads",
    "match_columns",
    "note_answer",
    "note_printed",
    "open_letter",
    "purge_imports",
    "read_list",
    "send_again",
    "take_back",
    "take_letter",
    "undo_import",
]
