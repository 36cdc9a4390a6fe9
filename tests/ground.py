"""What stands before the first test: a PostgreSQL, migrated by the owner, with the cast in it.

Loaded with ``-p tests.ground`` before Django, since the settings read the database's address. A template
database is built once and kept while migrations and cast are unchanged; each run works on a clone, as the
application's own login, and drops it afterwards.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "test"
DATABASE = f"concord_test_{os.getpid()}"


def _environment(database: str) -> None:
    from tests import server

    urls = server.urls(database)
    os.environ["DATABASE_URL"] = urls.app or ""
    os.environ["DATABASE_OWNER_URL"] = urls.owner or ""
    os.environ["DATABASE_JOBS_URL"] = urls.jobs or ""


def _fingerprint() -> str:
    digest = hashlib.sha256()
    watched = [
        *(ROOT / "concord").glob("**/migrations/*.py"),
        *(ROOT / "concord").glob("**/actions*.py"),
        *(ROOT / "concord").glob("**/actions/*.py"),
        *(ROOT / "concord").glob("**/models*.py"),
        *(ROOT / "concord" / "config" / "demo").glob("*.py"),
    ]
    for path in sorted(watched):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(template: str) -> None:
    """Migrate and load the cast in a process of its own, under the owner's login."""
    _environment(template)
    environment = {
        **os.environ,
        "CONCORD_DATABASE_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "concord.config.settings",
    }
    for arguments in (["migrate", "--verbosity", "0", "--skip-checks"], ["load_cast", "--skip-checks"]):
        subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "-m", "django", *arguments], cwd=ROOT, env=environment, check=True
        )


def prepare() -> None:
    """Start the cluster, make sure of the template, and clone it for this run."""
    os.environ.update(
        CONCORD_HOME=str(HOME),
        CONCORD_POOL="0",
        CONCORD_DEMO="0",
        CONCORD_ORIGIN="http://localhost",
    )
    os.environ.pop("CONCORD_DATABASE_ROLE", None)
    from concord.foundation.keyring import keys
    from tests import server

    server.start()
    keys.create(HOME / "keys")
    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs at once build the template once
        _clone()
    _environment(DATABASE)


def _clone() -> None:
    from concord.config import roles
    from tests import server

    mark, superuser = template(), server.superuser()
    wanted = f"concord_cast_{_fingerprint()}"
    if not mark.exists() or mark.read_text() != wanted:
        if mark.exists():
            roles.drop_database(mark.read_text(), superuser)
        roles.drop_database(wanted, superuser)
        server.prepare(wanted)
        _build(wanted)
        mark.write_text(wanted)
    roles.clone_database(wanted, DATABASE, superuser)


def template() -> Path:
    """Return the file that names the template database of the server in use."""
    from tests import server

    return HOME / server.mark()


def clear() -> None:
    """Drop this run's clone."""
    from concord.config import roles
    from tests import server

    roles.drop_database(DATABASE, server.superuser())


if "--help" not in sys.argv:
    prepare()


def pytest_unconfigure() -> None:
    clear()
