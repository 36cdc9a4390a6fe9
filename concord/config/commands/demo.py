"""``concord demo``: everything on this machine, with invented people, in one command."""

import argparse
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg

from concord.config import embedded, roles
from concord.config.commands.manage import set_up_django

PATIENCE = 60  # seconds until the first page must answer
_STOP_SECONDS = 15
# Each person has an address, and so cookies, of their own: several can be tried side by side.
_FIRST = ("hal", "ana", "noor", "lena", "lou", "pell", "tom", "bea")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="try Concord on this machine, with invented people")
    demo.add_argument("--port", type=int, default=8000)
    demo.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    for name in ("DATABASE_URL", "CONCORD_SECRET_KEY"):
        if os.environ.get(name):
            print(
                f"{name} is set, so this looks like a real installation. Unset it to run the demo.",
                file=sys.stderr,
            )
            return 1
    port = free_port(chosen.port)
    if port != chosen.port:
        print(f"Port {chosen.port} is taken; using {port}.")
    os.environ.update(CONCORD_DEMO="1", CONCORD_ORIGIN=f"http://localhost:{port}")
    _fill()
    return _supervise(port)


def free_port(wanted: int) -> int:
    """Return the wanted loopback port, or the next one that is free."""
    for port in range(wanted, 65536):
        with socket.socket() as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself does
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise embedded.ClusterError("No port is free on this machine.")


def _fill() -> None:
    """Bring the demo's database to this version, with its invented people in it."""
    cluster = embedded.default_cluster()
    cluster.start(_say)
    urls = roles.prepare(cluster.superuser_parameters(), roles.database_name())
    os.environ["CONCORD_DATABASE_ROLE"] = "owner"  # before anything reads the settings
    from concord.config import settings
    from concord.foundation.keyring import keys

    keys.create(settings.KEYS_FOLDER)
    if is_filled(str(urls.owner), settings.INSTALLED_APPS):
        return
    set_up_django("owner")
    from django.core.management import call_command
    from django.db import connections

    _say("Bringing the tables up to date.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo")
    connections.close_all()


def is_filled(url: str, applications: Iterable[str]) -> bool:
    """Say whether all migrations are applied and people are there; Django takes seconds to say the same."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('accounts_person')").fetchone() == (None,):
            return False
        applied = set(connection.execute("SELECT app, name FROM django_migrations").fetchall())
        people = connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_person)").fetchone()
    return people == (True,) and set(_migrations(applications)) <= applied


def _migrations(applications: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield label and name of every migration, by the names of the files."""
    for application in applications:
        found = importlib.util.find_spec(application)
        for folder in (found.submodule_search_locations if found else None) or ():
            for file in Path(folder, "migrations").glob("[0-9]*.py"):
                yield application.rpartition(".")[2], file.stem


def places(port: int) -> list[str]:
    """Return a line for each person to begin with, and the first names of all others."""
    from concord.config.demo.cast import ORGANIZATIONS, PEOPLE

    names = {member.reference: member.name for member in ORGANIZATIONS}
    lines = [f"  {f'http://localhost:{port}/':<30} everybody, to choose from"]
    for first in _FIRST:
        person = PEOPLE[first]
        address = f"http://{first}.localhost:{port}/"
        lines.append(f"  {address:<30} {person.name}, {person.title.lower()}, {names[person.organization]}")
    others = ", ".join(sorted(set(PEOPLE) - set(_FIRST)))
    return [*lines, f"In the same way: {others}."]


def _supervise(port: int) -> int:
    """Run the web process and the worker until Ctrl-C, or until one of them ends by itself."""
    for wanted in (signal.SIGINT, signal.SIGTERM):  # a shell's background jobs ignore the first
        signal.signal(wanted, signal.default_int_handler)
    web = _child("serve", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", role="app")
    children = {"web": web, "worker": _child("worker", role="jobs")}
    try:
        if _answers(port, web):
            print("\nConcord runs on this machine only, with invented people:", *places(port), sep="\n")
            print("Stop it with Ctrl-C. The database stays; concord db stop stops it too.", flush=True)
        while all(child.poll() is None for child in children.values()):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("\nStopping.")
        _stop(children)
        return 0
    for name, child in children.items():
        if child.poll() is not None:
            print(
                f"The {name} process ended with code {child.returncode}; stopping the rest.", file=sys.stderr
            )
    _stop(children)
    return 1


def _child(*words: str, role: str) -> "subprocess.Popen[bytes]":
    """Start a command in a session of its own, so that Ctrl-C reaches it through us only, once."""
    environment = {**os.environ, "CONCORD_DATABASE_ROLE": role}
    command = [sys.executable, "-m", "concord.config.cli", *words]
    return subprocess.Popen(command, env=environment, start_new_session=True, cwd=Path.cwd())  # noqa: S603 -- ourselves


def _stop(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    for child in children.values():
        child.terminate()
    until = time.monotonic() + _STOP_SECONDS
    for child in children.values():
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()


def _answers(port: int, web: "subprocess.Popen[bytes]") -> bool:
    """Wait until a page answers; False when the web process ended or the patience did."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and web.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return True  # it answers, whatever it says
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _say(sentence: str) -> None:
    print(sentence, flush=True)
