"""Phone numbers, e-mail addresses, web addresses and social handles."""

import re
from collections.abc import Iterator

from concord.foundation.lib.screening.folding import Candidate, Kind, View

_MAIL_HOSTS = (
    "gmail|hotmail|outlook|yahoo|icloud|aol|proton|protonmail|live|msn|gmx|ymail|orange|free|laposte|wanadoo"
    "|videotron"
)
_AT = r"(?:\s?@\s?|\s?[\[({]\s?(?:at|arroba|arobase|a)\s?[\])}]\s?|\s(?:at|arroba|arobase|chez)\s)"
_DOT = r"(?:\s?\.|\s?[\[({]\s?(?:dot|punto|point)\s?[\])}]\s?|\s(?:dot|punto|point)\s)"
_SPELLED_DOT = r"(?:\s?[\[({]\s?(?:dot|punto|point)\s?[\])}]\s?|\s(?:dot|punto|point)\s)"
_LOCAL = r"(?<![\w.%+-])[\w.%+-]{1,64}"
_LABEL = r"[A-Za-z0-9-]{1,63}"
_EMAILS = (
    re.compile(rf"{_LOCAL}(?:@\s?|\s@\s){_LABEL}(?:{_DOT}{_LABEL}){{1,4}}", re.IGNORECASE),
    re.compile(rf"{_LOCAL}{_AT}{_LABEL}{_SPELLED_DOT}{_LABEL}(?:{_DOT}{_LABEL})?", re.IGNORECASE),
    re.compile(rf"{_LOCAL}{_AT}(?:{_MAIL_HOSTS})\s?\.\s?[a-z]{{2,3}}\b", re.IGNORECASE),
)
_SOCIAL = (
    "facebook|fb|instagram|insta|tiktok|twitter|x|snapchat|linkedin|youtube|imgur|reddit|pinterest|onlyfans|vk"
    "|whatsapp|wa|t|m"
)
_URLS = (
    re.compile(r"\bhttps?\s?:\s?//\s?[^\s<>\"')]{3,400}", re.IGNORECASE),
    re.compile(r"(?<![\w@.])www\s?\.\s?[a-z0-9-]{1,63}\.[^\s<>\"')]{2,400}", re.IGNORECASE),
    re.compile(
        rf"(?<![\w@.-])(?:(?:www|m|web)\.)?(?:{_SOCIAL})\.(?:com|me|net)/[^\s<>\"')]{{2,300}}", re.IGNORECASE
    ),
    re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{1,29}\w"),
)

# Ordinary figures that could be read as part of a phone number.
_ORDINARY = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.][0-3]?\d(?!\d)"
    r"|(?<!\d)(?<!\d[./-])[0-3]?\d([./-])[0-3]?\d\1(?:19|20)?\d\d(?![./-]?\d)"
    r"|(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}:\d\d|\d{1,2}\s?h\s?\d\d(?!\d)"
    r"|[$\u20ac\u00a3]\s?\d[\d ,.]{0,12}"
    r"|(?<!\d)\d[\d ,.]{0,12}\s?(?:[$\u20ac\u00a3%]|dollars|dolares|euros|usd|eur)",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?:\+\s?|\(\s?)?\d(?:[ .\-/()*_~,+]{0,3}\d){6,}(?:\s?(?:ext|x|poste|extension)\.?\s?\d{1,5})?"
)
_RUN = re.compile(r"\d+")
_CUE = re.compile(
    r"phone|\bcell|mobile|\bcall|\btext|\btel\b|\bline\b|\bnumber|\bring\b|\bdial|\bfax|voicemail|reach|whatsapp"
    r"|signal|telef|celular|movil|llam|marque|\bfijo|\blinea|portable|numero|joindre|appel|rappel|compose|fixe"
    r"|\bhome|\bcasa\b|maison|texto|\bsms",
    re.IGNORECASE,
)
_GROUPS = frozenset({
    (3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 3, 7), (1, 10), (6, 4), (3, 3, 2, 2), (1, 3, 3, 2, 2),
    (2, 2, 2, 2, 2), (3, 3, 3), (3, 2, 2, 2), (2, 3, 2, 2), (4, 4, 2), (2, 4, 4),
})  # fmt: skip
_SHORTEST, _LOCAL_NUMBER, _LONGEST = 9, 7, 15


def find_emails(view: View) -> Iterator[Candidate]:
    """Find e-mail addresses, also with "at" and "dot" in words of the three languages."""
    for pattern in _EMAILS:
        for match in pattern.finditer(view.text):
            yield view.candidate(Kind.EMAIL, *match.span())


def find_urls(view: View) -> Iterator[Candidate]:
    """Find web addresses, social profiles and handles."""
    for pattern in _URLS:
        for match in pattern.finditer(view.text):
            yield view.candidate(Kind.URL, *match.span())


def find_phones(view: View) -> Iterator[Candidate]:
    """Find phone numbers in a view whose number words are digits already."""
    plain = view.replaced(_ORDINARY, lambda match: "x" * len(match.group()))
    for match in _DIGITS.finditer(plain.text):
        number = re.split(r"\s?(?:e?x|p)", match.group(), maxsplit=1)[0]
        before = plain.text[max(0, match.start() - 30) : match.start()]
        if _is_phone(number, cued=bool(_CUE.search(before))):
            found = plain.candidate(Kind.PHONE, *match.span())
            yield Candidate(found.kind, found.start, found.end, number)


def _is_phone(number: str, *, cued: bool) -> bool:
    """Judge digits by their grouping; a word such as "cell" before them lowers the bar."""
    runs = tuple(len(run) for run in _RUN.findall(number))
    digits = sum(runs)
    if digits > _LONGEST:
        return False
    if number.startswith("+") or _RUN.findall(number)[0].startswith("00"):
        return True
    if "," in number:  # a list of figures, unless the commas set the groups of a number apart
        runs = tuple(sum(len(run) for run in _RUN.findall(part)) for part in number.split(","))
        return runs in _GROUPS or runs == (3, 4)
    if digits == _LOCAL_NUMBER:
        return cued or (runs == (3, 4) and " " not in number) or max(runs) == 1
    return cued or runs in _GROUPS or _SHORTEST <= digits <= 11  # noqa: PLR2004 - 1 and ten digits
