"""Concord in this process over several networks at once, so that two arms can take turns in one run.

Requests pass the real middleware through WSGI. Each network has a connection for each login, held open as
the pool of a real server holds it.
"""

import io
import logging
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks.data import DOMAIN, ORGANIZATIONS, Network

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper

    from concord.foundation.access.actor import Actor

HOST = "localhost"


@cache
def set_up() -> Callable[..., Any]:
    """Load the product, with its log written to nowhere, and return its WSGI application."""
    os.environ.update(CONCORD_POOL="0", CONCORD_DATABASE_ROLE="app", CONCORD_DEMO="0")
    from concord.config.wsgi import application

    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)
    return application


@dataclass
class Answer:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Stage:
    """One network, open in this process."""

    network: Network
    _connections: "dict[str, DatabaseWrapper]" = field(default_factory=dict)
    _cookies: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.network.enter()
        self.application = set_up()

    def connection(self, login: str) -> "DatabaseWrapper":
        """Return the connection of a login, opened at the first call and held."""
        from django.db import connections
        from django.db.backends.postgresql.base import DatabaseWrapper

        from concord.config import roles

        if login not in self._connections:
            own = {**connections.settings["default"], **roles.as_django(getattr(self.network.urls, login))}
            own |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
            own["OPTIONS"] = {**connections.settings["default"]["OPTIONS"], **own["OPTIONS"]}
            self._connections[login] = DatabaseWrapper(own, "default")
        return self._connections[login]

    def enter(self, login: str = "app") -> None:
        """Let what follows in this process run on this network, the pages' own queries under a login."""
        from django.db import connections

        connections["default"] = self.connection(login)
        connections["side"] = self.connection("side" if login == "side" else "app")

    # -- who asks ----------------------------------------------------------------------------------
    def actor(self, worker: int = 1) -> "Actor":
        """Return a worker of the ring as the middleware resolves them."""
        from concord.foundation.access import queries
        from concord.foundation.lib import clock

        self.enter()
        return queries.get_session_actor(self.cookie(worker), clock.now())

    def cookie(self, worker: int) -> str:
        """Sign a worker in, once, and return the session's key."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        from concord.foundation.accounts.models import Person
        from concord.foundation.accounts.sessions import SessionStore
        from concord.foundation.lib import clock

        self.enter()
        if worker not in self._cookies:
            person = Person.objects.get(email=f"bench{worker}@{DOMAIN}")
            store = SessionStore()
            store[SESSION_KEY] = str(person.pk)
            store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            store[HASH_SESSION_KEY] = person.get_session_auth_hash()
            store["started_at"] = clock.now().isoformat()
            store["second_factor"] = True
            store["shared"] = False
            store.create()
            self._cookies[worker] = str(store.session_key)
        return self._cookies[worker]

    # -- what is asked -----------------------------------------------------------------------------
    def visit(self, path: str, worker: int = 1, *, login: str = "app") -> Answer:
        """Ask for a page as a signed-in worker, through the whole middleware."""
        from django.conf import settings

        cookie = f"{settings.SESSION_COOKIE_NAME}={self.cookie(worker)}"
        self.enter(login)
        told: dict[str, Any] = {}

        def start(status: str, headers: Sequence[tuple[str, str]], _error: object = None) -> None:
            told.update(status=int(status[:3]), headers=dict(headers))

        address, _, query = path.partition("?")
        answer = self.application(_environ(address, query, cookie), start)
        body = b"".join(answer)
        answer.close()
        return Answer(told["status"], told["headers"], body)

    def page(self, path: str, worker: int = 1, *, login: str = "app") -> bytes:
        """Return a page that must be there."""
        answer = self.visit(path, worker, login=login)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer.body

    def references(self, worker: int, *, most: int) -> list[str]:
        """Return references of open referrals that wait for the worker's answer."""
        from django.db import connection

        self.enter("owner")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reference FROM referrals_participant WHERE organization_id = %s AND open AND turn"
                " ORDER BY due_at, subject_id LIMIT %s",
                [organization(worker), most],
            )
            return [row[0] for row in cursor.fetchall()]


def _environ(path: str, query: str, cookie: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def organization(number: int) -> UUID:
    """Return the id that fill.sql gives an organization of the ring."""
    return UUID(f"00000000-0000-7000-8000-{number:012x}")


def next_in_ring(number: int) -> int:
    """Return whom an organization refers to: fill.sql sends from i % n + 1 to (i + 1) % n + 1."""
    return number % ORGANIZATIONS + 1


def new_key() -> str:
    """Draw an idempotency key."""
    return secrets.token_hex(16)
