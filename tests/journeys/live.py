"""The product as it runs: gunicorn and the worker as processes of their own, over a clone of the cast.

Around it stands what the world outside would be: a search site that people come from, the neutral site
that Leave leads to, and a mail server that keeps what it is given.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from aiosmtpd.controller import Controller
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from psycopg import sql

from concord.config.demo.alive import load_alive
from concord.config.management.commands.load_cast import NOON
from concord.foundation.accounts.models import Person
from concord.foundation.accounts.sessions import SessionStore
from concord.foundation.lib import clock
from tests import cast, ground
from tests.committed import Committed

T = TypeVar("T")
_DATED = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('date', 'timestamp with time zone') AND is_generated = 'NEVER'
  AND table_name NOT LIKE 'audit%' AND table_name NOT LIKE 'django%'
"""
PATIENCE = 60.0  # seconds until the first page must answer, on a machine that others use too
PASSWORD = "seven-lamps-by-the-door"
EVERYBODY = ""  # the browser of somebody who is not signed in


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mailbox:
    """A mail server on loopback that keeps every letter."""

    letters: list[EmailMessage] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd
        letter = message_from_bytes(envelope.content, policy=policy.default)
        letter["X-For"] = ", ".join(envelope.rcpt_tos)
        self.letters.append(letter)  # type: ignore[arg-type]  # facts of many types
        return "250 kept"

    def serve(self) -> Controller:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        return controller

    def wait_for(self, address: str, *, seconds: float = 20) -> list[EmailMessage]:
        """Return the letters to an address, once there is one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [letter for letter in self.letters if address in letter["X-For"]]
            if found:
                return found
            time.sleep(0.1)
        return []


class _Elsewhere(BaseHTTPRequestHandler):
    """Two plain pages of another origin; Back must find them again, so they may be kept."""

    def do_GET(self) -> None:
        body = f"<!doctype html><title>{self.path}</title><h1>{self.path}</h1>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@dataclass
class Live:
    """A running Concord, and the ways into it."""

    database: Committed
    unblock: Callable[[], Any]  # pytest-django's blocker, opened for one visit to the database
    work: bool = False  # whether ten days of work of the invented network are loaded
    mailbox: Mailbox = field(default_factory=Mailbox)
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self._elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
        self.elsewhere = f"http://127.0.0.1:{self._elsewhere.server_port}"
        self._children: list[subprocess.Popen[bytes]] = []
        self._log = tempfile.NamedTemporaryFile(prefix="concord-live-", suffix=".log", delete=False)  # noqa: SIM115 - closed in stop()
        self._thread = ThreadPoolExecutor(1)

    # -- its life ----------------------------------------------------------------------------------
    def start(self) -> None:
        """Start everything and wait for the first answer."""
        threading.Thread(target=self._elsewhere.serve_forever, daemon=True).start()
        self._mail = self.mailbox.serve()
        common = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "concord.config.settings",  # both connections, as in production
            "CONCORD_HOME": str(ground.HOME),
            "CONCORD_ORIGIN": f"http://localhost:{self.port}",
            "CONCORD_EXIT_URL": f"{self.elsewhere}/not-this-one",  # what the network has settled counts
            "CONCORD_SMTP_PORT": str(self.mailbox.port),
            "CONCORD_POOL": "1",
            "CONCORD_PLAIN_LOGS": "1",
            "DATABASE_URL": self.database.urls.app or "",
        }
        self._prepare()
        bind = f"127.0.0.1:{self.port}"
        # Only the demo may speak http, and only on loopback; the worker has the letters delivered.
        self._child(
            "serve", "--bind", bind, "--workers", "1", "--threads", "6", **common | {"CONCORD_DEMO": "1"}
        )
        jobs = {"DATABASE_JOBS_URL": self.database.urls.jobs or "", "CONCORD_DEMO": "0"}
        self._child("worker", **common | jobs)
        self._wait()

    def _prepare(self) -> None:
        """Bring the cast to today, let Leave lead to the site beside us, load work where it is wanted."""
        superuser = {**self.database.superuser, "dbname": self.database.name}
        with psycopg.connect(**superuser) as connection:  # type: ignore[arg-type]  # facts of many types
            connection.execute("SET session_replication_role = replica")  # what is written once may move here
            for statement in _moves(connection, clock.now() - NOON):
                connection.execute(statement)
            connection.execute(
                "UPDATE organizations_network SET exit_url = %s", [f"{self.elsewhere}/neutral"]
            )
        if self.work:
            self.inside(lambda: load_alive(clock.now()))
            self.give_password("noor")

    def _child(self, *words: str, **environment: str) -> None:
        environment.pop("DATABASE_OWNER_URL", None)
        command = [sys.executable, "-m", "concord.config.cli", *words]
        self._children.append(
            subprocess.Popen(  # noqa: S603 - ourselves
                command,
                env=environment,
                cwd=ground.ROOT,
                start_new_session=True,
                stdout=self._log,
                stderr=subprocess.STDOUT,
            )
        )

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if any(child.poll() is not None for child in self._children):
                break
            try:
                urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"Concord did not start:\n{self.log()}")

    def log(self) -> str:
        """Return what the processes said so far."""
        return Path(self._log.name).read_text(errors="replace")[-8000:]

    def stop(self) -> None:
        """End what was started, and nothing else."""
        for child in self._children:
            child.terminate()
        for child in self._children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._mail.stop()
        self._elsewhere.shutdown()
        self._elsewhere.server_close()
        self._thread.shutdown()
        self._log.close()
        Path(self._log.name).unlink()

    # -- ways in -----------------------------------------------------------------------------------
    def at(self, name: str = EVERYBODY, path: str = "/") -> str:
        """Return an address; each person has a host, and so cookies, of their own."""
        return f"http://{name or 'www'}.localhost:{self.port}{path}"

    def inside(self, work: Callable[[], T]) -> T:
        """Do something in the database as the application's login; in a thread, beside the browser's loop."""

        def visit() -> T:
            with self.unblock(), self.database.role():
                return work()

        return self._thread.submit(visit).result()

    def session(self, name: str) -> str:
        """Sign a member of the cast in, as if the password had been given just now."""

        def begin() -> str:
            key = cast.session_for(name)
            store = SessionStore(key)
            store[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
            store.save()
            return key

        return self.inside(begin)

    def give_password(self, name: str) -> None:
        """Let a member of the cast sign in with PASSWORD, and with nothing else yet."""

        def give() -> None:
            person = Person.objects.get(email=cast.email(name))
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])

        self.inside(give)

    def count(self, *tables: str) -> dict[str, int]:
        """Count the rows of tables, whoever may see them."""
        superuser = {**self.database.superuser, "dbname": self.database.name}
        with psycopg.connect(**superuser) as connection:  # type: ignore[arg-type]  # facts of many types
            query = sql.SQL("SELECT count(*) FROM {}")
            found = {
                table: connection.execute(query.format(sql.Identifier(table))).fetchone() for table in tables
            }
        return {table: row[0] if row else 0 for table, row in found.items()}

    def speak(self, name: str, language: str) -> None:
        """Let a member of the cast read another language; strangers bring theirs in the browser."""
        if name:
            people = Person.objects.filter(email=cast.email(name))
            self.inside(lambda: people.update(language=language))

    def get(self, path: str, session: str = "", **headers: str) -> tuple[int, str, bytes]:
        """Fetch without a browser: status, content type, body. Redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = {"Cookie": f"sid={session}"} if session else {}
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}", **cookie, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
        finally:
            connection.close()


def _moves(connection: "psycopg.Connection[Any]", by: timedelta) -> list[sql.Composed]:
    """Return what moves every instant and day of the cast, but not the log's, by some time."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(_DATED).fetchall():
        columns.setdefault(table, []).append((column, kind))
    return [
        sql.SQL("UPDATE {} SET {}").format(
            sql.Identifier(table),
            sql.SQL(", ").join(
                sql.SQL("{0} = {0} + {1}").format(
                    sql.Identifier(column), sql.Literal(by.days if kind == "date" else by)
                )
                for column, kind in dated
            ),
        )
        for table, dated in columns.items()
    ]
