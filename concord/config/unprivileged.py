"""Running the database server as somebody who may do little: PostgreSQL refuses to run as root."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CANDIDATES = ("postgres", "concord-db", "nobody")


@dataclass(frozen=True)
class Account:
    """The system account that runs the server in place of root."""

    name: str
    uid: int
    gid: int

    def run_options(self) -> dict[str, object]:
        """Return what ``subprocess`` needs to start a program as this account and nobody else."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for_server() -> Account | None:
    """Return the account to change to when we are root, or None when we may stay who we are."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    return _existing_account() or _made_account()


def _existing_account() -> Account | None:
    import pwd

    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    return None


def _made_account() -> Account:
    """Make a system account, on the rare machine that has none of the usual ones."""
    useradd = shutil.which("useradd")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "concord-db"]
        subprocess.run(command, check=False)  # noqa: S603 -- a fixed command
    account = _existing_account()
    if account is None:
        raise RuntimeError(
            "PostgreSQL refuses to run as root and there is no account to run it as. "
            "Make one with: useradd --system concord-db"
        )
    return account


def may_read(path: Path, account: Account | None) -> bool:
    """Say whether the account could open this path, judged by the permissions of what exists of it.

    Only permission bits are looked at, so that the answer is the same each time and needs no process.
    """
    if account is None:
        return True
    resolved = path.resolve()
    for part in (resolved, *resolved.parents):
        try:
            found = part.stat()
        except FileNotFoundError:
            continue  # we shall make it, readable
        wanted = stat.S_IXOTH if stat.S_ISDIR(found.st_mode) else stat.S_IROTH
        if not _allowed(found, wanted, account):
            return False
    return True


def _allowed(found: os.stat_result, wanted: int, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & (wanted << 6))
    if found.st_gid == account.gid:
        return bool(found.st_mode & (wanted << 3))
    return bool(found.st_mode & wanted)


def give(path: Path, account: Account | None) -> None:
    """Hand a file or folder over to the account that runs the server."""
    if account is not None and sys.platform != "win32":
        os.chown(path, account.uid, account.gid)


def processes_in(folder: Path) -> Iterator[int]:
    """Yield the ids of PostgreSQL processes that work in this data folder, whoever started them."""
    import psutil  # type: ignore[import-untyped]  # it comes with the PostgreSQL wheel, without types

    wanted = str(folder.resolve())
    for process in psutil.process_iter():
        try:
            if "postgres" in process.name() and process.cwd() == wanted:
                yield process.pid
        except (psutil.Error, OSError):
            continue  # gone meanwhile, or not ours to look at


def works_in(pid: int, folder: Path) -> bool:
    """Say whether this process is a PostgreSQL server of this data folder, not a stranger with its number."""
    import psutil

    if pid <= 0:  # a single-user server notes its number with a minus sign
        return False
    try:
        process = psutil.Process(pid)
        return "postgres" in process.name() and process.cwd() == str(folder.resolve())
    except (psutil.Error, OSError):
        return False
