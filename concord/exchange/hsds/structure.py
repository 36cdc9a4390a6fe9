"""How HSDS 3.1 is built: the columns of each table, and which table hangs on which. Plain data and two walks.

Read from the bundled data package, with its known faults repaired: a parent without a foreign key, a licence
in the form of an older standard, and no table for facts that others add.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

STANDARD: Final = Path(__file__).parent / "standard"
Record = dict[str, Any]

ID: Final = "id"
NUMBER: Final = "number"
TIME: Final = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as the package describes it."""

    name: str
    kind: str  # string, number, date, datetime, time
    shape: str = ""  # uuid, email, uri
    required: bool = False
    codes: tuple[str, ...] = ()
    refers: str = ""  # the table that it points to
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """What hangs on a record: under a key, many of another table or one, joined by a column."""

    key: str
    entity: str
    column: str
    many: bool = True


def _many(column: str, *pairs: str) -> tuple[Child, ...]:
    """Write children as "key=table"."""
    return tuple(Child(pair.partition("=")[0], pair.partition("=")[2], column) for pair in pairs)


_BASE: Final[Mapping[str, tuple[Child, ...]]] = {
    "organization": (
        *_many(
            "organization_id",
            "additional_websites=url", "funding=funding", "contacts=contact", "phones=phone",
            "locations=location", "programs=program", "organization_identifiers=organization_identifier",
            "services=service",
        ),
    ),
    "service": (
        Child("organization", "organization", "organization_id", many=False),
        Child("program", "program", "program_id", many=False),
        *_many(
            "service_id",
            "additional_urls=url", "phones=phone", "schedules=schedule", "service_areas=service_area",
            "service_at_locations=service_at_location", "languages=language", "funding=funding",
            "cost_options=cost_option", "required_documents=required_document", "contacts=contact",
            "capacities=service_capacity",
        ),
    ),
    "service_at_location": (
        Child("service", "service", "service_id", many=False),
        Child("location", "location", "location_id", many=False),
        *_many(
            "service_at_location_id",
            "service_areas=service_area", "contacts=contact", "phones=phone", "schedules=schedule",
        ),
    ),
    "location": _many(
        "location_id",
        "languages=language", "addresses=address", "contacts=contact", "accessibility=accessibility",
        "phones=phone", "schedules=schedule",
    ),
    "contact": _many("contact_id", "phones=phone"),
    "phone": _many("phone_id", "languages=language"),
    "service_capacity": (Child("unit", "unit", "unit_id", many=False),),
    "attribute": (Child("taxonomy_term", "taxonomy_term", "taxonomy_term_id", many=False),),
    "taxonomy_term": (Child("taxonomy_detail", "taxonomy", "taxonomy_id", many=False),),
}  # fmt: skip
_WITHOUT_ATTRIBUTES: Final = frozenset({"attribute", "metadata", "taxonomy", "taxonomy_term"})


@cache
def children(entity: str) -> tuple[Child, ...]:
    """Return what may hang on a record of a table."""
    more = (Child("metadata", "metadata", "resource_id"),) if entity != "metadata" else ()
    if entity not in _WITHOUT_ATTRIBUTES:
        more = (Child("attributes", "attribute", "link_id"), *more)
    return (*_BASE.get(entity, ()), *more)


@cache
def package() -> Mapping[str, Any]:
    """Return the bundled description of the data package."""
    found: Mapping[str, Any] = json.loads((STANDARD / "datapackage.json").read_text())
    return found


@cache
def tables() -> Mapping[str, str]:
    """Return every table with the name of its file, in the order of the package."""
    return MappingProxyType({one["name"]: one["path"] for one in package()["resources"]})


@cache
def columns(entity: str) -> Mapping[str, Column]:
    """Return the columns of a table by name."""
    (resource,) = (one for one in package()["resources"] if one["name"] == entity)
    refers = {
        _only(key["fields"]): key["reference"]["resource"]
        for key in resource["schema"].get("foreignKeys", ())
    }
    refers |= {"parent_organization_id": "organization"} if entity == "organization" else {}
    refers |= {"parent_id": "taxonomy_term"} if entity == "taxonomy_term" else {}
    return MappingProxyType(
        {
            field["name"]: Column(
                name=field["name"],
                kind=field.get("type", "string"),
                shape=field.get("format", ""),
                required=bool(field.get("constraints", {}).get("required")),
                codes=tuple(field.get("constraints", {}).get("enum", ())),
                refers=refers.get(field["name"], ""),
                unique=_is_unique(entity, field),
            )
            for field in resource["schema"]["fields"]
        }
    )


def _is_unique(entity: str, field: Mapping[str, Any]) -> bool:
    """Tell whether a value stands once; the standard wrongly lets an organization have one program."""
    return bool(field.get("constraints", {}).get("unique")) and (entity, field["name"]) != _NOT_UNIQUE


_NOT_UNIQUE: Final = ("program", "organization_id")


def _only(fields: Any) -> str:
    return str(fields if isinstance(fields, str) else fields[0])


def walk(entity: str, record: Record, path: str = "") -> Iterator[tuple[str, Record, str]]:
    """Yield a record and everything that hangs on it: (table, record, where it stands)."""
    yield entity, record, path
    for child in children(entity):
        held = record.get(child.key)
        if child.many:
            for place, one in enumerate(held if isinstance(held, list) else ()):
                if isinstance(one, dict):
                    yield from walk(child.entity, one, f"{path}{child.key}[{place}].")
        elif isinstance(held, dict):
            yield from walk(child.entity, held, f"{path}{child.key}.")
