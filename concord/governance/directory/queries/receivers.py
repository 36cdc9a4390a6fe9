"""Who can be asked: programs as receivers of a referral, with what the sender must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.access.gates import NO_REFERRALS
from concord.foundation.lib.denied import NotVisible
from concord.foundation.statements import Prepared
from concord.governance.directory import rules
from concord.governance.directory.models import Listing
from concord.governance.directory.queries import pages, search, sources
from concord.governance.directory.queries.hours import Hours, hours_of
from concord.governance.directory.rules import ActorFacts
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
    if not with_openings:
        return _receiver(found, ())
    return _receivers([found], sources.get_actor_facts(for_), now)[0]


def list_receivers(
    for_: Actor,
    *,
    now: datetime,
    category: str = "",
    language: str = "",
    accessibility: str = "",
    region: str = "",
    words: str = "",
    after: str | None = None,
    size: int = 25,
) -> search.Answered[Receiver]:
    """List the programs that can receive a referral: what words ask for by rank, else by name.

    Raises Invalid for unknown codes. What has ended, is paused, is not listed or stands at Tier 1 is
    left out.
    """
    rules.check_read(for_)
    given = pages.Filters(
        words=words,
        region=region,
        category=(category,) if category else (),
        language=(language,) if language else (),
        accessibility=(accessibility,) if accessibility else (),
    )
    viewer = sources.get_actor_facts(for_)
    answer = search.ask(given, viewer, after, min(size, pages.MOST), receivers=True)
    ids = [line.id for line in answer.lines]
    found = {program.id: program for program in sources.programs().filter(id__in=ids)}
    return answer.told(_receivers([found[one] for one in ids if one in found], viewer, now))


def _receivers(programs: list[Any], viewer: ActorFacts, now: datetime) -> tuple[Receiver, ...]:
    listed = {
        program.id: sources.facts_of(program, listing)
        for program in programs
        if (listing := sources.listing_of(program)) is not None
    }
    openings = sources.openings_for(viewer, listed, now) if listed else {}
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
