"""Reads a list from a CSV or XLSX file as plain text. Nothing in the file is run, fetched or worked out.

Whatever cannot be read is refused with the place: the part of the file, the line or the cell.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.members import codes

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # a workbook with a password, or one of before 2007
_MACROS: Final = ("vbaproject", "macrosheets/", "activex/")
_ENCRYPTED: Final = 0x1
_UNREADABLE: Final = (
    zipfile.BadZipFile, InvalidFileException, ParseError, ValueError, KeyError, OSError, TypeError,
    AttributeError, IndexError, EOFError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as text: the row of titles, the rows below, and the cells that held a formula.

    ``formulas`` are (row, column) counted from 0 among ``rows``; the text of such a cell is empty.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[tuple[int, int], ...] = ()


def read(name: str, content: bytes) -> Sheet:
    """Read a file; raises Invalid, which names the place, for one that cannot be read."""
    if len(content) > codes.MOST_BYTES:
        raise _refused("file_too_large", megabytes=codes.MOST_BYTES // 1_000_000)
    if not content.strip():
        raise _refused("file_empty")
    if content.startswith(_OLE):
        raise _refused("file_encrypted")
    if content.startswith(_ZIP):
        return _sheet(*_workbook(content))
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise _refused("file_broken", part=name[-60:])
    return _sheet(list(_lines(content)), [])


def _sheet(lines: list[list[str]], formulas: list[tuple[int, int]]) -> Sheet:
    """Take the first line that says anything for the titles; empty lines stay, for their number."""
    first = next((at for at, line in enumerate(lines) if any(line)), None)
    if first is None or not any(any(line) for line in lines[first + 1 :]):
        raise _refused("file_without_rows")
    width = max(len(line) for line in lines)
    if width > codes.MOST_COLUMNS:
        raise _refused("too_many_columns", most=codes.MOST_COLUMNS)
    padded = [tuple(line) + ("",) * (width - len(line)) for line in lines]
    while not any(padded[-1]):
        padded.pop()
    # Lines above the titles count, so that a row has the number that the spreadsheet shows.
    blank = [("",) * width] * first
    below = [*blank, *padded[first + 1 :]]
    if len(below) > codes.MOST_ROWS:
        raise _refused("too_many_rows", most=codes.MOST_ROWS)
    kept = tuple((row - 1, column) for row, column in formulas if row > first)
    return Sheet(padded[first], tuple(below), kept)


# -- text ------------------------------------------------------------------------------------------
def _lines(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for line in reader:
            yield [
                _text(cell, f"{get_column_letter(at)}{reader.line_num}") for at, cell in enumerate(line, 1)
            ]
    except csv.Error:
        raise _refused("line_broken", line=reader.line_num) from None


def _decoded(content: bytes) -> str:
    """Read UTF-8 with or without a mark at its beginning, and UTF-16 with one."""
    coding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused("not_utf8", line=line) from None
    if "\0" in text:
        raise _refused("not_text", line=text[: text.index("\0")].count("\n") + 1)
    return text


def _delimiter(text: str) -> str:
    """Take what stands most often in the first line: comma, semicolon or tab."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


# -- workbooks -------------------------------------------------------------------------------------
def _workbook(content: bytes) -> tuple[list[list[str]], list[tuple[int, int]]]:
    try:
        _check_parts(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        return _cells(sheet.iter_rows(max_col=codes.MOST_COLUMNS + 1, max_row=codes.MOST_ROWS + 20))
    except _UNREADABLE as error:
        raise _refused("file_broken", part=type(error).__name__) from None


def _check_parts(content: bytes) -> None:
    """Refuse macros, a password, and a file that unpacks to more than a list can be."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    parts = packed.infolist()
    total = 0
    for part in parts:
        total += part.file_size
        if any(mark in part.filename.lower() for mark in _MACROS):
            raise _refused("file_with_macros", part=part.filename[-60:])
        if part.flag_bits & _ENCRYPTED:
            raise _refused("file_encrypted")
        if total > codes.MOST_UNPACKED:
            raise _refused("file_unpacks", part=part.filename[-60:])
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise _refused("file_broken", part="[Content_Types].xml")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_plain(part.filename, packed.read(part))


def _check_plain(name: str, part: bytes) -> None:
    """Refuse a part that defines or fetches anything: a workbook has no need of either."""
    try:
        for _event, node in iterparse(io.BytesIO(part), forbid_dtd=True):
            node.clear()
    except DefusedXmlException:
        raise _refused("file_with_entities", part=name[-60:]) from None
    except ParseError:
        raise _refused("file_broken", part=name[-60:]) from None


def _cells(rows: Iterable[Iterable[Any]]) -> tuple[list[list[str]], list[tuple[int, int]]]:
    lines: list[list[str]] = []
    formulas: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        line = []
        for column, cell in enumerate(row):
            if cell.data_type == "f":
                formulas.append((at, column))
                line.append("")
            else:
                line.append(_text(cell.value, f"{get_column_letter(column + 1)}{at + 1}"))
        while line and not line[-1] and (at, len(line) - 1) not in formulas:
            line.pop()
        lines.append(line)
    return lines, formulas


def _text(value: Any, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        value = value.isoformat()
    said = " ".join(str(value).split())
    if len(said) > codes.LONGEST_CELL:
        raise _refused("cell_too_long", cell=place, most=codes.LONGEST_CELL)
    if any(not sign.isprintable() for sign in said):
        raise _refused("cell_not_text", cell=place)
    return said


def _refused(code: str, **parameters: object) -> Invalid:
    return Invalid([Problem("file", code, parameters)])
