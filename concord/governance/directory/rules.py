"""Who may change a listing, and who may see what is open. Pure: no Django, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from concord.foundation.access import gates
from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied
from concord.governance.directory import codes, states
from concord.governance.directory.seen import OpeningView

OPENINGS_TIER: Final = 2
# Three shifts a day by the program's own clock; a night belongs to the day on which it begins.
CLOSING: Final = frozenset({"waitlist", "closed"})  # an opening that helps nobody tonight
SHIFTS: Final = ((7, "day"), (15, "evening"), (23, "night"))
_NIGHT_ENDS: Final = 7


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """What the rules need to know of a listing."""

    program_id: UUID
    organization_id: UUID
    listing_state: str = codes.CLAIMED
    serves_pwch: bool = False
    publish_openings_tier1: bool = False
    publish_on_call_tier1: bool = False
    opt_in_law_enforcement: bool = False
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What the rules need to know of who looks: `queries.get_actor_facts` finds it."""

    organization_id: UUID | None
    tier: int
    direct_service: bool = False
    law_enforcement: bool = False
    serves_pwch: bool = False


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """One opening as it is stored; instants in UTC."""

    kind: str
    state: str
    band: str
    updated_at: datetime
    changed_at: datetime


# -- editing ---------------------------------------------------------------------------------------


def check_read(actor: Actor) -> None:
    """Refuse strangers; every signed-in member of an active organization reads the directory."""
    if not _is_job(actor):
        access.check_capability(actor, "directory.read")


def check_tonight(actor: Actor) -> None:
    """Refuse strangers; a scheduled job may print the sheet."""
    if not _is_job(actor):
        access.check_capability(actor, "tonight.read")


def check_edit(actor: Actor, facts: ListingFacts) -> None:
    """Refuse other agencies, roles that do not edit, and the coalition once a listing is claimed."""
    if _is_job(actor):
        return
    access.check_signed_in(actor)
    if actor.organization_id == facts.organization_id:
        access.check_capability(actor, "directory.edit")
        return
    if not _is_office(actor):
        raise Denied("not_your_organization")
    if facts.listing_state == codes.CLAIMED:
        raise Denied("claimed_by_agency")
    access.check_capability(actor, "organizations.register")


def check_create(actor: Actor, organization_id: UUID) -> None:
    """Refuse listings for others, except those the backbone office enters for the coalition."""
    facts = ListingFacts(organization_id, organization_id, codes.COALITION_LISTED)
    check_edit(actor, facts)


def check_claim(actor: Actor, facts: ListingFacts) -> None:
    """Refuse to claim for others, and what is claimed already."""
    check_own_edit(actor, facts.organization_id)
    if codes.CLAIMED not in states.NEXT[facts.listing_state]:
        raise Denied("already_claimed")


def check_own_edit(actor: Actor, organization_id: UUID) -> None:
    """Refuse everybody but the organization's own editors: its contacts, its confirmations."""
    if _is_job(actor):
        return
    access.check_signed_in(actor)
    access.check_own(actor, organization_id)
    access.check_capability(actor, "directory.edit")


def check_by_letter(roles: Collection[str]) -> None:
    """Refuse the link of a letter to whoever does not edit the agency's listings any more."""
    needed = gates.GATES["directory.edit"].roles
    if needed.isdisjoint(roles):
        raise Denied("closed_by_role", capability="directory.edit", roles=sorted(needed))


def check_drop_separation(actor: Actor, *, before: bool, after: bool) -> None:
    """Let a program say that it serves people who cause harm; only the backbone office takes it back."""
    if before and not after and not _is_office(actor):
        raise Denied("separation_stays")


def check_office(actor: Actor) -> None:
    """Refuse everybody but the staff of the backbone office."""
    access.check_capability(actor, "organizations.register")


def check_boundaries(actor: Actor) -> None:
    """Refuse everybody but the backbone office and our own command: the map is the network's."""
    if not _is_job(actor):
        check_office(actor)


