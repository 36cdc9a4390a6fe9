"""Keys for text that is encrypted at rest. They live in a folder outside the database.

The folder holds ``text.keys``: one Fernet key a line, the newest first. New text is encrypted with the
first; every key of the file still opens. Rotation puts a new key on top; re-encryption follows.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

_FILE = "text.keys"


class KeysMissingError(RuntimeError):
    """There is no key file, or it holds no key."""


def create(folder: Path) -> None:
    """Make a first key unless there is one; the file is readable by its owner only."""
    if not (folder / _FILE).exists():
        _write(folder, [Fernet.generate_key().decode()])


def rotate(folder: Path) -> None:
    """Put a new key on top; older keys keep opening older text."""
    _write(folder, [Fernet.generate_key().decode(), *_read(folder)])
    ring.cache_clear()


def _write(folder: Path, keys: list[str]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{_FILE}.new"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _FILE)


def _read(folder: Path) -> list[str]:
    try:
        lines = (folder / _FILE).read_text().split()
    except FileNotFoundError as error:
        raise KeysMissingError(f"no {_FILE} in the keys folder; run: concord db prepare") from error
    if not lines:
        raise KeysMissingError(f"{_FILE} holds no key")
    return lines


@lru_cache(maxsize=4)
def ring(folder: Path) -> MultiFernet:
    """Return the ring of all keys in the folder; raises KeysMissingError where there is none."""
    return MultiFernet([Fernet(line) for line in _read(folder)])
