"""What would make a start dangerous, and everything else worth a look: each with the way to mend it.

``dangers`` is asked before every start of the web process, which is refused while one is left.
``concord doctor`` shows those and more, one line each.
"""

import ipaddress
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psycopg

from concord.config import login_dangers
from concord.config.demo.cast import EMAIL_DOMAIN

MIN_SECRET_LENGTH, MIN_SECRET_LETTERS = 50, 10
OLDEST_POSTGRESQL = 150000
FREE_BYTES = 1_000_000_000
_SHARED_CACHES = ("django.core.cache.backends.db.", "django.core.cache.backends.redis.")
_KNOWN_SECRETS = ("django-insecure", "change", "secret", "demo", "test", "example", "local", "password")
FOREIGN_URLS = ("DATABASE_OWNER_URL", "DATABASE_JOBS_URL", "DATABASE_SUPERUSER_URL")
_SAFE_WRITES = ("fsync", "full_page_writes")


class Problem(NamedTuple):
    """What is wrong, and what to do about it."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Situation:
    """Everything the checks look at, so that a test can plant any of it."""

    settings: Any
    environ: Mapping[str, str]
    app_url: str | None
    bind: str | None = None  # where the web process is about to listen

    @cached_property
    def database(self) -> "_Database":
        return _Database.ask(self.app_url)

    @property
    def demo(self) -> bool:
        return bool(self.settings.DEMO)


@dataclass(frozen=True)
class _Database:
    """What the database said to the web process's login, in one connection that is closed again."""

    failure: str = ""
    version: int = 0
    dangers: tuple[str, ...] = ()
    risky_writes: tuple[str, ...] = ()
    applied: frozenset[tuple[str, str]] = frozenset()
    people: bool = False
    invented: bool = False

    @classmethod
    def ask(cls, url: str | None) -> "_Database":
        if not url:
            return cls(failure="No database is prepared.")
        try:
            with closing(psycopg.connect(url, connect_timeout=5, autocommit=True)) as connection:
                return cls(
                    version=connection.info.server_version,
                    dangers=tuple(login_dangers.dangers(connection)),
                    risky_writes=tuple(_risky_writes(connection)),
                    applied=_applied(connection),
                    people=_holds_people(connection, "%"),
                    invented=_holds_people(connection, f"%@{EMAIL_DOMAIN}"),
                )
        except psycopg.OperationalError as error:
            return cls(failure=f"The database does not answer: {str(error).strip().splitlines()[-1]}")


Check = Callable[[Situation], Iterator[Problem]]


def _applied(connection: "psycopg.Connection[Any]") -> frozenset[tuple[str, str]]:
    if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
        return frozenset()
    return frozenset(connection.execute("SELECT app, name FROM django_migrations").fetchall())


def _holds_people(connection: "psycopg.Connection[Any]", like: str) -> bool:
    if connection.execute("SELECT to_regclass('accounts_person')").fetchone() == (None,):
        return False
    found = connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_person WHERE email LIKE %s)", [like])
    return found.fetchone() == (True,)


def _risky_writes(connection: "psycopg.Connection[Any]") -> Iterator[str]:
    for name in _SAFE_WRITES:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        if row == ("off",):
            yield name


# -- dangers: any of these refuses the start -------------------------------------------------------
def check_debug(at: Situation) -> Iterator[Problem]:
    if at.settings.DEBUG:
        yield Problem("Debugging is on: error pages would show settings and data.", "Unset CONCORD_DEBUG.")


def check_secret(at: Situation) -> Iterator[Problem]:
    given = at.environ.get("CONCORD_SECRET_KEY", "")
    if at.demo:
        if given:
            yield Problem(
                "The demo must not run beside a real secret: it signs anybody in.",
                "Unset CONCORD_SECRET_KEY, or unset CONCORD_DEMO.",
            )
        return
    mend = "Set CONCORD_SECRET_KEY to what this prints: concord secret"
    if not given:
        yield Problem("There is no secret of its own to sign sessions with.", mend)
    elif len(given) < MIN_SECRET_LENGTH or len(set(given)) < MIN_SECRET_LETTERS:
        yield Problem(
            "The secret that signs sessions can be guessed: it is too short or repeats itself.", mend
        )
    elif given.lower().startswith(_KNOWN_SECRETS):
        yield Problem("The secret that signs sessions is one from an example.", mend)


