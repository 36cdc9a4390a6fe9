"""Synthetic networks of any size, made in bulk: what the figures of `make bench` are measured on.

Forty organizations with two programs each; five of a hundred referrals are open, the others closed over three
years. Rows are inserted as the owner by INSERT … SELECT, so that a million take about a minute; a database is
kept while migrations and this file are unchanged.
"""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from concord.config import embedded, roles

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"
ORGANIZATIONS = 40
OPEN_SHARE = 20  # every 20th referral is open


@dataclass(frozen=True)
class Network:
    """One prepared database: how many referrals it holds, and how each login reaches it."""

    size: int
    database: str
    urls: roles.Urls

    def enter(self) -> None:
        """Let the settings of this process read this database's addresses."""
        os.environ.update(
            CONCORD_HOME=str(HOME),
            DATABASE_URL=self.urls.app or "",
            DATABASE_OWNER_URL=self.urls.owner or "",
            DATABASE_JOBS_URL=self.urls.jobs or "",
            DJANGO_SETTINGS_MODULE="concord.config.settings",
        )


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(__file__).with_name("fill.sql").read_bytes())
    for path in sorted((ROOT / "concord").glob("**/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def prepare(size: int) -> Network:
    """Return a network of so many referrals, making it where it is not there yet."""
    from concord.foundation.keyring import keys

    os.environ["CONCORD_HOME"] = str(HOME)
    cluster = embedded.default_cluster()
    cluster.start(lambda _line: None)
    keys.create(HOME / "keys")
    superuser = cluster.superuser_parameters()
    database = f"bench_{size}_{_fingerprint()}"
    with psycopg.connect(make_conninfo("", **superuser), autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        stale = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s",
            [f"bench\\_{size}\\_%", database],
        ).fetchall()
    for (name,) in stale:
        roles.drop_database(name, superuser)
    network = Network(size, database, roles.embedded_urls(cluster, database))
    if not known:
        print(f"Making {size:,} synthetic referrals (once) …", flush=True)
        roles.prepare(superuser, database)
        network.enter()
        environment = {**os.environ, "CONCORD_DATABASE_ROLE": "owner"}
        for arguments in (["migrate", "--verbosity", "0", "--skip-checks"], ["load_cast", "--skip-checks"]):
            subprocess.run(
                [sys.executable, "-m", "django", *arguments], cwd=ROOT, env=environment, check=True
            )
        try:
            with psycopg.connect(network.urls.owner or "", autocommit=True) as owner:
                _fill(owner, size)
        except psycopg.Error:
            roles.drop_database(database, superuser)
            raise
    return network


def _fill(owner: "psycopg.Connection[Any]", size: int) -> None:
    script = Path(__file__).with_name("fill.sql").read_text()
    figures = {":size": size, ":organizations": ORGANIZATIONS, ":share": OPEN_SHARE}
    for token, figure in figures.items():
        script = script.replace(token, str(figure))
    owner.execute("SET statement_timeout = 0")
    owner.execute(script)
    owner.execute("VACUUM (ANALYZE)")
