"""Filters of the directory, their codes, and pages by key: no offsets and no counting."""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.organizations.codes import SECTORS, SUB_TYPES, TYPES
from concord.governance.directory import codes
from concord.governance.directory.problems import refuse

T = TypeVar("T")
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows and the key of the next page ("" on the last one)."""

    rows: tuple[T, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody looks for; everything given must hold. Tuples hold several codes, all needed.

    A facet such as "pets" matches where the answer is yes or "ask", and the row says which to ask;
    "pets:no" matches one answer. ``openings`` is a kind or "any"; distances count from the middle of
    ``from_region``; ``without`` names what was understood of the words and is not meant; ``exact`` puts no
    word right.
    """

    words: str = ""
    org_type: str = ""
    sub_type: str = ""
    sector: str = ""
    region: str = ""
    category: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    harm_scope: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    interpreter: bool = False
    culturally_specific: bool = False
    openings: str = ""
    tonight: bool = False
    from_region: str = ""
    without: tuple[str, ...] = ()
    exact: bool = False

    @property
    def active(self) -> int:
        """How many filters are set."""
        return sum(bool(getattr(self, name)) for name in self.__slots__ if name not in {"without", "exact"})


def check_filters(filters: Filters, regions: frozenset[str]) -> None:
    """Raise Invalid with every filter whose code is unknown."""
    refuse(_unknown(filters, regions))


def _unknown(filters: Filters, regions: frozenset[str]) -> Iterator[Problem]:
    single = {
        "org_type": TYPES,
        "sub_type": [sub for subs in SUB_TYPES.values() for sub in subs],
        "sector": SECTORS,
        "region": regions,
        "openings": (*codes.OPENING_KINDS, "any"),
    }
    several = {
        "category": codes.CATEGORIES,
        "language": codes.LANGUAGES,
        "accessibility": codes.ACCESSIBILITY,
        "community": codes.COMMUNITIES,
        "serves": codes.SERVES,
        "harm_scope": codes.HARM_SCOPES,
        "facets": [
            *codes.FACETS,
            *(f"{code}:{said}" for code in codes.FACETS for said in codes.FACET_ANSWERS),
        ],
    }
    for name, known in single.items():
        given = getattr(filters, name)
        if given and given not in known:
            yield Problem(name, "unknown_code", {"codes": [given]})
    for name, known in several.items():
        wrong = sorted(set(getattr(filters, name)) - set(known))
        if wrong:
            yield Problem(name, "unknown_code", {"codes": wrong})


def write_key(*parts: object) -> str:
    """Write a place in a list so that it can stand in an address."""
    text = json.dumps([None if part is None else str(part) for part in parts], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_key(after: str, *, length: int) -> list[Any]:
    """Read a place in a list; raises Invalid for one that no page has given out."""
    try:
        padded = after + "=" * (-len(after) % 4)
        parts = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise _unknown_place() from error
    if not isinstance(parts, list) or len(parts) != length or not all(map(_storable, parts)):
        raise _unknown_place()
    return parts


def _storable(part: object) -> bool:
    """Tell whether the database can be asked for it: whole text without a NUL sign, or nothing."""
    if not isinstance(part, str):
        return part is None
    return "\0" not in part and part.encode(errors="ignore").decode() == part


def key_id(part: object) -> UUID:
    """Read an id out of a place in a list; raises Invalid for what is none."""
    try:
        return UUID(str(part))
    except ValueError as error:
        raise _unknown_place() from error


def _unknown_place() -> Invalid:
    return Invalid([Problem("after", "unknown_place")])
