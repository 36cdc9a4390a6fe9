"""One page for the night: who is on, what is open, what closed since the afternoon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import codes, rules
from concord.governance.directory.models import OnCallShift, Opening
from concord.governance.directory.queries import sources
from concord.governance.directory.queries.hours import closes_at, hours_of
from concord.governance.directory.rules import ActorFacts, ListingFacts
from concord.governance.directory.seen import OpeningView

MOST: Final = 300  # programs on one sheet; a network with more of them asks by region


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who answers now, and until when."""

    program_id: UUID
    program_reference: str
    program_name: str
    organization_name: str
    name: str
    phone: str
    until: datetime


@dataclass(frozen=True, slots=True)
class OpenNow:
    """A program that answers now. ``until`` is None where it is open around the clock."""

    program_id: UUID
    program_reference: str
    program_name: str
    organization_name: str
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    phone: str
    urgent_phone: str
    until: datetime | None
    openings: tuple[OpeningView, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that was open in the afternoon and is not any more."""

    program_reference: str
    program_name: str
    organization_name: str
    opening: OpeningView


@dataclass(frozen=True, slots=True)
class Tonight:
    """The whole page, as one actor may see it, at one instant. ``cut``: there are more programs."""

    at: datetime
    since: datetime
    on_call: tuple[OnCall, ...]
    open_now: tuple[OpenNow, ...]
    closed_since: tuple[Closed, ...]
    line_name: str
    line_phone: str
    language_line_phone: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody on call, now or later."""

    id: UUID
    reference: str
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class OwnProgram:
    """One of the actor's own programs with its openings and who is on, for the Openings page."""

    program_id: UUID
    program_reference: str
    program_name: str
    facts: ListingFacts
    openings: tuple[OpeningView, ...]
    on_call: tuple[Shift, ...]


def get_tonight(
    for_: Actor, now: datetime, *, region: str = "", holidays: frozenset[date] = frozenset()
) -> Tonight:
    """Return the night's page in a fixed number of queries; of the whole network or of one region."""
    rules.check_tonight(for_)
    network = organizations.get_network()
    since = _afternoon(now, network.time_zone)
    found = _listed().filter(listing__regions__contains=[region]) if region else _listed()
    programs = list(found.order_by("organization__name", "name", "id")[: MOST + 1])
    shown = {program.id: program for program in programs[:MOST]}
    facts = {key: sources.facts_of(program, program.listing) for key, program in shown.items()}
    viewer = sources.get_actor_facts(for_)
    stored = list(Opening.objects.filter(program_id__in=shown).order_by("kind")) if shown else []
    return Tonight(
        at=now,
        since=since,
        on_call=tuple(_on_call(shown, facts, viewer, now)),
        open_now=tuple(_open_now(shown, sources.seen(viewer, facts, stored, now), now, holidays)),
        closed_since=tuple(_closed_since(shown, facts, viewer, stored, since, now)),
        line_name=network.line_name,
        line_phone=network.line_phone,
        language_line_phone=network.language_line_phone,
        cut=len(programs) > MOST,
    )


def list_on_call(for_: Actor, now: datetime) -> tuple[OnCall, ...]:
    """Return who answers now, in the whole network, as the night's page says it, and nothing else of it."""
    rules.check_tonight(for_)
    on = OnCallShift.objects.filter(starts_at__lte=now, ends_at__gt=now).values("program_id")
    shown = {program.id: program for program in _listed().filter(id__in=on)}
    facts = {key: sources.facts_of(program, program.listing) for key, program in shown.items()}
    return tuple(_on_call(shown, facts, sources.get_actor_facts(for_), now))


def _listed() -> Any:
    return sources.programs().filter(
        status="active", organization__status="active", listing__id__isnull=False
    )


def _afternoon(now: datetime, time_zone: str) -> datetime:
    """Return the last time that it was four in the afternoon."""
    local = now.astimezone(ZoneInfo(time_zone))
    today = local.replace(hour=codes.EVENING_FROM, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def _on_call(
    shown: dict[UUID, Any], facts: dict[UUID, ListingFacts], viewer: ActorFacts, now: datetime
) -> Iterable[OnCall]:
    open_to_viewer = [key for key in shown if rules.sees_on_call(viewer, facts[key])]
    shifts = OnCallShift.objects.filter(
        program_id__in=open_to_viewer, starts_at__lte=now, ends_at__gt=now
    ).order_by("ends_at", "id")
    for shift in shifts:
        program = shown[shift.program_id]
        yield OnCall(
            program_id=program.id,
            program_reference=program.reference,
            program_name=program.name,
            organization_name=program.organization.name,
            name=shift.name,
            phone=shift.phone,
            until=shift.ends_at,
        )


def _open_now(
    shown: dict[UUID, Any],
    openings: dict[UUID, tuple[OpeningView, ...]],
    now: datetime,
    holidays: frozenset[date],
) -> Iterable[OpenNow]:
    for program in shown.values():
        listing = program.listing
        until = None if listing.always_open else closes_at(hours_of(listing), now, holidays)
        if listing.always_open or until is not None:
            yield OpenNow(
                program_id=program.id,
                program_reference=program.reference,
                program_name=program.name,
                organization_name=program.organization.name,
                categories=tuple(listing.categories),
                languages=tuple(listing.languages),
                phone=listing.phone,
                urgent_phone=listing.urgent_phone,
                until=until,
                openings=openings.get(program.id, ()),
            )


def _closed_since(
    shown: dict[UUID, Any],
    facts: dict[UUID, ListingFacts],
    viewer: ActorFacts,
    stored: list[Opening],
    since: datetime,
    now: datetime,
) -> Iterable[Closed]:
    for opening in stored:
        was_open = opening.previous_state not in rules.CLOSING | {""}
        if opening.changed_at < since or not was_open or opening.state not in rules.CLOSING:
            continue
        view = rules.opening_view(viewer, facts[opening.program_id], sources.opening_facts(opening), now)
        if view.shows in {"full", "shift"}:
            program = shown[opening.program_id]
            yield Closed(program.reference, program.name, program.organization.name, view)


def list_own_programs(for_: Actor, now: datetime) -> tuple[OwnProgram, ...]:
    """Return the actor's own listed programs with their openings and shifts; raises Denied."""
    access.check_capability(for_, "openings.post")
    found = sources.programs().filter(
        organization_id=for_.organization_id, status="active", listing__id__isnull=False
    )
    shown = {program.id: program for program in found.order_by("position", "name")}
    facts = {key: sources.facts_of(program, program.listing) for key, program in shown.items()}
    openings = sources.openings_for(sources.get_actor_facts(for_), facts, now)
    shifts: dict[UUID, list[Shift]] = {}
    for shift in OnCallShift.objects.filter(program_id__in=shown, ends_at__gt=now).order_by("starts_at"):
        said = Shift(shift.id, shift.reference, shift.name, shift.phone, shift.starts_at, shift.ends_at)
        shifts.setdefault(shift.program_id, []).append(said)
    return tuple(
        OwnProgram(
            key, program.reference, program.name, facts[key], openings.get(key, ()),
            tuple(shifts.get(key, ())),
        )
        for key, program in shown.items()
    )  # fmt: skip
