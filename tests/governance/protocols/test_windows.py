"""Response times become instants: defaults, the network's own, an agreement's."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.lib import clock
from concord.foundation.lib.businesstime import Calendar, Unit, Window
from concord.foundation.lib.denied import Denied, Invalid, NotVisible
from concord.foundation.organizations.models import Program
from concord.governance.agreements.queries import Terms
from concord.governance.protocols import actions, codes, queries, rules, words
from concord.governance.protocols.models import ResponseWindow
from tests import cast

ZONE = "America/New_York"
OFFICE = Calendar(ZONE, codes.OFFICE_HOURS)
THURSDAY = datetime(2026, 11, 19, 21, 0, tzinfo=UTC)  # 16:00 in New York
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def close_of(day: date) -> datetime:
    """Return five in the afternoon in New York, in winter."""
    return datetime.combine(day, time(22, 0), UTC)


@pytest.mark.req("COMM-03")
def test_a_routine_message_of_thursday_is_due_monday_and_overdue_after_tuesday() -> None:
    found = rules.clock_for("feedback", rules.merge("routine", {}, None), OFFICE, THURSDAY)
    assert (found.due_at, found.overdue_at) == (close_of(MONDAY), close_of(TUESDAY))


@pytest.mark.req("COMM-03")
@pytest.mark.parametrize("field", ["holidays", "closures"])
def test_a_holiday_or_a_closure_of_the_agency_is_skipped(field: str) -> None:
    calendar = Calendar(ZONE, codes.OFFICE_HOURS, **{field: frozenset({MONDAY})})
    found = rules.clock_for("feedback", rules.merge("routine", {}, None), calendar, THURSDAY)
    assert (found.due_at, found.overdue_at) == (close_of(TUESDAY), close_of(WEDNESDAY))


@pytest.mark.parametrize(
    ("matter", "acknowledge", "feedback"),
    [
        ("standard", (Unit.BUSINESS_DAYS, 2, 3), (Unit.BUSINESS_DAYS, 3, 5)),
        ("priority", (Unit.SAME_DAY, 0, 0), (Unit.BUSINESS_DAYS, 3, 3)),
        ("urgent", (Unit.MINUTES, 60, 60), (Unit.BUSINESS_DAYS, 1, 1)),
        ("routine", (Unit.BUSINESS_DAYS, 2, 3), (Unit.BUSINESS_DAYS, 2, 3)),
        ("time_sensitive", (Unit.SAME_DAY, 0, 0), (Unit.BUSINESS_DAYS, 2, 3)),
        ("warm_linkage", (Unit.BUSINESS_DAYS, 2, 2), (Unit.BUSINESS_DAYS, 2, 2)),
    ],
)
def test_the_defaults_are_those_of_the_vocabulary(
    matter: str, acknowledge: tuple[Any, ...], feedback: tuple[Any, ...]
) -> None:
    windows = rules.merge(matter, {}, None)
    assert windows == rules.Windows(Window(*acknowledge), Window(*feedback))


def test_every_matter_has_defaults_and_words_and_proposals_are_known_pairs() -> None:
    assert set(codes.DEFAULTS) == set(codes.MATTERS) == set(words.MATTERS)
    assert {step for _, step in codes.PROPOSED} <= set(codes.STEPS) == set(words.STEPS)
    assert {matter for matter, _ in codes.PROPOSED} <= set(codes.MATTERS)
    assert ("routine", "feedback") not in codes.PROPOSED  # the source documents give 2 to 3 days


def test_the_review_clock_restarts_the_standard_feedback_window() -> None:
    standard = rules.merge("standard", {}, None)
    assert rules.review_clock(standard, OFFICE, THURSDAY) == rules.clock_for(
        "feedback", standard, OFFICE, THURSDAY
    )


def test_an_agreement_lies_over_the_network_and_the_network_over_the_defaults() -> None:
    network = {"feedback": Window(Unit.BUSINESS_DAYS, 4, 6), "acknowledge": Window(Unit.SAME_DAY)}
    agreed = {"standard": {"feedback": {"unit": "business_days", "remind_after": 1, "overdue_after": 2}}}
    found = rules.merge("standard", network, agreed)
    assert found == rules.Windows(Window(Unit.SAME_DAY), Window(Unit.BUSINESS_DAYS, 1, 2))
    with pytest.raises(KeyError):
        rules.merge("someday", {}, None)


def terms(**windows: Any) -> Terms:
    return Terms("A-0000-0000", "Alder pact", tracking_permitted=False, windows=windows, ends_on=None)


@pytest.mark.django_db
def test_only_what_passes_between_the_parties_uses_an_agreed_window(as_: Any) -> None:
    agreed = terms(standard={"feedback": {"unit": "minutes", "remind_after": 30, "overdue_after": 60}})
    with as_("ana"):
        assert queries.get_windows("standard", agreed).feedback == Window(Unit.MINUTES, 30, 60)
        assert queries.get_windows("standard", None).feedback == Window(Unit.BUSINESS_DAYS, 3, 5)
        assert queries.get_windows("priority", agreed).feedback == Window(Unit.BUSINESS_DAYS, 3, 3)


@pytest.mark.django_db
def test_the_backbone_sets_a_window_for_all_and_can_set_it_again(as_: Any) -> None:
    with as_("bea") as bea:
        for overdue in (4, 6):
            window = Window(Unit.BUSINESS_DAYS, 4, overdue)
            actions.set_window(matter="standard", step="feedback", window=window, by=bea, now=clock.now())
        assert queries.get_windows("standard").feedback == Window(Unit.BUSINESS_DAYS, 4, 6)
        assert queries.list_windows()["standard"].feedback == Window(Unit.BUSINESS_DAYS, 4, 6)
        assert queries.list_windows()["urgent"] == queries.get_windows("urgent")
        with pytest.raises(Invalid, match="window_matter_unknown, step: window_step_unknown"):
            actions.set_window(matter="x", step="y", window=window, by=bea, now=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ana", "lena", "rae", "sys", "flo"])
def test_nobody_else_sets_what_holds_for_the_network(as_: Any, name: str) -> None:
    window, now = Window(Unit.SAME_DAY), clock.now()
    with as_(name) as other:
        with pytest.raises(Denied):
            actions.set_window(matter="standard", step="feedback", window=window, by=other, now=now)
        with pytest.raises(Denied):
            actions.add_holiday(on=MONDAY, name="Alder Day", by=other, now=now)
        with pytest.raises(Denied):
            actions.remove_holiday(on=MONDAY, by=other, now=now)


@pytest.mark.django_db
def test_holidays_come_and_go_and_each_day_is_one_once(as_: Any) -> None:
    with as_("bea") as bea:
        actions.add_holiday(on=MONDAY, name=" Alder Day ", by=bea, now=clock.now())
        assert (MONDAY, "Alder Day") in queries.list_holidays()
        with pytest.raises(Invalid, match="name: holiday_name_missing, date: holiday_known"):
            actions.add_holiday(on=MONDAY, name="", by=bea, now=clock.now())
        actions.remove_holiday(on=MONDAY, by=bea, now=clock.now())
        assert MONDAY not in queries.get_holidays()
        with pytest.raises(NotVisible):
            actions.remove_holiday(on=MONDAY, by=bea, now=clock.now())


@pytest.mark.django_db
def test_the_database_refuses_a_window_that_makes_no_sense(as_: Any) -> None:
    with as_("bea"), pytest.raises(IntegrityError, match="window_makes_sense"), transaction.atomic():
        ResponseWindow(
            matter="standard", step="feedback", unit="minutes", remind_after=9, overdue_after=1,
            set_at=clock.now(),
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.django_db
def test_a_programs_calendar_has_its_hours_and_the_networks_holidays(as_: Any) -> None:
    with as_("bea") as bea:
        actions.add_holiday(on=MONDAY, name="Alder Day", by=bea, now=clock.now())
    with as_("ana"):
        for program in Program.objects.all():
            calendar = queries.get_calendar(program.id)
            assert MONDAY in calendar.holidays
            assert calendar.always_open or any(calendar.weekly.values())
        line = queries.get_calendar(Program.objects.get(reference="line-hotline").id)
        assert line.always_open


@pytest.mark.django_db
def test_a_program_without_a_listing_keeps_office_hours_in_the_networks_zone(as_: Any) -> None:
    with as_("ana"):
        found = queries.get_calendar(cast.actor("ana").person_id)  # type: ignore[arg-type]  # no program
    assert (found.time_zone, found.weekly) == (ZONE, codes.OFFICE_HOURS)
