"""A file that cannot be read is refused, and the refusal names the place."""

import io
import zipfile
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.foundation.lib.denied import Invalid
from concord.governance.members import checking, codes, reading, sheets
from concord.governance.members.checking import Known
from tests.governance.members import lists

pytestmark = pytest.mark.req("ONB-09")
FEW = lists.rows(faulty=False)[:3]


def refusal(name: str, content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(Invalid) as refused:
        sheets.read(name, content)
    (problem,) = refused.value.problems
    assert problem.field == "file"
    return problem.code, dict(problem.parameters)


def with_part(name: str, content: bytes, *, instead: bool = False) -> bytes:
    """Return a workbook with one more part, or with another one in its place."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(lists.as_xlsx(FEW))) as old, zipfile.ZipFile(held, "w", 8) as new:
        for part in old.namelist():
            if not (instead and part == name):
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return held.getvalue()


def test_a_file_a_little_too_large_is_refused() -> None:
    assert refusal("a.csv", b"a" * (codes.MOST_BYTES + 1)) == ("file_too_large", {"megabytes": 2})


@pytest.mark.parametrize(
    ("name", "content", "code", "facts"),
    [
        ("a.csv", b"", "file_empty", {}),
        ("a.csv", b"Agency,Kind\r\n", "file_without_rows", {}),
        ("a.csv", "Agency,Kind\nAlder,x\nNiñez,Shelter\n".encode("latin-1"), "not_utf8", {"line": 3}),
        ("a.csv", b"Agency\nAl\0der\n", "not_text", {"line": 2}),
        ("a.csv", b'Agency,Kind\nAlder,"Shelter\nBirch,Shelter\n', "line_broken", {"line": 3}),
        ("a.csv", b"Agency\nAl\x07der\n", "cell_not_text", {"cell": "A2"}),
        ("a.csv", b"Agency\n" + b"a" * 2001, "cell_too_long", {"cell": "A2", "most": 2000}),
        ("a.csv", b"Agency\n" + b"a\n" * 1001, "too_many_rows", {"most": 1000}),
        ("a.csv", b"a," * 61 + b"\n" + b"b," * 61, "too_many_columns", {"most": 60}),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 locked", "file_encrypted", {}),
        ("a.xlsx", b"no workbook at all", "file_broken", {"part": "a.xlsx"}),
        ("a.xlsx", lists.as_xlsx(FEW)[:900], "file_broken", {"part": "BadZipFile"}),
        ("a.xlsx", with_part("xl/vbaProject.bin", b"x"), "file_with_macros", {"part": "xl/vbaProject.bin"}),
        ("a.xlsx", with_part("xl/bomb.xml", b"0" * 30_000_000), "file_unpacks", {"part": "xl/bomb.xml"}),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_place(
    name: str, content: bytes, code: str, facts: dict[str, object]
) -> None:
    assert refusal(name, content) == (code, facts)


@pytest.mark.parametrize(
    "entity",
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>', '<!DOCTYPE a [<!ENTITY b "c">]>'],
)
def test_a_workbook_fetches_nothing_and_defines_nothing(entity: str) -> None:
    strings = f'<?xml version="1.0"?>{entity}<sst><si><t>&b;</t></si></sst>'.encode()
    code, facts = refusal("a.xlsx", with_part("xl/sharedStrings.xml", strings, instead=True))
    assert (code, facts) == ("file_with_entities", {"part": "xl/sharedStrings.xml"})


def test_a_mark_at_the_beginning_and_other_codings_are_read() -> None:
    text = lists.as_csv(FEW).decode()
    plain = sheets.read("a.csv", text.encode())
    assert sheets.read("a.csv", text.encode("utf-8-sig")) == plain
    assert sheets.read("a.csv", text.encode("utf-16")) == plain
    assert sheets.read("a.csv", lists.as_csv(FEW, delimiter=";")) == plain
    assert sheets.read("a.csv", lists.as_csv(FEW, delimiter="\t")) == plain
    assert sheets.read("a.xlsx", lists.as_xlsx(FEW)) == plain


def test_numbers_days_and_times_of_a_workbook_are_read_as_text() -> None:
    sheet = sheets.read("a.xlsx", lists.as_xlsx([[8605550100, 1.5, True, time(9, 30), None]], "abcde"))
    assert sheet.rows == (("8605550100", "1.5", "yes", "09:30:00", ""),)


def test_a_formula_is_not_worked_out_and_its_cell_is_named() -> None:
    lines = [list(row) for row in FEW]
    lines[1][6] = '=HYPERLINK("https://example.org")'
    sheet = sheets.read("a.xlsx", lists.as_xlsx(lines))
    assert sheet.formulas == ((1, 6),)
    columns = {"organization": 0, "kind": 1, "services": 4, "regions": 5, "phone": 6}
    regions = tuple((code, code) for code in ("north", "shore", "valley", "capital"))
    (fault,) = checking.check(sheet, columns, Known(regions)).faults
    assert (fault.row, fault.letter, fault.code) == (3, "G", "formula_in_cell")


def test_rows_keep_the_number_that_the_spreadsheet_shows() -> None:
    content = b"\n\nAgency,Kind,Services,Region\nAlder,Shelter,Hotline,North\n\nBirch,,Hotline,North\n"
    sheet = sheets.read("a.csv", content)
    columns = {"organization": 0, "kind": 1, "services": 2, "regions": 3}
    checked = checking.check(sheet, columns, Known((("north", "North"),)))
    assert [line.row for line in checked.lines] == [4]
    assert [(fault.row, fault.code) for fault in checked.faults] == [(6, "cell_missing")]


@pytest.mark.parametrize(
    ("said", "week"),
    [
        ("24/7", (True, {})),
        ("Mon-Fri 09:00-17:00", (False, {str(day): [("09:00", "17:00")] for day in range(5)})),
        ("lun a vie 9:00-17:00", None),
        ("Sáb 10:00\u201312:00", (False, {"5": [("10:00", "12:00")]})),
        (
            "lundi 09:00-12:00; mardi 13:00-17:00",
            (False, {"0": [("09:00", "12:00")], "1": [("13:00", "17:00")]}),
        ),
        ("Mon-Fri 09:00-25:00", None),
        ("Fri-Mon 09:00-17:00", None),
        ("always", None),
        ("Mon 9-5", None),
    ],
)  # fmt: skip
def test_hours_are_read_in_three_languages_or_refused(said: str, week: object) -> None:
    if week is None:
        with pytest.raises(reading.UnreadableError):
            reading.hours(said)
    else:
        assert reading.hours(said) == week


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]))
def test_no_file_at_all_breaks_the_reader(content: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04"):
        try:
            sheets.read(name, start + content)
        except Invalid as refused:
            assert {problem.field for problem in refused.problems} == {"file"}  # noqa: PT017 - or it is read
