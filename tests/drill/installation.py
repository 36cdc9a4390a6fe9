"""A whole installation of its own: cluster, web process, worker and mail server, to be killed at will.

Its folder, its database server and its ports are its own, so that killing it hurts nobody else's tests.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from typing import Any

import psutil
import psycopg
from aiosmtpd.controller import Controller

from concord.config import embedded, roles
from concord.config.commands.demo import free_port
from tests import ground, server
from tests.committed import Committed

PATIENCE = 90.0  # seconds until something that was started must answer, on a machine that others use too
HOST = "drill.example"
API_KEY = "concord_drill_opens_a_database_of_invented_people"
DATABASE = "concord"


def until(what: str, found: Callable[[], Any], *, seconds: float = PATIENCE, pause: float = 0.1) -> Any:
    """Wait until something is there and return it; fails with its name when it does not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if got := found():
            return got
        time.sleep(pause)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


class Mail:
    """A mail server that keeps the Message-ID of every letter it took."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(8500))

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd
        self.ids.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        return "250 kept"

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


class Site:
    """The installation. ``web`` and ``worker`` are its processes."""

    def __init__(self, source: Committed) -> None:
        """Make a cluster with a copy of the cast's database in it, and start nothing else yet."""
        self.home = ground.ROOT / "var" / "drill" / secrets.token_hex(4)
        self.home.mkdir(parents=True)
        self.cluster = embedded.cluster_in(self.home / "postgres")
        self.cluster.start(lambda _line: None)
        passwords = roles.passwords_beside(self.cluster)
        roles.prepare(self.cluster.superuser_parameters(), DATABASE, passwords)
        self.urls = roles.embedded_urls(self.cluster, DATABASE)
        self._copy(source)
        self.mail = Mail()
        self.port = free_port(8450)
        self._log = (self.home / "processes.log").open("wb")
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def _copy(self, source: Committed) -> None:
        dump = self.home / "cast.dump"
        theirs = {**server.superuser(), "dbname": source.name}
        self._tool("pg_dump", theirs, "--format=custom", f"--file={dump}")
        ours = self.cluster.superuser_parameters(DATABASE)
        self._tool("pg_restore", ours, "--exit-on-error", f"--dbname={DATABASE}", str(dump))
        with psycopg.connect(self.urls.owner or "", autocommit=True) as owner:
            from concord.foundation.access.queries import hash_key

            # As in production, where the invented people of the demo are refused.
            owner.execute(
                "UPDATE accounts_person SET email = replace(email, 'demo.example', 'drill.example')"
            )
            owner.execute(
                "INSERT INTO access_apikey (id, reference, organization_id, person_id, name, prefix,"
                " secret_hash, scopes, created_at, expires_at) SELECT gen_random_uuid(), 'DRILL',"
                " m.organization_id, p.id, 'drill', 'drill', %s,"
                " '{directory.read,referral.read,referral.write}', now(), now() + interval '1 day'"
                " FROM accounts_person p JOIN organizations_membership m ON m.person_id = p.id"
                " WHERE p.email LIKE 'hal@%%'",
                [hash_key(API_KEY)],
            )

    def _tool(self, name: str, parameters: dict[str, str], *words: str) -> None:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("PG")},
            "PGHOST": parameters["host"],
            "PGPORT": parameters["port"],
            "PGUSER": parameters["user"],
            "PGDATABASE": parameters["dbname"],
            "PGPASSWORD": parameters["password"],
        }
        command = [str(self.cluster.binary(name)), *words]
        subprocess.run(command, env=environment, check=True)  # noqa: S603 - a program of the wheel

    # -- its life ----------------------------------------------------------------------------------
    def start(self) -> None:
        self.mail.start()
        self.start_web()
        self.start_worker()

    def start_web(self) -> None:
        command = ["serve", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "3"]
        self.web = web = self._child(*command)

        def answers() -> bool:
            assert web.poll() is None, self.log()
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}/sign-in/", headers=HEADERS)
            with suppress(OSError), urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own server
                return True
            return False

        until("the web process answers", answers)

    def start_worker(self) -> None:
        self.worker = self._child("worker", DATABASE_JOBS_URL=self.urls.jobs or "")

    def _child(self, *words: str, **more: str) -> "subprocess.Popen[bytes]":
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CONCORD_", "DATABASE_"))
        }
        environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "concord.config.settings",
            "CONCORD_HOME": str(self.home),
            "CONCORD_KEYS": str(ground.HOME / "keys"),
            "CONCORD_ORIGIN": f"https://{HOST}",
            "CONCORD_HOSTS": HOST,
            "CONCORD_BEHIND_PROXY": "1",
            "CONCORD_SECRET_KEY": secrets.token_hex(32),
            "CONCORD_SMTP_PORT": str(self.mail.port),
            "DATABASE_URL": self.urls.app or "",
            **more,
        }
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "concord.config.cli", *words],
            cwd=ground.ROOT, env=environment, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip

    def log(self) -> str:
        """Return what the processes said last."""
        return (self.home / "processes.log").read_text(errors="replace")[-4000:]

    # -- its deaths --------------------------------------------------------------------------------
    def kill_web(self, *, whole: bool) -> None:
        """Kill one of the web workers, which the first process replaces; or all, and start again."""
        assert self.web is not None
        if not whole:
            children = psutil.Process(self.web.pid).children()
            children[0].kill()
            return
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.start_web()

    def kill_worker(self) -> None:
        assert self.worker is not None
        self.worker.kill()
        self.worker.wait()
        self.start_worker()

    def kill_database(self, *, whole: bool) -> None:
        """Kill the first process of the server, or every one of them at once, and start it again."""
        first = psutil.Process(self.cluster.status().pid)
        doomed = [first, *(first.children(recursive=True) if whole else [])]
        for process in doomed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(doomed, timeout=10)

        def started() -> bool:
            with suppress(embedded.ClusterError):  # processes of the killed server may still be ending
                self.cluster.start(lambda _line: None)
                return True
            return False

        until("the database starts again", started)

    def stop(self) -> None:
        """End what was started here, and remove the folder."""
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                process.terminate()
        for process in (self.web, self.worker):
            if process is not None:
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        self.mail.stop()
        self._log.close()
        self.cluster.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.cluster.folder, ignore_errors=True)

    # -- what it holds -----------------------------------------------------------------------------
    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database as its owner."""
        with psycopg.connect(self.urls.owner or "", autocommit=True) as owner:
            return owner.execute(statement.encode()).fetchall()

    def as_committed(self) -> Committed:
        """Lend the database to code that runs in this process."""
        lent = Committed.__new__(Committed)
        lent.name, lent.urls, lent.superuser = DATABASE, self.urls, self.cluster.superuser_parameters()
        return lent

    def check_pages(self) -> str:
        """Stop the database, verify the checksum of every page, start it again; returns the report."""
        self.cluster.stop()
        programs = self.cluster._usable_programs(lambda _line: None)
        done = self.cluster._run(programs, ["pg_checksums", "--check", "-D", str(self.cluster.data)])
        assert done.returncode == 0, done.stdout
        self.cluster.start(lambda _line: None)
        return done.stdout


HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
