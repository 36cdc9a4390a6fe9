"""Work numbers, e-mails and addresses that may pass (SEC-18), in one plain form."""

import re

from concord.foundation.lib.screening.folding import Candidate, Kind, fold

_ABBREVIATIONS = {
    "street": "st", "avenue": "ave", "road": "rd", "lane": "ln", "drive": "dr", "court": "ct", "place": "pl",
    "boulevard": "blvd", "terrace": "ter", "north": "n", "south": "s", "east": "e", "west": "w",
    "avenida": "av", "avda": "av", "apartado": "apdo",
}  # fmt: skip
_PHONE = re.compile(r"[+\d\s().\-/*_~]{7,}")
_FEWEST_DIGITS = 7
_WITH_COUNTRY = 11


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[1:] if len(digits) == _WITH_COUNTRY and digits.startswith("1") else digits


def _site(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower().strip()).rstrip("/.,;)")


def _words(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def allowed_form(text: str) -> str:
    """Bring a contact of the directory into the form that ``screen(..., allow=...)`` compares.

    Phones become digits without a leading 1 of eleven, e-mails and web addresses lower case, and
    addresses lower-case words with short street types and without accents.
    """
    plain = fold(text.strip()).text
    if "@" in plain:
        return re.sub(r"\s", "", plain).lower()
    if _PHONE.fullmatch(plain) and len(_digits(plain)) >= _FEWEST_DIGITS:
        return _digits(plain)
    return _site(plain) if re.match(r"https?://|www\.|\S+\.\S+/?\S*$", plain) else _words(plain)


def is_allowed(candidate: Candidate, allow: frozenset[str]) -> bool:
    """Tell whether a finding is a contact that may pass; a page of an allowed site passes with it."""
    plain = candidate.plain
    if candidate.kind is Kind.PHONE:
        return _digits(plain) in allow
    if candidate.kind is Kind.EMAIL:
        return re.sub(r"\s", "", plain).lower() in allow
    if candidate.kind is Kind.URL:
        return _site(plain) in allow or _site(plain).partition("/")[0] in allow or plain.lower() in allow
    return candidate.kind is Kind.STREET_ADDRESS and _words(plain) in allow
