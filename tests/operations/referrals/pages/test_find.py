"""A network with more programs than a list shows: each can be reached, by name, with and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions
from concord.operations.referrals.models import Outcome, Referral
from concord.operations.referrals.views import asking
from tests.operations.referrals.pages.conftest import HTMX, main_of, text_of

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]
EMERGENCY = {"category": "emergency_housing"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a list hold one program only, so that the cast is more than it shows."""
    monkeypatch.setattr(asking, "MOST", 1)
    monkeypatch.setattr(asking, "FIRST", 1)


def _programs(response: Any) -> str:
    return main_of(response).partition('id="programs"')[2].partition("</fieldset>")[0]


def test_a_list_that_shows_all_asks_for_no_name(browser: Browser) -> None:
    body = main_of(browser("hal").post("/new/", EMERGENCY))
    assert 'name="find"' not in body
    assert 'value="lakeside-shelter"' in body


@pytest.mark.usefixtures("small")
@pytest.mark.req("REF-02", "REF-31")
def test_a_long_list_shows_its_first_and_the_others_are_found_below(browser: Browser) -> None:
    at_hal = browser("hal")
    body = main_of(at_hal.post("/new/", EMERGENCY))
    assert 'value="harbor-shelter"' in _programs(at_hal.post("/new/", EMERGENCY))
    assert 'value="lakeside-shelter"' not in body
    assert body.index('id="programs"') < body.index('name="find"')
    assert 'formaction="/new/"' in body.partition('name="find"')[2]
    narrowed = at_hal.post("/new/", EMERGENCY | {"find": "lakeside", "sensitivity": "urgent"})
    assert 'value="lakeside-shelter"' in _programs(narrowed)
    assert 'value="harbor-shelter"' not in _programs(narrowed)
    assert 'value="lakeside"' in main_of(narrowed)
    assert 'value="urgent" checked' in main_of(narrowed)


@pytest.mark.usefixtures("small")
def test_typing_a_name_changes_the_list_alone(browser: Browser) -> None:
    asked = EMERGENCY | {"find": "LAKE shelter"}
    response = browser("hal").post("/new/part/?part=found", asked, headers=HTMX)
    body = response.content.decode()
    assert body.lstrip().startswith('<div id="programs"')
    assert 'value="lakeside-shelter"' in body
    assert 'name="find"' not in body
    nobody = browser("hal").post("/new/part/?part=found", EMERGENCY | {"find": "zzz"}, headers=HTMX)
    assert "No program of this name" in text_of(nobody)


@pytest.mark.usefixtures("small")
def test_what_is_chosen_stays_whatever_is_looked_for(browser: Browser) -> None:
    asked = EMERGENCY | {"find": "lakeside", "receiver_program": "harbor-shelter"}
    body = _programs(browser("hal").post("/new/", asked))
    assert 'value="harbor-shelter" checked' in body
    assert 'value="lakeside-shelter"' in body


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("find", ["'\"<>%_", "x" * 3000, "   "])
def test_a_strange_name_is_no_error(browser: Browser, find: str) -> None:
    assert browser("hal").post("/new/", EMERGENCY | {"find": find}).status_code == 200
    assert browser("hal").post("/new/question/", {"find": find}).status_code == 200


@pytest.mark.usefixtures("small")
@pytest.mark.req("REF-03")
def test_a_question_finds_its_program_by_name_as_well(browser: Browser) -> None:
    at_hal = browser("hal")
    body = main_of(at_hal.get("/new/question/"))
    assert 'value="northside-counseling"' not in body
    assert 'formaction="/new/question/"' in body
    live = at_hal.post("/new/question/?part=found", {"find": "northside"}, headers=HTMX)
    assert 'value="northside-counseling"' in live.content.decode()
    assert "<html" not in live.content.decode()
    assert 'value="northside-counseling"' in main_of(at_hal.post("/new/question/", {"find": "northside"}))


@pytest.mark.req("TIER-02")
def test_who_takes_no_referrals_is_found_among_those_to_call(browser: Browser) -> None:
    asked = {"category": "supportive_housing", "find": "thames"}
    response = browser("hal").post("/new/", asked)
    assert 'value="thames-homes"' not in main_of(response)
    assert "Thames Housing Trust · " in text_of(response).partition("Call these")[2]
    other = browser("hal").post("/new/", asked | {"find": "lakeside"})
    assert "Call these" not in text_of(other)


@pytest.mark.usefixtures("small")
@pytest.mark.req("REF-16")
def test_the_program_that_may_be_right_is_found_by_name_and_nothing_is_said_meanwhile(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    at_ana, address = browser("ana"), f"{known_as(sent, ana)}decline/"
    assert 'value="lakeside-shelter"' not in main_of(at_ana.get(address))
    typed = {"reason": "misdirected", "find": "lakeside"}
    narrowed = at_ana.post(f"{address}?find=yes", typed)
    assert narrowed.status_code == 200
    assert 'value="lakeside-shelter"' in main_of(narrowed)
    assert 'value="misdirected" checked' in main_of(narrowed)
    live = at_ana.post(f"{address}?find=yes", typed, headers=HTMX).content.decode()
    assert live.lstrip().startswith('<div id="programs"')
    assert 'value="lakeside-shelter"' in live
    assert 'name="reason"' not in live
    with scope.acting(ana):
        assert not Outcome.objects.exists()
    done = at_ana.post(address, {"reason": "misdirected", "suggested": "lakeside-shelter"})
    assert done.status_code == 303
    with scope.acting(ana):
        assert Outcome.objects.get().suggested_program_id is not None


@pytest.mark.req("REF-16")
@pytest.mark.parametrize("named", ["harbor-shelter", "brigid-team", "thames-homes", "nowhere"])
def test_neither_side_nor_whoever_takes_no_referrals_is_suggested(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, named: str
) -> None:
    said = {"reason": "misdirected", "suggested": named}
    assert browser("ana").post(f"{known_as(sent, ana)}decline/", said).status_code == 422


def test_a_referral_that_was_closed_meanwhile_is_looked_for_by_nobody(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    with scope.acting(ana):
        actions.close_on_our_side(referral=sent, by=ana, now=clock.now())
    address = f"{known_as(sent, ana)}decline/"
    assert browser("ana").post(f"{address}?find=yes", {"find": "x"}).status_code == 200
    assert browser("ana").post(address, {"reason": "no_capacity"}).status_code == 409