def check_origin(at: Situation) -> Iterator[Problem]:
    parts = urlsplit(str(at.settings.ORIGIN))
    if at.demo and _is_loopback(parts.hostname or ""):
        return
    if parts.scheme != "https":
        yield Problem(
            f"The public address {at.settings.ORIGIN} is not https: passwords would travel in clear.",
            "Set CONCORD_ORIGIN to the https address that people use, and end TLS in front of Concord.",
        )


def check_demo_stays_here(at: Situation) -> Iterator[Problem]:
    if not at.demo:
        return
    host = urlsplit(str(at.settings.ORIGIN)).hostname or ""
    listens = [_host_of(at.bind)] if at.bind else []
    for name in {host, *listens}:
        if not _is_loopback(name):
            yield Problem(
                f"The demo signs anybody in and must be reached from this machine only, not at {name}.",
                "Bind to 127.0.0.1 and leave CONCORD_ORIGIN out, or unset CONCORD_DEMO.",
            )


def check_people(at: Situation) -> Iterator[Problem]:
    """Keep the invented people of the demo and those of a real network apart, in both directions."""
    if at.database.invented and not at.demo:
        yield Problem(
            "The database holds the invented people of the demo, whose passwords everybody knows.",
            "Begin with an empty database: concord db prepare, concord db migrate, concord network start.",
        )
    if at.demo and at.database.people and not at.database.invented:
        yield Problem(
            "The database holds a real network, and the demo signs anybody in.",
            "Unset CONCORD_DEMO; the demo makes a database of its own.",
        )


def check_hosts(at: Situation) -> Iterator[Problem]:
    hosts = list(at.settings.ALLOWED_HOSTS)
    origin = urlsplit(str(at.settings.ORIGIN)).hostname or ""
    if "*" in hosts:
        yield Problem(
            "Requests for any host name are answered.", f"Set CONCORD_HOSTS to {origin or 'your host name'}."
        )
    elif not any(origin == host or (host.startswith(".") and origin.endswith(host)) for host in hosts):
        yield Problem(f"Requests for {origin} would be refused.", f"Add {origin} to CONCORD_HOSTS.")


def check_login(at: Situation) -> Iterator[Problem]:
    if at.database.failure:
        yield Problem(at.database.failure, "Run: concord db prepare; and see that DATABASE_URL is right.")
    for danger in at.database.dangers:
        reason, _, remedy = danger.partition(". ")
        yield Problem(f"{reason}.", remedy)


def check_writes(at: Situation) -> Iterator[Problem]:
    for name in at.database.risky_writes:
        yield Problem(
            f"The database may lose what it confirmed: {name} is off.", f"Turn {name} on in postgresql.conf."
        )


def check_cache(at: Situation) -> Iterator[Problem]:
    for alias, cache in at.settings.CACHES.items():
        if not str(cache["BACKEND"]).startswith(_SHARED_CACHES):
            yield Problem(
                f"The cache {alias!r} is not shared by all processes: the limit on sign-ins would not hold.",
                "Leave CACHES as it is delivered: the database's cache.",
            )


def check_keys(at: Situation) -> Iterator[Problem]:
    folder = Path(at.settings.KEYS_FOLDER)
    if not folder.is_dir() or not any(folder.iterdir()):
        yield Problem(
            f"There are no keys in {folder}.", "Run: concord db prepare; or restore the folder from its copy."
        )
    elif sys.platform != "win32":
        for path in (folder, *sorted(folder.iterdir())):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                yield Problem(f"Others on this machine may open {path}.", f"Run: chmod go= {path}")


def check_only_own_login(at: Situation) -> Iterator[Problem]:
    told = [name for name in FOREIGN_URLS if at.environ.get(name)]
    if told:
        yield Problem(
            f"The web process is told logins that are not its own: {', '.join(told)}.",
            "Give them to the commands db and worker only.",
        )


