"""Our own code tables as taxonomies of HSDS. Ids follow from the codes, which are public."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid5

from django.utils import translation

from concord.exchange.hsds import codes
from concord.exchange.hsds.structure import Record
from concord.foundation.access import words as access
from concord.governance.directory import words

_LANGUAGE: Final = "en"  # what goes out is in one language, whoever asks
_TITLES: Final = MappingProxyType(
    {
        "categories": "Service categories",
        "harm_scope": "Kinds of harm",
        "serves": "Whom it serves",
        "communities": "Communities",
        "accessibility": "Accessibility",
        "facets": "Questions of the night",
        "eligibility": "Conditions",
        "preferred_channel": "Preferred way to be reached",
        "regime": "Law that binds what is said about a person",
        "org_type": "Kinds of organization",
        "sub_type": "Kinds of organization, in detail",
        "sectors": "Sectors",
        "status": "State of an organization",
        codes.FACTS_TAXONOMY: "Other facts",
    }
)
_WORDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "harm_scope": words.HARM_SCOPES,
        "serves": words.SERVES,
        "communities": words.COMMUNITIES,
        "accessibility": words.ACCESSIBILITY,
        "facets": words.FACETS,
        "eligibility": words.ELIGIBILITY_FIELDS,
        "preferred_channel": words.PREFERRED_CHANNELS,
        "regime": words.REGIMES,
        "org_type": access.TYPES,
        "sub_type": access.SUB_TYPES,
        "sectors": words.SECTORS,
    }
)


def taxonomy_id(table: str) -> str:
    """Return the id of one of our taxonomies."""
    return str(uuid5(codes.NAMESPACE, f"taxonomy:{table}"))


def term_id(table: str, code: str) -> str:
    """Return the id of one of our terms."""
    return str(uuid5(codes.NAMESPACE, f"term:{table}:{code}"))


def table_of(field: str) -> str:
    """Name the table whose codes a field uses."""
    if field in codes.FACTS:
        return codes.FACTS_TAXONOMY
    return codes.BORROWED.get(field, field)


@cache
def taxonomies() -> Mapping[str, Record]:
    """Return our taxonomies by id."""
    return MappingProxyType({one["id"]: one for one in map(_taxonomy, _TITLES)})


@cache
def terms() -> Mapping[str, Record]:
    """Return all our terms by id."""
    with translation.override(_LANGUAGE):
        return MappingProxyType({term["id"]: term for term in _terms()})


def code_of(term: Record, table: str) -> str:
    """Return our own code of one of our terms; "" for a term of another table."""
    found, _, code = str(term["code"]).partition(":")
    return code if found == table else ""


@cache
def label(table: str, code: str) -> str:
    """Say a code in words, in the one language of what goes out."""
    with translation.override(_LANGUAGE):
        return _name(table, code)


def _terms() -> Iterator[Record]:
    for table in _TITLES:
        for code in codes.FACTS if table == codes.FACTS_TAXONOMY else codes.SETS[table]:
            yield {
                "id": term_id(table, code),
                "code": f"{table}:{code}",  # a code stands once in the standard's table of terms
                "name": _name(table, code),
                "description": _definition(table, code),
                "taxonomy": _TITLES[table],
                "taxonomy_id": taxonomy_id(table),
                "language": _LANGUAGE,
            }


def _taxonomy(table: str) -> Record:
    return {
        "id": taxonomy_id(table),
        "name": _TITLES[table],
        "description": f"Codes of Concord: {table}.",
        "version": "1",
    }


def _name(table: str, code: str) -> str:
    if table == "categories":
        return str(words.CATEGORIES[code][0])
    plain = code.replace("_", " ").capitalize()
    return str(_WORDS.get(table, {}).get(code, plain))


def _definition(table: str, code: str) -> str:
    return str(words.CATEGORIES[code][1]) if table == "categories" else _name(table, code)
