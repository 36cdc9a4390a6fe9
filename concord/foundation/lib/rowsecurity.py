"""SQL for migrations: row-level security on PostgreSQL 15 or newer.

Every function returns SQL text for ``RunSQL``; none runs anything. The roles are made by
``concord db prepare``, which also grants the table privileges; policies narrow them.
Names of tables, columns, policies and roles are checked, so nothing can be injected by them.
The expressions ``using`` and ``check`` are SQL and must stand literally in a migration.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

OWNER = "concord_owner"
APP = "concord_app"
JOBS = "concord_jobs"

# Set for each transaction by access.scope; unset or empty means nobody, which sees nothing.
CURRENT_ORGANIZATION = "nullif(current_setting('concord.organization', true), '')::uuid"
CURRENT_PERSON = "nullif(current_setting('concord.person', true), '')::uuid"
CURRENT_DOOR = "nullif(current_setting('concord.door', true), '')"

Command = Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]

_COMMANDS: frozenset[str] = frozenset(get_args(Command))
_LONGEST_NAME = 63  # PostgreSQL cuts longer names silently, so two could become one
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)


def _quoted(name: str) -> str:
    """Quote a name of lower-case ASCII letters, digits and underscores; raises ValueError otherwise."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise ValueError(f"not a plain SQL name: {name!r}")
    return f'"{name}"'


def once(expression: str) -> str:
    """Wrap a setting in a scalar sub-select: the planner evaluates it once a query, not once a row."""
    return f"(select {expression})"


def policy(
    table: str, name: str, command: Command, role: str, using: str | None = None, check: str | None = None
) -> str:
    """Create one policy.

    Raises ValueError for a name that is not plain, an unknown command, or clauses that the
    command does not take (INSERT takes check only; SELECT and DELETE take using only).
    """
    if command not in _COMMANDS:
        raise ValueError(f"not a command: {command!r}")
    if using is None and check is None:
        raise ValueError("a policy needs using, check or both")
    if (command == "INSERT" and using is not None) or (command in {"SELECT", "DELETE"} and check is not None):
        raise ValueError(f"{command} does not take this clause")
    clauses = [f"CREATE POLICY {_quoted(name)} ON {_quoted(table)} FOR {command} TO {_quoted(role)}"]
    clauses += [f"USING ({using})"] if using is not None else []
    clauses += [f"WITH CHECK ({check})"] if check is not None else []
    return " ".join(clauses) + ";"


def enable(table: str) -> str:
    """Turn row-level security on, for the owner too, and let the owner's own policy show it every row.

    Without that policy a back-fill under FORCE would silently change nothing.
    """
    quoted = _quoted(table)
    return "\n".join(
        (
            f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY;",
            f"ALTER TABLE {quoted} FORCE ROW LEVEL SECURITY;",
            policy(table, "owner_all", "ALL", OWNER, using="true", check="true"),
        )
    )


def own_rows(table: str, column: str = "organization_id") -> str:
    """Let the application touch rows of the acting organization only, one policy a command."""
    own = f"{_quoted(column)} = {once(CURRENT_ORGANIZATION)}"
    return "\n".join(
        (
            policy(table, "own_select", "SELECT", APP, using=own),
            policy(table, "own_insert", "INSERT", APP, check=own),
            policy(table, "own_update", "UPDATE", APP, using=own, check=own),
            policy(table, "own_delete", "DELETE", APP, using=own),
        )
    )


def jobs_may(table: str, commands: Iterable[Command]) -> str:
    """Let the worker run these commands on every row, each by a policy of its own.

    Raises ValueError for ALL: the worker's reach is spelled out.
    """
    wanted = sorted(set(commands))
    if "ALL" in wanted or not wanted:
        raise ValueError("name the commands the worker needs")
    return "\n".join(_jobs_policy(table, command) for command in wanted)


def _jobs_policy(table: str, command: Command) -> str:
    return policy(
        table,
        f"jobs_{command.lower()}",
        command,
        JOBS,
        using=None if command == "INSERT" else "true",
        check="true" if command in {"INSERT", "UPDATE"} else None,
    )


def append_only(table: str) -> str:
    """Take changing, deleting and emptying away from the application and the worker."""
    return f"REVOKE UPDATE, DELETE, TRUNCATE ON {_quoted(table)} FROM {_quoted(APP)}, {_quoted(JOBS)};"


def append_only_undone(table: str) -> str:
    """Reverse :func:`append_only`; emptying stays with the owner, who alone ever needs it."""
    return f"GRANT UPDATE, DELETE ON {_quoted(table)} TO {_quoted(APP)}, {_quoted(JOBS)};"


def drop_all(table: str) -> str:
    """Reverse everything but :func:`append_only`: drop each policy of the table and turn security off.

    Run it with no query parameters (as RunSQL does): ``%I`` belongs to PostgreSQL's format().
    """
    quoted = _quoted(table)
    return "\n".join(
        (
            "DO $$ DECLARE found name; BEGIN",
            "  FOR found IN SELECT policyname FROM pg_policies WHERE schemaname = current_schema()",
            f"    AND tablename = '{table}' LOOP",
            f"    EXECUTE format('DROP POLICY %I ON {quoted}', found);",
            "  END LOOP;",
            "END $$;",
            f"ALTER TABLE {quoted} NO FORCE ROW LEVEL SECURITY;",
            f"ALTER TABLE {quoted} DISABLE ROW LEVEL SECURITY;",
        )
    )
