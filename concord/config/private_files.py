"""Small files that only their owner may read: passwords, secrets and locks beside the data."""

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder with exactly these permissions, whatever the umask; leave one that exists alone.

    Missing folders above it may be passed through by everybody, but listed by their owner only.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent, 0o711)
    with contextlib.suppress(FileExistsError):  # somebody else was first
        folder.mkdir(mode=mode)
        folder.chmod(mode)


def replace(path: Path, text: str) -> None:
    """Write a file of mode 0600 in one step, so that nobody ever reads half of it."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """Return the file's text; when there is no file yet, make it once, however many ask at once."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text(encoding="utf-8").strip()
    make_folder(path.parent, 0o711)
    with locked(path.with_name(f"{path.name}.lock")):
        if not path.exists():
            replace(path, make() + "\n")
    return path.read_text(encoding="utf-8").strip()


def random_password() -> str:
    """Return 32 random bytes as text that needs no quoting in an address."""
    return secrets.token_urlsafe(32)


def random_secret() -> str:
    """Return a secret long enough to sign sessions with."""
    return random_password() + random_password()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock between processes; it ends with the process, even by a crash."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt
        import time

        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.1)
            else:
                return
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
