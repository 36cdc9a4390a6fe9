"""A database of its own for tests that must commit: races, the worker, the log's chain.

Other tests run in one transaction that rolls back. Here each login gets a real connection, in any thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql

from concord.config import roles
from tests import ground, server


class Committed:
    """A clone of the cast's database, reached under each of the three logins."""

    def __init__(self, name: str) -> None:
        """Clone the template under a name."""
        self.name = name
        self.superuser = server.superuser()
        roles.clone_database(ground.template().read_text(), name, self.superuser)
        self.urls = server.urls(name)

    def drop(self) -> None:
        """Drop the clone, with whoever is still connected."""
        roles.drop_database(self.name, self.superuser)

    def empty(self, *tables: str) -> None:
        """Empty tables, as their owner, between two tests of a module."""
        with psycopg.connect(self.urls.owner or "", autocommit=True) as owner:
            names = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
            owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))

    @contextmanager
    def role(self, login: str = "app") -> Iterator[DatabaseWrapper]:
        """Let this thread's queries run on a connection of their own under a login."""
        own = {**connections.settings["default"], **roles.as_django(getattr(self.urls, login))}
        before: dict[str, Any] = {}
        for alias in ("default", "side"):
            try:
                before[alias] = connections[alias]
            except Exception:  # noqa: BLE001 - a new thread has no connection for "side" yet
                before[alias] = None
        wrapper = DatabaseWrapper(own, "default")
        connections["default"] = wrapper
        connections["side"] = wrapper
        try:
            yield wrapper
        finally:
            wrapper.close()
            for alias, connection in before.items():
                if connection is not None:
                    connections[alias] = connection
