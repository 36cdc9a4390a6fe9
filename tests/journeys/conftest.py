"""One running Concord and one browser for all journeys; time is real here."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import ground
from tests.committed import Committed
from tests.journeys.live import Live
from tests.journeys.windows import Desk, chromium


@pytest.fixture(autouse=True)
def now() -> None:
    """Let the clock run: the server is another process and has its own."""


@pytest.fixture(scope="session")
def live(django_db_blocker: Any, django_db_setup: None) -> Iterator[Live]:
    with django_db_blocker.unblock():
        database = Committed(f"{ground.DATABASE}_{secrets.token_hex(3)}")
    running = Live(database, django_db_blocker.unblock)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        database.drop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def desk(live: Live, browser: Browser) -> Iterator[Desk]:
    opened = Desk(live, browser)
    yield opened
    opened.close()
