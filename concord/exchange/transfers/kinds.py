"""What can be brought in: each kind is registered by the room above that understands it (a port)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import allowed

Tell = Callable[[int, int], None]  # how many of how many are done


def quiet(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def part_of(tell: Tell, begins: float, ends: float) -> Tell:
    """Return what tells how far a part of the work is, which goes from one share of the whole to another."""

    def part(done: int, total: int) -> None:
        if total:
            tell(round(total * begins + done * (ends - begins)), total)

    return part


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (file, row, column), a code, and what its words need."""

    file: str
    row: int
    column: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking it over found; ``counts`` says what would happen, ``more`` faults were not kept."""

    counts: Mapping[str, int]
    faults: tuple[Fault, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and what is needed to undo it."""

    counts: Mapping[str, int]
    undo: tuple[Mapping[str, Any], ...] = ()


class FaultyError(Exception):
    """What is to be written is wrong; nothing may stay of it."""

    def __init__(self, checked: Checked) -> None:
        super().__init__("faulty")
        self.checked = checked


class Kind(Protocol):
    """One kind of thing that can be brought in."""

    code: str
    page: str  # the name of the page that takes the file
    title: str | Promise  # what stands on the way there

    def check_actor(self, actor: Actor) -> None:
        """Raise Denied for whoever may not bring this in."""

    def check(self, name: str, content: bytes, options: Mapping[str, Any], by: Actor, tell: Tell) -> Checked:
        """Look everything over; write nothing."""

    def write(self, name: str, content: bytes, options: Mapping[str, Any], by: Actor, tell: Tell) -> Done:
        """Write everything in the caller's transaction; raise FaultyError where something is wrong."""

    def undo(self, steps: tuple[Mapping[str, Any], ...], by: Actor, tell: Tell) -> Mapping[str, int]:
        """Take back what nobody has touched since; say by code how many went and how many stay."""


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; raises ValueError where two share a code."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"two kinds are called {kind.code}")


def open_to(actor: Actor) -> tuple[Kind, ...]:
    """Return the kinds that an actor may bring in."""
    return tuple(kind for kind in _KINDS.values() if allowed(kind.check_actor, actor) is None)


def get(code: str) -> Kind:
    """Return a kind; raises KeyError for one that nobody registered."""
    return _KINDS[code]
