"""No page reads more than a hundred rows for a row that it shows, and none asks more often than it did.

On the synthetic network of the benchmarks, where each list is longer than a page: ten thousand referrals, and
a million in the drill.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.test import Client

from benchmarks import data
from benchmarks.writes import sending
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions, queries
from concord.operations.referrals.actions import housekeeping
from tests import cast
from tests.committed import Committed
from tests.drill.plans import watch

SMALL, LARGE = 10_000, 1_000_000
MOST = 100  # rows read for a row shown
PAGE = 25  # what a short list may read as if it showed: small tables are read whole
WORKER = 3

# How many statements each page and action needs, savepoints and scope among them. May only shrink.
PAGES = {
    "/queue/": 7,
    "/queue/?view=mine": 6,
    "/queue/?view=waiting": 6,
    "/queue/?view=sent": 6,
    "/queue/?view=closed": 7,
    "/queue/count/?had=0": 4,
    "/today/": 19,
    "/tonight/": 10,
    "/directory/": 11,
    "/releases/": 5,
    "/r/{reference}/": 14,
}
NO_LISTS = {"/queue/count/?had=0"}
ACTIONS = {"send": 16, "take": 20, "acknowledge": 13, "answer": 12, "withdraw": 10}


def _filled(committed: Committed, size: int) -> None:
    with psycopg.connect(committed.urls.owner or "", autocommit=True) as owner:
        data.fill(owner, size)


@pytest.fixture(scope="module")
def network(committed: Committed) -> Committed:
    _filled(committed, SMALL)
    return committed


@pytest.fixture
def today(now: clock.Frozen) -> None:
    """Move the clock to the day of filling: its due times and releases are of today."""
    now.move_to(datetime.now(UTC))


@pytest.fixture
def inside(network: Committed, today: None) -> Iterator[Client]:
    with network.role():
        yield cast.client(f"bench{WORKER}")


def _path(path: str, browser: Client) -> str:
    if "{reference}" not in path:
        return path
    found = re.search(rb'href="/r/([^/"]+)/"', browser.get("/queue/").content)
    assert found is not None
    return path.format(reference=found[1].decode())


def _prove_short_reads(browser: Client) -> None:
    for path in PAGES.keys() - NO_LISTS:
        asked = _path(path, browser)
        with watch(explain=True) as watched:
            assert browser.get(asked).status_code in {200, 204}, asked
        assert watched.read <= MOST * max(PAGE, watched.shown), f"{asked}\n{watched.worst()}"


def _prove_short_scan(committed: Committed) -> None:
    with committed.role("jobs"), scope.acting(Actor.system("clocks")), watch(explain=True) as watched:
        assert housekeeping.find_next_clock(clock.now()) is not None
    assert watched.read <= MOST, watched.worst()


def test_no_page_reads_more_than_100_rows_for_one_that_it_shows(inside: Client) -> None:
    _prove_short_reads(inside)


def test_next_clock_is_found_without_reading_the_backlog(network: Committed, today: None) -> None:
    _prove_short_scan(network)


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_more_often_than_it_did(inside: Client, path: str) -> None:
    asked = _path(path, inside)
    inside.get(asked)
    with watch() as watched:
        inside.get(asked)
    assert len(watched.statements) <= PAGES[path], watched.all()


def _acting(network: Committed, action: str) -> Callable[[Actor], object]:
    """Return the action on something that is there for it."""
    reference = _receiving()

    def run(by: Actor) -> object:
        if action == "send":
            return actions.send(sending=sending(WORKER), by=by, now=clock.now(), key=clock.now().isoformat())
        if action == "withdraw":
            own = queries.list_queue(for_=by, view="sent", now=clock.now()).rows[0].reference
            return actions.withdraw(referral=queries.get_for_change(own, for_=by), by=by, now=clock.now())
        referral = queries.get_for_change(reference, for_=by)
        if action == "answer":
            return actions.answer(
                referral=referral, outcome="declined", reason="no_capacity", by=by, now=clock.now()
            )
        return getattr(actions, action)(referral=referral, by=by, now=clock.now())

    return run


def _receiving() -> str:
    by = cast.actor(f"bench{WORKER}")
    with scope.acting(by):
        return queries.list_queue(for_=by, view="needs", now=clock.now()).rows[0].reference


@pytest.mark.parametrize("action", ACTIONS)
def test_action_asks_no_more_often_than_it_did(network: Committed, today: None, action: str) -> None:
    with network.role():
        by = cast.actor(f"bench{WORKER}")
        run = _acting(network, action)
        with scope.acting(by), watch() as watched:
            run(by)
    assert len(watched.statements) <= ACTIONS[action], watched.all()


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_no_page_reads_more_in_a_network_of_a_million(network: Committed, now: clock.Frozen) -> None:
    large = Committed(f"{network.name}_large")
    try:
        _filled(large, LARGE)
        now.move_to(datetime.now(UTC))
        with large.role():
            _prove_short_reads(cast.client(f"bench{WORKER}"))
        _prove_short_scan(large)
    finally:
        large.drop()
