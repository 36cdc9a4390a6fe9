"""From a response window to instants: when an answer is due, and when it is overdue.

* Business days are counted from the next business day on. The lower bound of a range is due, the
  upper one overdue, both at the close of business of that day: sent Thursday with 2-3 business
  days, due at Monday's close, overdue after Tuesday's.
* Same day is the receiver's close of business; after it, the next business day's opening is the
  deadline for the record.
* Minutes run on the wall clock, never past that day's close. When nobody is there, they begin at
  the next opening, which is told at once so that the sender can call somebody else.
* Around the clock (``always_open``) every calendar day counts, a day closes at local midnight, and
  minutes are plain minutes without a cap.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from concord.foundation.lib.businesstime.calendars import (
    Calendar,
    Shift,
    current_shift,
    next_day,
    next_shift,
    shifts_of,
)

SOON = timedelta(minutes=60)


class Unit(StrEnum):
    """What a window is measured in."""

    BUSINESS_DAYS = "business_days"
    SAME_DAY = "same_day"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Window:
    """An agreed time to answer: ``remind_after`` is the lower bound, ``overdue_after`` the upper, in units.

    Same day takes no figures.
    """

    unit: Unit
    remind_after: int = 0
    overdue_after: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError unless 1 <= remind_after <= overdue_after (both 0 for the same day)."""
        if self.unit is Unit.SAME_DAY:
            if self.remind_after or self.overdue_after:
                raise ValueError("the same day takes no figures")
        elif not 1 <= self.remind_after <= self.overdue_after:
            raise ValueError("a window needs 1 <= remind_after <= overdue_after")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Instants in UTC. ``next_opening`` is set exactly when nobody was there at the start."""

    due_at: datetime
    overdue_at: datetime
    closed_at_start: bool = False
    next_opening: datetime | None = None


class Kind(StrEnum):
    """How a running deadline stands."""

    OVERDUE = "overdue"
    SOON = "soon"
    ON_TRACK = "on_track"


@dataclass(frozen=True, slots=True)
class State:
    """How a deadline stands and the seconds left, negative when past."""

    kind: Kind
    seconds: int


def deadline(window: Window, calendar: Calendar, started_at: datetime) -> Deadline:
    """Return when an answer is due and overdue for something that started at an aware instant.

    Raises ValueError for a naive instant, and ValueError("never open") for a calendar that has no
    opening within 400 days.
    """
    started_at = started_at.astimezone(UTC) if started_at.utcoffset() is not None else started_at
    shift = current_shift(calendar, started_at)
    if window.unit is Unit.BUSINESS_DAYS:
        due_at, overdue_at = _by_days(window, calendar, started_at, shift)
    elif window.unit is Unit.SAME_DAY:
        due_at = overdue_at = _by_close(calendar, started_at, shift)
    else:
        due_at, overdue_at = _by_minutes(window, calendar, started_at, shift)
    opening = None if shift else next_shift(calendar, started_at).opens_at
    return Deadline(due_at, overdue_at, closed_at_start=shift is None, next_opening=opening)


def _by_days(
    window: Window, calendar: Calendar, started_at: datetime, shift: Shift | None
) -> tuple[datetime, datetime]:
    day = shift.day if shift else calendar.local_day(started_at)
    due_on = business_day_after(calendar, day, window.remind_after)
    overdue_on = business_day_after(calendar, due_on, window.overdue_after - window.remind_after)
    return _close_of(calendar, due_on), _close_of(calendar, overdue_on)


def _by_close(calendar: Calendar, started_at: datetime, shift: Shift | None) -> datetime:
    day = shift.day if shift else calendar.local_day(started_at)
    today = shifts_of(calendar, day)
    if today and started_at < today[-1].closes_at:
        return today[-1].closes_at
    return next_day(calendar, day)[0].opens_at


def _by_minutes(
    window: Window, calendar: Calendar, started_at: datetime, shift: Shift | None
) -> tuple[datetime, datetime]:
    first = shift or next_shift(calendar, started_at)
    start = max(started_at, first.opens_at)
    due_at = start + timedelta(minutes=window.remind_after)
    overdue_at = start + timedelta(minutes=window.overdue_after)
    if calendar.always_open:
        return due_at, overdue_at
    close = _close_of(calendar, first.day)
    return min(due_at, close), min(overdue_at, close)


def _close_of(calendar: Calendar, day: date) -> datetime:
    """Return the close of business of a business day."""
    return shifts_of(calendar, day)[-1].closes_at


def business_day_after(calendar: Calendar, day: date, count: int) -> date:
    """Return the local day that is ``count`` business days after a day (0: the day itself).

    Raises ValueError("never open") when the next business day is more than 400 days away.
    """
    for _ in range(count):
        day = next_day(calendar, day)[0].day
    return day


def remaining(now: datetime, at: datetime) -> State:
    """Tell how a deadline at an instant stands now; ``soon`` is 60 minutes or less, both instants aware."""
    left = at - now
    seconds = int(left.total_seconds())
    if left <= timedelta():
        return State(Kind.OVERDUE, seconds)
    return State(Kind.SOON if left <= SOON else Kind.ON_TRACK, seconds)
