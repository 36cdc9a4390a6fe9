"""Text brought into one plain form for the patterns, with the way back to the text as typed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    PHONE = "phone"
    EMAIL = "email"
    STREET_ADDRESS = "street_address"
    DATE_OF_BIRTH = "date_of_birth"
    SSN = "ssn"
    DOCKET = "docket"
    NAME = "name"
    URL = "url"
    COORDINATES = "coordinates"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the text as typed, ``text[start:end]``, that identifies someone."""

    start: int
    end: int
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text as typed, with its plain form for the comparison with allowed contacts."""

    kind: Kind
    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True)
class View:
    """A plain form of a text: sign ``i`` stands for ``typed[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def candidate(self, kind: Kind, start: int, end: int) -> Candidate:
        """Bring the stretch ``self.text[start:end]`` (not empty) back to the text as typed."""
        return Candidate(kind, self.starts[start], self.ends[end - 1], self.text[start:end])

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "View":
        """Put other signs for each match; each of them stands for the whole match."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            put = by(match)
            text += (self.text[done : match.start()], put)
            starts += self.starts[done : match.start()]
            starts += [self.starts[match.start()]] * len(put)
            ends += self.ends[done : match.start()]
            ends += [self.ends[match.end() - 1]] * len(put)
            done = match.end()
        text.append(self.text[done:])
        return View("".join(text), (*starts, *self.starts[done:]), (*ends, *self.ends[done:]))


_PLAIN = {
    "\u2018": "'",
    "\u2019": "'", "\u02bc": "'", "\u0153": "oe", "\u0152": "Oe", "\u00e6": "ae", "\u00df": "ss",
    "\u00f8": "o", "\u0142": "l", "\u2215": "/", "\u2044": "/", "\u00b7": ".", "\u2022": ".", "\u3002": ".",
}  # fmt: skip


def _plain(sign: str) -> str:
    """Bring one sign to ASCII where it has such a form: width, accents, digits of other scripts, dashes."""
    if sign.isascii():
        return sign
    if sign in _PLAIN:
        return _PLAIN[sign]
    kept = []
    for part in unicodedata.normalize("NFKD", sign):
        category = unicodedata.category(part)
        if category == "Nd":
            kept.append(str(unicodedata.digit(part)))
        elif category == "Pd" or part == "\u2212":
            kept.append("-")
        elif category == "Zs":
            kept.append(" ")
        elif category not in {"Mn", "Cf"}:
            kept.append(_PLAIN.get(part, part))
    return "".join(kept)


def fold(typed: str) -> View:
    """Fold a text sign by sign; invisible signs and accents vanish, case stays."""
    if typed.isascii():
        return View(typed, tuple(range(len(typed))), tuple(range(1, len(typed) + 1)))
    text: list[str] = []
    origins: list[int] = []
    for place, sign in enumerate(typed):
        put = _plain(sign)
        text.append(put)
        origins += [place] * len(put)
    return View("".join(text), tuple(origins), tuple(origin + 1 for origin in origins))
