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
    assert "Ana Reyes was first" not in text_of(response)


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


PROPOSED = {"plan_day": "2026-11-19", "plan_time": "10:00", "plan_mode": "virtual"}


@pytest.mark.req("REF-09")
def test_a_time_is_proposed_agreed_on_and_shown_to_both(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    at_hal, at_ana = browser("hal"), browser("ana")
    theirs, ours = known_as(sent, hal), known_as(sent, ana)
    leads = main_of(at_hal.get(theirs))
    assert f'href="{theirs}joint/?way=plan#plan"' in leads
    page = main_of(at_hal.get(f"{theirs}joint/?way=plan"))
    assert '<div id="plan" class="mt"><details class="more" open>' in page
    assert 'name="plan_day"' in page
    assert at_hal.post(f"{theirs}joint/plan/", PROPOSED)["Location"] == theirs
    said = text_of(at_ana.get(ours))
    assert "Proposed, not agreed yet When Thu 19 Nov 2026, 10:00 How By video Who Hal Ito" in said
    assert "Agree to Thu 19 Nov 2026, 10:00" in said
    assert "Agree to" not in text_of(at_hal.get(theirs))
    at = "2026-11-19T15:00:00+00:00"
    assert at_ana.post(f"{ours}joint/agree/", {"at": at})["Location"] == ours
    said = text_of(at_hal.get(theirs))
    assert "Planned, agreed by both" in said
    assert "Hal Ito, Ana Reyes" in said
    assert "Time for the joint call agreed" in said
    assert "Propose another time" in said


@pytest.mark.req("REF-09")
def test_another_time_is_proposed_instead_of_the_one_that_the_page_showed(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    from tests.operations.referrals.pages.conftest import hidden_values

    at_hal, at_ana = browser("hal"), browser("ana")
    theirs, ours = known_as(sent, hal), known_as(sent, ana)
    at_hal.post(f"{theirs}joint/plan/", PROPOSED)
    shown = hidden_values(at_ana.get(f"{ours}joint/?way=plan"))["instead_of"]
    other = PROPOSED | {"plan_time": "11:30", "instead_of": shown[0]}
    assert at_ana.post(f"{ours}joint/plan/", other).status_code == 303
    late = at_hal.post(f"{theirs}joint/plan/", PROPOSED | {"plan_time": "12:00", "instead_of": shown[0]})
    assert late.status_code == 409
    assert "Harbor House · Emergency shelter was first" in text_of(late)
    assert 'value="12:00"' in main_of(late)
    assert "Thu 19 Nov 2026, 11:30" in text_of(at_hal.get(theirs))
    stale = at_hal.post(f"{theirs}joint/agree/", {"at": shown[0]})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"plan_day": "2026-11-17"}, "This time is over."),
        ({"plan_day": "2027-11-17"}, "This is more than 90 days ahead."),
        ({"plan_day": "2026-12-31"}, "The release ends before this time."),
        ({"plan_mode": "by pigeon"}, "This is not one of the choices."),
        ({"plan_day": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_plan_stands_beside_it_and_what_was_typed_stays(
    browser: Browser, sent: Referral, hal: Actor, known_as: Known, changes: dict[str, str], said: str
) -> None:
    response = browser("hal").post(f"{known_as(sent, hal)}joint/plan/", PROPOSED | changes)
    assert response.status_code == 422
    assert "There is 1 thing to fix" in text_of(response)
    assert said in text_of(response)
    assert 'value="10:00"' in main_of(response)
    assert "<details" in main_of(response)
    assert "open" in main_of(response).partition('<div id="plan"')[2][:60]


@pytest.mark.req("REF-09", "REF-28")
def test_a_covered_program_without_its_own_release_may_plan_and_reads_why_it_may_not_record(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    at_ana, ours = browser("ana"), known_as(sent, ana)
    page = at_ana.get(f"{ours}joint/?way=plan")
    assert "asks for a release of your own" in text_of(page)
    assert 'name="person_present"' not in main_of(page)
    assert at_ana.post(f"{ours}joint/plan/", PROPOSED)["Location"] == ours


def test_once_the_planned_time_has_come_it_stands_in_the_record(
    browser: Browser, sent: Referral, hal: Actor, known_as: Known, now: clock.Frozen
) -> None:
    at_hal, theirs = browser("hal"), known_as(sent, hal)
    at_hal.post(f"{theirs}joint/plan/", PROPOSED)
    now.tick(24 * 3600)
    at_hal = browser("hal")  # the sign-in of yesterday has ended
    body = main_of(at_hal.get(f"{theirs}joint/"))
    for filled in ('value="2026-11-19"', 'value="10:00"', 'name="mode" value="virtual" checked'):
        assert filled in body
    assert at_hal.post(f"{theirs}joint/", HELD | {"at_day": "2026-11-19"})["Location"] == theirs
    assert "Recorded, not confirmed yet" in text_of(at_hal.get(theirs))


@pytest.mark.req("REF-09")
def test_that_nobody_was_reached_is_one_tap_and_said_once(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    at_ana, ours = browser("ana"), known_as(sent, ana)
    assert "We reached nobody there" in text_of(at_ana.get(f"{ours}joint/"))
    for _ in range(2):
        assert at_ana.post(f"{ours}joint/missed/")["Location"] == ours
    said = text_of(browser("hal").get(known_as(sent, hal)))
    assert said.count("Called for the joint call, nobody reached") == 1


@pytest.mark.parametrize("at", ["", "soon", "2026-11-19T10:00", "2026-13-45T99:99:00Z"])
def test_a_strange_time_is_agreed_to_by_nobody(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, at: str
) -> None:
    assert browser("ana").post(f"{known_as(sent, ana)}joint/agree/", {"at": at}).status_code == 409


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("verb", ["joint/plan/", "joint/agree/", "joint/missed/"])
def test_for_everybody_else_there_is_no_call_to_plan(
    browser: Browser, sent: Referral, hal: Actor, known_as: Known, verb: str
) -> None:
    for address in (f"{known_as(sent, hal)}{verb}", f"/r/R-0000-0000/{verb}"):
        assert browser("lou").post(address, PROPOSED).status_code == 404
