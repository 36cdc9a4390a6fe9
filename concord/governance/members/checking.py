"""Reads the rows of a list into drafts, and finds every fault, each with its row and column.

It writes nothing, so the preview and the import ask the same questions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from openpyxl.utils import get_column_letter

from concord.governance.directory import problems
from concord.governance.directory.drafts import ListingDraft
from concord.governance.members import codes, reading
from concord.governance.members.matching import plain
from concord.governance.members.reading import UnreadableError
from concord.governance.members.sheets import Sheet

HEAD: Final = 2  # the number of the first row below the titles
_LONGEST: Final = {
    "organization": 120, "program": 120, "code": 40, "lead_name": 120, "lead_email": 254, "website": 200,
}  # fmt: skip
# What of a listing a column says, where its name is another.
_COLUMN_OF: Final = {"categories": "services", "address_confidential": "confidential", "time_zone": "hours"}


@dataclass(frozen=True, slots=True)
class Known:
    """What stands already: regions as (code, name), plain names of organizations, codes that are taken."""

    regions: tuple[tuple[str, str], ...]
    organizations: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    time_zone: str = "America/New_York"


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a list from being taken: the row as the spreadsheet counts, the column, a code."""

    row: int
    column: str
    letter: str
    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One program of the list, ready to be written."""

    row: int
    organization: str
    org_type: str
    sub_type: str
    program: str
    code: str
    website: str
    lead_name: str
    lead_email: str
    draft: ListingDraft


@dataclass(frozen=True, slots=True)
class Checked:
    """The lines that could be read, and all faults; only a list without faults is written."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def check(sheet: Sheet, columns: Mapping[str, int], known: Known) -> Checked:
    """Read every row and find every fault, by row and column."""
    faults = [Fault(1, column, "", "column_missing") for column in codes.NEEDED if column not in columns]
    if faults:
        return Checked((), tuple(faults))
    rows = _rows(sheet, columns, known)
    lines = [row.line() for row in rows]
    _compare(rows, known)
    return Checked(
        tuple(line for line in lines if line is not None),
        tuple(sorted((fault for row in rows for fault in row.faults), key=lambda one: (one.row, one.letter))),
    )


def _rows(sheet: Sheet, columns: Mapping[str, int], known: Known) -> "list[_Row]":
    """Return the rows that say anything, those with nothing but formulas too."""
    formulas = {at for at, _column in sheet.formulas}
    rows = {
        at: _Row(at + HEAD, cells, columns, known)
        for at, cells in enumerate(sheet.rows)
        if any(cells) or at in formulas
    }
    for at, column in sheet.formulas:
        rows[at].formula(column)
    return list(rows.values())


class _Row:
    """One row while it is read; gathers its faults."""

    def __init__(self, number: int, cells: Sequence[str], columns: Mapping[str, int], known: Known) -> None:
        self.number, self.cells, self.columns, self.known = number, cells, columns, known
        self.faults: list[Fault] = []

    def text(self, column: str) -> str:
        at = self.columns.get(column)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def fault(self, column: str, code: str, **parameters: object) -> None:
        at = self.columns.get(column)
        same = any(one.column == column for one in self.faults)
        if not same:  # one remedy for a cell at a time
            letter = get_column_letter(at + 1) if at is not None else ""
            self.faults.append(Fault(self.number, column, letter, code, parameters))

    def formula(self, at: int) -> None:
        column = next((name for name, place in self.columns.items() if place == at), None)
        if column is not None:
            self.fault(column, "formula_in_cell")

    def read(self, column: str, how: Callable[[str], Any], default: Any) -> Any:
        text = self.text(column)
        if not text:
            return default
        try:
            return how(text)
        except UnreadableError as error:
            self.fault(column, f"unknown_{column}", said=str(error))
            return default

    def line(self) -> Line | None:
        for column in codes.NEEDED:
            if not self.text(column):
                self.fault(column, "cell_missing")
        for column, longest in _LONGEST.items():
            if len(self.text(column)) > longest:
                self.fault(column, "cell_long", most=longest)
        org_type, sub_type = self.read("kind", reading.kind, ("", ""))
        website = self._valid("website", URLValidator(schemes=["http", "https"]), "website_unknown")
        email = self._valid("lead_email", validate_email, "email_unknown")
        if email and not self.text("lead_name"):
            self.fault("lead_name", "lead_without_name")
        draft = self._draft()
        if self.faults:
            return None
        return Line(
            row=self.number,
            organization=self.text("organization"),
            org_type=org_type,
            sub_type=sub_type,
            program=self.text("program") or self.text("organization"),
            code=self.text("code"),
            website=website,
            lead_name=self.text("lead_name"),
            lead_email=email.lower(),
            draft=draft,
        )

    def _valid(self, column: str, validate: Callable[[str], None], code: str) -> str:
        text = self.text(column)
        if text:
            try:
                validate(text)
            except ValidationError:
                self.fault(column, code, said=text[:60])
        return text

    def _draft(self) -> ListingDraft:
        always, week = self.read("hours", reading.hours, (False, {}))
        draft = ListingDraft(
            description=self.text("description"),
            categories=self.read("services", lambda text: reading.several("services", text), ()),
            languages=self.read("languages", lambda text: reading.several("languages", text), ("en",)),
            harm_scope=self.read(
                "harm_scope", lambda text: reading.several("harm_scope", text), ("domestic_violence",)
            ),
            serves=self.read("serves", lambda text: reading.several("serves", text), ("pweh",)),
            regions=self.read("regions", lambda text: reading.regions(text, self.known.regions), ()),
            time_zone=self.known.time_zone,
            always_open=always,
            hours=week,
            phone=self.text("phone"),
            urgent_phone=self.text("urgent_phone"),
            address=self.text("address"),
            address_confidential=self.read("confidential", reading.yes, False),
        )
        for problem in problems.of_listing(draft, frozenset(code for code, _ in self.known.regions)):
            self.fault(_COLUMN_OF.get(problem.field, problem.field), problem.code, **dict(problem.parameters))
        return draft


def _compare(rows: Sequence[_Row], known: Known) -> None:
    """Find what contradicts another row, or what stands in the directory already."""
    kinds: dict[str, tuple[str, int]] = {}
    seen: dict[tuple[str, str], int] = {}
    claimed: dict[str, int] = {}
    for row in rows:
        name, program, code = (plain(row.text(one)) for one in ("organization", "program", "code"))
        if not name:
            continue
        if name in known.organizations:
            row.fault("organization", "organization_known", said=row.text("organization"))
        kind, first = kinds.setdefault(name, (plain(row.text("kind")), row.number))
        if kind != plain(row.text("kind")):
            row.fault("kind", "kind_differs", row=first)
        before = seen.setdefault((name, program), row.number)
        if before != row.number:
            row.fault("program", "program_twice", row=before)
        _compare_code(row, code, claimed, known)


def _compare_code(row: _Row, code: str, claimed: dict[str, int], known: Known) -> None:
    if not code:
        return
    before = claimed.setdefault(code, row.number)
    if before != row.number:
        row.fault("code", "code_twice", said=row.text("code"), row=before)
    elif code in known.taken:
        row.fault("code", "code_taken", said=row.text("code"))


def unmatched(columns: Mapping[str, int], header: Sequence[str]) -> Iterator[str]:
    """Yield the titles that no column of ours takes; what stands below them is left out."""
    used = set(columns.values())
    yield from (title for at, title in enumerate(header) if at not in used and title)
