"""The codes of printed letters. They are derived, never stored, as `accounts.links` does for mails.

Nine signs of an alphabet without look-alikes are 1.4e13 codes; with the throttle of the page nobody finds
one by trying. The table keeps a keyed hash only, so nobody finds one from a backup either.
"""

import unicodedata
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from concord.foundation.lib.references import ALPHABET

_SIGNS: Final = 9
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(invitation_id: UUID, issue: int) -> str:
    """Return the code of a letter as it is printed: ``7KQ-294-XM3``."""
    digest = salted_hmac("concord.letter", f"{invitation_id.hex}:{issue}", algorithm="sha256").digest()
    number = int.from_bytes(digest)
    signs = []
    for _ in range(_SIGNS):
        number, at = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[at])
    text = "".join(signs)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def hash_of(typed: str) -> str:
    """Return the keyed hash of a code, however it was typed: any case, spaces, O as 0, I and L as 1."""
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    return salted_hmac("concord.letter.hash", kept.translate(_READ_AS), algorithm="sha256").hexdigest()
