"""Every address, asked by everybody, for everything: the isolation sweep.

Only a part of the product is asked in `make test`; `make drill` asks all of it.
"""

import pytest

from tests.sweep.askers import FEW
from tests.sweep.objects import kind_of, unused_kinds
from tests.sweep.routes import Route, routes
from tests.sweep.sweeping import ASKS_FOR_MORE, Sweep

ROUTES = routes()
pytestmark = pytest.mark.sweep

# Addresses without a declared door, each with the reason.
UNDECLARED: dict[str, str] = {}


@pytest.mark.req("SEC-01")
def test_every_address_declares_who_may_come_in() -> None:
    undeclared = {route.pattern for route in ROUTES if not route.declared}
    assert undeclared == set(UNDECLARED)


@pytest.mark.req("SEC-01")
def test_every_open_address_gives_its_reason() -> None:
    assert [
        route.name
        for route in ROUTES
        if route.declared == "public" and not getattr(route.held.callback, "reason", "")
    ] == []


def test_the_sweep_knows_what_stands_in_every_address() -> None:
    for route in ROUTES:
        for name in route.params:
            kind_of(route.pattern, name)
    assert unused_kinds(ROUTES) == []


@pytest.mark.req("SEC-01", "SEC-02", "TIER-02", "REF-20")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nobody_gets_further_than_the_gate_table_says(route: Route, sweep: Sweep) -> None:
    few = [asker for asker in sweep.askers if asker.label in FEW]
    found = list(sweep.findings(route, few))
    assert not found, "\n".join(found)


@pytest.mark.drill
@pytest.mark.req("SEC-01", "SEC-02", "TIER-02", "REF-20")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nobody_at_all_gets_further_than_the_gate_table_says(route: Route, sweep: Sweep) -> None:
    found = list(sweep.findings(route, sweep.askers))
    assert not found, "\n".join(found)


def test_the_exceptions_are_still_needed() -> None:
    assert set(ASKS_FOR_MORE) <= {route.pattern for route in ROUTES}


def test_every_asker_of_the_short_run_exists(sweep: Sweep) -> None:
    assert {asker.label for asker in sweep.askers} >= FEW
