"""Reads response times, holidays and calendars."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from concord.foundation.lib.businesstime import Calendar
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.foundation.statements import Prepared
from concord.governance.agreements.queries import Terms
from concord.governance.directory import queries as directory
from concord.governance.protocols import codes, rules
from concord.governance.protocols.models import Holiday, ResponseWindow
from concord.governance.protocols.rules import Windows

_HOLIDAYS = Prepared(Holiday.objects.order_by)
_WINDOWS = Prepared(lambda matter: ResponseWindow.objects.filter(matter=matter).order_by())


def list_holidays() -> tuple[tuple[date, str], ...]:
    """List the network's holidays with their names, in order."""
    return tuple(Holiday.objects.values_list("date", "name"))


def get_holidays() -> frozenset[date]:
    """Return the days on which offices do not count."""
    return frozenset(holiday.date for holiday in _HOLIDAYS.list())


def get_calendar(program_id: UUID, hours: directory.Hours | None = None) -> Calendar:
    """Return a program's own hours and closures with the network's holidays.

    Two queries, or one where its hours are known. A program without a listing, or whose listing states no
    hours, keeps office hours.
    """
    try:
        hours = hours or directory.get_hours(program_id)
    except NotVisible:
        zone = organizations.get_network().time_zone
        return Calendar(zone, codes.OFFICE_HOURS, get_holidays())
    calendar = hours.calendar(get_holidays())
    if calendar.always_open or any(calendar.weekly.values()):
        return calendar
    return replace(calendar, weekly=codes.OFFICE_HOURS)


def get_windows(matter: str, terms: Terms | None = None) -> Windows:
    """Return how soon to acknowledge and to answer: agreed, else the network's, else the default.

    ``matter`` is a referral's time sensitivity or a contact's kind; raises KeyError for an unknown one.
    """
    network = {row.step: row.window for row in _WINDOWS.list(matter=matter)}
    return rules.merge(matter, network, terms.windows if terms else None)


def list_windows() -> dict[str, Windows]:
    """Return the network's windows for every matter, without any agreement, in one query."""
    rows: dict[str, dict[str, Any]] = {matter: {} for matter in codes.MATTERS}
    for row in ResponseWindow.objects.all():
        rows[row.matter][row.step] = row.window
    return {matter: rules.merge(matter, network, None) for matter, network in rows.items()}
