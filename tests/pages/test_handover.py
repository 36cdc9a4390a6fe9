"""Night to day in one page, without a word about anybody (GOV-12)."""

from datetime import timedelta

import pytest

from concord.config.demo.cast import ORGANIZATIONS
from concord.foundation.access import scope
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Program
from concord.governance.directory import actions as directory
from concord.governance.directory.models import Listing, OnCallShift
from concord.governance.directory.queries.handover import shift_began
from concord.operations.referrals import actions as referrals
from concord.operations.referrals.actions import Sending
from tests import cast
from tests.operations.referrals.conftest import ANSWER_ITEMS, SENT_ITEMS, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.req("GOV-12")]


def _page(who: str = "noor") -> str:
    answer = cast.client(who).get("/tonight/handover/")
    assert answer.status_code == 200
    return answer.text


def _part(page: str, part: str) -> str:
    return page.partition(f'id="{part}"')[2].partition("</section>")[0]


def _say(who: str, program: str, state: str, band: str = "") -> None:
    actor = cast.actor(who)
    with scope.acting(actor):
        directory.set_opening(
            program_id=Program.objects.get(reference=program).id,
            kind="single_bed", state=state, band=band, by=actor, now=clock.now(),
        )  # fmt: skip


def test_the_statewide_line_is_a_member_of_the_demo_and_never_closes() -> None:
    (line,) = [one for one in ORGANIZATIONS if one.name == "Statewide Line"]
    assert Listing.objects.get(program__reference=line.units[0].reference).always_open


def test_an_opening_that_changed_in_the_shift_stands_there_and_one_that_closed_is_an_outage(
    now: clock.Frozen,
) -> None:
    _say("lou", "lakeside-shelter", "open", "some")
    now.move_to(now() + timedelta(days=1))
    assert "Lakeside Shelter" not in _part(_page(), "changed")
    now.tick(60)
    _say("lou", "lakeside-shelter", "closed", "none")
    page = _page()
    assert "Lakeside Shelter" in _part(page, "outages")
    now.tick(60)
    _say("lou", "lakeside-shelter", "open", "several")
    page = _page()
    assert "Lakeside Shelter" in _part(page, "changed")
    assert "Lakeside Shelter" not in _part(page, "outages")


def test_an_open_joint_call_stands_there_by_its_reference_and_the_other_agency() -> None:
    noor, ana = cast.actor("noor"), cast.actor("ana")
    with scope.acting(noor):
        release = make_release(noor, "line-hotline", "harbor-shelter", SENT_ITEMS)
        sent = referrals.send(
            sending=Sending(
                receiver_program="harbor-shelter", sensitivity="priority", release=release.reference,
                category="emergency_housing", source="community_based_organization",
                basis=("direct_client_interview",), contact_phone="860-555-0190",
            ),
            by=noor,
            now=clock.now(),
        )  # fmt: skip
    assert "No joint call is open" in _part(_page(), "calls")
    with scope.acting(ana):
        make_release(ana, "harbor-shelter", "line-hotline", ANSWER_ITEMS, purpose="report_back")
        referrals.answer(referral=sent, outcome="accepted", by=ana, now=clock.now())
    part = _part(_page(), "calls")
    assert sent.own_reference in part
    assert "Harbor House" in part
    assert "housing" not in part.lower()
    assert "Noor" not in part
    read = Entry.objects.filter(action="handover.shown", owner_id=noor.organization)
    assert read.count() == 1


def test_who_comes_on_next_is_named_and_a_gap_is_said() -> None:
    OnCallShift.objects.filter(program__reference="line-hotline").delete()
    assert "Nobody is named" in _part(_page(), "next")
    sam, at = cast.actor("sam"), clock.now() + timedelta(hours=3)
    OnCallShift(
        program=Program.objects.get(reference="line-hotline"), name="Sam Ortiz", phone="860-555-0191",
        starts_at=at, ends_at=at + timedelta(hours=8), set_by_id=sam.person_id,
    ).save(force_insert=True)  # fmt: skip
    part = _part(_page(), "next")
    assert "Sam Ortiz" in part
    assert "860-555-0191" in part


def test_one_button_says_that_it_was_handed_over_and_the_log_has_it(now: clock.Frozen) -> None:
    noor = cast.client("noor")
    assert 'id="handed"' not in _page()
    assert noor.post("/tonight/handover/done/").status_code == 303
    assert 'id="handed"' in _page("sam")
    assert Entry.objects.filter(action="shift.handed_over").count() == 1
    assert "Handed the shift over" in cast.client("sam").get("/log/").text
    now.move_to(now() + timedelta(hours=8))
    assert 'id="handed"' not in _page("sam")  # the next shift hands over for itself


def test_the_numbers_of_the_line_and_calling_back_by_consent_stand_there() -> None:
    ways = _part(_page(), "ways")
    for said in ("860-555-0199", "860-555-0198", "911", "Only when the caller has agreed"):
        assert said in ways


def test_whose_programs_close_at_night_have_no_shift_to_hand_over() -> None:
    lou = cast.client("cam")
    assert lou.get("/tonight/handover/").status_code == 403
    assert lou.post("/tonight/handover/done/").status_code == 403
    assert not Entry.objects.filter(action="shift.handed_over").exists()
    assert "/tonight/handover/" not in lou.get("/tonight/").text
    assert "/tonight/handover/" in cast.client("noor").get("/tonight/").text


@pytest.mark.parametrize(
    ("hour", "began"), [(6, (17, 23)), (7, (18, 7)), (14, (18, 7)), (16, (18, 15)), (23, (18, 23))]
)
def test_a_shift_begins_at_seven_three_and_eleven(hour: int, began: tuple[int, int]) -> None:
    at = clock.now().replace(hour=hour, minute=30)
    found = shift_began(at, "UTC")
    assert (found.day, found.hour) == began
