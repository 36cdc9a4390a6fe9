"""Answering by page: what each answer asks, what it keeps when it is refused, and who was first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions
from concord.operations.referrals.models import Outcome, Referral
from tests import cast
from tests.operations.referrals.pages.conftest import main_of, text_of

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]
ACCEPTS = {"needs_interpreter_language": "in_house", "follow_up_on": "2026-11-24"}


@pytest.fixture
def page(sent: Referral, ana: Actor, known_as: Known, release_of_ana: Any) -> str:
    """The referral's address for Harbor House, which may answer about the person."""
    return known_as(sent, ana)


def _outcome(referral: Referral) -> Outcome | None:
    with scope.acting(cast.actor("ana")):
        return Outcome.objects.filter(referral_id=referral.id).first()


@pytest.mark.req("REF-22", "REF-14")
def test_accepting_asks_first_how_each_need_is_met(browser: Browser, sent: Referral, page: str) -> None:
    at_ana = browser("ana")
    assert "How will you meet this? Spanish" in text_of(at_ana.get(f"{page}accept/"))
    refused = at_ana.post(f"{page}accept/", {"follow_up_on": "2026-11-24"})
    assert refused.status_code == 422
    assert "Say how this need is met: Interpreter." in text_of(refused)
    assert 'value="2026-11-24"' in refused.content.decode()
    assert _outcome(sent) is None
    assert at_ana.post(f"{page}accept/", ACCEPTS)["Location"] == page
    outcome = _outcome(sent)
    assert outcome is not None
    assert (outcome.state, outcome.needs_met) == ("accepted", {"interpreter_language": "in_house"})


def test_accepting_without_needs_is_one_tap(browser: Browser, sent: Referral, page: str, hal: Actor) -> None:
    with scope.acting(hal):
        Referral.objects.filter(id=sent.id).update(interpreter_language="")
    at_ana = browser("ana")
    assert f'action="{page}accept/"' in main_of(at_ana.get(page))
    assert at_ana.post(f"{page}accept/").status_code == 303


@pytest.mark.req("REF-14")
def test_the_waiting_list_takes_a_day(browser: Browser, sent: Referral, page: str) -> None:
    at_ana = browser("ana")
    assert at_ana.post(f"{page}waitlist/", {"expected_on": "soon"}).status_code == 422
    assert at_ana.post(f"{page}waitlist/", {"expected_on": "2026-12-01"}).status_code == 303
    assert "Tue 1 Dec 2026" in text_of(at_ana.get(page))


def test_still_deciding_and_call_us_act_at_once(browser: Browser, sent: Referral, page: str) -> None:
    at_ana = browser("ana")
    assert at_ana.post(f"{page}call-us/")["Location"] == page
    assert at_ana.post(f"{page}pending/")["Location"] == page
    said = text_of(at_ana.get(page))
    assert "Asked for a call" in said
    assert "Still deciding" in said


@pytest.mark.req("REF-16")
def test_declining_needs_a_reason(browser: Browser, sent: Referral, page: str) -> None:
    at_ana = browser("ana")
    shown = text_of(at_ana.get(f"{page}decline/"))
    assert shown.index("No opening") < shown.index("We could not reach them")
    refused = at_ana.post(f"{page}decline/", {"suggested": "lakeside-shelter"})
    assert refused.status_code == 422
    assert "Choose why you cannot help." in text_of(refused)
    assert 'value="lakeside-shelter" selected' in refused.content.decode()
    assert at_ana.post(f"{page}decline/", {"reason": "conflict_of_interest"}).status_code == 422
    assert _outcome(sent) is None


@pytest.mark.req("REF-16")
def test_a_better_place_is_named_to_the_sender_who_asks_for_a_release_anew(
    browser: Browser, sent: Referral, page: str, hal: Actor, known_as: Known
) -> None:
    decline = {"reason": "misdirected", "suggested": "lakeside-shelter"}
    assert browser("ana").post(f"{page}decline/", decline).status_code == 303
    assert "forward" not in text_of(browser("ana").get(page)).lower()
    theirs = known_as(sent, hal)
    at_hal = browser("hal")
    assert "Start a new referral to Lakeside Shelter, Family shelter" in text_of(at_hal.get(theirs))
    asked = main_of(at_hal.get(f"/new/?from={theirs[3:-1]}"))
    assert 'value="lakeside-shelter" checked' in asked
    assert "None of yours names this program yet." in asked
    assert at_hal.get("/new/?from=R-2222-2222").status_code == 404


