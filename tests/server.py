"""The PostgreSQL under the tests: the embedded one, or a server that CONCORD_TEST_SERVER names.

    CONCORD_TEST_SERVER=postgresql://postgres@localhost:5433/postgres make test

The account must be allowed to make roles and databases. Roles of an installation on that server would get
other passwords, so give the tests a server of their own.
"""

import os
from functools import cache
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from concord.config import embedded, roles


def _given() -> dict[str, Any]:
    return dict(conninfo_to_dict(os.environ.get("CONCORD_TEST_SERVER", "")))


@cache
def passwords() -> roles.Passwords:
    """Return the passwords of the three logins, kept from run to run."""
    return roles.passwords_beside(embedded.default_cluster())


def start() -> None:
    """Start the embedded server; another one runs already."""
    if not _given():
        embedded.default_cluster().start(progress=lambda _line: None)


def superuser() -> dict[str, Any]:
    """Return how to reach the server as one who may make roles and databases."""
    return _given() or dict(embedded.default_cluster().superuser_parameters())


def urls(database: str) -> roles.Urls:
    """Return the addresses of a database under the three logins."""
    if not (given := _given()):
        return roles.embedded_urls(embedded.default_cluster(), database)
    return roles.Urls(
        *(
            make_conninfo(**{**given, "dbname": database, "user": role, "password": passwords().of(role)})
            for role in (roles.APP, roles.OWNER, roles.JOBS)
        )
    )


def prepare(database: str) -> None:
    """Make the roles and a database on the server."""
    roles.prepare(superuser(), database, passwords())


def mark() -> str:
    """Name the server in the name of the template's file: each keeps a template of its own."""
    given = _given()
    return f"template-{given.get('host', 'local')}-{given.get('port', '5432')}" if given else "template"
