"""Invented member lists: two hundred rows, as CSV and XLSX, whole or with twelve faults."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADER = (
    "Agency name", "Type", "Program", "Member ID", "Services offered", "Region", "Phone", "Web site",
    "Languages", "Hours", "Address", "Address confidential", "Director", "Director's e-mail",
)  # fmt: skip
ROWS = 200
# What is wrong: row as the spreadsheet counts -> (column, what stands there, code of the fault).
FAULTS: dict[int, tuple[str, str, str]] = {
    4: ("Agency name", "", "cell_missing"),
    13: ("Type", "Lighthouse", "unknown_kind"),
    23: ("Services offered", "Hotline; Knitting", "unknown_services"),
    37: ("Region", "Atlantis", "unknown_regions"),
    58: ("Hours", "Mon-Fri 09:00-25:00", "unknown_hours"),
    71: ("Member ID", "M-0050", "code_twice"),
    90: ("Director's e-mail", "nobody at all", "email_unknown"),
    104: ("Web site", "our page", "website_unknown"),
    133: ("Agency name", "Harbor House", "organization_known"),
    150: ("Services offered", "", "cell_missing"),
    177: ("Address", "12 Hidden Lane", "address_of_confidential_place"),
    199: ("Address confidential", "perhaps", "unknown_confidential"),
}


def row(number: int) -> list[str]:
    """Return a faultless row, by its number in the spreadsheet; each third agency has two programs."""
    kinds = ("Shelter", "legal_aid", "Centro de salud comunitario", "Hospital")
    agency = number - 1 if number % 6 == 0 else number
    return [
        f"Alder Agency {agency:03}",
        "Shelter" if number % 6 in {0, 5} else kinds[number % 4],
        f"Program {number:03}", f"M-{number:04}",
        "Hotline; Emergency housing" if number % 2 else "counselling",
        ("North", "shore", "Valley; Capital")[number % 3], f"860-555-{100 + number % 100:04}",
        f"https://agency{agency:03}.example", "English, Spanish" if number % 2 else "",
        "24/7" if number % 5 == 0 else "Mon-Fri 09:00-17:00; Sat 10:00-12:00",
        "", "yes" if number == 177 else "no", f"Robin {number}", f"robin{number}@alder.example",
    ]  # fmt: skip


def rows(*, faulty: bool) -> list[list[str]]:
    """Return the rows below the titles."""
    made = [row(number) for number in range(2, ROWS + 2)]
    for number, (column, text, _code) in FAULTS.items() if faulty else ():
        made[number - 2][HEADER.index(column)] = text
    return made


def as_csv(lines: Sequence[Sequence[str]], *, delimiter: str = ",", header: Sequence[str] = HEADER) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *lines])
    return text.getvalue().encode()


def as_xlsx(lines: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (header, *lines):
        sheet.append(list(line))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
