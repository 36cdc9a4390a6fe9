"""The columns of a member list, and the states of an import and of an invitation."""

from typing import Final

# What a row can say; the first four must be said, each program in a row of its own.
NEEDED: Final = ("organization", "kind", "services", "regions")
COLUMNS: Final = (
    *NEEDED,
    "program", "code", "phone", "urgent_phone", "website", "languages", "hours", "description", "serves",
    "harm_scope", "address", "confidential", "lead_name", "lead_email",
)  # fmt: skip

READ: Final = "read"
IMPORTED: Final = "imported"
UNDONE: Final = "undone"
IMPORT_STATES: Final = (READ, IMPORTED, UNDONE)

MAIL: Final = "mail"
LETTER: Final = "letter"
WAYS: Final = (MAIL, LETTER)
# From the one that has come furthest to the one that has only been sent.
CONFIRMED: Final = "confirmed"
CLAIMED: Final = "claimed"
JOINED: Final = "joined"
REVOKED: Final = "revoked"
ENDED: Final = "ended"
OPENED: Final = "opened"
SENT: Final = "sent"
INVITATION_STATES: Final = (SENT, OPENED, JOINED, CLAIMED, CONFIRMED, ENDED, REVOKED)
LETTER_DAYS: Final = 30
MAIL_DAYS: Final = 7

MOST_ROWS: Final = 1000
MOST_COLUMNS: Final = 60
MOST_BYTES: Final = 2_000_000
MOST_UNPACKED: Final = 20_000_000
LONGEST_CELL: Final = 2000
