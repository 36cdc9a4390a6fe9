"""Copying a database to another server, for moving from the embedded one to one of your own."""

import os
import subprocess
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from concord.config import embedded
from concord.config.roles import PrepareError

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
DUMP = ("--no-owner", "--enable-row-security", "--schema=public")
_LOAD = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
# What a dump says about privileges assumes a database that gives none by itself; it sets these again.
_NONE_BY_DEFAULT = b"".join(
    b"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON %s FROM concord_app, concord_jobs;\n" % kind
    for kind in (b"TABLES", b"SEQUENCES", b"FUNCTIONS")
)
# Older servers do not know this setting, which pg_restore writes for every one.
_TOO_NEW = b"SET transaction_timeout = 0;\n"
_TABLES = """SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1"""
_HIDDEN = """SELECT relname FROM pg_class c WHERE relrowsecurity AND NOT EXISTS (
    SELECT 1 FROM pg_policy WHERE polrelid = c.oid AND polcmd IN ('*', 'r')
    AND (SELECT oid FROM pg_roles WHERE rolname = current_user) = ANY(polroles)
    AND pg_get_expr(polqual, polrelid) = 'true') ORDER BY 1"""


def copy(source: str, target: str, say: Callable[[str], object] = print) -> None:
    """Copy everything, in one transaction, then compare the rows of every table.

    Both addresses are the owner's. The target is prepared and empty. Stop the web process and the
    worker first: what they write meanwhile is not copied. Raises PrepareError and changes nothing
    when the copy would not be complete.
    """
    with closing(psycopg.connect(source)) as here, closing(psycopg.connect(target)) as there:
        _refuse(here, there)
        say("Copying.")
        _pipe(source, target)
        before, after = count_rows(here), count_rows(there)
    if before != after:
        differing = sorted(name for name in before if before[name] != after.get(name))
        raise PrepareError(
            f"The copy differs in {', '.join(differing)}. Stop what writes here, and copy again."
        )
    say(f"Copied {sum(before.values())} rows of {len(before)} tables; both sides hold the same number.")


def _refuse(here: "psycopg.Connection[Any]", there: "psycopg.Connection[Any]") -> None:
    hidden = [row[0] for row in here.execute(_HIDDEN).fetchall()]
    if hidden:
        raise PrepareError(
            f"The owner may not see every row of {', '.join(hidden)}: the copy would lack some."
        )
    if there.execute(_TABLES).fetchall():
        raise PrepareError("The other database has tables already. Copy into a prepared, empty one.")
    here.rollback()
    there.rollback()


def count_rows(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    counts = {}
    for (name,) in connection.execute(_TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counts[name] = int(row[0]) if row else 0
    return counts


def _pipe(source: str, target: str) -> None:
    """Send a dump straight into the other server: no file with the data is left anywhere."""
    cluster = embedded.default_cluster()
    dump = [str(cluster.binary("pg_dump")), *DUMP]
    load = [str(cluster.binary("psql")), *_LOAD]
    with (
        subprocess.Popen(dump, stdout=subprocess.PIPE, env=environment(source)) as reader,  # noqa: S603 -- our own
        subprocess.Popen(  # noqa: S603 -- our own programs
            load, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment(target)
        ) as writer,
    ):
        if reader.stdout is None or writer.stdin is None:
            raise PrepareError("The programs of the database could not be connected.")
        try:
            writer.stdin.write(_NONE_BY_DEFAULT)
            for line in reader.stdout:
                if line != _TOO_NEW and not line.startswith(b"CREATE SCHEMA public;"):
                    writer.stdin.write(line)
            writer.stdin.close()
        except BrokenPipeError:  # the other server refused something and said what
            reader.terminate()
            with suppress(BrokenPipeError):
                writer.stdin.close()
    if reader.returncode or writer.returncode:
        raise PrepareError("The copy did not succeed; nothing was changed on the other server.")


def load(file: Path, target: str) -> None:
    """Load a file that `pg_dump` wrote with DUMP into a prepared, empty database. Raises PrepareError."""
    command = [str(embedded.default_cluster().binary("psql")), *_LOAD]
    with file.open("rb") as dump, subprocess.Popen(  # noqa: S603 -- our own
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment(target)
    ) as writer:  # fmt: skip
        if writer.stdin is None:
            raise PrepareError("The programs of the database could not be connected.")
        with suppress(BrokenPipeError):  # it refused something and said what
            writer.stdin.write(_NONE_BY_DEFAULT)
            for line in dump:
                if line != _TOO_NEW and not line.startswith(b"CREATE SCHEMA public;"):
                    writer.stdin.write(line)
            writer.stdin.close()
    if writer.returncode:
        raise PrepareError("The file could not be restored: it is not whole, or no copy of a database.")


def environment(url: str) -> dict[str, str]:
    """Hand the address over by the environment: a command line can be read by everybody on the machine."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    return {**os.environ, **{_VARIABLES[name]: value for name, value in parts.items() if name in _VARIABLES}}
