"""Two-way mappings of one fact each: read it from a record of HSDS, or write it into one.

A record that came from elsewhere is kept whole. When it goes out again, a fact is written only where what we
say differs from what is read in the record; so what nobody changed goes out as it came, and nothing is lost.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concord.exchange.hsds import codes, identifiers, terms
from concord.exchange.hsds.structure import Record


@dataclass(frozen=True, slots=True)
class Lens:
    """One fact: its name in our words, how it is read, and how it is written.

    ``write`` takes a record that may hold another value, and leaves one of which ``read`` returns the new.
    """

    name: str
    read: Callable[[Record], Any]
    write: Callable[[Record, Any], None]


def put(record: Record, said: Mapping[str, Any], lenses: Iterable[Lens]) -> Record:
    """Return a copy of a record that says what we say, and is otherwise as it was."""
    written: Record = _copied(record)
    for lens in lenses:
        if lens.name in said and lens.read(written) != said[lens.name]:
            lens.write(written, said[lens.name])
    return written


def _copied(held: Any) -> Any:
    """Copy what JSON can hold: several times faster than what can copy anything."""
    if isinstance(held, dict):
        return {key: _copied(value) for key, value in held.items()}
    return [_copied(one) for one in held] if isinstance(held, list) else held


def get(record: Record, lenses: Iterable[Lens]) -> dict[str, Any]:
    """Read every fact of a record."""
    return {lens.name: lens.read(record) for lens in lenses}


# -- plain fields ----------------------------------------------------------------------------------


def fit(text: object, longest: int) -> str:
    """Return a text as a column of ours takes it: whole where it fits, else its beginning."""
    return text.strip()[:longest].strip() if isinstance(text, str) else ""


def text(name: str, key: str, longest: int) -> Lens:
    """Map a text to a field of HSDS."""

    def write(record: Record, value: str) -> None:
        if value:
            record[key] = value
        else:
            record.pop(key, None)

    return Lens(name, lambda record: fit(record.get(key), longest), write)


def rows(record: Record, key: str) -> list[Record]:
    """Return the records under a key."""
    held = record.get(key)
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def keep(record: Record, key: str, held: list[Record]) -> None:
    """Put records under a key, or take the key away where there are none."""
    if held:
        record[key] = held
    else:
        record.pop(key, None)


# -- coded attributes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One coded attribute: the code of the term, a value and a text of its own."""

    code: str
    value: str = ""
    label: str = ""


def attributes(record: Record, field: str) -> list[Told]:
    """Read our own attributes of one field."""
    return [
        Told(code, str(one.get("value") or ""), str(one.get("label") or ""))
        for one in rows(record, "attributes")
        if (code := _code(one, field))
    ]


def set_attributes(record: Record, entity: str, field: str, told: Sequence[Told]) -> None:
    """Replace our own attributes of one field; those of others stay."""
    table = terms.table_of(field)
    held = [one for one in rows(record, "attributes") if not _code(one, field)]
    for place, each in enumerate(told):
        term = terms.term_id(table, each.code)
        made: Record = {
            "id": identifiers.below(str(record["id"]), field, each.code, place),
            "link_id": record["id"],
            "link_entity": entity,
            "link_type": field,
            "taxonomy_term_id": term,
            "taxonomy_term": dict(terms.terms()[term]),
        }
        made |= {"value": each.value} if each.value else {}
        made |= {"label": each.label} if each.label else {}
        held.append(made)
    keep(record, "attributes", held)


def _code(one: Record, field: str) -> str:
    """Return the code of an attribute of ours of this field; "" for any other."""
    if one.get("link_type") != field:
        return ""
    held = one.get("taxonomy_term")
    term = one.get("taxonomy_term_id") or (held.get("id") if isinstance(held, dict) else "")
    found = terms.terms().get(str(term))
    return terms.code_of(found, terms.table_of(field)) if found else ""


def coded(entity: str, field: str) -> Lens:
    """Map a set of codes, in the order of their table."""
    table = codes.SETS[field]

    def read(record: Record) -> tuple[str, ...]:
        held = {told.code for told in attributes(record, field)}
        return tuple(code for code in table if code in held)

    def write(record: Record, value: tuple[str, ...]) -> None:
        set_attributes(record, entity, field, [Told(code) for code in value])

    return Lens(field, read, write)


def one_code(entity: str, field: str, default: str) -> Lens:
    """Map one code; without one, the default is meant."""

    def read(record: Record) -> str:
        return next((told.code for told in attributes(record, field)), default)

    def write(record: Record, value: str) -> None:
        set_attributes(record, entity, field, [Told(value)] if value != default else [])

    return Lens(field, read, write)


def answers(entity: str, field: str, known: Sequence[str] = ()) -> Lens:
    """Map codes that each have an answer: code -> value. ``known``: the only answers that are taken."""

    def read(record: Record) -> dict[str, str]:
        told = attributes(record, field)
        return {one.code: one.value for one in told if one.value and (not known or one.value in known)}

    def write(record: Record, value: Mapping[str, str]) -> None:
        set_attributes(record, entity, field, [Told(code, said) for code, said in sorted(value.items())])

    return Lens(field, read, write)


def flag(entity: str, field: str) -> Lens:
    """Map a fact that holds or does not."""

    def read(record: Record) -> bool:
        return any(told.code == field and told.value == "yes" for told in attributes(record, field))

    def write(record: Record, value: bool) -> None:  # noqa: FBT001 - a lens writes whatever its value is
        set_attributes(record, entity, field, [Told(field, "yes")] if value else [])

    return Lens(field, read, write)


def fact(entity: str, field: str, longest: int, default: str = "") -> Lens:
    """Map a text that HSDS has no field for."""

    def read(record: Record) -> str:
        return next((fit(told.value, longest) for told in attributes(record, field)), default)

    def write(record: Record, value: str) -> None:
        set_attributes(record, entity, field, [Told(field, value)] if value != default else [])

    return Lens(field, read, write)


def facts(entity: str, field: str, longest: int) -> Lens:
    """Map several texts, in their order."""

    def read(record: Record) -> tuple[str, ...]:
        told = (fit(one.value, longest) for one in attributes(record, field))
        return tuple(dict.fromkeys(one for one in told if one))

    def write(record: Record, value: Sequence[str]) -> None:
        set_attributes(record, entity, field, [Told(field, said) for said in value])

    return Lens(field, read, write)
