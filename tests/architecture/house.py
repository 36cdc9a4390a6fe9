"""What the tests of this folder know of the code's shape: rooms, modules, and where they stand."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ROOT / "concord"
FLOORS: Final = ("foundation", "information", "governance", "operations", "learning", "exchange")


@dataclass(frozen=True)
class Module:
    """One file of Python: where it stands, and what it says."""

    path: str  # from the repository's root
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.path, self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts


@cache
def _parse(path: str, text: str) -> ast.Module:
    return ast.parse(text, path)


@cache
def modules() -> tuple[Module, ...]:
    """Return every file of the product; migrations are generated and left out."""
    found = (path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts)
    return tuple(Module(path.relative_to(ROOT).as_posix(), path.read_text()) for path in found)


def rooms() -> tuple[str, ...]:
    """Return the names of all rooms, such as ``concord.governance.directory``."""
    return tuple(sorted(_rooms()))


def _rooms() -> Iterator[str]:
    for floor in FLOORS:
        folder = CODE / floor
        if folder.exists():
            for room in folder.iterdir():
                if (room / "__init__.py").exists():
                    yield f"concord.{floor}.{room.name}"


def room_of(module: str) -> str:
    """Return the room of a dotted name: three names deep on a floor, two elsewhere."""
    names = module.split(".")
    return ".".join(names[:3] if len(names) > 2 and names[1] in FLOORS else names[:2])


def stale(exceptions: set[str], needed: set[str]) -> set[str]:
    """Return the exceptions that nothing needs any more."""
    return exceptions - needed
