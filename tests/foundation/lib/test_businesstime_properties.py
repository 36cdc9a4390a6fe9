"""Business time: what holds for every calendar, window and instant."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from concord.foundation.lib.businesstime import Calendar, Deadline, Unit, Window, deadline, is_open, shifts_of

pytestmark = [pytest.mark.req("REF-15"), pytest.mark.req("COMM-03")]

ZONES = [
    "America/New_York",
    "Europe/Paris",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Sao_Paulo",
    "Pacific/Apia",  # left out a whole day in 2011
    "Asia/Kathmandu",
    "America/St_Johns",
    "UTC",
]
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
SOON_DAYS = st.dates(date(2026, 3, 1), date(2026, 4, 5))


@st.composite
def hours(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    cuts = sorted(draw(st.sets(st.integers(0, 95), min_size=2, max_size=4)))
    clocks = [time(cut // 4, cut % 4 * 15) for cut in cuts]
    return tuple(zip(clocks[::2], clocks[1::2], strict=False))


NIGHTS = st.sampled_from([((time(22), time(6)),), ((time(0), time(0)),), ((time(18), time(0)),)])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    kind = hours() if draw(st.booleans()) else NIGHTS
    one = draw(kind)
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    return Calendar(
        draw(st.sampled_from(ZONES)),
        dict.fromkeys(weekdays, one),
        holidays=draw(st.frozensets(SOON_DAYS, max_size=4)),
        closures=draw(st.frozensets(SOON_DAYS, max_size=4)),
        always_open=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def windows(draw: st.DrawFn) -> Window:
    unit = draw(st.sampled_from(list(Unit)))
    if unit is Unit.SAME_DAY:
        return Window(unit)
    low = draw(st.integers(1, 5 if unit is Unit.BUSINESS_DAYS else 180))
    return Window(unit, low, low + draw(st.integers(0, 5)))


INSTANTS = st.one_of(
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 5), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.datetimes(datetime(2026, 10, 20), datetime(2026, 11, 5), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)
FEW = settings(max_examples=120, deadline=None)


def instants_of(found: Deadline) -> tuple[datetime, datetime]:
    return found.due_at, found.overdue_at


@FEW
@given(windows(), calendars(), INSTANTS)
def test_due_comes_before_overdue_after_the_start_and_in_utc(
    window: Window, calendar: Calendar, started_at: datetime
) -> None:
    found = deadline(window, calendar, started_at)
    assert started_at < found.due_at <= found.overdue_at
    assert found.due_at.tzinfo is found.overdue_at.tzinfo is UTC
    assert found.closed_at_start == (not is_open(calendar, started_at)) == (found.next_opening is not None)
    assert found.next_opening is None or started_at < found.next_opening


@FEW
@given(windows(), calendars(), INSTANTS)
def test_deadlines_lie_within_a_business_day_or_at_its_close(
    window: Window, calendar: Calendar, started_at: datetime
) -> None:
    for instant in instants_of(deadline(window, calendar, started_at)):
        today = calendar.local_day(instant)
        days = [shifts_of(calendar, day) for day in (today, today - timedelta(days=1))]
        assert any(shifts and shifts[0].opens_at <= instant <= shifts[-1].closes_at for shifts in days)


@FEW
@given(windows(), calendars(), INSTANTS, SOON_DAYS)
def test_another_holiday_never_makes_a_deadline_earlier(
    window: Window, calendar: Calendar, started_at: datetime, holiday: date
) -> None:
    shut = Calendar(
        calendar.time_zone,
        calendar.weekly,
        calendar.holidays | {holiday},
        calendar.closures,
        always_open=calendar.always_open,
    )
    before = instants_of(deadline(window, calendar, started_at))
    after = instants_of(deadline(window, shut, started_at))
    assert all(later >= earlier for earlier, later in zip(before, after, strict=True))


@FEW
@given(windows(), calendars(), INSTANTS, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_who_sends_later_never_gets_an_earlier_deadline(
    window: Window, calendar: Calendar, started_at: datetime, later_by: timedelta
) -> None:
    first = instants_of(deadline(window, calendar, started_at))
    second = instants_of(deadline(window, calendar, started_at + later_by))
    assert all(later >= earlier for earlier, later in zip(first, second, strict=True))


@FEW
@given(st.integers(1, 600), st.integers(0, 600), st.sampled_from(ZONES), INSTANTS)
def test_minutes_around_the_clock_are_plain_minutes(
    low: int, more: int, zone: str, started_at: datetime
) -> None:
    found = deadline(Window(Unit.MINUTES, low, low + more), Calendar(zone, always_open=True), started_at)
    assert found.due_at == started_at + timedelta(minutes=low)
    assert found.overdue_at == started_at + timedelta(minutes=low + more)


@FEW
@given(st.integers(1, 9), st.sampled_from(ZONES), INSTANTS)
def test_days_around_the_clock_are_calendar_days(days: int, zone: str, started_at: datetime) -> None:
    calendar = Calendar(zone, always_open=True)
    assume(zone != "Pacific/Apia" or started_at.year > 2011)
    found = deadline(Window(Unit.BUSINESS_DAYS, days, days), calendar, started_at)
    start = started_at.astimezone(calendar.zone).date()
    midnight = datetime.combine(start + timedelta(days=days + 1), time(0), tzinfo=calendar.zone)
    assert abs(found.due_at - midnight) <= timedelta(hours=1)  # Sao Paulo's clocks once jumped at midnight
