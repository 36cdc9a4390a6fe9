"""Business time: the examples of the requirements, one by one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from concord.foundation.lib.businesstime import (
    Calendar,
    Deadline,
    Kind,
    State,
    Unit,
    Window,
    business_day_after,
    deadline,
    is_open,
    next_shift,
    remaining,
    shifts_of,
)

NEW_YORK = "America/New_York"
OFFICE_HOURS = {weekday: ((time(9), time(17)),) for weekday in range(5)}
OFFICE = Calendar(NEW_YORK, OFFICE_HOURS)
MONDAY_OFF = Calendar(NEW_YORK, OFFICE_HOURS, holidays=frozenset({date(2026, 11, 23)}))
NIGHT = Calendar(NEW_YORK, {weekday: ((time(22), time(6)),) for weekday in range(5)})
AROUND_THE_CLOCK = Calendar(NEW_YORK, always_open=True)
ROUTINE = Window(Unit.BUSINESS_DAYS, 2, 3)
FEEDBACK = Window(Unit.BUSINESS_DAYS, 3, 5)
SAME_DAY = Window(Unit.SAME_DAY)
URGENT = Window(Unit.MINUTES, 60, 60)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """Local time in New York; 16 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(NEW_YORK))


@pytest.mark.req("COMM-03")
def test_sent_thursday_at_four_is_due_monday_and_overdue_after_tuesday() -> None:
    assert deadline(ROUTINE, OFFICE, at(19, 16)) == Deadline(at(23, 17), at(24, 17))


@pytest.mark.req("COMM-03")
@pytest.mark.parametrize("kind", ["holidays", "closures"])
def test_a_monday_off_makes_it_one_day_later(kind: str) -> None:
    calendar = Calendar(NEW_YORK, OFFICE_HOURS, **{kind: frozenset({date(2026, 11, 23)})})
    assert deadline(ROUTINE, calendar, at(19, 16)) == Deadline(at(24, 17), at(25, 17))


@pytest.mark.req("REF-15")
def test_feedback_on_friday_before_a_holiday_monday_skips_both() -> None:
    found = deadline(FEEDBACK, MONDAY_OFF, at(20, 10))
    assert found == Deadline(at(26, 17), at(30, 17))


@pytest.mark.req("REF-15")
def test_counting_starts_on_the_next_business_day_wherever_in_the_day_it_was_sent() -> None:
    for started_at in (at(20, 0), at(20, 8), at(20, 23, 59), at(21, 12), at(22, 23)):
        assert deadline(FEEDBACK, OFFICE, started_at).due_at == at(25, 17)


def test_priority_feedback_has_one_figure_only() -> None:
    found = deadline(Window(Unit.BUSINESS_DAYS, 3, 3), OFFICE, at(16, 12))
    assert found.due_at == found.overdue_at == at(19, 17)


@pytest.mark.req("COMM-04")
def test_same_day_ends_at_the_receivers_close_of_business() -> None:
    assert deadline(SAME_DAY, OFFICE, at(18, 11)) == Deadline(at(18, 17), at(18, 17))


@pytest.mark.req("COMM-04")
def test_same_day_is_the_receivers_day_not_the_senders() -> None:
    chicago = Calendar("America/Chicago", OFFICE_HOURS)
    assert deadline(SAME_DAY, chicago, at(18, 17, 30)).due_at == at(18, 18)


@pytest.mark.req("COMM-04")
def test_after_closing_the_next_business_days_opening_is_the_deadline_for_the_record() -> None:
    found = deadline(SAME_DAY, MONDAY_OFF, at(20, 17))
    assert found == Deadline(at(24, 9), at(24, 9), closed_at_start=True, next_opening=at(24, 9))


def test_before_opening_the_same_day_still_ends_at_its_close() -> None:
    found = deadline(SAME_DAY, OFFICE, at(18, 7))
    assert found == Deadline(at(18, 17), at(18, 17), closed_at_start=True, next_opening=at(18, 9))


@pytest.mark.req("COMM-02")
def test_urgent_is_sixty_minutes_but_never_past_the_close() -> None:
    assert deadline(URGENT, OFFICE, at(18, 11)).due_at == at(18, 12)
    assert deadline(URGENT, OFFICE, at(18, 16, 30)).due_at == at(18, 17)


@pytest.mark.req("COMM-02")
def test_urgent_after_closing_says_at_once_when_somebody_is_there() -> None:
    found = deadline(URGENT, OFFICE, at(20, 18))
    assert found == Deadline(at(23, 10), at(23, 10), closed_at_start=True, next_opening=at(23, 9))


def test_a_lunch_break_is_closed_but_the_day_goes_on() -> None:
    calendar = Calendar(NEW_YORK, {2: ((time(13), time(17)), (time(9), time(12)))})
    assert deadline(URGENT, calendar, at(18, 11, 50)).due_at == at(18, 12, 50)
    assert deadline(URGENT, calendar, at(18, 12, 30)).next_opening == at(18, 13)
    assert deadline(SAME_DAY, calendar, at(18, 12, 30)).due_at == at(18, 17)


