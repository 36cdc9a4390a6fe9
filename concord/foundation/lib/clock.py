"""What time it is. The only place that asks the computer, so tests and the demo can set it.

The source belongs to the process, not to a thread: the live server of a browser test runs in
other threads and must see the frozen time too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock

Source = Callable[[], datetime]


def _computer() -> datetime:
    return datetime.now(UTC)


class _Clock:
    """Holds the source; one assignment swaps it, so readers need no lock."""

    source: Source = staticmethod(_computer)


_lock = Lock()


def now() -> datetime:
    """Return this instant, aware and in UTC. Raises ValueError when a set source returns a naive time."""
    instant = _Clock.source()
    if instant.utcoffset() is None:
        raise ValueError("a clock source must return aware times")
    return instant.astimezone(UTC)


def set_source(source: Source | None) -> Source:
    """Take the time from ``source`` (None: from the computer again); returns the source it replaces."""
    with _lock:
        before = _Clock.source
        _Clock.source = staticmethod(source or _computer)
    return before


class Frozen:
    """A clock that stands still until it is told to move."""

    def __init__(self, at: datetime) -> None:
        """Stand at an aware instant; raises ValueError for a naive one."""
        self._lock = Lock()
        self._at = at
        self.move_to(at)

    def __call__(self) -> datetime:
        return self._at

    def tick(self, seconds: float = 1) -> datetime:
        """Move by so many seconds; returns the new time."""
        with self._lock:
            self._at += timedelta(seconds=seconds)
            return self._at

    def move_to(self, at: datetime) -> None:
        """Stand at another aware instant; raises ValueError for a naive one."""
        if at.utcoffset() is None:
            raise ValueError("freeze the clock at an aware time")
        with self._lock:
            self._at = at.astimezone(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[Frozen]:
    """Freeze the time of the whole process at ``at``; the source before it returns afterwards."""
    clock = Frozen(at)
    before = set_source(clock)
    try:
        yield clock
    finally:
        set_source(before)
