"""One running Concord and one browser for all journeys; time is real here."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import ground
from tests.committed import Committed
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Measured, chromium

_MEASURED: Measured = {}


@pytest.fixture(autouse=True)
def now() -> None:
    """Let the clock run: the server is another process and has its own."""


@contextmanager
def _running(blocker: Any, *, work: bool = False) -> Iterator[Live]:
    # Another run may be building the template anew just now.
    with blocker.unblock(), (ground.HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        database = Committed(f"{ground.DATABASE}_{secrets.token_hex(3)}")
    started = Live(database, blocker.unblock, work)
    try:
        started.start()
        yield started
    finally:
        started.stop()
        database.drop()


@pytest.fixture(scope="session")
def live(django_db_blocker: Any, django_db_setup: None) -> Iterator[Live]:
    """Run Concord over the cast alone: what a journey finds there, it has put there."""
    with _running(django_db_blocker) as started:
        yield started


@pytest.fixture(scope="session")
def busy(django_db_blocker: Any, django_db_setup: None) -> Iterator[Live]:
    """Run Concord with ten days of work in it, for looking at pages."""
    with _running(django_db_blocker, work=True) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def desk(live: Live, browser: Browser) -> Iterator[Desk]:
    opened = Desk(live, browser)
    yield opened
    opened.close()


@pytest.fixture
def desk_of_busy(busy: Live, browser: Browser) -> Iterator[Desk]:
    opened = Desk(busy, browser)
    yield opened
    opened.close()


@pytest.fixture
def measured() -> Measured:
    """Return the list of what was measured, which stands at the end of the run."""
    return _MEASURED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _MEASURED:
        terminalreporter.section("measured")
    for what, much in sorted(_MEASURED.items()):
        terminalreporter.line(f"{what:40} {much}")
