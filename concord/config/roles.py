"""The three login roles, the database they share, and the addresses under which it is reached.

* ``concord_owner`` owns the database and its tables: migrations, dumps.
* ``concord_app`` is the web process: it owns nothing and bypasses nothing.
* ``concord_jobs`` is the worker, with narrow policies of its own.

Roles are made here, by ``concord db prepare``, never by a migration, which runs as the owner.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from concord.config import embedded, private_files
from concord.config.embedded import Cluster
from concord.config.login_dangers import dangers

__all__ = [
    "Passwords",
    "PrepareError",
    "Urls",
    "as_django",
    "clone_database",
    "dangers",
    "database_name",
    "database_urls",
    "drop_database",
    "embedded_urls",
    "passwords_beside",
    "prepare",
    "superuser_parameters",
]

OWNER, APP, JOBS = "concord_owner", "concord_app", "concord_jobs"
ROLES = (OWNER, APP, JOBS)
DATABASE = "concord"

# A page must not hold a lock or a connection for long; the worker may take its time over one row.
# A migration gives up on a lock early, rather than queue every request behind itself.
LIMITS: dict[str, dict[str, str]] = {
    OWNER: {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "300s"},
    APP: {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "30s"},
    JOBS: {"statement_timeout": "60s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "60s"},
}
COMMON = {"default_transaction_isolation": "read committed", "search_path": "public", "timezone": "UTC"}

# Inheriting is how the owner of a database may use its schema public, before PostgreSQL 16.
_ATTRIBUTES = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT"
_PREPARING = 0x636F6E63  # "conc": two preparations at once would trip over each other's rows
_BUILTIN_LOCALE_SINCE = 170000

Parameters = Mapping[str, Any]


class PrepareError(RuntimeError):
    """The server cannot be prepared; the message says why and how to mend it."""


@dataclass(frozen=True)
class Urls:
    """One address a role; None where this process is not told it."""

    app: str | None = None
    owner: str | None = None
    jobs: str | None = None


@dataclass(frozen=True)
class Passwords:
    """One password a role."""

    owner: str
    app: str
    jobs: str

    @classmethod
    def generated(cls) -> Self:
        return cls(*(private_files.random_password() for _ in ROLES))

    def of(self, role: str) -> str:
        return {OWNER: self.owner, APP: self.app, JOBS: self.jobs}[role]


# -- addresses -------------------------------------------------------------------------------------
def database_urls() -> Urls:
    """Return the addresses from the environment, or else those of the embedded cluster.

    Nothing is started and nothing connects; all are None before ``concord db prepare``.
    """
    if os.environ.get("DATABASE_URL"):
        names = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_JOBS_URL")
        return Urls(*(os.environ.get(name) or None for name in names))
    cluster = embedded.default_cluster()
    if not cluster.passwords_file.exists():
        return Urls()
    return embedded_urls(cluster)


def database_name() -> str:
    """Return the name of the database; the demo's invented people live in one of their own."""
    demo = os.environ.get("CONCORD_DEMO", "").strip().lower() in {"1", "true", "yes", "on"}
    return os.environ.get("CONCORD_DATABASE") or (f"{DATABASE}_demo" if demo else DATABASE)


def embedded_urls(cluster: Cluster, database: str | None = None) -> Urls:
    """Return the addresses of a prepared embedded cluster."""
    passwords, database = passwords_beside(cluster), database or database_name()
    return Urls(*(cluster.url(database, role, passwords.of(role)) for role in (APP, OWNER, JOBS)))


def passwords_beside(cluster: Cluster) -> Passwords:
    """Return the passwords kept beside the embedded cluster, made at the first call."""
    text = private_files.read_or_make(
        cluster.passwords_file, lambda: json.dumps(vars(Passwords.generated()), indent=1)
    )
    return Passwords(**json.loads(text))


def as_django(url: str) -> dict[str, Any]:
    """Turn a PostgreSQL address into an entry of Django's DATABASES.

    Takes all that libpq takes: socket folders (``?host=/run/postgresql``), ``sslmode``, ``options``.
    """
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": dict(parts),
    }


def superuser_parameters() -> dict[str, Any]:
    """Return how to reach the server as one who may make roles: as the environment says, or embedded."""
    given = os.environ.get("DATABASE_SUPERUSER_URL")
    if given:
        return dict(conninfo_to_dict(given))
    if os.environ.get("DATABASE_URL"):
        raise PrepareError(
            "DATABASE_URL names a server of your own. Set DATABASE_SUPERUSER_URL to an account there "
            "that may create roles and databases."
        )
    return dict(embedded.default_cluster().superuser_parameters())