@pytest.mark.req("COMM-02")
def test_a_program_around_the_clock_uses_its_own_hours() -> None:
    calendar = Calendar(NEW_YORK, OFFICE_HOURS, holidays=frozenset({date(2026, 11, 21)}), always_open=True)
    assert deadline(URGENT, calendar, at(20, 23, 50)) == Deadline(at(21, 0, 50), at(21, 0, 50))
    assert deadline(ROUTINE, calendar, at(20, 23)) == Deadline(at(23, 0), at(24, 0))
    assert deadline(SAME_DAY, calendar, at(21, 3)).due_at == at(22, 0)


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    assert is_open(NIGHT, at(21, 3))  # Friday's shift, on Saturday morning
    assert not is_open(NIGHT, at(21, 6))
    assert not is_open(NIGHT, at(22, 23))
    assert deadline(SAME_DAY, NIGHT, at(19, 2)).due_at == at(19, 6)
    assert deadline(ROUTINE, NIGHT, at(19, 2)) == Deadline(at(21, 6), at(24, 6))
    assert deadline(URGENT, NIGHT, at(21, 7)).next_opening == at(23, 22)


def test_a_night_shift_that_begins_on_a_holiday_is_not_worked() -> None:
    calendar = Calendar(NEW_YORK, NIGHT.weekly, holidays=frozenset({date(2026, 11, 18)}))
    assert is_open(calendar, at(18, 5))
    assert not is_open(calendar, at(19, 2))


def test_a_time_that_does_not_exist_is_the_jump_of_the_clocks() -> None:
    early = Calendar(NEW_YORK, {6: ((time(2, 30), time(10)),)})
    assert shifts_of(early, date(2026, 3, 8))[0].opens_at == datetime(2026, 3, 8, 7, tzinfo=UTC)
    lost = Calendar(NEW_YORK, {6: ((time(2, 15), time(2, 45)),)})
    assert shifts_of(lost, date(2026, 3, 8)) == ()
    assert next_shift(lost, at(8, 0, month=3)).day == date(2026, 3, 15)


def test_a_time_that_happens_twice_is_its_first_time() -> None:
    late = Calendar(NEW_YORK, {5: ((time(20), time(1, 30)),)})
    shift = shifts_of(late, date(2026, 10, 31))[0]
    assert shift.closes_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_night_shift_over_the_change_is_an_hour_shorter_or_longer() -> None:
    nightly = Calendar(NEW_YORK, {5: ((time(22), time(6)),)})
    lengths = [
        s.closes_at - s.opens_at for d in ((3, 7), (10, 31)) for s in shifts_of(nightly, date(2026, *d))
    ]
    assert lengths == [timedelta(hours=7), timedelta(hours=9)]


@pytest.mark.parametrize("window", [ROUTINE, SAME_DAY, URGENT])
def test_a_calendar_that_never_opens_is_told_not_searched_for_ever(window: Window) -> None:
    closed_for_good = frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(1_000))
    for calendar in (Calendar(NEW_YORK), Calendar(NEW_YORK, OFFICE_HOURS, closures=closed_for_good)):
        with pytest.raises(ValueError, match="never open"):
            deadline(window, calendar, at(18, 12))


@pytest.mark.parametrize(
    ("zone", "weekly", "message"),
    [
        ("Mars/Olympus", {}, "time zone"),
        ("../etc", {}, "time zone"),
        (NEW_YORK, {7: ()}, "weekdays"),
        (NEW_YORK, {0: ((time(9), time(12)), (time(11), time(17)))}, "overlap"),
        (NEW_YORK, {6: ((time(22), time(6)),), 0: ((time(5), time(12)),)}, "overlap"),
        (NEW_YORK, {0: ((time(9, tzinfo=UTC), time(12)),)}, "without a zone"),
    ],
)
def test_a_calendar_without_sense_is_refused(zone: str, weekly: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Calendar(zone, weekly)


@pytest.mark.parametrize(
    ("unit", "low", "high"), [(Unit.MINUTES, 0, 5), (Unit.BUSINESS_DAYS, 3, 2), (Unit.SAME_DAY, 0, 1)]
)
def test_a_window_without_sense_is_refused(unit: Unit, low: int, high: int) -> None:
    with pytest.raises(ValueError, match=r"figures|window"):
        Window(unit, low, high)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        deadline(ROUTINE, OFFICE, datetime(2026, 11, 18, 12))  # noqa: DTZ001 - without a zone, on purpose


def test_business_days_can_be_counted_without_a_clock() -> None:
    assert business_day_after(MONDAY_OFF, date(2026, 11, 20), 5) == date(2026, 11, 30)
    assert business_day_after(MONDAY_OFF, date(2026, 11, 20), 0) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("minutes", "kind"),
    [(-1, Kind.OVERDUE), (0, Kind.OVERDUE), (1, Kind.SOON), (60, Kind.SOON), (61, Kind.ON_TRACK)],
)
def test_what_remains_is_told_in_seconds(minutes: int, kind: Kind) -> None:
    now = at(18, 12)
    assert remaining(now, now + timedelta(minutes=minutes)) == State(kind, minutes * 60)
