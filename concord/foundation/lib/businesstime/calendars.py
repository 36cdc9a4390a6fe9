"""When an agency is open, in its own time zone.

A shift belongs to the day on which it begins: a night shift from 22:00 to 06:00 that begins on
the eve of a holiday is worked to its end. Daylight saving never raises: a local time that does
not exist is the instant at which the clocks jump; one that happens twice is its first time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Hours = tuple[tuple[time, time], ...]

SEARCH_DAYS = 400  # a calendar closed for longer than a year and a month is taken as never open
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_WHOLE_DAY: Hours = ((time(0), time(0)),)


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of opening: instants in UTC, end excluded, and the local day it belongs to."""

    day: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours of one agency or program.

    ``weekly`` maps a weekday (Monday is 0) to pairs of local times (opens, closes). A closing time
    that is not later than its opening time lies on the next day, so 00:00-00:00 is a whole day.
    ``holidays`` are the network's, ``closures`` the agency's own; no shift begins on either.
    ``always_open`` is for programs around the clock: every calendar day is a business day, and
    hours, holidays and closures are not asked.
    """

    time_zone: str
    weekly: Mapping[int, Hours] = field(default_factory=lambda: MappingProxyType({}))
    holidays: frozenset[date] = frozenset()
    closures: frozenset[date] = frozenset()
    always_open: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown zone or weekday, aware times, or hours that overlap."""
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone: {self.time_zone!r}") from error
        if not set(self.weekly) <= set(range(7)):
            raise ValueError("weekdays are 0 (Monday) to 6")
        spans = sorted(_week_spans(self.weekly))
        if spans:
            opens, closes = spans[0]
            spans.append((opens + _WEEK, closes + _WEEK))
        if any(before[1] > after[0] for before, after in pairwise(spans)):
            raise ValueError("opening hours overlap")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_day(self, instant: datetime) -> date:
        """Return the calendar day at the agency; raises ValueError for a naive instant."""
        if instant.utcoffset() is None:
            raise ValueError("business time needs aware instants")
        return instant.astimezone(self.zone).date()

    def hours_on(self, day: date) -> Hours:
        """Return the local hours of the shifts that begin on this day."""
        if self.always_open:
            return _WHOLE_DAY
        if day in self.holidays or day in self.closures:
            return ()
        return tuple(sorted(self.weekly.get(day.weekday(), ())))


def _since_midnight(clock: time) -> timedelta:
    if clock.tzinfo is not None:
        raise ValueError("opening hours are local times without a zone")
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _week_spans(weekly: Mapping[int, Hours]) -> Iterator[tuple[timedelta, timedelta]]:
    """Each shift as a span of local time since Monday 00:00."""
    for weekday, hours in weekly.items():
        for opens, closes in hours:
            start, end = _since_midnight(opens), _since_midnight(closes)
            yield weekday * _DAY + start, weekday * _DAY + end + (_DAY if end <= start else timedelta())


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local time (see the module for times that are missing or double)."""
    local = datetime.combine(day, clock, tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _jump(local.replace(fold=1).astimezone(UTC), instant, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between two at which the offset of the zone changes, by halving, to the second."""
    old = before.astimezone(zone).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def shifts_of(calendar: Calendar, day: date) -> tuple[Shift, ...]:
    """Return the shifts that begin on a local day, in order; empty when it is no business day."""
    found = []
    for opens, closes in calendar.hours_on(day):
        last = day + _DAY if closes <= opens else day
        opens_at, closes_at = _instant(day, opens, calendar.zone), _instant(last, closes, calendar.zone)
        if opens_at < closes_at:  # a shift inside the missing hour of spring is not worked
            found.append(Shift(day, opens_at, closes_at))
    return tuple(found)


def next_day(calendar: Calendar, after: date) -> tuple[Shift, ...]:
    """Return the shifts of the first business day after a day.

    Raises ValueError("never open") when none of the next 400 days is one.
    """
    for distance in range(1, SEARCH_DAYS + 1):
        shifts = shifts_of(calendar, after + distance * _DAY)
        if shifts:
            return shifts
    raise ValueError("never open")


def current_shift(calendar: Calendar, at: datetime) -> Shift | None:
    """Return the shift that is being worked at an instant, or None when closed."""
    today = calendar.local_day(at)
    for day in (today, today - _DAY):
        for shift in shifts_of(calendar, day):
            if shift.opens_at <= at < shift.closes_at:
                return shift
    return None


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Tell whether somebody answers at this instant."""
    return current_shift(calendar, at) is not None


def next_shift(calendar: Calendar, at: datetime) -> Shift:
    """Return the first shift that opens at or after an instant; raises ValueError("never open")."""
    today = calendar.local_day(at)
    for shift in shifts_of(calendar, today):
        if shift.opens_at >= at:
            return shift
    return next_day(calendar, today)[0]
