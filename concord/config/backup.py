"""Writing a copy of the database into a file, and proving that a file can be restored.

The proof starts a database server of its own in an empty folder, loads the file there, reads the whole log
and opens encrypted text with the keys that were kept apart. It touches nothing else and leaves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cryptography.fernet import InvalidToken
from psycopg import sql

from concord.config import copying, embedded, roles
from concord.config.roles import Passwords, PrepareError, Urls
from concord.foundation.keyring import keys

_SAMPLE = 50  # texts of each column that are opened
_COLUMNS = """SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'bytea'::regtype"""
_TOKEN = b"gAAAA"  # how every encrypted text begins


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restored file held: rows by table, and how many encrypted texts were opened."""

    rows: dict[str, int]
    opened: int


def write(source: str, file: Path, say: Callable[[str], object] = print) -> None:
    """Write everything into a file that only its owner may read. Raises PrepareError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    command = [str(embedded.default_cluster().binary("pg_dump")), *copying.DUMP]
    with os.fdopen(descriptor, "wb") as into:
        done = subprocess.run(command, stdout=into, env=copying.environment(source), check=False)  # noqa: S603 -- our own
    if done.returncode:
        file.unlink()
        raise PrepareError("The copy was not written: the database's own program ended with an error.")
    say(f"Written: {file}, {file.stat().st_size:,} bytes. Keep the keys folder in another place.")


def check(file: Path, folder: Path, say: Callable[[str], object] = print) -> Restored:
    """Restore a file on this machine, read it, and take it away again. Raises PrepareError for any fault."""
    home = Path(tempfile.mkdtemp(prefix="concord-restore-"))
    home.chmod(0o711)  # the server's own account passes through
    cluster = embedded.cluster_in(home / "postgres")
    try:
        cluster.start(lambda _line: None)
        urls = roles.prepare(cluster.superuser_parameters(), roles.DATABASE, Passwords.generated())
        copying.load(file, str(urls.owner))
        restored = _read(str(urls.owner), folder)
        _verify(urls, folder)
    finally:
        cluster.stop("immediate")
        shutil.rmtree(home, ignore_errors=True)
    say(f"Restored {sum(restored.rows.values())} rows of {len(restored.rows)} tables.")
    say(f"The keys open the encrypted text: {restored.opened} looked at.")
    say("The log is whole. This copy can be restored.")
    return restored


def _read(url: str, folder: Path) -> Restored:
    with closing(psycopg.connect(url)) as connection:
        rows = copying.count_rows(connection)
        if not rows.get("django_migrations"):
            raise PrepareError("The file holds no tables of Concord.")
        return Restored(rows, _open_texts(connection, folder))


def _open_texts(connection: "psycopg.Connection[Any]", folder: Path) -> int:
    opened = 0
    try:
        ring = keys.ring(folder)
        for table, column in connection.execute(_COLUMNS).fetchall():
            names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
            some = sql.SQL("SELECT {column} FROM {table} WHERE substring({column} for 5) = %s LIMIT %s")
            for (stored,) in connection.execute(some.format(**names), [_TOKEN, _SAMPLE]).fetchall():
                ring.decrypt(bytes(stored))
                opened += 1
    except (keys.KeysMissingError, InvalidToken) as error:
        raise PrepareError(
            f"The keys in {folder} do not open the text of this copy. Look for the folder that belongs to it."
        ) from error
    return opened


def _verify(urls: Urls, folder: Path) -> None:
    """Walk the log's chain in the restored database, in a process that knows no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    told = {
        "DATABASE_URL": str(urls.app),
        "DATABASE_OWNER_URL": str(urls.owner),
        "DATABASE_JOBS_URL": str(urls.jobs),
        "CONCORD_KEYS": str(folder),
        "CONCORD_DATABASE_ROLE": "jobs",
    }
    done = subprocess.run(
        [sys.executable, "-m", "concord.config.cli", "audit", "verify"],
        env=kept | told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PrepareError(f"The log of this copy is not whole. {done.stdout.strip()} {done.stderr.strip()}")
