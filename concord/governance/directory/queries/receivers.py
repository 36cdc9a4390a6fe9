"""Who can be asked: programs as receivers of a referral, with what the sender must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from concord.foundation.access.actor import Actor
from concord.foundation.access.gates import NO_REFERRALS
from concord.foundation.lib.denied import NotVisible
from concord.foundation.statements import Prepared
from concord.governance.directory import rules
from concord.governance.directory.models import Listing
from concord.governance.directory.queries import pages, sources
from concord.governance.directory.queries.hours import Hours, hours_of
from concord.governance.directory.seen import OpeningView
from concord.governance.directory.states import ENDED

_TIER: Final = 2
_CAPABILITY: Final = "referral"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What the program said of whom it takes, at one version of its listing."""

    texts: tuple[str, ...]
    facets: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class Receiver:
    """A program as somebody chooses it, with why it cannot be chosen.

    ``why_not``: "" or ``ended``, ``paused``, ``unlisted``, ``tier1``, ``type``, ``switched_off``.
    """

    program_id: UUID
    program_reference: str
    program_name: str
    organization_id: UUID
    organization_reference: str
    organization_name: str
    org_type: str
    public_body: bool
    tier: int
    can_receive: bool
    why_not: str
    regime: str
    serves_pwch: bool
    preferred_channel: str
    phone: str
    urgent_phone: str
    after_hours_process: str
    eligibility: Eligibility
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    interpreter_available: bool
    accessibility: tuple[str, ...]
    regions: tuple[str, ...]
    hours: Hours | None
    openings: tuple[OpeningView, ...]


_BY_ID = Prepared(lambda program: sources.programs().filter(id=program).order_by())
_BY_REFERENCE = Prepared(lambda program: sources.programs().filter(reference=program).order_by())


def get_receiver(program: UUID | str, for_: Actor, now: datetime, *, with_openings: bool = True) -> Receiver:
    """Return one program by id or reference, also one that cannot receive; raises NotVisible.

    One query, and two more for its openings.
    """
    rules.check_read(for_)
    found = (_BY_ID if isinstance(program, UUID) else _BY_REFERENCE).first(program=program)
    if found is None:
        raise NotVisible
    return _receivers([found], for_, now)[0] if with_openings else _receiver(found, ())


def list_receivers(
    for_: Actor,
    *,
    now: datetime,
    category: str = "",
    language: str = "",
    accessibility: str = "",
    region: str = "",
    after: str | None = None,
    size: int = 25,
) -> pages.Page[Receiver]:
    """List the programs that can receive a referral, by organization and program name.

    Raises Invalid for unknown codes. What has ended, is paused, is not listed or stands at Tier 1 is
    left out.
    """
    rules.check_read(for_)
    given = pages.Filters(
        region=region,
        category=(category,) if category else (),
        language=(language,) if language else (),
        accessibility=(accessibility,) if accessibility else (),
    )
    pages.check_filters(given, frozenset(code for code, _ in sources.get_regions()))
    size = min(size, pages.MOST)
    wanted = _can_receive() & _matches(given) & (_after(after) if after else Q())
    ordered = sources.programs().filter(wanted).order_by("organization__name", "name", "id")
    found = list(ordered[: size + 1])
    last = found[size - 1] if len(found) > size else None
    key = pages.write_key(last.organization.name, last.name, last.id) if last is not None else ""
    return pages.Page(_receivers(found[:size], for_, now), key)


def _can_receive() -> Q:
    return (
        Q(status="active", organization__status="active", listing__id__isnull=False)
        & Q(organization__standing__tier__gte=_TIER)
        & ~Q(organization__org_type__in=NO_REFERRALS)
        & ~Q(organization__standing__switched_off__contains=[_CAPABILITY])
    )


def _matches(filters: pages.Filters) -> Q:
    wanted = Q()
    if filters.region:
        wanted &= Q(listing__regions__contains=[filters.region])
    for name, column in (
        ("category", "categories"), ("language", "languages"), ("accessibility", "accessibility"),
    ):  # fmt: skip
        if getattr(filters, name):
            wanted &= Q(**{f"listing__{column}__contains": list(getattr(filters, name))})
    return wanted


def _after(after: str) -> Q:
    organization_name, name, identity = pages.read_key(after, length=3)
    return (
        Q(organization__name__gt=organization_name)
        | Q(organization__name=organization_name, name__gt=name)
        | Q(organization__name=organization_name, name=name, id__gt=pages.key_id(identity))
    )


def _receivers(programs: list[Any], for_: Actor, now: datetime) -> tuple[Receiver, ...]:
    listed = {
        program.id: sources.facts_of(program, listing)
        for program in programs
        if (listing := sources.listing_of(program)) is not None
    }
    openings = sources.openings_for(sources.get_actor_facts(for_), listed, now) if listed else {}
    return tuple(_receiver(program, openings.get(program.id, ())) for program in programs)


def _why_not(program: Any, listing: Listing | None) -> str:
    organization = program.organization
    standing = getattr(organization, "standing", None)
    statuses = {program.status, organization.status}
    reasons = (
        ("ended", ENDED in statuses),
        ("paused", "paused" in statuses),
        ("type", organization.org_type in NO_REFERRALS),
        ("tier1", sources.tier_of(organization) < _TIER),
        ("switched_off", standing is not None and _CAPABILITY in standing.switched_off),
        ("unlisted", listing is None),
    )
    return next((code for code, holds in reasons if holds), "")


def _receiver(program: Any, openings: tuple[OpeningView, ...]) -> Receiver:
    organization = program.organization
    listing = sources.listing_of(program)
    why_not = _why_not(program, listing)
    said = listing or Listing(program_id=program.id, version=0)
    return Receiver(
        program_id=program.id,
        program_reference=program.reference,
        program_name=program.name,
        organization_id=organization.id,
        organization_reference=organization.reference,
        organization_name=organization.name,
        org_type=organization.org_type,
        public_body=organization.public_body,
        tier=sources.tier_of(organization),
        can_receive=not why_not,
        why_not=why_not,
        regime=program.confidentiality_regime,
        serves_pwch=program.serves_pwch,
        preferred_channel=said.preferred_channel,
        phone=said.phone,
        urgent_phone=said.urgent_phone,
        after_hours_process=said.after_hours_process,
        eligibility=Eligibility(
            tuple(line["plain_text"] for line in said.eligibility), dict(said.facets), said.version
        ),
        categories=tuple(said.categories),
        languages=tuple(said.languages),
        interpreter_available=said.interpreter_available,
        accessibility=tuple(said.accessibility),
        regions=tuple(said.regions),
        hours=hours_of(listing) if listing else None,
        openings=() if why_not in {"ended", "unlisted"} else openings,
    )
