"""What people read, say on the phone and see in an address bar: ``R-7KQ2-94XM``.

A reference is random, so it says nothing about when or how many. Its 29 signs leave out
vowels and Y (no words appear) and L (read as 1). The last sign checks the rest: with a prime
number of signs and a different weight at each place, every single wrong sign and every swap
of two neighbors is found.
"""

import secrets
import unicodedata

ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXZ"
_PRIME = len(ALPHABET)
_BODY = 8
_LONGEST_PREFIX = 3
_SEPARATORS = frozenset(" \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_.")
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
# Letters that stand in a prefix only; O and I count as what they are read as.
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)} | dict(zip("OIAEUYL", range(7), strict=True))


def _weighted(signs: str) -> int:
    """Sum of the values, each times its place from the right: 1 for the check sign, then 2, 3, ..."""
    return sum(place * _VALUES[sign] for place, sign in enumerate(reversed(signs), start=1))


def _written(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"


def _is_prefix(prefix: str) -> bool:
    return 1 <= len(prefix) <= _LONGEST_PREFIX and prefix.isascii() and prefix.isalpha()


def new_reference(prefix: str = "R") -> str:
    """Draw a reference, with 29**7 (1.7e10) possibilities for each prefix of one to three letters.

    The unique constraint of the table finds the rare double; draw again then.
    Raises ValueError when the prefix is not one to three capital letters A-Z.
    """
    if not (_is_prefix(prefix) and prefix.isupper()):
        raise ValueError("a prefix is one to three capital letters")
    payload = "".join(secrets.choice(ALPHABET) for _ in range(_BODY - 1))
    check = ALPHABET[-_weighted(prefix + payload + ALPHABET[0]) % _PRIME]
    return _written(prefix, payload + check)


def check_reference(text: str) -> str:
    """Bring a typed reference into its written form: any case, spaces, dashes; O as 0; I and L as 1.

    Raises ValueError when it is no reference or its check sign does not fit.
    """
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign not in _SEPARATORS)
    prefix, body = signs[:-_BODY], signs[-_BODY:].translate(_READ_AS)
    if not _is_prefix(prefix) or not set(body) <= set(ALPHABET):
        raise ValueError("not a reference")
    if _weighted(prefix + body) % _PRIME:
        raise ValueError("the check sign does not fit")
    return _written(prefix, body)


def new_token(nbytes: int = 32) -> str:
    """Make a secret for a link: ``nbytes`` random bytes as URL-safe text, never to be stored in the clear."""
    return secrets.token_urlsafe(nbytes)
