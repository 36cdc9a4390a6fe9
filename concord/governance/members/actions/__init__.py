"""The verbs of the member list: imports, invitations, confirmations."""

from concord.governance.members.actions.imports import import_list, match_columns, read_list, undo_import

__all__ = ["import_list", "match_columns", "read_list", "undo_import"]
