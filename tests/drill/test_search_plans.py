"""Searching among very many services reads little: rows of the table, however common what is asked for is.

What an inverted index reads of its own, a few bytes for each place of a word, is no row; `make bench`
measures it (row 10).
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from benchmarks import data
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.governance.directory import queries
from concord.governance.directory.queries import Filters
from tests import cast
from tests.committed import Committed
from tests.drill import plans

SMALL, LARGE = 5_000, 100_000
MOST, PAGE = 100, 25  # rows read for a row shown; what a short list may read as if it showed

ASKED = (
    Filters(),
    Filters(words="shelter"),
    Filters(words="pets teen son tonight"),
    Filters(words="spanish lawyer north"),
    Filters(words="sheltr childrn"),
    Filters(words="wheelchair rooms for families with an interpreter near the bus"),
    Filters(region="north"),
    Filters(language=("zh",), region="shore"),
    Filters(facets=("pets:yes", "teen_sons:yes"), category=("pet_care",)),
    Filters(facets=("pets",)),
    Filters(from_region="valley"),
    Filters(from_region="valley", facets=("no_papers:yes",)),
    Filters(from_region="valley", words="shelter"),
)


def _heap_rows(plan: dict[str, Any]) -> float:
    """Add up the rows of tables that a plan touched, whether or not a filter kept them."""
    own = 0.0
    if plan["Node Type"] in {"Seq Scan", "Index Scan", "Bitmap Heap Scan", "Sample Scan"}:
        dropped = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        own = (plan["Actual Rows"] + dropped) * plan["Actual Loops"]
    return own + sum(_heap_rows(part) for part in plan.get("Plans", ()))


@pytest.fixture
def heap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_read", _heap_rows)


def _filled(committed: Committed, size: int) -> None:
    with psycopg.connect(committed.urls.owner or "", autocommit=True) as owner:
        data.fill(owner, size, "services.sql")


def _prove_short_reads(by: Actor) -> None:
    for asked in ASKED:
        queries.list_programs(by, asked)
        after: str | None = None
        for _page in range(3):
            with plans.watch(explain=True) as watched:
                page = queries.list_programs(by, asked, after)
            assert watched.read <= MOST * max(PAGE, watched.shown), f"{asked}\n{watched.worst()}"
            after = page.next
            if not after:
                break


@pytest.fixture
def searching(committed: Committed) -> Iterator[Actor]:
    _filled(committed, SMALL)
    with committed.role():
        by = cast.actor("bench1")
        with scope.acting(by):
            yield by


@pytest.mark.req("DIR-01")
def test_no_search_reads_more_than_100_rows_for_one_that_it_shows(searching: Actor, heap: None) -> None:
    _prove_short_reads(searching)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_no_search_reads_more_among_a_hundred_thousand(committed: Committed, heap: None) -> None:
    large = Committed(f"{committed.name}_services")
    try:
        _filled(large, LARGE)
        with large.role():
            by = cast.actor("bench1")
            with scope.acting(by):
                _prove_short_reads(by)
    finally:
        large.drop()
