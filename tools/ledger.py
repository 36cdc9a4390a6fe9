"""Compares the requirements with the tests that prove them.

A test names what it proves: ``@pytest.mark.req("REF-14")``. The plan (``docs/requirements/plan.csv``)
names every row and the group of work that proves it.

python -m tools.ledger           what is proved, group by group, and what is missing of groups begun;
                                 fails for a marker that names an unknown row
python -m tools.ledger --write   the same, and writes docs/reference/proved.md
"""

import argparse
import ast
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = Path("docs/requirements/plan.csv")
PAGE = Path("docs/reference/proved.md")


@dataclass(frozen=True)
class Proof:
    """One test and one row that it proves."""

    row: str
    file: str
    test: str
    line: int


@dataclass
class Ledger:
    """The plan and the proofs, side by side."""

    plan: dict[str, str]  # row -> group
    proofs: dict[str, list[Proof]] = field(default_factory=lambda: defaultdict(list))

    @property
    def unknown(self) -> list[Proof]:
        return [proof for row, proofs in self.proofs.items() if row not in self.plan for proof in proofs]

    def groups(self) -> dict[str, list[str]]:
        """Return the rows of each group, in the order of the plan."""
        rows: dict[str, list[str]] = defaultdict(list)
        for row, group in self.plan.items():
            rows[group].append(row)
        return rows


def read(root: Path = ROOT) -> Ledger:
    """Read the plan and every test below ``tests``."""
    with (root / PLAN).open(encoding="utf-8", newline="") as file:
        ledger = Ledger({line["row"]: line["proved_in"] for line in csv.DictReader(file)})
    for path in sorted((root / "tests").rglob("*.py")):
        for proof in proofs_in(path, path.relative_to(root).as_posix()):
            ledger.proofs[proof.row].append(proof)
    return ledger


def proofs_in(path: Path, name: str) -> Iterator[Proof]:
    """Yield the proofs of one file: markers on functions and classes, and a module's ``pytestmark``."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=name)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                for row in _rows(decorator):
                    yield Proof(row, name, node.name, node.lineno)
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark":
            for row in _rows(statement.value):
                yield Proof(row, name, "(whole file)", statement.lineno)


def _rows(marks: ast.AST) -> Iterator[str]:
    """Yield the rows that ``pytest.mark.req(...)`` names, also in the single cases of ``parametrize``."""
    for node in ast.walk(marks):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.req":
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def page(ledger: Ledger) -> str:
    """Return the page that shows which requirement is proved where."""
    proved = sum(bool(ledger.proofs.get(row)) for row in ledger.plan)
    lines = [
        "# Proved requirements",
        "",
        "Written by `python -m tools.ledger --write` from the markers of the tests; do not edit.",
        "",
        f"{proved} of {len(ledger.plan)} rows are proved by a test.",
    ]
    for group, rows in ledger.groups().items():
        done = [row for row in rows if ledger.proofs.get(row)]
        lines += ["", f"## {group} ({len(done)} of {len(rows)})", ""]
        if done:
            lines += ["| row | proved by |", "|---|---|"]
            lines += [f"| {row} | {_where(ledger.proofs[row])} |" for row in done]
        missing = [row for row in rows if not ledger.proofs.get(row)]
        if missing:
            lines += [""] * bool(done) + [f"Not proved yet: {', '.join(missing)}."]
    return "\n".join(lines) + "\n"


def _where(proofs: list[Proof]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for proof in proofs:
        if proof.test not in by_file[proof.file]:
            by_file[proof.file].append(proof.test)
    return "; ".join(f"`{file}`: {', '.join(tests)}" for file, tests in sorted(by_file.items()))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.ledger", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong or missing")
    wanted = parser.parse_args()
    ledger = read()
    for group, rows in ledger.groups().items():
        _tell(ledger, group, rows, quiet=wanted.quiet)
    for proof in ledger.unknown:
        print(f"{proof.file}:{proof.line}: {proof.test} names {proof.row}, which the plan does not know.")
    if wanted.write:
        (ROOT / PAGE).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / PAGE).write_text(page(ledger), encoding="utf-8")
    return 1 if ledger.unknown else 0


def _tell(ledger: Ledger, group: str, rows: list[str], *, quiet: bool) -> None:
    missing = [row for row in rows if not ledger.proofs.get(row)]
    if len(missing) == len(rows):
        print(f"{group}: not begun ({len(rows)} rows).")
        return
    print(f"{group}: {len(rows) - len(missing)} of {len(rows)} rows proved.")
    if not quiet:
        for row in rows:
            if ledger.proofs.get(row):
                print(f"  {row}  {_where(ledger.proofs[row])}")
    if missing:
        print(f"  missing: {', '.join(missing)}")


if __name__ == "__main__":
    sys.exit(main())