# -- preparing -------------------------------------------------------------------------------------
def prepare(superuser: Parameters, database: str = DATABASE, passwords: Passwords | None = None) -> Urls:
    """Make the roles and the database, or bring them back to what they should be; safe to repeat.

    Without passwords, those kept beside the embedded cluster are used. Table privileges come from
    default privileges only: a second run must not give back what a migration took away.
    """
    passwords = passwords or passwords_beside(embedded.default_cluster())
    with _connected(superuser) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        for role in ROLES:
            _make_role(server, role, passwords.of(role))
        _part_roles(server)
        with _membership(server):
            _make_database(server, database)
            with _connected({**superuser, "dbname": database}) as inside:
                _grant_inside(inside)
    return Urls(*(_address(superuser, database, role, passwords.of(role)) for role in (APP, OWNER, JOBS)))


def clone_database(template: str, target: str, superuser: Parameters | None = None) -> None:
    """Copy a database with its owner and privileges; nobody may be connected to the template."""
    with _connected(superuser or superuser_parameters()) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(target), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
        _close_database(server, target)


def drop_database(name: str, superuser: Parameters | None = None, *, force: bool = True) -> None:
    """Drop a database if it is there; with ``force``, end the connections to it first."""
    with _connected(superuser or superuser_parameters()) as server:
        how = sql.SQL(" WITH (FORCE)" if force else "")
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)) + how)


@contextmanager
def _connected(parameters: Parameters) -> "Iterator[psycopg.Connection[tuple[Any, ...]]]":
    with psycopg.connect(make_conninfo(**parameters), autocommit=True) as connection:
        yield connection


def _address(superuser: Parameters, database: str, role: str, password: str) -> str:
    """Return the address of a role on the superuser's server, in the form that all tools take."""
    others = {"host", "port", "sslmode", "sslrootcert", "hostaddr", "channel_binding"}
    query = {name: value for name, value in superuser.items() if name in others and value}
    where = f"{quote(role)}:{quote(password, safe='')}@/{quote(database, safe='')}"
    return f"postgresql://{where}?{urlencode(query)}"


def _is_superuser(server: "psycopg.Connection[tuple[Any, ...]]") -> bool:
    row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _make_role(server: "psycopg.Connection[tuple[Any, ...]]", role: str, password: str) -> None:
    """Make a login role, or set its attributes again; its password never travels or is logged in clear."""
    name, attributes = sql.Identifier(role), sql.SQL(_ATTRIBUTES)
    found = server.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    if found is None:
        server.execute(sql.SQL("CREATE ROLE {} {}").format(name, attributes))
    elif _is_superuser(server):
        server.execute(sql.SQL("ALTER ROLE {} {}").format(name, attributes))
    elif found[0]:
        raise PrepareError(
            f"The role {role} is superuser or bypasses row security: take that away from it first."
        )
    verifier = server.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(verifier)))
    for setting, value in {**COMMON, **LIMITS[role]}.items():
        server.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
        )


def _part_roles(server: "psycopg.Connection[tuple[Any, ...]]") -> None:
    """Take away every membership that our roles hold: none of them may become another one."""
    rows = server.execute(
        "SELECT DISTINCT granted.rolname, member.rolname FROM pg_auth_members"
        " JOIN pg_roles granted ON granted.oid = roleid JOIN pg_roles member ON member.oid = member"
        " WHERE member.rolname = ANY(%s)",
        [list(ROLES)],
    ).fetchall()
    for granted, member in rows:
        server.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(granted), sql.Identifier(member)))


@contextmanager
def _membership(server: "psycopg.Connection[tuple[Any, ...]]") -> Iterator[None]:
    """Let an account that is no superuser act for the owner while it prepares, and not a moment longer."""
    if _is_superuser(server):
        yield
        return
    server.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    try:
        yield
    finally:
        server.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(sql.Identifier(OWNER)))


def _make_database(server: "psycopg.Connection[tuple[Any, ...]]", database: str) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    if found is None:
        locale = _locale(server)
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
                name, owner, sql.SQL(locale)
            )
        )
    else:
        server.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
    _close_database(server, database)


def _locale(server: "psycopg.Connection[tuple[Any, ...]]") -> str:
    """Choose an order of letters that no update of the operating system changes beneath our indexes."""
    if server.info.server_version >= _BUILTIN_LOCALE_SINCE:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"


def _close_database(server: "psycopg.Connection[tuple[Any, ...]]", database: str) -> None:
    """Let our three roles in and nobody else; a copy of a database does not copy these privileges."""
    name = sql.Identifier(database)
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in (APP, JOBS):
        role_name = sql.Identifier(role)
        server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(name, role_name))
        server.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, role_name))


def _grant_inside(inside: "psycopg.Connection[tuple[Any, ...]]") -> None:
    users = sql.SQL(", ").join(map(sql.Identifier, (APP, JOBS)))
    later = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {}").format(sql.Identifier(OWNER))
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM {users}",
        "GRANT USAGE ON SCHEMA public TO {users}",
        # Functions are open to PUBLIC unless this is taken away for the role, not for one schema.
        "{later} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        "{later} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {users}",
        "{later} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {users}",
        "{later} IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {users}",
    ):
        inside.execute(sql.SQL(statement).format(later=later, users=users))
