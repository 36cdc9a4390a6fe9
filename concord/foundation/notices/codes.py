"""The kinds of letter. Kinds of notice belong to the rooms that send them."""

from typing import Final

WAITING: Final = "waiting"
INVITATION: Final = "invitation"
RESET: Final = "reset"
CONFIRM: Final = "confirm"
TEMPLATES: Final = (WAITING, INVITATION, RESET, CONFIRM)