def check_migrations(at: Situation) -> Iterator[Problem]:
    from django.db.migrations.loader import MigrationLoader

    if at.database.failure:
        return
    missing = set(MigrationLoader(None).disk_migrations) - at.database.applied
    if missing:
        yield Problem(
            f"The database lacks {len(missing)} migrations of this version.", "Run: concord db migrate"
        )


DANGERS: tuple[tuple[str, Check], ...] = (
    ("debugging is off", check_debug),
    ("secret", check_secret),
    ("public address", check_origin),
    ("demo stays on this machine", check_demo_stays_here),
    ("invented and real people are apart", check_people),
    ("host names", check_hosts),
    ("database login", check_login),
    ("database keeps what it confirms", check_writes),
    ("database is up to date", check_migrations),
    ("cache is shared", check_cache),
    ("keys", check_keys),
    ("web process knows its own login only", check_only_own_login),
)


# -- worth a look ----------------------------------------------------------------------------------
def check_version(at: Situation) -> Iterator[Problem]:
    if at.database.version and at.database.version < OLDEST_POSTGRESQL:
        yield Problem(f"PostgreSQL {at.database.version // 10000} is too old.", "Use PostgreSQL 15 or newer.")


def check_assets(at: Situation) -> Iterator[Problem]:
    if not (Path(at.settings.ASSETS) / "manifest.json").exists():
        yield Problem(
            "The browser files are not built.", "Run: python -m tools.assets; a release brings them along."
        )


def check_proxy(at: Situation) -> Iterator[Problem]:
    if str(at.settings.ORIGIN).startswith("https://") and not at.settings.SECURE_PROXY_SSL_HEADER:
        yield Problem(
            "Concord does not know that TLS ends in front of it, and takes every request for plain http.",
            "Set CONCORD_BEHIND_PROXY=1, and let the proxy set X-Forwarded-Proto itself.",
        )


def check_space(at: Situation) -> Iterator[Problem]:
    home = next(path for path in (at.settings.HOME, *Path(at.settings.HOME).parents) if Path(path).exists())
    if shutil.disk_usage(home).free < FREE_BYTES:
        yield Problem(
            f"Less than a gigabyte is free at {home}.", "Make room: a full disk stops the database."
        )


def check_django(at: Situation) -> Iterator[Problem]:
    """Ask Django's own checks for deployment; the demo on this machine is not deployed."""
    from django.core.checks import WARNING, run_checks

    for found in run_checks(include_deployment_checks=not at.demo):
        if found.level >= WARNING and not found.is_silenced():
            yield Problem(
                f"{found.id}: {str(found.msg).splitlines()[0]}", found.hint or "See Django's documentation."
            )


OTHERS: tuple[tuple[str, Check], ...] = (
    ("database version", check_version),
    ("browser files", check_assets),
    ("proxy", check_proxy),
    ("room on the disk", check_space),
    ("Django's own checks", check_django),
)


def dangers(at: Situation) -> list[Problem]:
    """Return every reason to refuse the start."""
    return [problem for _, check in DANGERS for problem in check(at)]


def situation(bind: str | None = None) -> Situation:
    """Return the situation of this process; Django's settings are read, nothing else."""
    import os

    from django.conf import settings

    from concord.config import roles

    return Situation(settings, os.environ, roles.database_urls().app, bind)


def findings(at: Situation) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the name of every check with what it found: what the command and the page both show."""
    for name, check in DANGERS + OTHERS:
        yield name, list(check(at))


def report(at: Situation, say: Callable[[str], object] = print) -> bool:
    """Say one line a check, with the way to mend what is wrong; return whether all is well."""
    well = True
    for name, problems in findings(at):
        well = well and not problems
        if not problems:
            say(f"ok       {name}")
        for problem in problems:
            say(f"problem  {name}: {problem.reason} {problem.remedy}")
    return well


def _host_of(bind: str) -> str:
    return "127.0.0.1" if bind.startswith("unix:") else bind.rpartition(":")[0].strip("[]")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