def check_end(actor: Actor, organization_id: UUID) -> None:
    """Let an organization's own lead, or the backbone office, say that it has ended."""
    access.check_signed_in(actor)
    if _is_office(actor):
        access.check_capability(actor, "organizations.register")
        return
    access.check_own(actor, organization_id)
    access.check_capability(actor, "directory.edit")
    if not actor.has_role("agency_lead"):
        raise Denied("closed_by_role", capability="directory.edit", roles=["agency_lead"])


def check_post(actor: Actor, organization_id: UUID) -> None:
    """Refuse openings and on-call of other agencies, of Tier 1, and of roles that do not post."""
    if _is_job(actor):
        return
    access.check_signed_in(actor)
    access.check_own(actor, organization_id)
    access.check_capability(actor, "openings.post")


def _is_job(actor: Actor) -> bool:
    """Whether our own code asks, such as an import or the loader of the demo; no request becomes a job."""
    return actor.door == "job"


def _is_office(actor: Actor) -> bool:
    return actor.is_backbone and actor.has_role("backbone_staff")


# -- who sees what is open -------------------------------------------------------------------------


def opening_view(
    actor: ActorFacts, listing: ListingFacts, opening: OpeningFacts, now: datetime
) -> OpeningView:
    """Return what this actor may see of an opening (DIR-09, DIR-16).

    Tier 1 sees only what is published to it. Programs that serve people who cause harm, and law
    enforcement unless the program opted in, are told to call the line. Direct services of Tier 2 and
    above see band and exact time; everybody else the band, with the time rounded to the shift.
    """
    shows = _shows(actor, listing)
    if shows == "none":
        return OpeningView("none")
    if shows == "line":
        return OpeningView("line")
    shift, day = shift_of(opening.updated_at, listing.time_zone)
    return OpeningView(
        shows,
        kind=opening.kind,
        state=opening.state,
        band=opening.band,
        capacity=codes.FHIR_CAPACITY[opening.state],
        updated_at=opening.updated_at if shows == "full" else None,
        shift=shift,
        shift_day=day,
        stale=is_stale(opening.updated_at, now),
    )


def _shows(actor: ActorFacts, listing: ListingFacts) -> Literal["full", "shift", "line", "none"]:
    if actor.tier < OPENINGS_TIER and not listing.publish_openings_tier1:
        return "none"
    if actor.serves_pwch and not listing.serves_pwch:
        return "line"
    own = actor.organization_id == listing.organization_id
    if actor.law_enforcement and not (own or listing.opt_in_law_enforcement):
        return "line"
    if actor.tier >= OPENINGS_TIER and (own or (actor.direct_service and not actor.law_enforcement)):
        return "full"
    return "shift"


def check_hand_over(actor: Actor, *, always_open: bool) -> None:
    """Whoever works on a line that never closes hands the shift over; nobody else has one."""
    access.check_capability(actor, "openings.post")
    if not always_open:
        raise Denied("no_shift_to_hand_over")


def sees_on_call(actor: ActorFacts, listing: ListingFacts) -> bool:
    """Whether the name and number of who is on are shown; Tier 1 only where they are published."""
    if actor.tier < OPENINGS_TIER and not listing.publish_on_call_tier1:
        return False
    return listing.serves_pwch or not actor.serves_pwch


def shift_of(instant: datetime, time_zone: str) -> tuple[str, date]:
    """Return the shift (day, evening, night) an instant falls into, and the day on which it began."""
    local = instant.astimezone(ZoneInfo(time_zone))
    if local.hour < _NIGHT_ENDS:
        return "night", local.date() - timedelta(days=1)
    begun = [name for hour, name in SHIFTS if hour <= local.hour]
    return begun[-1], local.date()


def is_stale(updated_at: datetime, now: datetime) -> bool:
    """Whether nobody has confirmed an opening for twelve hours."""
    return now - updated_at >= timedelta(hours=codes.STALE_HOURS)


def is_due(confirmed_at: datetime | None, now: datetime, *, days: int) -> bool:
    """Whether a listing waits to be confirmed again, after the days that the network has settled (DIR-07)."""
    return confirmed_at is None or now - confirmed_at > timedelta(days=days)
