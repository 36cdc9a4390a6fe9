"""The joint call and how it went, by page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions
from concord.operations.referrals.models import Handoff, Referral
from tests.operations.referrals.pages.conftest import main_of, text_of

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]
HELD = {
    "person_present": "yes", "next_steps": ["appointment_set", "nothing_further"],
    "roles_agreed": "receiver_leads", "mode": "conference_call", "at_day": "2026-11-18", "at_time": "11:40",
}  # fmt: skip


@pytest.fixture
def accepted(sent: Referral, ana: Actor, release_of_ana: Any) -> Referral:
    """A referral that Harbor House has accepted."""
    with scope.acting(ana):
        met = {"interpreter_language": "in_house"}
        return actions.answer(referral=sent, outcome="accepted", needs_met=met, by=ana, now=clock.now())


@pytest.mark.req("REF-09")
def test_most_calls_are_recorded_with_two_taps(
    browser: Browser, accepted: Referral, hal: Actor, known_as: Known
) -> None:
    body = main_of(browser("hal").get(f"{known_as(accepted, hal)}joint/"))
    for filled in ("conference_call", "receiver_leads", "nothing_further"):
        assert f'value="{filled}" checked' in body
    assert 'value="2026-11-18"' in body
    assert 'value="12:00"' in body
    assert 'name="person_present" value="yes" checked' not in body


@pytest.mark.req("REF-09", "REF-27")
def test_one_records_the_other_confirms_and_only_then_it_closes(
    browser: Browser, accepted: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    at_hal, at_ana = browser("hal"), browser("ana")
    theirs, ours = known_as(accepted, hal), known_as(accepted, ana)
    assert at_hal.post(f"{theirs}joint/", HELD)["Location"] == theirs
    assert "Confirm the joint call" not in text_of(at_hal.get(theirs))
    assert at_hal.post(f"{theirs}joint/confirm/").status_code == 403
    assert "Confirm the joint call" in text_of(at_ana.get(ours))
    early = at_ana.post(f"{ours}follow-up/", {"result": "connected"})
    assert early.status_code == 403
    assert "not confirmed by both sides" in text_of(early)
    assert at_ana.post(f"{ours}joint/confirm/")["Location"] == ours
    assert "Confirmed by both" in text_of(at_hal.get(theirs))
    assert at_ana.post(f"{ours}follow-up/", {"result": "connected"})["Location"] == ours
    said = text_of(at_hal.get(theirs))
    assert "How it went was recorded: Connected" in said
    assert "Closed" in said
    with scope.acting(ana):
        assert Handoff.objects.get(referral_id=accepted.id).next_steps == ["appointment_set"]


@pytest.mark.req("REF-09")
@pytest.mark.parametrize("missing", ["person_present", "next_steps", "roles_agreed", "mode"])
def test_a_record_of_a_call_is_whole(
    browser: Browser, accepted: Referral, hal: Actor, known_as: Known, missing: str
) -> None:
    given = {name: value for name, value in HELD.items() if name != missing}
    response = browser("hal").post(f"{known_as(accepted, hal)}joint/", given)
    assert response.status_code == 422
    assert "There is 1 thing to fix" in text_of(response)
    assert 'value="11:40"' in response.content.decode()


def test_a_call_that_was_not_held_yet_is_not_recorded(
    browser: Browser, accepted: Referral, hal: Actor, known_as: Known
) -> None:
    response = browser("hal").post(f"{known_as(accepted, hal)}joint/", HELD | {"at_day": "2026-11-19"})
    assert response.status_code == 422
    assert "This time has not come yet." in text_of(response)


def test_two_who_record_the_same_call_do_it_once(
    browser: Browser, accepted: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    browser("ana").post(f"{known_as(accepted, ana)}joint/", HELD)
    response = browser("hal").post(f"{known_as(accepted, hal)}joint/", HELD)
    assert response.status_code == 409
    assert "Harbor House · Emergency shelter was first" in text_of(response)
    assert "Ana Reyes" not in text_of(response)


@pytest.mark.req("REF-27")
def test_how_it_went_is_one_of_four_words(
    browser: Browser, accepted: Referral, ana: Actor, known_as: Known
) -> None:
    at_ana, ours = browser("ana"), known_as(accepted, ana)
    assert at_ana.post(f"{ours}follow-up/", {}).status_code == 422
    assert at_ana.post(f"{ours}follow-up/", {"result": "safe now"}).status_code == 422
    page = main_of(at_ana.get(f"{ours}follow-up/"))
    assert "<textarea" not in page
    assert page.count('type="radio"') == 4


@pytest.mark.req("REF-28")
def test_a_covered_sender_records_a_call_only_under_a_release_that_says_so(
    browser: Browser, release_of_lou: Any, known_as: Known
) -> None:
    from tests import cast
    from tests.operations.referrals.conftest import sending

    lou = cast.actor("lou")
    with scope.acting(lou):
        asked = sending(release_of_lou.reference, contact_phone="860-555-0120")
        referral = actions.send(sending=asked, by=lou, now=clock.now())
    assert "Record the joint call" in text_of(browser("lou").get(known_as(referral, lou)))
    assert browser("lou").post(f"{known_as(referral, lou)}joint/", HELD).status_code == 303
