"""What one shift tells the next: what changed since it began, what closed, who comes on. No person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from concord.foundation.access.actor import Actor
from concord.foundation.audit import queries as audit
from concord.governance.directory import rules
from concord.governance.directory.models import OnCallShift, Opening
from concord.governance.directory.queries import sources
from concord.governance.directory.seen import OpeningView

MOST = 100  # lines; a shift that saw more changes reads Tonight as well
HANDED_OVER = "shift.handed_over"


@dataclass(frozen=True, slots=True)
class Change:
    """An opening that somebody changed in this shift, as the actor may see it. ``closed``: it was open."""

    program_name: str
    organization_name: str
    opening: OpeningView
    closed: bool


@dataclass(frozen=True, slots=True)
class Next:
    """Who comes on, for one of the own programs. ``name`` is empty where nobody is named."""

    program_name: str
    name: str
    phone: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Handover:
    """The page of one organization whose line never closes, at one instant."""

    at: datetime
    since: datetime
    shift: str
    changes: tuple[Change, ...]
    cut: bool
    next: tuple[Next, ...]
    handed_over_at: datetime | None


def get_handover(for_: Actor, now: datetime) -> Handover:
    """Return what changed since the shift began. Raises Denied where no own program is always open."""
    own = list_always_open(for_)
    rules.check_hand_over(for_, always_open=bool(own))
    zone = own[0].listing.time_zone
    since = shift_began(now, zone)
    changes = _changes(for_, since, now)
    return Handover(
        at=now,
        since=since,
        shift=rules.shift_of(now, zone)[0],
        changes=tuple(changes[:MOST]),
        cut=len(changes) > MOST,
        next=tuple(_next(own, now)),
        handed_over_at=audit.get_last(for_.organization, HANDED_OVER, since=since),
    )


def list_always_open(for_: Actor) -> list[Any]:
    """Return the own programs that never close, with their listings."""
    found = sources.programs().filter(
        organization_id=for_.organization_id, status="active", listing__always_open=True
    )
    return list(found.order_by("position", "name", "id"))


def shift_began(now: datetime, time_zone: str) -> datetime:
    """Return when the shift began that runs now, by the program's own clock."""
    shift, day = rules.shift_of(now, time_zone)
    hour = next(hour for hour, name in rules.SHIFTS if name == shift)
    return datetime.combine(day, time(hour), ZoneInfo(time_zone))


def _changes(for_: Actor, since: datetime, now: datetime) -> list[Change]:
    found = Opening.objects.filter(changed_at__gte=since).order_by("-changed_at")[: MOST * 2]
    stored = list(found)
    programs = {
        program.id: program
        for program in sources.programs().filter(
            id__in={one.program_id for one in stored}, status="active", listing__id__isnull=False
        )
    }
    viewer = sources.get_actor_facts(for_)
    changes = []
    for one in stored:
        program = programs.get(one.program_id)
        if program is None:
            continue
        facts = sources.facts_of(program, program.listing)
        view = rules.opening_view(viewer, facts, sources.opening_facts(one), now)
        if view.shows in {"full", "shift"}:
            closed = one.state in rules.CLOSING and one.previous_state not in rules.CLOSING | {""}
            changes.append(Change(program.name, program.organization.name, view, closed))
    return changes


def _next(own: Sequence[Any], now: datetime) -> Iterable[Next]:
    """Return for each program the first shift of the next day, in one query."""
    coming = OnCallShift.objects.filter(
        program_id__in=[program.id for program in own],
        starts_at__gt=now,
        starts_at__lte=now + timedelta(hours=24),
    )
    first: dict[Any, OnCallShift] = {}
    for shift in coming.order_by("starts_at", "id"):
        first.setdefault(shift.program_id, shift)
    for program in own:
        named = first.get(program.id)
        if named is None:
            yield Next(program.name, "", "", None, None)
        else:
            yield Next(program.name, named.name, named.phone, named.starts_at, named.ends_at)
