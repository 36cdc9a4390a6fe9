"""Turns the text of cells into codes: kinds, services, regions, hours. Three languages are read."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from functools import cache
from typing import Any, Final

from django.utils import translation

from concord.foundation.organizations import codes as kinds
from concord.governance.directory import codes as directory
from concord.governance.directory import words
from concord.governance.members.matching import plain

_LANGUAGES: Final = ("en", "es", "fr")
_TABLES: Final[Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]]] = {
    "services": (words.CATEGORIES, directory.CATEGORIES),
    "languages": (words.LANGUAGES, directory.LANGUAGES),
    "serves": (words.SERVES, directory.SERVES),
    "harm_scope": (words.HARM_SCOPES, directory.HARM_SCOPES),
    "org_type": (words.ORG_TYPES, kinds.TYPES),
    "sub_type": (words.SUB_TYPES, tuple(one for several in kinds.SUB_TYPES.values() for one in several)),
}
_DAYS: Final = (
    ("mo", "mon", "monday", "lu", "lun", "lunes", "lundi"),
    ("tu", "tue", "tues", "tuesday", "ma", "mar", "martes", "mardi"),
    ("we", "wed", "wednesday", "mi", "mie", "miercoles", "me", "mer", "mercredi"),
    ("th", "thu", "thur", "thurs", "thursday", "ju", "jue", "jueves", "je", "jeu", "jeudi"),
    ("fr", "fri", "friday", "vi", "vie", "viernes", "ve", "ven", "vendredi"),
    ("sa", "sat", "saturday", "sab", "sabado", "sam", "samedi"),
    ("su", "sun", "sunday", "do", "dom", "domingo", "di", "dim", "dimanche"),
)
_DAY_OF: Final = {word: day for day, names in enumerate(_DAYS) for word in names}
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "si", "oui", "o"})
_NO: Final = frozenset({"", "no", "n", "false", "0", "non"})
_ALWAYS: Final = frozenset({"24 7", "24h", "24 hours", "around the clock", "24 horas", "24 heures"})
_SPAN: Final = re.compile(r"(\d{1,2}:\d{2})\s*[-\u2013]\s*(\d{1,2}:\d{2})")


class UnreadableError(ValueError):
    """A cell that says nothing known; holds the part of it that is meant."""


@cache
def _table(name: str) -> dict[str, str]:
    """Return every code and every label of a list, in three languages, as plain text -> code."""
    labels, known = _TABLES[name]
    found = {plain(code): code for code in known}
    for language in _LANGUAGES:
        with translation.override(language):
            for code in known:
                label = labels[code]
                found.setdefault(plain(str(label[0] if isinstance(label, tuple) else label)), code)
    return found


def one(name: str, text: str) -> str:
    """Return the code that a cell names; raises UnreadableError."""
    code = _table(name).get(plain(text))
    if code is None:
        raise UnreadableError(text[:60])
    return code


def several(name: str, text: str) -> tuple[str, ...]:
    """Return the codes that a cell lists; raises UnreadableError with the first that is not known."""
    return tuple(dict.fromkeys(one(name, part) for part in parts_of(text)))


def parts_of(text: str) -> list[str]:
    """Cut a list in a cell: at semicolons or bars where there are any, else at commas."""
    signs = r"[;|]" if re.search(r"[;|]", text) else r","
    return [part.strip() for part in re.split(signs, text) if part.strip()]


def kind(text: str) -> tuple[str, str]:
    """Return type and sub-type of a cell that names either; raises UnreadableError."""
    sub_type = _table("sub_type").get(plain(text))
    if sub_type is not None:
        return next(each for each, below in kinds.SUB_TYPES.items() if sub_type in below), sub_type
    return one("org_type", text), ""


def regions(text: str, known: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the codes of regions named by code or name; raises UnreadableError."""
    table = {plain(word): code for code, name in known for word in (name, code)}
    found = []
    for part in parts_of(text):
        if plain(part) not in table:
            raise UnreadableError(part[:60])
        found.append(table[plain(part)])
    return tuple(dict.fromkeys(found))


def yes(text: str) -> bool:
    """Read yes or no; raises UnreadableError."""
    if plain(text) in _YES:
        return True
    if plain(text) in _NO:
        return False
    raise UnreadableError(text[:60])


def hours(text: str) -> tuple[bool, dict[str, list[tuple[str, str]]]]:
    """Read "24/7" or "Mon-Fri 09:00-17:00; Sat 10:00-12:00"; raises UnreadableError with the wrong part."""
    if plain(text) in _ALWAYS:
        return True, {}
    week: dict[str, list[tuple[str, str]]] = {}
    for part in re.split(r"[;|]", text):
        if part.strip():
            for day in _days(part):
                week.setdefault(str(day), []).append(_span(part))
    return False, week


def _days(part: str) -> list[int]:
    found = _SPAN.search(part)
    named = plain(part[: found.start()] if found else part)
    days = [_DAY_OF.get(word) for word in named.split()]
    if not days or None in days:
        raise UnreadableError(part.strip()[:60])
    first, last = days[0] or 0, days[-1] or 0
    if len(days) > 2 or last < first:  # noqa: PLR2004 - from one day to another
        raise UnreadableError(part.strip()[:60])
    return list(range(first, last + 1))


def _span(part: str) -> tuple[str, str]:
    found = _SPAN.search(part)
    if found is None or part[found.end() :].strip():
        raise UnreadableError(part.strip()[:60])
    try:
        opens, closes = (time.fromisoformat(each.zfill(5)) for each in found.groups())
    except ValueError:
        raise UnreadableError(found[0]) from None
    return f"{opens:%H:%M}", f"{closes:%H:%M}"
