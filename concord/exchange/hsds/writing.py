"""Files in HSDS 3.1: one JSON document, one record a line, or a tabular data package. Nothing here reads."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Final

from concord.exchange.hsds import codes, flat, terms
from concord.exchange.hsds.structure import ID, NUMBER, TIME, Record, children, columns, package, tables
from concord.exchange.transfers import cells

_CLOCK: Final = re.compile(r"(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_CHUNK: Final = 64 * 1024
_LICENCE: Final = "CC-BY-SA-4.0"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that goes out: organizations with their services under ``services``, and loose rows.

    Either may be read once only.
    """

    organizations: Iterable[Record]
    loose: Iterable[tuple[str, Record]] = ()


def as_json(data: Dataset) -> Iterator[bytes]:
    """Write one document, organization by organization."""
    head = {"version": codes.VERSION, "profile": codes.PROFILE}
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "contents": [').encode()
    for place, one in enumerate(data.organizations):
        yield (b"," if place else b"") + b"\n" + _dump(one)
    yield b"\n]"
    place = -1
    for place, (name, row) in enumerate(data.loose):
        yield (b",\n" if place else b', "loose": [\n') + _dump({"table": name, "row": row})
    yield b"]}\n" if place >= 0 else b"}\n"


def as_lines(data: Dataset) -> Iterator[bytes]:
    """Write one organization with its services a line."""
    for one in data.organizations:
        yield _dump(one) + b"\n"
    for name, row in data.loose:
        yield _dump({"table": name, "row": row}) + b"\n"


def _dump(one: Record) -> bytes:
    return json.dumps(one, ensure_ascii=False).encode()


# -- the tabular package ---------------------------------------------------------------------------
def as_package(data: Dataset, *, at: datetime) -> Iterator[bytes]:
    """Write the tables and their description as one zip, table by table.

    The zip begins at once. A table is whole only when all is gathered, so all of it is held until then.
    """
    held: flat.Tables = {}
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for entity, path in tables().items():
            with packed.open(_member(path, at), "w") as member:
                yield from sink.taken(last=not held)
                held = held or as_tables(data)
                for part in as_table(entity, list(held[entity].values())):
                    member.write(part)
                    yield from sink.taken()
        described = json.dumps(describe(held), indent=1, ensure_ascii=False).encode()
        packed.writestr(_member("datapackage.json", at), described)
    yield from sink.taken(last=True)


def as_tables(data: Dataset) -> flat.Tables:
    """Return all rows by table and id; our own taxonomies, which terms only point to, are put in."""
    held = flat.flatten(chain((("organization", one) for one in data.organizations), data.loose))
    ours = terms.taxonomies()
    for term in held["taxonomy_term"].values():
        own = str(term.get("taxonomy_id"))
        if own in ours:
            held["taxonomy"].setdefault(own, dict(ours[own]))
    return held


def _member(path: str, at: datetime) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(path, at.astimezone(UTC).timetuple()[:6])
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def as_table(entity: str, rows: Sequence[Record]) -> Iterator[bytes]:
    """Write one table; facts that others added get columns of their own behind the standard ones."""
    names = _columns_of(entity, rows)
    numbers = {name for name, column in columns(entity).items() if column.kind == NUMBER}
    times = [name for name, column in columns(entity).items() if column.kind == TIME]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(cells.write(name) for name in names)
    for row in rows:
        row = _timed(row, times)  # noqa: PLW2901 - the same row, as tables say it
        writer.writerow(cells.write(row.get(name), number=name in numbers) for name in names)
        if buffer.tell() > _CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _timed(row: Record, times: Sequence[str]) -> Record:
    """Say times of a day as tables do, hh:mm:ss; what they are ahead of UTC goes to the row's time zone.

    The standard's prose wants hours and minutes with an offset, its tables a time that has none.
    """
    found = {name: _CLOCK.fullmatch(row[name]) for name in times if isinstance(row.get(name), str)}
    said = {name: match for name, match in found.items() if match}
    if not said:
        return row
    told = row | {name: f"{match[1]}:{match[2] or '00'}" for name, match in said.items()}
    ahead = next((match[3] for match in said.values() if match[3]), "")
    if ahead and row.get("timezone") in {None, ""}:
        told["timezone"] = _hours(ahead)
    return told


def _hours(ahead: str) -> float | int:
    """Return an offset such as -05:00 in hours."""
    if ahead == "Z":
        return 0
    sign = -1 if ahead[0] == "-" else 1
    whole, minutes = int(ahead[1:3]), int(ahead[-2:])
    return sign * (whole + minutes / 60 if minutes else whole)


def _columns_of(entity: str, rows: Iterable[Record]) -> tuple[str, ...]:
    """Name the columns: the standard's, then others; facts that lead to children are rows elsewhere."""
    found: dict[str, None] = dict.fromkeys(columns(entity))
    leave = {child.key for child in children(entity)}
    for row in rows:
        found |= dict.fromkeys(name for name in row if name not in leave)
    return tuple(found)


def describe(held: Mapping[str, Mapping[str, Record]]) -> Record:
    """Return the description of the package, derived from the bundled one, for the tables as they are."""
    found: Record = deepcopy(dict(package()))
    licence = found.pop("license", {})
    found["licenses"] = [{"name": _LICENCE, "path": licence.get("url", ""), "title": licence.get("name", "")}]
    for resource in found["resources"]:
        entity = resource["name"]
        resource["profile"] = "tabular-data-resource"
        resource["encoding"] = "utf-8"
        schema, known = resource["schema"], columns(entity)
        own = {field["name"] for field in schema["fields"]}
        for name in _columns_of(entity, held.get(entity, {}).values()):
            if name not in own:
                schema["fields"].append({"name": name, "type": "string", "description": "Added."})
        schema["foreignKeys"] = _foreign_keys(entity)
        for field in schema["fields"]:
            _repair(field, unique=known[field["name"]].unique if field["name"] in known else False)
    return found


def _foreign_keys(entity: str) -> list[Record]:
    """Say every column that leads to another table, the ones too that the bundled description leaves out."""
    return [
        {
            "fields": name,
            "reference": {"resource": "" if column.refers == entity else column.refers, "fields": ID},
        }
        for name, column in columns(entity).items()
        if column.refers and name not in _MAY_LEAD_OUT
    ]


# A parent may stand in somebody else's data.
_MAY_LEAD_OUT: Final = frozenset({"parent_organization_id", "parent_id"})


def _repair(field: dict[str, Any], *, unique: bool) -> None:
    """Describe values as the standard's own examples write them."""
    if field.get("type") == "datetime":
        field["format"] = "any"
    if not unique:
        field.get("constraints", {}).pop("unique", None)


class _Sink(io.RawIOBase):
    """Takes what a zip writes and hands it on; the zip is told that it cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def taken(self, *, last: bool = False) -> Iterator[bytes]:
        """Yield what has been written since, once there is enough of it."""
        if self._held and (last or len(self._held) > _CHUNK):
            yield bytes(self._held)
            self._held.clear()
