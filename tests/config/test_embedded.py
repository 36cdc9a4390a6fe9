import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from concord.config import embedded, unprivileged
from concord.config.embedded import Cluster, ClusterError

ROOT = Path(__file__).resolve().parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to change its account")


def quiet(_sentence: str) -> None:
    """Say nothing."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def one(cluster: Cluster, query: str) -> object:
    with psycopg.connect(**cluster.superuser_parameters()) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def test_a_new_folder_gets_a_database_and_says_so(cluster: Cluster) -> None:
    said: list[str] = []
    assert cluster.status().state == "absent"
    cluster.start(said.append)
    assert cluster.status().state == "running"
    assert "Making a database" in said[0]
    assert one(cluster, "SELECT current_setting('server_version_num')::int >= 180000")


def test_a_second_start_is_quick_and_silent(running: Cluster) -> None:
    said: list[str] = []
    began = time.perf_counter()
    running.start(said.append)
    assert time.perf_counter() - began < 0.2
    assert said == []


def test_nobody_comes_in_without_the_password(running: Cluster) -> None:
    wrong = {**running.superuser_parameters(), "password": "guess"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**wrong)


def test_the_server_is_reached_by_its_socket_only(running: Cluster) -> None:
    assert one(running, "SHOW listen_addresses") == ""
    assert mode(Path(running.host)) == 0o700
    assert mode(running.data) == 0o700
    assert mode(running.password_file) == 0o600


def test_what_is_confirmed_is_kept(running: Cluster) -> None:
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert one(running, f"SHOW {setting}") == "on"


def test_letters_are_ordered_without_the_operating_system(running: Cluster) -> None:
    provider = "SELECT datlocprovider::text FROM pg_database WHERE datname = 'template1'"
    assert one(running, provider) == "b"
    assert one(running, "SELECT upper('élan')") == "ÉLAN"


def test_the_servers_log_holds_no_values(running: Cluster) -> None:
    with psycopg.connect(**running.superuser_parameters(), autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE contact (mail text UNIQUE)")
        connection.execute("INSERT INTO contact VALUES ('maria@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO contact VALUES ('maria@example.org')")
    log, until = "", time.monotonic() + 10
    while "duplicate key" not in log and time.monotonic() < until:  # a process of its own writes it
        log = "".join(file.read_text() for file in (running.folder / "log").glob("postgres-*.log"))
    assert "duplicate key" in log
    assert "maria" not in log


def test_stopping_twice_and_starting_again_works(cluster: Cluster) -> None:
    cluster.start(quiet)
    cluster.stop()
    cluster.stop()
    assert cluster.status().state == "stopped"
    cluster.start(quiet)
    assert cluster.status().state == "running"


def test_a_strangers_process_number_does_not_keep_it_from_starting(cluster: Cluster) -> None:
    cluster.start(quiet)
    note = (cluster.data / "postmaster.pid").read_text().splitlines()
    cluster.stop()
    options = cluster.account.run_options() if cluster.account else {}
    with subprocess.Popen(["/bin/sleep", "60"], **options) as stranger:
        text = "\n".join([str(stranger.pid), *note[1:]]) + "\n"
        (cluster.data / "postmaster.pid").write_text(text)
        (Path(cluster.host) / f".s.PGSQL.{cluster.port}.lock").write_text(text)
        assert cluster.status().state == "stopped"
        cluster.start(quiet)
        assert cluster.status().state == "running"
        assert cluster.status().pid != stranger.pid
        stranger.kill()


def test_after_a_crash_it_starts_again_with_its_data(cluster: Cluster) -> None:
    cluster.start(quiet)
    with psycopg.connect(**cluster.superuser_parameters(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    pid = cluster.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while list(unprivileged.processes_in(cluster.data)) and time.monotonic() < until:
        time.sleep(0.05)
    assert cluster.status().state == "stopped"
    cluster.start(quiet)
    assert one(cluster, "SELECT number FROM kept") == 7


def test_processes_that_start_it_at_once_share_one_server(cluster: Cluster) -> None:
    code = (
        "import sys, pathlib, concord.config.embedded as e; e.cluster_in(pathlib.Path(sys.argv[1])).start()"
    )
    command = [sys.executable, "-c", code, str(cluster.folder)]
    starters = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]  # noqa: S603 -- ourselves
    assert [starter.wait(60) for starter in starters] == [0, 0, 0]
    assert cluster.status().state == "running"
    servers = [pid for pid in unprivileged.processes_in(cluster.data) if pid == cluster.status().pid]
    assert len(servers) == 1


def test_a_beginning_that_was_interrupted_is_begun_again(cluster: Cluster) -> None:
    draft = cluster.folder / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").touch()
    cluster.start(quiet)
    assert cluster.status().state == "running"


def test_what_is_no_database_is_left_alone(cluster: Cluster) -> None:
    cluster.data.mkdir(parents=True)
    (cluster.data / "letters").touch()
    with pytest.raises(ClusterError, match="no database: move it away"):
        cluster.start(quiet)
    assert (cluster.data / "letters").exists()


def test_a_failed_start_tells_the_servers_own_words(cluster: Cluster) -> None:
    cluster.start(quiet)
    cluster.stop()
    with (cluster.data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(ClusterError, match="no_such_setting"):
        cluster.start(quiet)


def test_a_long_path_gets_a_short_socket(place: Path) -> None:
    cluster = embedded.cluster_in(place / ("long" * 30))
    assert len(cluster.host) < 60
    cluster.start(quiet)
    try:
        assert one(cluster, "SELECT 1") == 1
        assert mode(Path(cluster.host)) == 0o700
    finally:
        cluster.stop("immediate")
        Path(cluster.host).rmdir()


def test_a_folder_that_others_may_open_is_refused(place: Path) -> None:
    cluster = embedded.cluster_in(place / ("long" * 30))
    sockets = Path(cluster.host)
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)
    try:
        with pytest.raises(ClusterError, match="nobody else may open"):
            cluster.start(quiet)
    finally:
        sockets.rmdir()


def test_a_folder_that_others_may_change_is_refused(place: Path) -> None:
    folder = place / "postgres"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(ClusterError, match="nobody else may change"):
        embedded.cluster_in(folder).start(quiet)


@as_root
def test_root_hands_the_server_to_an_account_that_may_do_little(running: Cluster) -> None:
    pid = running.status().pid
    assert pid is not None
    assert running.account is not None
    assert Path(f"/proc/{pid}").stat().st_uid == running.account.uid != 0


@as_root
def test_data_in_a_closed_folder_go_where_the_account_can_reach_them(place: Path) -> None:
    place.chmod(0o700)
    cluster = embedded.cluster_in(place / "var" / "postgres")
    assert not cluster.folder.is_relative_to(place)
    assert cluster.instead_of == place / "var" / "postgres"
    assert cluster.folder == embedded.cluster_in(place / "var" / "postgres").folder


@as_root
def test_programs_in_a_closed_folder_are_copied(elsewhere: Cluster) -> None:
    said: list[str] = []
    elsewhere.start(said.append)
    assert "copying" in said[0]
    assert one(elsewhere, "SELECT 1") == 1


def test_the_local_secret_is_made_once_and_is_ours_alone(place: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: embedded.local_secret(place), range(8)))
    assert len(secrets) == 1
    assert len(secrets.pop()) > 50
    assert mode(place / "local-secret") == 0o600


def test_addresses_quote_what_they_hold(running: Cluster) -> None:
    address = running.url("a base", "some one", "p@ss/word:?")
    parts = psycopg.conninfo.conninfo_to_dict(address)
    assert (parts["user"], parts["password"], parts["dbname"]) == ("some one", "p@ss/word:?", "a base")
    assert parts["host"] == running.host