@pytest.mark.req("REF-28", "REF-16")
def test_without_an_own_release_only_reasons_about_ourselves_are_offered_and_taken(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    address, at_ana = known_as(sent, ana), browser("ana")
    body = main_of(at_ana.get(f"{address}decline/"))
    assert 'value="no_capacity"' in body
    assert 'value="unable_to_reach"' not in body
    assert "disabled>We could not reach them</button>" in body
    for verb, said in (
        ("decline", {"reason": "unable_to_reach"}), ("accept", ACCEPTS), ("waitlist", {}), ("pending", {}),
    ):  # fmt: skip
        refused = at_ana.post(f"{address}{verb}/", said)
        assert refused.status_code == 403, verb
        assert "without a release" in text_of(refused)
    assert _outcome(sent) is None
    assert at_ana.post(f"{address}decline/", {"reason": "no_capacity"}).status_code == 303


@pytest.mark.req("REF-28")
def test_closing_on_our_side_asks_back_once(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    address, at_ana = known_as(sent, ana), browser("ana")
    assert "It reads nothing about the person" in text_of(at_ana.get(f"{address}close/"))
    assert at_ana.post(f"{address}close/").status_code == 303
    assert "Closed on the receiving side" in text_of(at_ana.get(address))
    again = browser("ruth").post(f"{address}close/")
    assert again.status_code == 409
    assert "Ana Reyes was first: Today, 12:00" in text_of(again)


@pytest.mark.req("REF-14")
def test_the_second_who_answers_reads_who_was_first_and_keeps_what_they_chose(
    browser: Browser, sent: Referral, page: str, now: Any
) -> None:
    at_ana = browser("ana")
    assert at_ana.get(f"{page}decline/").status_code == 200
    browser("ruth").post(f"{page}accept/", ACCEPTS)
    now.tick(120)
    second = at_ana.post(f"{page}decline/", {"reason": "no_capacity", "suggested": "lakeside-shelter"})
    said = text_of(second)
    assert second.status_code == 409
    assert "Ruth Okafor was first: Today, 12:00" in said
    assert 'value="no_capacity" checked' in second.content.decode()
    assert 'value="lakeside-shelter" selected' in second.content.decode()
    outcome = _outcome(sent)
    assert outcome is not None
    assert outcome.state == "accepted"


@pytest.mark.req("REF-14")
def test_a_final_answer_is_corrected_and_both_stand_there(
    browser: Browser, sent: Referral, page: str, hal: Actor, known_as: Known
) -> None:
    at_ana = browser("ana")
    assert at_ana.get(f"{page}correct/").status_code == 403
    at_ana.post(f"{page}accept/", ACCEPTS)
    assert at_ana.get(f"{page}accept/").status_code == 403
    assert "It says now: Accepted" in text_of(at_ana.get(f"{page}correct/"))
    assert at_ana.post(f"{page}correct/", {"outcome": "declined"}).status_code == 422
    assert at_ana.post(f"{page}correct/", {"outcome": "declined", "reason": "no_capacity"}).status_code == 303
    said = text_of(browser("hal").get(known_as(sent, hal)))
    assert "Answer corrected: No opening" in said
    assert "Accepted" in said


@pytest.mark.req("REF-01")
def test_the_page_of_an_answer_is_for_workers_only(browser: Browser, page: str) -> None:
    assert browser("lena").get(f"{page}accept/").status_code == 403


def test_a_withdrawal_meanwhile_is_said_in_time(
    browser: Browser, sent: Referral, page: str, hal: Actor
) -> None:
    with scope.acting(hal):
        actions.withdraw(referral=sent, by=hal, now=clock.now())
    response = browser("ana").post(f"{page}waitlist/", {"expected_on": "2026-12-01"})
    assert response.status_code == 409
    said = text_of(response)
    assert "St. Brigid Hospital DV Team was first" in said
    assert "Hal Ito" not in said
    assert 'value="2026-12-01"' in response.content.decode()
