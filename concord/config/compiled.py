"""Keeps compiled templates beside the compiled modules: compiling them takes a good part of a start.

As with modules, what cannot be written is compiled again at the next start, and whoever can write here could
change the modules too.
"""

import hashlib
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from concord.config import rendering


class Compiled(FileSystemBytecodeCache):
    """Compiled templates in the folder where Python keeps the compiled modules of this package."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep them in another folder only where a test says so."""
        super().__init__(str(folder or _folder()), "%s.template")

    def get_source_checksum(self, source: str) -> str:
        """Let a template be compiled again when it changes, and when what compiles it does."""
        return super().get_source_checksum(f"{_compiler()}{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template, where that is possible and wanted."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def _folder() -> Path:
    return Path(rendering.__spec__.cached or rendering.__file__).parent


@cache
def _compiler() -> str:
    """Name what decides how a template is compiled: Jinja2, and our settings and ways of it."""
    digest = hashlib.sha256(jinja2.__version__.encode())
    for name in ("rendering.py", "templates.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
