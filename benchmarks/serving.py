"""Rows 8, 9 and 14: the real server, `concord serve` with two workers, under eight kept connections."""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import processes
from benchmarks.bench import Bench
from benchmarks.data import HOME, ROOT, Network
from benchmarks.measure import Result
from benchmarks.stage import Stage, organization
from benchmarks.writes import sending
from concord.config import embedded
from concord.config.commands.demo import free_port

ORIGIN = "https://bench.example"
HOST = "bench.example"
COOKIE = "__Host-sid"
CONNECTIONS = 8
WORKERS, THREADS = 2, 3
PATIENCE = 60.0
ROUNDS = 3
_SECRET = "concord_bench_only_a_secret_of_a_synthetic_network_{}"  # noqa: S105 - opens invented rows only


@dataclass
class Server:
    """A running `concord serve`."""

    process: "subprocess.Popen[bytes]"
    port: int
    seconds: float  # from the start of the process to the first page

    @property
    def pids(self) -> list[int]:
        return processes.tree(self.process.pid)


@contextmanager
def running(network: Network) -> Iterator[Server]:
    """Serve a network as an installation does, until the block ends."""
    port = free_port(8400)
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CONCORD_", "DATABASE_", "PYTHONDONTWRITEBYTECODE"))
        },
        "PYTHONPYCACHEPREFIX": str(HOME / "compiled"),  # installing compiles the modules; see best of three
        "CONCORD_HOME": str(HOME),
        "CONCORD_ORIGIN": ORIGIN,
        "CONCORD_HOSTS": f"{HOST},127.0.0.1",
        "CONCORD_BEHIND_PROXY": "1",
        "CONCORD_SECRET_KEY": "bench-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "DATABASE_URL": network.urls.app or "",
        "DJANGO_SETTINGS_MODULE": "concord.config.settings",
    }
    command = [sys.executable, "-m", "concord.config.cli", "serve", "--bind", f"127.0.0.1:{port}",
               "--workers", str(WORKERS), "--threads", str(THREADS)]  # fmt: skip
    log = HOME / "serve.log"
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )
        try:
            _wait(process, port, log)
            yield Server(process, port, time.monotonic() - began)
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            ask(port, "/sign-in/")
            return
        time.sleep(0.01)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def ask(port: int, path: str, cookie: str = "", accept: str = "gzip") -> tuple[dict[str, str], bytes]:
    """Get a page as the proxy in front would, and return headers and body as they travel."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=_headers(cookie, accept))
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def _headers(cookie: str = "", accept: str = "gzip") -> dict[str, str]:
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": accept}
    return {**headers, "Cookie": f"{COOKIE}={cookie}"} if cookie else headers


def raw(method: str, path: str, headers: dict[str, str], body: str = "") -> str:
    """Write a request as it travels."""
    sized = {**headers, "Content-Length": str(len(body.encode()))} if body else headers
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sized.items()), "", body]
    return "\r\n".join(lines)


# -- rows ----------------------------------------------------------------------------------------------
def create_rate(bench: Bench) -> list[Result]:
    """Row 8: referrals created a second over the API: permissions, gate, audit and outbox in."""
    stage = bench.largest
    senders = range(1, CONNECTIONS + 1)
    with _keys(stage, senders), running(stage.network) as server:
        bodies = {worker: json.dumps(_said(worker)) for worker in senders}
        plan = [raw("POST", "/api/v1/referrals", _api_headers(worker), bodies[worker]) for worker in senders]
        before = _sent(stage)
        best, answers = _load(bench, server, plan, expected=201)
        doubled_or_lost = _sent(stage) - before - answers
        clear(stage)
    if doubled_or_lost < 0:
        raise RuntimeError(f"{-doubled_or_lost} referrals were confirmed that are not in the database")
    return [
        Result(8, f"create at c = {CONNECTIONS} at {stage.network.size:,}", best.rate, "/s", 300, 600,
               best.times, best.shares, at_least=True)
    ]  # fmt: skip


def queue_rate(bench: Bench) -> list[Result]:
    """Rows 9 and 14: queue pages a second, compressed as for a browser; memory and start-up."""
    stage = bench.largest
    cookies = [stage.cookie(worker) for worker in range(1, CONNECTIONS + 1)]
    started = []
    for _ in range(ROUNDS - 1):
        with running(stage.network) as server:
            started.append(server.seconds)
    with running(stage.network) as server:
        started.append(server.seconds)
        best, _ = _load(
            bench, server, [raw("GET", "/queue/", _headers(cookie)) for cookie in cookies], expected=200
        )
        memory = sum(processes.proportional_memory(pid) for pid in server.pids) / 1_000_000
        count = len(server.pids)
    return [
        Result(9, f"queue page at c = {CONNECTIONS} at {stage.network.size:,}", best.rate, "/s", 150, 300,
               best.times, best.shares, at_least=True),
        Result(14, f"memory (PSS) of {count} processes", memory, "MB", 200, 130, f"{WORKERS} workers",
               "after the load"),
        Result(14, "start to first page", min(started), "s", 2.0, 1.0,
               " ".join(f"{seconds:.1f}" for seconds in started), "best of three"),
    ]  # fmt: skip


# -- load ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Load:
    """One round of load: how many answers a second, their times, and who used the processor."""

    rate: float
    times: str
    shares: str


def _load(bench: Bench, server: Server, requests: Sequence[str], *, expected: int) -> tuple[Load, int]:
    """Return the best of three rounds, and how many good answers all of them (warming included) had."""
    rounds, good = [], 0
    for number in range(ROUNDS):
        found, answers = _round(bench, server, requests, expected)
        rounds.append(found)
        good += answers
        bench.say(f"round {number + 1}: {found.rate:.0f}/s, {found.times}, {found.shares}")
    return max(rounds, key=lambda found: found.rate), good


def _round(bench: Bench, server: Server, requests: Sequence[str], expected: int) -> tuple[Load, int]:
    database = embedded.default_cluster().status().pid
    watched = {"server": server.process.pid, "database": database or 0}
    plan = {
        "host": "127.0.0.1",
        "port": server.port,
        "connections": CONNECTIONS,
        "seconds": bench.seconds,
        "warm": 1.0,
        "requests": list(requests),
    }
    before = {name: processes.processor_seconds(pid) for name, pid in watched.items()}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        cwd=ROOT, input=json.dumps(plan), text=True, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    lasted = time.monotonic() - began
    got: dict[str, Any] = json.loads(done.stdout)
    statuses = {int(status): count for status, count in got["statuses"].items()}
    if set(statuses) != {expected} or got["broken"]:
        raise RuntimeError(f"answers other than {expected}: {statuses}, {got['broken']} broken")
    shares = {
        name: (processes.processor_seconds(pid) - before[name]) / lasted for name, pid in watched.items()
    } | {"client": got["processor"] / lasted}
    times = sorted(got["milliseconds"])
    p95 = times[int(len(times) * 0.95)]
    return (
        Load(
            statuses[expected] / bench.seconds,
            f"p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms",
            "cores: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()),
        ),
        statuses[expected],
    )


# -- keys and what a load leaves behind ------------------------------------------------------------------
def _said(worker: int) -> dict[str, Any]:
    names = ("receiver_program", "sensitivity", "release", "category", "interpreter_language", "source",
             "basis", "contact_phone")  # fmt: skip
    said = sending(worker).as_mapping()
    return {name: said[name] for name in names}


def _api_headers(worker: int) -> dict[str, str]:
    return {
        **_headers(),
        "Authorization": f"Bearer {_SECRET.format(worker)}",
        "Content-Type": "application/json",
        "Idempotency-Key": "{key}",
    }


@contextmanager
def _keys(stage: Stage, workers: Sequence[int]) -> Iterator[None]:
    """Give organizations of the ring a key for as long as the block lasts."""
    from concord.foundation.access.queries import hash_key

    hashes = [hash_key(_SECRET.format(worker)) for worker in workers]
    with psycopg.connect(stage.network.urls.owner or "", autocommit=True) as owner:
        owner.execute("DELETE FROM access_apikey WHERE secret_hash = ANY(%s)", [hashes])
        for worker, hashed in zip(workers, hashes, strict=True):
            owner.execute(
                "INSERT INTO access_apikey (id, reference, organization_id, person_id, name, prefix,"
                " secret_hash, scopes, created_at, expires_at) SELECT gen_random_uuid(), %s, %s, person_id,"
                " 'bench', 'bench', %s, '{directory.read,referral.read,referral.write}', now(),"
                " now() + interval '1 day'"
                " FROM organizations_membership WHERE organization_id = %s",
                [f"BENCH-{worker}", organization(worker), hashed, organization(worker)],
            )
        try:
            yield
        finally:
            owner.execute("DELETE FROM access_apikey WHERE secret_hash = ANY(%s)", [hashes])


def _sent(stage: Stage) -> int:
    with psycopg.connect(stage.network.urls.owner or "", autocommit=True) as owner:
        row = owner.execute(
            "SELECT count(*) FROM referrals_referral WHERE idempotency_key IS NOT NULL"
        ).fetchone()
    assert row is not None
    return int(row[0])


def clear(stage: Stage) -> None:
    """Take away what a load created, so that the next run measures the same network."""
    with psycopg.connect(stage.network.urls.owner or "", autocommit=True) as owner:
        owner.execute("SET statement_timeout = 0")
        for table in ("referrals_step", "referrals_participant"):
            column = "subject_id" if table.endswith("participant") else "referral_id"
            owner.execute(
                f"DELETE FROM {table} WHERE {column} IN"  # noqa: S608 - names from above
                " (SELECT id FROM referrals_referral WHERE idempotency_key IS NOT NULL)"
            )
        owner.execute("DELETE FROM referrals_referral WHERE idempotency_key IS NOT NULL")
        owner.execute("DELETE FROM events_outbox WHERE delivered_at IS NULL")
        owner.execute(
            "VACUUM (ANALYZE) referrals_referral, referrals_participant, referrals_step, events_outbox"
        )
