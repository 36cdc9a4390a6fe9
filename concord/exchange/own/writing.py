"""Own data as files: one JSON document, or CSV tables with their description in one zip."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from concord.exchange.own.queries import Table, plain
from concord.exchange.transfers import cells
from concord.foundation.organizations import codes as organizations
from concord.governance.directory import codes as directory

# Columns with codes of the data dictionary; the others hold what people wrote, instants or references.
_CODES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "programs": {"status": organizations.STATUSES, "confidentiality_regime": organizations.REGIMES},
    "channels": {"kind": directory.CHANNEL_KINDS},
    "openings": {
        "kind": directory.OPENING_KINDS, "state": directory.OPENING_STATES, "band": directory.OPENING_BANDS,
    },
    "contacts": {"scope": directory.CONTACT_SCOPES},
}  # fmt: skip


def as_json(tables: Iterable[Table]) -> bytes:
    """Write all tables as one document."""
    held = {table.name: [plain(row) for row in table.rows] for table in tables}
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def as_zip(tables: Sequence[Table]) -> bytes:
    """Write each table as CSV, and a description of all of them."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in tables:
            packed.writestr(f"{table.name}.csv", as_csv(table))
        packed.writestr("datapackage.json", json.dumps(describe(tables), indent=1))
    return sink.getvalue()


def as_csv(table: Table) -> str:
    """Write one table; lists and mappings stand in a cell as JSON."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(cells.write(plain(row.get(name))) for name in table.columns)
    return sink.getvalue()


def describe(tables: Iterable[Table]) -> dict[str, Any]:
    """Return the description of the package: every column, with its codes where it has a table of them."""
    return {
        "name": "own-data",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {"fields": [_field(table.name, name) for name in table.columns]},
            }
            for table in tables
        ],
    }


def _field(table: str, name: str) -> dict[str, Any]:
    known = _CODES.get(table, {}).get(name)
    return {"name": name, "type": "string"} | ({"constraints": {"enum": list(known)}} if known else {})
