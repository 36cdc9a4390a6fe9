"""The codes in one-use links. They are derived, never stored, so no table or backup opens an account.

A code is the keyed hash of the invitation's id under the site's secret; the database keeps only the
hash of the code. Whoever sends the letter derives the code again at that moment.
"""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac


def invitation_code(invitation_id: UUID) -> str:
    """Return the code of an invitation: 43 signs that stand in an address without quoting."""
    digest = salted_hmac("concord.invitation", invitation_id.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_code(code: str) -> str:
    """Hash a code; codes are long and unguessable, so one round of SHA-256 suffices."""
    return hashlib.sha256(code.encode()).hexdigest()
