"""Reasons why the web process must not start with a login: it could see or change what it must not."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol


class Connection(Protocol):
    """A connection of psycopg's or of Django's."""

    def cursor(self) -> Any: ...


class _Check(NamedTuple):
    """A query that names what is wrong; no row means no danger."""

    reason: str
    query: str


_PREPARE = "Run concord db prepare, and let DATABASE_URL name the login concord_app."

# current_user is who we are now; session_user is who we could become again by RESET ROLE.
_SUPERUSER = _Check(
    "The login {user} is superuser, so no row is hidden from it.",
    "SELECT rolname FROM pg_roles WHERE rolname IN (current_user, session_user) AND rolsuper",
)
_LOGIN = (
    _Check(
        "The login {user} bypasses row-level security.",
        "SELECT rolname FROM pg_roles WHERE rolname IN (current_user, session_user) AND rolbypassrls",
    ),
    _Check(
        "The login {user} may make roles or databases, or copy the whole server.",
        """SELECT rolname FROM pg_roles WHERE rolname IN (current_user, session_user)
           AND (rolcreaterole OR rolcreatedb OR rolreplication)""",
    ),
    _Check(
        "The login {user} owns what it should only use: {names}.",
        """SELECT relname FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
           WHERE rolname = current_user AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
           UNION ALL SELECT 'schema ' || nspname FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner
           WHERE rolname = current_user
           UNION ALL SELECT 'function ' || proname FROM pg_proc JOIN pg_roles ON pg_roles.oid = proowner
           WHERE rolname = current_user
           UNION ALL SELECT 'database ' || datname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba
           WHERE rolname = current_user AND datname = current_database()""",
    ),
    _Check(
        "The login {user} may act as {names}.",
        """SELECT rolname FROM pg_roles r
           WHERE rolname <> current_user AND pg_has_role(current_user, r.oid, 'MEMBER') AND (
               rolsuper OR rolbypassrls OR rolcreaterole
               OR rolname IN ('concord_owner', 'concord_app', 'concord_jobs', 'pg_execute_server_program',
                   'pg_write_server_files', 'pg_read_server_files', 'pg_read_all_data', 'pg_write_all_data')
               OR EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p'))
               OR EXISTS (SELECT 1 FROM pg_database WHERE datdba = r.oid AND datname = current_database())
           )""",
    ),
    _Check(
        "The login {user} may make tables in: {names}.",
        """SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
           AND has_schema_privilege(current_user, oid, 'CREATE')""",
    ),
    _Check(
        "The login {user} may empty tables, whatever their row-level security says: {names}.",
        """SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
           WHERE relkind IN ('r', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
           AND has_table_privilege(current_user, pg_class.oid, 'TRUNCATE')""",
    ),
)
_UNFORCED = """SELECT relname FROM pg_class
    WHERE EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)
    AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"""


def dangers(app_connection: Connection) -> list[str]:
    """Return why the web process must not start with this login, each with the way to mend it."""
    with app_connection.cursor() as cursor:
        (user,) = _column(cursor, "SELECT current_user")
        found = [_reason(_SUPERUSER, user, names)] if (names := _column(cursor, _SUPERUSER.query)) else []
        if not found:  # a superuser may do everything, which the other checks would only repeat
            found = [
                _reason(check, user, names) for check in _LOGIN if (names := _column(cursor, check.query))
            ]
        unforced = _column(cursor, _UNFORCED)
    if unforced:
        found.append(
            f"Row-level security is written but not in force on: {_few(unforced)}. Run: concord db migrate; "
            "if it stays, run ALTER TABLE ... ENABLE and FORCE ROW LEVEL SECURITY as concord_owner."
        )
    return found


def _reason(check: _Check, user: str, names: list[str]) -> str:
    return f"{check.reason.format(user=user, names=_few(names))} {_PREPARE}"


def _column(cursor: Any, query: str) -> list[str]:
    cursor.execute(query)
    return [str(row[0]) for row in cursor.fetchall()]


def _few(names: Iterable[str], most: int = 5) -> str:
    named = list(names)
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
