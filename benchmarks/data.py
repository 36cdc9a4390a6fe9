"""Synthetic networks of any size, made in bulk: what the figures of `make bench` are measured on.

Twenty organizations with a program each, in a ring: each refers to the next. What differs between two sizes
is the history: in the small network every fourth referral is open, in a large one every twentieth, so that
every page and every counter is full in both. Rows are inserted as the owner by INSERT … SELECT, so that a
million take a minute or two; a database is kept for the week, while migrations, the cast and these files are
unchanged.
"""

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from concord.config import embedded, roles
from concord.config.demo.cast import EMAIL_DOMAIN
from concord.foundation.access.gates import LESSONS
from concord.foundation.keyring import keys
from concord.foundation.lib import clock

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"
ORGANIZATIONS = 20
DOMAIN = "bench.example"  # everybody's addresses: people of the demo are refused where a network is served
FILL = "fill.sql"
SMALL = 10_000  # up to this size every fourth referral is open


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


def _fingerprint(script: str) -> str:
    week = clock.now().isocalendar()[:2]  # due times and releases are relative to the day of filling
    digest = hashlib.sha256(f"{week}{ORGANIZATIONS}{SMALL}".encode())
    made_by = [Path(__file__), Path(__file__).with_name(script)]
    for pattern in ("config/demo/*.py", "**/migrations/*.py"):
        made_by += sorted((ROOT / "concord").glob(pattern))
    for path in made_by:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def prepare(size: int, script: str = FILL) -> Network:
    """Return a network of so many referrals, or of what else a script fills in; made if need be."""
    os.environ["CONCORD_HOME"] = str(HOME)
    cluster = embedded.default_cluster()
    cluster.start(lambda _line: None)
    keys.create(HOME / "keys")
    superuser = cluster.superuser_parameters()
    kind = f"{script.partition('.')[0]}_{size}"
    database = f"bench_{kind}_{_fingerprint(script)}"
    with psycopg.connect(make_conninfo("", **superuser), autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        stale = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s",
            [f"bench_{kind}_%".replace("_", r"\_"), database],
        ).fetchall()
    for (name,) in stale:
        roles.drop_database(name, superuser)
    network = Network(size, database, roles.embedded_urls(cluster, database))
    if not known:
        try:
            _make(network, superuser, script)
        except BaseException:
            roles.drop_database(database, superuser)  # half a network would be taken for a whole one
            raise
    return network


def _make(network: Network, superuser: dict[str, str], script: str) -> None:
    began = time.monotonic()
    print(f"Making {network.size:,} synthetic rows of {script} (once a week) …", flush=True)
    roles.prepare(superuser, network.database)
    network.enter()
    environment = {**os.environ, "CONCORD_DATABASE_ROLE": "owner"}
    for arguments in (["migrate", "--verbosity", "0", "--skip-checks"], ["load_cast", "--skip-checks"]):
        subprocess.run([sys.executable, "-m", "django", *arguments], cwd=ROOT, env=environment, check=True)
    with psycopg.connect(network.urls.owner or "", autocommit=True) as owner:
        fill(owner, network.size, script)
        owner.execute(
            "UPDATE accounts_person SET email = replace(email, %s, %s)", [f"@{EMAIL_DOMAIN}", f"@{DOMAIN}"]
        )
    print(f"Made {network.size:,} in {time.monotonic() - began:.0f} s.", flush=True)


def fill(owner: "psycopg.Connection[Any]", size: int, name: str = FILL) -> None:
    """Add a synthetic network to a database that holds the cast."""
    script = Path(__file__).with_name(name).read_text()
    figures = {":size": size, ":organizations": ORGANIZATIONS, ":share": 4 if size <= SMALL else 20}
    for token, figure in figures.items():
        script = script.replace(token, str(figure))
    owner.execute("SET statement_timeout = 0")
    owner.execute(script)
    _teach(owner)
    owner.execute("VACUUM (ANALYZE)")


def _teach(owner: "psycopg.Connection[Any]") -> None:
    """Let the workers of the network have learned what is asked before they send or record."""
    owner.execute(
        "INSERT INTO access_qualification (id, membership_id, module, kind, since, until)"
        " SELECT gen_random_uuid(), m.id, learned.module, 'full', now() - interval '30 days',"
        " now() + interval '330 days' FROM organizations_membership m, unnest(%s::text[]) AS learned (module)"
        " WHERE m.reference LIKE 'bench-%%'",
        [sorted(set(LESSONS.values()))],
    )
