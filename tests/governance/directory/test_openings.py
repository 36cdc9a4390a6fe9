"""What is open, who is on, and the night's page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.clock import Frozen
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.governance.directory import actions, queries
from concord.governance.directory.drafts import ShiftDraft
from concord.governance.directory.models import Listing, OnCallShift, Opening

Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]
LATE = datetime(2026, 11, 19, 3, 10, tzinfo=UTC)  # Wednesday 22:10 in New York


def say(
    listing: Listing, by: Actor, state: str = "open", band: str = "some", kind: str = "family_room"
) -> Opening:
    return actions.set_opening(
        program_id=listing.program_id, kind="family_room", state=state, band=band, by=by, now=clock.now()
    )


@pytest.mark.req("DIR-09")
def test_what_tier_2_posts_is_read_at_tier_2_and_absent_at_tier_1(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("ana") as ana:
        say(listing, ana, "waitlist", "none")
    with as_("lou") as lou:
        (seen,) = queries.get_program(listing.program.reference, lou).row.openings
    assert (seen.shows, seen.state, seen.updated_at) == ("full", "waitlist", clock.now())
    with as_("tom") as tom:
        assert queries.get_program(listing.program.reference, tom).row.openings == ()


@pytest.mark.req("DIR-16")
def test_the_police_the_hospital_and_the_treatment_program_see_what_their_kind_sees(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program()
    with as_("ana") as ana:
        say(listing, ana)
    shown = {}
    for name in ("pell", "hal", "chip", "lou", "ana"):
        with as_(name) as actor:
            (view,) = queries.get_receiver(listing.program_id, actor, clock.now()).openings
            shown[name] = view.shows
    assert shown == {"pell": "line", "hal": "shift", "chip": "line", "lou": "full", "ana": "full"}


@pytest.mark.req("DIR-16")
def test_what_an_agency_publishes_tier_1_sees(list_program: Make, as_: Enter) -> None:
    listing = list_program(publish_openings_tier1=True)
    with as_("ana") as ana:
        say(listing, ana, band="several")
    with as_("tom") as tom:
        (seen,) = queries.get_program(listing.program.reference, tom).row.openings
    assert (seen.shows, seen.band, seen.updated_at) == ("shift", "several", None)


@pytest.mark.req("DIR-09")
def test_tier_1_and_other_agencies_do_not_post(list_program: Make, as_: Enter) -> None:
    homes = list_program("tom", "Alder homes", regions=["shore"])
    with as_("tom") as tom, pytest.raises(Denied) as refused:
        say(homes, tom)
    assert refused.value.code == "closed_by_tier"
    with as_("ana") as ana, pytest.raises(Denied) as refused:
        say(homes, ana)
    assert refused.value.code == "not_your_organization"


def test_a_band_must_fit_its_state(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("ana") as ana:
        for state, band in (("open", "none"), ("closed", "some")):
            with pytest.raises(Invalid) as refused:
                say(listing, ana, state, band)
            assert refused.value.problems[0].code == "band_does_not_fit"
        opening = say(listing, ana)
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.filter(id=opening.id).update(band="none")


def test_still_right_renews_the_time_and_not_the_change(list_program: Make, as_: Enter, now: Frozen) -> None:
    listing = list_program()
    with as_("ana") as ana:
        first = say(listing, ana)
        now.tick(13 * 3600)
        (before,) = queries.get_program(listing.program.reference, ana).row.openings
        assert before.stale
        assert actions.still_right(program_id=listing.program_id, by=ana, now=clock.now()) == 1
        (after,) = queries.get_program(listing.program.reference, ana).row.openings
    assert not after.stale
    stored = Opening.objects.get(id=first.id)
    assert (stored.changed_at, stored.updated_at) == (first.changed_at, clock.now())


def test_each_word_about_openings_is_logged_and_announced(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("ana") as ana:
        say(listing, ana)
        say(listing, ana)
        say(listing, ana, "closed", "none")
    entries = Entry.objects.filter(subject_id=listing.program_id, action__startswith="opening")
    assert [entry.action for entry in entries.order_by("id")] == [
        "opening.set", "opening.confirmed", "opening.set",
    ]  # fmt: skip
    told = Outbox.objects.filter(subject_id=listing.program_id, name="OpeningsChanged").order_by("id")
    assert [event.facts["changed"] for event in told] == [True, False, True]


@pytest.mark.req("DIR-16")
def test_tonight_says_who_is_on_and_until_when(list_program: Make, as_: Enter, now: Frozen) -> None:
    now.move_to(LATE)
    listing = list_program()
    draft = ShiftDraft("Ana", "860-555-0110", LATE - timedelta(hours=1), LATE + timedelta(hours=8))
    with as_("ana") as ana:
        actions.set_on_call(program_id=listing.program_id, draft=draft, by=ana, now=LATE)
    seen = {}
    for name in ("lou", "pell", "chip", "tom"):
        with as_(name) as actor:
            on = queries.get_tonight(actor, LATE).on_call
            assert sorted(queries.list_on_call(actor, LATE), key=str) == sorted(on, key=str)
            seen[name] = [(o.name, o.until) for o in on if o.program_id == listing.program_id]
    assert seen == {"lou": [("Ana", draft.ends_at)], "pell": [("Ana", draft.ends_at)], "chip": [], "tom": []}


@pytest.mark.req("DIR-16")
def test_tonight_says_what_is_open_and_what_closed_since_the_afternoon(
    list_program: Make, as_: Enter, now: Frozen
) -> None:
    night, office = (
        list_program(name="Alder night"),
        list_program(name="Alder office", always_open=False, hours={"2": [("09:00", "17:00")]}),
    )
    early = list_program(name="Alder early")
    with as_("ana") as ana:
        say(night, ana)
        say(early, ana)
        say(early, ana, "closed", "none")  # at noon: before the afternoon
        now.move_to(LATE)
        say(night, ana, "closed", "none")
    with as_("lou") as lou:
        page = queries.get_tonight(lou, LATE)
    assert page.since == datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
    ours = {night.program_id, office.program_id, early.program_id}
    assert {row.program_id for row in page.open_now} & ours == {night.program_id, early.program_id}
    closed = [row.program_name for row in page.closed_since if row.program_name.startswith("Alder")]
    assert closed == ["Alder night"]
    assert (page.line_phone != "", page.language_line_phone != "") == (True, True)
    with as_("pell") as pell:
        assert not [
            c for c in queries.get_tonight(pell, LATE).closed_since if c.program_name == "Alder night"
        ]


@pytest.mark.req("DIR-16")
def test_a_program_with_hours_is_open_until_it_closes_and_not_on_holidays(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program(always_open=False, hours={"2": [("09:00", "17:00")]})
    with as_("lou") as lou:
        open_now = {row.program_id: row for row in queries.get_tonight(lou, clock.now()).open_now}
        assert open_now[listing.program_id].until == datetime(2026, 11, 18, 22, 0, tzinfo=UTC)
        holiday = queries.get_tonight(lou, clock.now(), holidays=frozenset({date(2026, 11, 18)}))
    assert listing.program_id not in {row.program_id for row in holiday.open_now}


def test_after_midnight_the_afternoon_is_yesterdays(as_: Enter) -> None:
    with as_("lou") as lou:
        page = queries.get_tonight(lou, datetime(2026, 11, 19, 7, 0, tzinfo=UTC))
    assert page.since == datetime(2026, 11, 18, 21, 0, tzinfo=UTC)


@pytest.mark.req("DIR-16")
def test_a_shift_is_checked_ended_or_taken_back(list_program: Make, as_: Enter, now: Frozen) -> None:
    listing = list_program()
    at = clock.now()
    with as_("ana") as ana:
        put = {"program_id": listing.program_id, "by": ana, "now": at}
        with pytest.raises(Invalid) as refused:
            actions.set_on_call(draft=ShiftDraft(" ", "", at, at), **put)
        assert {(p.field, p.code) for p in refused.value.problems} == {
            ("name", "missing"), ("phone", "missing"), ("ends_at", "ends_before_start"),
        }  # fmt: skip
        with pytest.raises(Invalid):
            actions.set_on_call(draft=ShiftDraft("Ana", "1", at, at + timedelta(hours=73)), **put)
        running = actions.set_on_call(draft=ShiftDraft("Ana", "1", at, at + timedelta(hours=9)), **put)
        later = actions.set_on_call(
            draft=ShiftDraft("Bo", "2", at + timedelta(hours=9), at + timedelta(hours=18)), **put
        )
        (own,) = [row for row in queries.list_own_programs(ana, at) if row.program_id == listing.program_id]
        assert [shift.name for shift in own.on_call] == ["Ana", "Bo"]
        now.tick(60)
        for shift in (running, later):
            actions.end_on_call(shift_id=shift.id, by=ana, now=clock.now())
        with pytest.raises(Conflict):
            actions.end_on_call(shift_id=running.id, by=ana, now=clock.now())
        with pytest.raises(NotVisible):
            actions.end_on_call(shift_id=later.id, by=ana, now=clock.now())
    assert OnCallShift.objects.filter(program_id=listing.program_id).count() == 1


def test_openings_of_a_program_that_is_not_listed_cannot_be_said(as_: Enter) -> None:
    with as_("ana") as ana, pytest.raises(NotVisible):
        actions.still_right(program_id=ana.person_id, by=ana, now=clock.now())  # type: ignore[arg-type]  # any id
