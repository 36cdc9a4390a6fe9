"""What is left of a network on this machine: what a host shows when everybody has left.

Works without the applications, so that it can still be asked when the database is gone.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

from concord.config import copying

_KEYS = "text.keys"


def list_remains(url: str | None, keys: Path, home: Path) -> Iterator[str]:
    """Yield a line for everything that is left: rows by table, keys, letters and the embedded database."""
    yield from _tables(url)
    if (keys / _KEYS).exists():
        count = len((keys / _KEYS).read_text().split())
        yield f"keys: {count} in {keys}; with them a copy of the database could still be read"
    for name, what in (("postgres", "the embedded database's folder"), ("mail", "letters of the demo")):
        if (home / name).exists():
            yield f"folder: {home / name}, {what}"


def _tables(url: str | None) -> Iterator[str]:
    if not url:
        return
    try:
        with closing(psycopg.connect(url, connect_timeout=5)) as connection:
            counts = copying.count_rows(connection)
    except psycopg.OperationalError as error:
        if "does not exist" in str(error):
            return
        yield f"database: cannot be asked: {str(error).strip().splitlines()[-1]}"
        return
    for name, count in counts.items():
        yield f"table {name}: {count} rows"
