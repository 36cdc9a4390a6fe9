"""What is wrong with records of others, by the tables of the standard: (column, code, parameters). Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from concord.exchange.hsds import codes, identifiers
from concord.exchange.hsds.services import clock_of
from concord.exchange.hsds.structure import NUMBER, Column, Record, children, columns, tables

Found = tuple[str, str, dict[str, Any]]
_NUMBER: Final = re.compile(r"^-?\d{1,15}(\.\d{1,12})?$")
# Only what nobody can do without is asked for in nested records; the tables ask for more.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name"),
}
_MAY_LEAD_OUT: Final = frozenset({"parent_organization_id", "parent_id"})


def of_row(entity: str, record: Record) -> Iterator[Found]:
    """Look a row of a table over; all values are texts."""
    for name, column in columns(entity).items():
        said = record.get(name)
        if said is None:
            if column.required:
                yield name, "missing", {}
            continue
        yield from _text_fault(column, str(said))
    for name, said in record.items():
        if not _storable(said):
            yield name, "not_storable", {}


def _text_fault(column: Column, said: str) -> Iterator[Found]:
    if column.shape == "uuid" and not identifiers.is_one(said):
        yield column.name, "not_an_id", {"value": said[:40]}
    elif column.codes and said not in column.codes:
        yield column.name, "unknown_code", {"codes": [said[:40]]}
    elif column.kind == NUMBER and not _NUMBER.match(said):
        yield column.name, "not_a_number", {"value": said[:40]}
    elif column.kind in _TIMES and not _TIMES[column.kind](said):
        yield column.name, f"not_a_{column.kind}", {"value": said[:40]}


def _is_date(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False


def _is_instant(said: str) -> bool:
    try:
        return bool(datetime.fromisoformat(said))
    except ValueError:
        return False


def _is_time(said: str) -> bool:
    return bool(clock_of(said))


_TIMES: Final = {"date": _is_date, "datetime": _is_instant, "time": _is_time}


def of_references(entity: str, record: Record, held: Mapping[str, Mapping[str, Record]]) -> Iterator[Found]:
    """Find what leads to a row that is not there."""
    for name, column in columns(entity).items():
        said = record.get(name)
        if said and column.refers and name not in _MAY_LEAD_OUT and said not in held[column.refers]:
            yield name, "leads_nowhere", {"value": str(said)[:40], "file": tables()[column.refers]}
    if entity == "attribute":
        target = str(record.get("link_entity", ""))
        if target not in held or record.get("link_id") not in held[target]:
            yield "link_id", "leads_nowhere", {"value": str(record.get("link_id"))[:40], "file": target[:40]}


def convert(record: Record) -> None:
    """Give the values of a row their kinds: numbers become numbers."""
    for name in _NUMBERS & set(record):
        said = record[name]
        if isinstance(said, str) and _NUMBER.match(said):
            record[name] = float(said) if "." in said else int(said)


def _numbers() -> frozenset[str]:
    return frozenset(
        name for entity in tables() for name, column in columns(entity).items() if column.kind == NUMBER
    )


_NUMBERS: Final = _numbers()


# -- nested records --------------------------------------------------------------------------------
def of_record(entity: str, record: Record, path: str = "", depth: int = 0) -> Iterator[Found]:
    """Look a nested record over, with everything that hangs on it."""
    if depth > codes.MOST_DEPTH:
        yield path, "too_deep", {}
        return
    for name in _NEEDED.get(entity, ("id",)):
        if record.get(name) in {None, ""} if not isinstance(record.get(name), dict | list) else True:
            yield f"{path}{name}", "missing", {}
    below = {child.key: child for child in children(entity)}
    known = columns(entity)
    for name, value in record.items():
        where = f"{path}{name}"
        if value is None:
            continue
        if name in below:
            yield from _of_child(below[name].entity, value, where, many=below[name].many, depth=depth)
        elif name in known:
            yield from _value_fault(known[name], value, where)
        if name not in below and not _storable(value):
            yield where, "not_storable", {}


def _of_child(entity: str, value: Any, where: str, *, many: bool, depth: int) -> Iterator[Found]:
    if not isinstance(value, list if many else dict):
        yield where, "not_a_list" if many else "not_a_record", {}
        return
    for place, one in enumerate(value if many else [value]):
        at = f"{where}[{place}]" if many else where
        if isinstance(one, dict):
            yield from of_record(entity, one, f"{at}.", depth + 1)
        else:
            yield at, "not_a_record", {}


def _value_fault(column: Column, value: Any, where: str) -> Iterator[Found]:
    if column.kind == NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield where, "not_a_number", {"value": str(value)[:40]}
    elif not isinstance(value, str):
        yield where, "not_a_text", {}
    elif value:
        for _name, code, parameters in _text_fault(column, value):
            yield where, code, parameters


def _storable(value: Any) -> bool:
    """Tell whether the database can keep a value: no NUL sign, no half of a sign, no endless nest."""
    try:
        text = value if isinstance(value, str) else repr(value)
        return "\0" not in text and "\\x00" not in text and bool(text.encode() or True)
    except (UnicodeEncodeError, RecursionError):
        return False


def clean(record: Any) -> None:
    """Take out what says nothing."""
    if isinstance(record, dict):
        for key in [key for key, value in record.items() if value is None]:
            del record[key]
        for value in record.values():
            clean(value)
    elif isinstance(record, list):
        for value in record:
            clean(value)
