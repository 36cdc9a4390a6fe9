"""Files of others, read with suspicion: every fault is named by file, row and column; none stops the next.

A JSON document, one record a line, or a zip of tables. What is returned is nested, whatever came.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from concord.exchange.hsds import checking, codes, flat
from concord.exchange.hsds.structure import ID, Record, columns, tables
from concord.exchange.transfers import cells
from concord.exchange.transfers.kinds import Fault, Tell, quiet

_ZIP: Final = b"PK\x03\x04"
_CHUNK: Final = 256 * 1024
_LONGEST_CELL: Final = 200_000
_HEADER: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_ .-]{0,59}$")
# A cell with which a spreadsheet would calculate; a telephone with its plus, and a plain number, are none.
_FORMULA: Final = re.compile(r"^([=@\t\r]|[+\-](?![\d (.]))")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where it stood."""

    record: Record
    file: str
    row: int


@dataclass
class Read:
    """What a file holds. With faults, the rest is not to be used."""

    organizations: dict[str, Placed] = field(default_factory=dict)
    services: dict[str, Placed] = field(default_factory=dict)
    loose: list[tuple[str, Record]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more: int = 0

    def fault(self, file: str, row: int, column: str, code: str, /, **parameters: Any) -> None:
        """Note a fault; from some number on they are only counted."""
        if len(self.faults) < codes.MOST_FAULTS:
            self.faults.append(Fault(file, row, column, code, parameters))
        else:
            self.more += 1


def read(name: str, content: bytes, tell: Tell = quiet) -> Read:
    """Read a file, whatever it is; ``tell`` hears how many of its records, or of its tables, are read."""
    found = Read()
    name = PurePosixPath(name.replace("\\", "/")).name or "file"
    if len(content) > codes.MOST_BYTES:
        found.fault(name, 0, "", "file_too_large", most=codes.MOST_BYTES // 1_000_000)
    elif content.startswith(_ZIP):
        _read_zip(found, name, content, tell)
    elif (text := _text(found, name, content)) is not None:
        _read_json(found, name, text, tell)
    if not found.faults and not found.services and not found.organizations:
        found.fault(name, 0, "", "nothing_inside")
    return found


def _text(found: Read, name: str, content: bytes) -> str | None:
    """Return a file as text; a mark of order in front is left out. Anything but UTF-8 is a fault."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        found.fault(name, before.count(b"\n") + 1, "", "not_utf8")
        return None


# -- zips ------------------------------------------------------------------------------------------
def _read_zip(found: Read, name: str, content: bytes, tell: Tell) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            texts = dict(_members(found, name, packed))
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        found.fault(name, 0, "", "zip_broken")
        return
    if found.faults:
        return
    read: dict[str, list[tuple[int, Record]]] = {}
    for done, (entity, path) in enumerate(tables().items(), start=1):
        if path in texts:
            read[entity] = _rows(found, path, texts[path])
        tell(done, len(tables()))
    if not read:
        found.fault(name, 0, "", "no_tables")
        return
    _join(found, read)


def _members(found: Read, name: str, packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    inside = packed.infolist()
    if len(inside) > codes.MOST_MEMBERS or sum(one.file_size for one in inside) > codes.MOST_UNPACKED:
        found.fault(name, 0, "", "zip_too_much", most=codes.MOST_UNPACKED // 1_000_000)
        return
    left = codes.MOST_UNPACKED
    for one in inside:
        path = PurePosixPath(one.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in one.filename or ":" in one.filename:
            found.fault(name, 0, "", "zip_path", member=one.filename[:80])
        elif one.flag_bits & 1:
            found.fault(name, 0, "", "zip_locked", member=one.filename[:80])
        elif path.suffix.casefold() == ".csv" and path.name not in tables().values():
            found.fault(path.name, 0, "", "unknown_table")
        elif path.name in tables().values():
            content = _unpacked(packed, one, left)
            if content is None:
                found.fault(name, 0, "", "zip_too_much", most=codes.MOST_UNPACKED // 1_000_000)
                return
            left -= len(content)
            text = _text(found, path.name, content)
            if text is not None:
                yield path.name, text


def _unpacked(packed: zipfile.ZipFile, one: zipfile.ZipInfo, most: int) -> bytes | None:
    """Unpack a member; None as soon as it is more than it may be, whatever it says of itself."""
    held = bytearray()
    with packed.open(one) as member:
        while part := member.read(_CHUNK):
            held += part
            if len(held) > most:
                return None
    return bytes(held)


# -- tables ----------------------------------------------------------------------------------------
def _rows(found: Read, path: str, text: str) -> list[tuple[int, Record]]:
    """Read one table: (row as a spreadsheet counts it, values by column)."""
    entity = next(one for one, name in tables().items() if name == path)
    known = columns(entity)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Record]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _is_header(found, path, header, known):
            return []
        begins = 2
        for values in reader:
            row, begins = begins, reader.line_num + 1
            if not any(values):
                continue
            if len(values) > len(header):
                found.fault(path, row, "", "too_many_cells")
                continue
            record = _record(found, path, row, dict(zip(header, values, strict=False)))
            rows.append((row, record))
            if len(rows) > codes.MOST_ROWS:
                found.fault(path, row, "", "too_many_rows", most=codes.MOST_ROWS)
                break
    except csv.Error:
        found.fault(path, reader.line_num, "", "not_csv")
    _check_rows(found, entity, rows)
    return rows


def _check_rows(found: Read, entity: str, rows: list[tuple[int, Record]]) -> None:
    """Look every row of a table over, and that what must stand once does."""
    path = tables()[entity]
    alone = [name for name, column in columns(entity).items() if column.unique and name != ID]
    seen: dict[tuple[str, Any], int] = {}
    for row, record in rows:
        for column, code, parameters in checking.of_row(entity, record):
            found.fault(path, row, column, code, **parameters)
        for name in alone:
            if name in record and (first := seen.setdefault((name, record[name]), row)) != row:
                found.fault(path, row, name, "claimed_twice", first=first)


def _is_header(found: Read, path: str, header: list[str], known: Any) -> bool:
    if ID not in header:
        wrong = len(header) == 1 and any(sign in header[0] for sign in ";\t|")
        found.fault(path, 1, "", "wrong_delimiter" if wrong else "no_id_column")
        return False
    for name in header:
        if header.count(name) > 1:
            found.fault(path, 1, name, "column_twice")
            return False
        if name not in known and not _HEADER.match(name):
            found.fault(path, 1, name[:60], "column_name")
            return False
    return True


def _record(found: Read, path: str, row: int, values: dict[str, str]) -> Record:
    record: Record = {}
    for column, said in values.items():
        if not said:
            continue
        if _FORMULA.match(said):
            found.fault(path, row, column, "formula")
        record[column] = cells.read(said)
    return record


_Where = dict[tuple[str, str], int]


def _join(found: Read, read: dict[str, list[tuple[int, Record]]]) -> None:
    """Look over what leads from table to table, then put the tables together."""
    held, where = _by_id(found, read)
    for entity, rows in read.items():
        for row, record in rows:
            for column, code, parameters in checking.of_references(entity, record, held):
                found.fault(tables()[entity], row, column, code, **parameters)
    if found.faults:
        return
    for rows_of in held.values():
        for record in rows_of.values():
            checking.convert(record)
    organizations, services, found.loose = flat.nest(held)
    found.organizations = _placed("organization", organizations, where)
    found.services = _placed("service", services, where)


def _by_id(found: Read, read: dict[str, list[tuple[int, Record]]]) -> tuple[flat.Tables, _Where]:
    held: flat.Tables = {entity: {} for entity in tables()}
    where: _Where = {}
    for entity, rows in read.items():
        for row, record in rows:
            own = str(record.get(ID, ""))
            if own in held[entity]:
                found.fault(tables()[entity], row, ID, "twice", first=where[entity, own])
            held[entity][own] = record
            where[entity, own] = row
    return held, where


def _placed(entity: str, records: list[Record], where: _Where) -> dict[str, Placed]:
    named = ((str(record[ID]), record) for record in records)
    return {own: Placed(record, tables()[entity], where[entity, own]) for own, record in named}


# -- JSON ------------------------------------------------------------------------------------------
def _read_json(found: Read, name: str, text: str, tell: Tell) -> None:
    stripped = text.lstrip()
    if not stripped.startswith(("{", "[")):
        found.fault(name, 1, "", "not_json")
        return
    try:
        held = json.loads(stripped, parse_constant=_refuse)
        contents = _contents(held)
        _take_all(found, name, enumerate(contents, start=1), len(contents), tell)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            _take_all(found, name, _lines(found, name, text), len(text.splitlines()), tell)
        else:
            found.fault(name, error.lineno, "", "not_json")
    except (RecursionError, ValueError):
        found.fault(name, 0, "", "not_json")


def _refuse(said: str) -> Any:
    raise ValueError(said)


def _contents(held: Any) -> list[Any]:
    if isinstance(held, list):
        return held
    rest = held.get("contents")
    if isinstance(rest, list):
        return [*rest, *(one for one in held.get("loose", ()) if isinstance(one, dict))]
    return [held]


def _lines(found: Read, name: str, text: str) -> Iterator[tuple[int, Any]]:
    for row, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield row, json.loads(line, parse_constant=_refuse)
            except (RecursionError, ValueError):
                found.fault(name, row, "", "not_json")


def _take_all(found: Read, name: str, records: Iterable[tuple[int, Any]], total: int, tell: Tell) -> None:
    for row, one in records:
        if not isinstance(one, dict):
            found.fault(name, row, "", "not_a_record")
        elif isinstance(one.get("row"), dict) and one.get("table") in tables():
            _take_loose(found, name, row, one)
        else:
            _take(found, name, row, one)
        tell(row, total)


def _take_loose(found: Read, name: str, row: int, one: Record) -> None:
    for column, code, parameters in checking.of_record(one["table"], one["row"]):
        found.fault(name, row, column, code, **parameters)
    found.loose.append((one["table"], one["row"]))


def _take(found: Read, name: str, row: int, one: Record) -> None:
    entity = _entity(one)
    faults = list(checking.of_record(entity, one))
    for column, code, parameters in faults:
        found.fault(name, row, column, code, **parameters)
    if faults:
        return
    checking.clean(one)
    if entity == "service_at_location":
        service = {**one["service"]} if isinstance(one.get("service"), dict) else {}
        if not service:
            found.fault(name, row, "service", "missing")
            return
        link = {key: value for key, value in one.items() if key != "service"}
        service["service_at_locations"] = [*service.get("service_at_locations", ()), link]
        _take_service(found, name, row, service)
    elif entity == "service":
        _take_service(found, name, row, one)
    else:
        services = one.pop("services", None) or []
        _keep(found, found.organizations, Placed(one, name, row), "id")
        for service in services:
            _take_service(found, name, row, {**service, "organization_id": one[ID]})


def _entity(one: Record) -> str:
    if isinstance(one.get("service"), dict) or "location" in one:
        return "service_at_location"
    if "status" in one or "organization" in one or "service_at_locations" in one:
        return "service"
    return "organization"


def _take_service(found: Read, name: str, row: int, service: Record) -> None:
    owner = service.pop("organization", None)
    if isinstance(owner, dict) and ID in owner:
        owner.pop("services", None)
        service["organization_id"] = owner[ID]
        there = found.organizations.get(str(owner[ID]))
        if there is None or len(there.record) < len(owner):
            found.organizations[str(owner[ID])] = Placed(owner, name, row)
    if "organization_id" not in service:
        found.fault(name, row, "organization_id", "missing")
        return
    _keep(found, found.services, Placed(service, name, row), "service.id")


def _keep(found: Read, held: dict[str, Placed], placed: Placed, column: str) -> None:
    own = str(placed.record[ID])
    there = held.get(own)
    if there is not None and there.record != placed.record:
        found.fault(placed.file, placed.row, column, "twice", first=there.row)
        return
    held[own] = placed
