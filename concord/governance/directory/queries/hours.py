"""When a program answers."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from concord.foundation.lib.businesstime import Calendar, current_shift
from concord.foundation.lib.denied import NotVisible
from concord.governance.directory.models import Listing
from concord.governance.directory.problems import weekly_of


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours in a program's own zone: weekday (0 is Monday) to pairs of local times."""

    time_zone: str
    always_open: bool
    weekly: dict[int, tuple[tuple[time, time], ...]]
    closures: frozenset[date]

    def calendar(self, holidays: frozenset[date] = frozenset()) -> Calendar:
        """Return the calendar that deadlines are counted by; holidays are the network's."""
        return Calendar(self.time_zone, self.weekly, holidays, self.closures, self.always_open)


def hours_of(listing: Listing) -> Hours:
    """Read the hours of a listing."""
    return Hours(
        listing.time_zone, listing.always_open, weekly_of(listing.hours), frozenset(listing.closures)
    )


def closes_at(hours: Hours, now: datetime, holidays: frozenset[date]) -> datetime | None:
    """Return when the shift that is being worked ends; None when closed. Ask `always_open` first."""
    shift = current_shift(hours.calendar(holidays), now)
    return shift.closes_at if shift is not None else None


def get_hours(program_id: UUID) -> Hours:
    """Return the hours of a listed program; raises NotVisible for one without a listing."""
    listing = Listing.objects.filter(program_id=program_id).first()
    if listing is None:
        raise NotVisible
    return hours_of(listing)
