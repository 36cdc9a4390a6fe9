"""Which clock runs on a referral, from when until when, and who owes the next word. Pure.

Windows and calendars come in as values; instants go out. A clock never runs for a side that may not
answer: a program without its own release owes nothing (REF-28).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from concord.foundation.lib.businesstime import Calendar, Unit, Window, deadline

FOLLOW_UP_DAYS = 7


@dataclass(frozen=True, slots=True)
class Running:
    """The clock that runs: its kind, whose turn it is, and when that is due and overdue."""

    kind: str
    owed_by_id: UUID | None
    due_at: datetime | None
    overdue_at: datetime | None
    closed_at_start: bool = False
    next_opening: datetime | None = None

    def columns(self) -> dict[str, Any]:
        """Return the values for the referral's row; nobody was told of this clock yet."""
        return {
            "clock": self.kind,
            "owed_by_id": self.owed_by_id,
            "due_at": self.due_at,
            "overdue_at": self.overdue_at,
            "told": 0,
        }


STOPPED = Running("", None, None, None)


def as_json(window: Window) -> dict[str, Any]:
    """Return a window as it is stored with the referral, so that later changes do not move its clocks."""
    return {"unit": str(window.unit), "remind": window.remind_after, "overdue": window.overdue_after}


def from_json(stored: Mapping[str, Any]) -> Window:
    return Window(Unit(stored["unit"]), stored["remind"], stored["overdue"])


def start(kind: str, *, owed_by_id: UUID, window: Window, calendar: Calendar, at: datetime) -> Running:
    """Start a clock at an instant in the calendar of the side that owes the answer."""
    found = deadline(window, calendar, at)
    return Running(
        kind, owed_by_id, found.due_at, found.overdue_at, found.closed_at_start, found.next_opening
    )


def start_follow_up(kind: str, *, owed_by_id: UUID, on: date, zone: str) -> Running:
    """Ask for the follow-up on the morning of its day; overdue at the end of the next."""
    tz = ZoneInfo(zone)
    due = datetime.combine(on, time(9), tz)
    return Running(kind, owed_by_id, due, due + timedelta(hours=39))
