"""What PostgreSQL read for the statements of a block, and how many there were."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass
class Seen:
    """One statement: its text, rows it returned, and rows read from tables and indexes for it."""

    sql: str
    returned: float = 0
    read: float = 0


@dataclass
class Watched:
    """The statements of a block, in order."""

    statements: list[Seen] = field(default_factory=list)

    @property
    def read(self) -> float:
        return sum(seen.read for seen in self.statements)

    @property
    def shown(self) -> float:
        """Return the rows of the longest answer: the list that the page is about."""
        return max((seen.returned for seen in self.statements), default=0)

    def all(self) -> str:
        return "\n".join(" ".join(seen.sql.split())[:120] for seen in self.statements)

    def worst(self) -> str:
        return "\n".join(
            f"{seen.read:.0f} rows read for {seen.returned:.0f}: {' '.join(seen.sql.split())[:300]}"
            for seen in sorted(self.statements, key=lambda one: -one.read)[:3]
        )


@contextmanager
def watch(*, explain: bool = False) -> Iterator[Watched]:
    """Note each statement of this thread's connection; with ``explain``, what each SELECT reads."""
    watched = Watched()

    def note(execute: Any, sql: str, parameters: Any, many: Any, context: Any) -> Any:
        seen = Seen(sql)
        watched.statements.append(seen)
        if explain and sql.lstrip().startswith("SELECT") and "set_config" not in sql:
            execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", parameters, many, context)
            (found,) = context["cursor"].fetchone()
            plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
            seen.returned, seen.read = plan["Actual Rows"], _read(plan)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield watched


def _read(plan: dict[str, Any]) -> float:
    """Add up what the scans of a plan touched, whether or not a filter kept it."""
    own = 0.0
    if plan["Node Type"].endswith("Scan") and plan["Node Type"] != "Bitmap Heap Scan":
        touched = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        own = (touched + plan.get("Rows Removed by Index Recheck", 0)) * plan["Actual Loops"]
    return own + sum(_read(part) for part in plan.get("Plans", ()))
