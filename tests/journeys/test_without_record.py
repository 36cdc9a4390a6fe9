"""The three ways to connect that keep nothing about a person, and the count of a phone handoff."""

from collections.abc import Callable

import pytest

from tests.journeys import steps
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("REF-29")]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
ABOUT_PEOPLE = ("referrals_referral", "releases_release", "notices_notice", "notices_letter")


def look(window: Window) -> None:
    window.open("/new/")
    steps.go(window, "Look for a place", kind="link")
    steps.choose(window, "help", "1")
    steps.go(window, "Show", exact=True)
    with window.answered():
        window.click("#place-lakeside-shelter button[value=no]")
    assert "Today: No" in window.text("#place-lakeside-shelter")


def call_together(window: Window) -> None:
    window.open("/new/")
    steps.go(window, "The person is on the line", kind="link")
    steps.choose(window, "program", "lakeside-shelter")
    steps.go(window, "Begin the call")
    assert "860-555-0122" in window.text()
    for _ in range(4):
        steps.go(window, "Next", exact=True)
    steps.go(window, "Connected", exact=True)


def they_call(window: Window) -> None:
    window.open("/new/")
    steps.go(window, "They will call themselves", kind="link")
    steps.choose(window, "program", "lakeside-shelter")
    steps.go(window, "Show what they take along")
    assert "860-555-0122" in window.text()
    steps.go(window, "Done: they will call")


def log_handoff(window: Window) -> None:
    window.open("/phone/")
    steps.mark(window, "spoke", "they")
    steps.choose(window, "program", "lakeside-shelter")
    steps.go(window, "Log it")


WAYS: dict[str, Callable[[Window], None]] = {
    "look": look,
    "call": call_together,
    "self": they_call,
    "phone": log_handoff,
}


@SCRIPTS
@pytest.mark.parametrize("way", WAYS)
def test_only_the_own_agency_counts_that_a_call_was_made(
    desk: Desk, live: Live, way: str, *, scripts: bool
) -> None:
    window = desk.window("dee", java_script_enabled=scripts)
    before, tallies = live.count(*ABOUT_PEOPLE), live.count("referrals_tally")
    WAYS[way](window)
    assert live.count(*ABOUT_PEOPLE) == before, "no referral, no release, nobody is told"
    assert live.count("referrals_tally")["referrals_tally"] == tallies["referrals_tally"] + 1
    assert "Lakeside Shelter" in window.open("/calls/").text()
    other = desk.window("lou", java_script_enabled=scripts).open("/calls/")
    assert "Valley" not in other.text()
    assert "Lakeside Shelter" not in other.text()


@SCRIPTS
def test_places_outside_the_network_are_called_and_not_kept(desk: Desk, live: Live, *, scripts: bool) -> None:
    window = desk.window("dee", java_script_enabled=scripts).open("/new/call/")
    steps.choose(window, "program", "outside")
    steps.write(window, "place", "Bayview House, two states away")
    steps.write(window, "number", "555-555-0188")
    steps.go(window, "Begin the call")
    assert "Bayview House" in window.text()
    assert "555-555-0188" in window.text()
    for _ in range(4):
        steps.go(window, "Next", exact=True)
    steps.go(window, "Nobody answered", exact=True)
    assert "Bayview" not in window.open("/calls/").page.content()


def test_a_handoff_of_which_we_spoke_asks_for_the_release(desk: Desk) -> None:
    window = desk.window("dee").open("/phone/")
    steps.mark(window, "spoke", "we")
    steps.choose(window, "program", "lakeside-shelter")
    steps.go(window, "Log it")
    assert "no running release of yours names this program" in window.text()
    steps.go(window, "Only count the call")
    assert window.path.startswith("/calls/")
