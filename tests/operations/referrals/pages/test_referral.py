"""One referral as each of its two parties reads it, and as nobody else does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.information.releases import actions as releases
from concord.operations.referrals import actions
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.models import Referral
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, sending
from tests.operations.referrals.pages.conftest import main_of, text_of

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]
NEEDS_MET = {"interpreter_language": "in_house"}


def _send(by: Actor, release: Any, **changes: Any) -> Referral:
    with scope.acting(by):
        return actions.send(sending=sending(release.reference, **changes), by=by, now=clock.now())


@pytest.mark.req("REF-02", "REF-03", "REF-04")
def test_the_receiver_reads_what_was_shared_and_under_what(
    browser: Browser, sent: Referral, release_of_hal: Any, ana: Actor, known_as: Known
) -> None:
    said = text_of(browser("ana").get(known_as(sent, ana)))
    for part in ("Emergency housing", "Spanish", "Health care", "The person told us", "In force", "Hal Ito"):
        assert part in said
    assert release_of_hal.reference in said
    assert "860-555-0130" in said


def test_the_sender_is_offered_each_step_once_and_reads_the_answers_once(
    browser: Browser, sent: Referral, hal: Actor, known_as: Known
) -> None:
    address = known_as(sent, hal)
    page = main_of(browser("hal").get(address))
    for step in ("joint/", "withdraw/"):
        assert page.count(f'href="{address}{step}"') == 1, step
    assert page.count("How it is known") == 1
    assert "What they see" in page


@pytest.mark.req("REF-04")
def test_the_receiver_reads_whose_papers_it_stands_on(
    browser: Browser, release_of_hal: Any, hal: Actor, ana: Actor, known_as: Known
) -> None:
    papers = {"basis": ("partner_agency_documentation",), "basis_partner": "northside"}
    referral = _send(hal, release_of_hal, **papers)
    said = text_of(browser("ana").get(known_as(referral, ana)))
    assert "Whose papers Northside Counseling" in said


@pytest.mark.req("REF-03", "REF-20")
def test_no_page_of_a_referral_takes_a_file_or_a_name(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    address = known_as(sent, ana)
    for page in (address, f"{address}accept/", f"{address}decline/", f"{address}joint/", "/new/"):
        body = main_of(browser("ana").get(page))
        assert 'type="file"' not in body
        assert "multipart" not in body


def test_the_title_names_nothing(browser: Browser, sent: Referral, ana: Actor, known_as: Known) -> None:
    body = browser("ana").get(known_as(sent, ana)).content.decode()
    assert "<title>Referral " in body
    assert "housing" not in body.partition("<title>")[2].partition("</title>")[0]


@pytest.mark.req("SEC-05")
def test_reading_is_logged_for_the_owner(
    browser: Browser, sent: Referral, ana: Actor, hal: Actor, known_as: Known
) -> None:
    browser("ana").get(known_as(sent, ana))
    with scope.acting(hal):
        entry = Entry.objects.get(action="referral.read")
    assert (entry.subject_id, entry.owner_id, entry.result) == (sent.id, hal.organization_id, "read")


@pytest.mark.req("REF-20")
def test_notes_stay_inside_the_agency(
    browser: Browser, sent: Referral, ana: Actor, hal: Actor, known_as: Known
) -> None:
    ours = browser("ana")
    response = ours.post(f"{known_as(sent, ana)}notes/", {"note": "Room four is free tonight."})
    assert response.status_code == 303
    assert "Room four is free tonight." in text_of(ours.get(known_as(sent, ana)))
    assert "Room four" not in text_of(browser("hal").get(known_as(sent, hal)))


@pytest.mark.parametrize("note", ["", "x" * 2001])
def test_a_note_that_cannot_be_kept_comes_back_as_typed(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, note: str
) -> None:
    response = browser("ana").post(f"{known_as(sent, ana)}notes/", {"note": note})
    assert response.status_code == 422
    assert "There is 1 thing to fix" in text_of(response)
    assert note in response.content.decode()


@pytest.mark.req("REF-28")
def test_answers_about_the_person_are_closed_with_the_reason_and_the_ways_on(
    browser: Browser, hal: Actor, ana: Actor, known_as: Known
) -> None:
    with scope.acting(hal):
        release = make_release(
            hal,
            "brigid-team",
            "harbor-shelter",
            SENT_ITEMS,
            report_back_until=clock.now() + timedelta(days=9),
        )
    referral = _send(hal, release)
    body = main_of(browser("ana").get(known_as(referral, ana)))
    assert '<button class="btn" type="button" disabled>Accept</button>' in body
    assert '<button class="btn" type="button" disabled>Record the joint call</button>' in body
    assert "asks for a release of your own" in body
    assert f"/releases/received/{release.reference}/" in body
    assert "to=brigid" in body
    assert "program=harbor-shelter" in body
    assert "purpose=report_back" in body
    for free in ("Cannot help", "Call us", "Closed on our side", "Take it"):
        assert free in body


@pytest.mark.req("REF-28")
def test_a_program_that_is_not_covered_answers_freely(
    browser: Browser, ana: Actor, hal: Actor, known_as: Known
) -> None:
    with scope.acting(ana):
        release = make_release(ana, "harbor-shelter", "brigid-team", SENT_ITEMS)
    referral = _send(ana, release, to="brigid-team", category="health_care", contact_phone="860-555-0110")
    body = main_of(browser("hal").get(known_as(referral, hal)))
    assert "disabled" not in body
    assert "Still deciding" in body


@pytest.mark.req("REF-28")
def test_the_sender_reads_that_this_program_does_not_report(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known, release_of_ana: Any
) -> None:
    address = known_as(sent, hal)
    silent = "This program does not report on people."
    assert silent not in text_of(browser("hal").get(address))
    with scope.acting(ana):
        releases.withdraw_release(release=release_of_ana, by=ana, now=clock.now())
    assert silent in text_of(browser("hal").get(address))


@pytest.mark.req("REF-14", "REF-22")
def test_the_sender_reads_the_answer_and_cannot_change_it(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known, release_of_ana: Any
) -> None:
    with scope.acting(ana):
        actions.answer(referral=sent, outcome="accepted", needs_met=NEEDS_MET, by=ana, now=clock.now())
    at_hal = browser("hal")
    said = text_of(at_hal.get(known_as(sent, hal)))
    assert "Accepted" in said
    assert "By our own staff" in said
    assert "Your answer" not in said
    for verb in ("accept", "pending", "decline", "correct"):
        response = at_hal.post(
            f"{known_as(sent, hal)}{verb}/", {"reason": "no_capacity", "outcome": "declined"}
        )
        assert response.status_code == 403, verb
        assert "Only the receiving program may do this." in text_of(response)


@pytest.mark.req("CONSENT-04", "REF-24")
@pytest.mark.parametrize("how", ["withdrawn", "release"])
def test_only_a_stub_is_left_when_it_is_withdrawn_or_the_release_ends(
    browser: Browser, sent: Referral, release_of_hal: Any, hal: Actor, ana: Actor, known_as: Known, how: str
) -> None:
    with scope.acting(hal):
        if how == "withdrawn":
            actions.withdraw(referral=sent, by=hal, now=clock.now())
        else:
            releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
    response = browser("ana").get(known_as(sent, ana))
    said = text_of(response)
    assert response.status_code == 200
    assert known_as(sent, ana)[3:-1] in said
    for gone in ("Emergency housing", "Spanish", "Health care", "Hal Ito", "St. Brigid", "860-555"):
        assert gone not in main_of(response)
    assert ("Closed on our side" in said) == (how == "release")


@pytest.mark.req("REF-24")
def test_withdrawing_asks_no_reason_and_shows_none(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known
) -> None:
    address, at_hal = known_as(sent, hal), browser("hal")
    page = main_of(at_hal.get(f"{address}withdraw/"))
    assert "No reason is asked" in page
    assert "<textarea" not in page
    assert "<select" not in page
    assert at_hal.post(f"{address}withdraw/")["Location"] == address
    assert "Withdrawn" in text_of(browser("ana").get(known_as(sent, ana)))
    assert browser("ana").post(f"{known_as(sent, ana)}withdraw/").status_code == 403


@pytest.mark.req("REF-05")
def test_an_urgent_referral_reminds_to_call_until_the_call_is_logged(
    browser: Browser, release_of_hal: Any, hal: Actor, known_as: Known
) -> None:
    referral = _send(hal, release_of_hal, sensitivity="urgent")
    address, at_hal = known_as(referral, hal), browser("hal")
    for _ in range(2):
        said = text_of(at_hal.get(address))
        assert "This is urgent: call them as well." in said
        assert "860-555-0101" in said
        assert "The same number is answered at night." in said
    assert at_hal.post(f"{address}called/")["Location"] == address
    said = text_of(at_hal.get(address))
    assert "This is urgent" not in said
    assert "Telephoned" in said


@pytest.mark.req("REF-27")
def test_an_accepted_referral_names_a_contact_at_either_side_and_a_day(
    browser: Browser, sent: Referral, hal: Actor, ana: Actor, known_as: Known, release_of_ana: Any
) -> None:
    with scope.acting(ana):
        actions.take(referral=sent, by=ana, now=clock.now())
        actions.answer(referral=sent, outcome="accepted", needs_met=NEEDS_MET, by=ana, now=clock.now())
    for name in ("hal", "ana"):
        said = text_of(browser(name).get(known_as(sent, cast.actor(name))))
        assert "Hal Ito" in said
        assert "Ana Reyes" in said
        assert "How it went is asked on Wed 25 Nov 2026" in said


@pytest.mark.req("REF-13")
def test_without_agreed_tracking_each_side_knows_its_own_number(browser: Browser, known_as: Known) -> None:
    leo, paz = cast.actor("leo"), cast.actor("paz")
    with scope.acting(paz):
        release = make_release(paz, "puente-outreach", "legaldesk-civil", SENT_ITEMS)
    asked = {"to": "legaldesk-civil", "category": "immigration_legal", "contact_phone": "860-555-0171"}
    referral = _send(paz, release, **asked)
    at_paz, at_leo = known_as(referral, paz), known_as(referral, leo)
    assert at_paz != at_leo
    assert at_paz[3:-1] not in browser("leo").get(at_leo).content.decode()
    assert browser("leo").get(at_paz).status_code == 404


def test_a_lead_who_only_reads_gets_the_page_without_buttons(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    body = main_of(browser("lena").get(known_as(sent, ana)))
    assert "Emergency housing" in body
    assert "<form" not in body


@pytest.mark.req("REF-03")
def test_a_question_between_programs_says_nothing_about_a_person(
    browser: Browser, hal: Actor, ana: Actor, known_as: Known
) -> None:
    asked = Sending(
        receiver_program="harbor-shelter", about="coordination", sensitivity="standard",
        function="joint_meeting", contact_phone="860-555-0130",
    )  # fmt: skip
    with scope.acting(hal):
        referral = actions.send(sending=asked, by=hal, now=clock.now())
    said = text_of(browser("ana").get(known_as(referral, ana)))
    assert "Joint meeting" in said
    assert "Under release" not in said
    assert "Joint meeting" in text_of(browser("ana").get("/queue/"))
    assert browser("ana").post(f"{known_as(referral, ana)}accept/").status_code == 303
    assert "Accepted" in text_of(browser("hal").get(known_as(referral, hal)))
