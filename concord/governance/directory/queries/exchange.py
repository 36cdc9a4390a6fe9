"""The directory as a whole, for other people's formats: what organizations and programs say of themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.governance.directory import codes
from concord.governance.directory.drafts import ChannelDraft, ContactDraft, Criterion, ListingDraft
from concord.governance.directory.models import Channel, Contact, Listing
from concord.governance.directory.queries import sources
from concord.governance.directory.rules import ActorFacts
from concord.governance.directory.seen import OpeningView

# Somebody of whom nothing is known: sees what is published to the first level, by shift.
STRANGER = ActorFacts(None, 1)


@dataclass(frozen=True, slots=True)
class OrganizationSaid:
    """A verified organization, with the contacts that it publishes."""

    id: UUID
    reference: str
    name: str
    org_type: str
    sub_type: str = ""
    sectors: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    status: str = "active"
    ended_on: date | None = None
    website: str = ""
    phone: str = ""
    public_body: bool = False
    nation_or_tribe: bool = False
    contacts: tuple[ContactDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramSaid:
    """A listed program; ``openings`` as the asker may see them."""

    id: UUID
    organization_id: UUID
    reference: str
    name: str
    draft: ListingDraft
    status: str = "active"
    regime: str = "unknown"
    channels: tuple[ChannelDraft, ...] = ()
    openings: tuple[OpeningView, ...] = ()
    listing_state: str = codes.CLAIMED
    version: int = 1
    edited_at: datetime | None = None
    confirmed_at: datetime | None = None


def list_organizations_said(ids: Iterable[UUID] | None = None) -> tuple[OrganizationSaid, ...]:
    """List verified organizations by name, all or some, in two queries. The caller asks who may read them."""
    found = sources.organizations().order_by("name", "id")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    organizations = list(found)
    named: dict[UUID, list[ContactDraft]] = {}
    published = Contact.objects.filter(
        organization_id__in=[each.id for each in organizations], ended_at=None, scope=codes.PUBLISHED
    )
    for contact in published.order_by("id"):
        named.setdefault(contact.organization_id, []).append(_contact(contact))
    return tuple(_organization(each, tuple(named.get(each.id, ()))) for each in organizations)


def list_programs_said(
    *,
    for_: Actor | None = None,
    organization_ids: Iterable[UUID] | None = None,
    program_ids: Iterable[UUID] | None = None,
) -> tuple[ProgramSaid, ...]:
    """List listed programs by organization and name, in at most four queries.

    ``for_`` None is a stranger. The caller asks who may read them.
    """
    found = sources.programs().filter(listing__isnull=False).order_by("organization__name", "name", "id")
    if organization_ids is not None:
        found = found.filter(organization_id__in=list(organization_ids))
    if program_ids is not None:
        found = found.filter(id__in=list(program_ids))
    programs = list(found)
    channels = _channels([program.id for program in programs])
    listings = {program.id: sources.facts_of(program, program.listing) for program in programs}
    viewer = STRANGER if for_ is None else sources.get_actor_facts(for_)
    openings = sources.openings_for(viewer, listings, clock.now()) if programs else {}
    return tuple(_program(one, channels.get(one.id, ()), openings.get(one.id, ())) for one in programs)


def hides_place(program_id: UUID) -> bool:
    """Tell whether a listed program keeps its address to itself."""
    return sources.programs().filter(id=program_id, listing__address_confidential=True).exists()


def list_sizes(ids: Iterable[UUID] | None = None) -> tuple[tuple[UUID, int], ...]:
    """List verified organizations by name, all or some, each with the number of its listed programs."""
    found = sources.organizations().order_by("name", "id")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    counted = found.annotate(listed=Count("programs__listing"))
    return tuple((key, listed) for key, listed in counted.values_list("id", "listed"))


def draft_of(listing: Listing) -> ListingDraft:
    """Return a stored listing as the draft that would write it."""
    return ListingDraft(
        description=listing.description,
        categories=tuple(listing.categories),
        local_names=dict(listing.local_names),
        taxonomy_codes=dict(listing.taxonomy_codes),
        languages=tuple(listing.languages),
        interpreter_available=listing.interpreter_available,
        accessibility=tuple(listing.accessibility),
        communities=tuple(listing.communities),
        culturally_specific=listing.culturally_specific,
        population_focus=tuple(listing.population_focus),
        harm_scope=tuple(listing.harm_scope),
        serves=tuple(listing.serves),
        regions=tuple(listing.regions),
        eligibility=tuple(Criterion(**line) for line in listing.eligibility),
        facets=dict(listing.facets),
        length_of_stay=listing.length_of_stay,
        how_to_get_in=listing.how_to_get_in,
        time_zone=listing.time_zone,
        always_open=listing.always_open,
        hours={day: [(pair[0], pair[1]) for pair in pairs] for day, pairs in listing.hours.items()},
        closures=tuple(listing.closures),
        preferred_channel=listing.preferred_channel,
        phone=listing.phone,
        urgent_phone=listing.urgent_phone,
        after_hours_process=listing.after_hours_process,
        address=listing.address,
        address_confidential=listing.address_confidential,
        publish_openings_tier1=listing.publish_openings_tier1,
        publish_on_call_tier1=listing.publish_on_call_tier1,
        opt_in_law_enforcement=listing.opt_in_law_enforcement,
    )


def _channels(ids: Sequence[UUID]) -> dict[UUID, tuple[ChannelDraft, ...]]:
    found: dict[UUID, list[ChannelDraft]] = {}
    for channel in Channel.objects.filter(program_id__in=ids).order_by("position", "id"):
        draft = ChannelDraft(channel.kind, channel.value, channel.hours, channel.position)
        found.setdefault(channel.program_id, []).append(draft)
    return {program_id: tuple(drafts) for program_id, drafts in found.items()}


def _contact(contact: Contact) -> ContactDraft:
    return ContactDraft(
        scope=contact.scope,
        rank=contact.rank,
        name=contact.name,
        role_title=contact.role_title,
        phone=contact.phone,
        extension=contact.extension,
        secure_email=contact.secure_email,
        after_hours_process=contact.after_hours_process,
    )


def _organization(stored: Any, contacts: tuple[ContactDraft, ...]) -> OrganizationSaid:
    return OrganizationSaid(
        id=stored.id,
        reference=stored.reference,
        name=stored.name,
        org_type=stored.org_type,
        sub_type=stored.sub_type,
        sectors=tuple(stored.sectors),
        regions=tuple(stored.regions),
        status=stored.status,
        ended_on=stored.ended_on,
        website=stored.website,
        phone=stored.phone,
        public_body=stored.public_body,
        nation_or_tribe=stored.nation_or_tribe,
        contacts=contacts,
    )


def _program(
    stored: Any, channels: tuple[ChannelDraft, ...], openings: tuple[OpeningView, ...]
) -> ProgramSaid:
    listing: Listing = stored.listing
    return ProgramSaid(
        id=stored.id,
        organization_id=stored.organization_id,
        reference=stored.reference,
        name=stored.name,
        draft=draft_of(listing),
        status=stored.status,
        regime=stored.confidentiality_regime,
        channels=channels,
        openings=openings,
        listing_state=listing.listing_state,
        version=listing.version,
        edited_at=listing.edited_at,
        confirmed_at=listing.last_confirmed_at,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody outside looks for among the programs of some organizations; all of it must hold.

    ``coded`` names columns of a listing that must hold a code, ``filled`` columns that must not be empty.
    """

    organization_ids: Sequence[UUID]
    words: str = ""
    coded: Sequence[tuple[str, str]] = ()
    filled: Sequence[str] = ()
    since: datetime | None = None
    place: str = ""
    program_ids: Sequence[UUID] | None = None


_COLUMNS: Final = frozenset({"categories", "harm_scope", "serves", "communities", "accessibility"})


def count_programs(wanted: Wanted) -> int:
    """Count the listed programs that are looked for."""
    return _wanted(wanted).count()


def find_programs(wanted: Wanted, start: int, size: int) -> tuple[UUID, ...]:
    """Return the ids of some of the programs that are looked for, in an order that stays as it is."""
    found = _wanted(wanted).order_by("id").values_list("id", flat=True)
    return tuple(found[start : start + size])


def list_addressed(wanted: Wanted) -> tuple[tuple[UUID, bool], ...]:
    """Return every program that is looked for, in the same order, and whether it tells an address."""
    rows = _wanted(wanted).order_by("id").values_list("id", "listing__address")
    return tuple((program_id, bool(address)) for program_id, address in rows)


def get_changed_at(organization_ids: Sequence[UUID]) -> datetime | None:
    """Return when a listing of these organizations last changed."""
    found = sources.programs().filter(organization_id__in=organization_ids, listing__isnull=False)
    latest: datetime | None = found.aggregate(at=Max("listing__edited_at"))["at"]
    return latest


def _wanted(wanted: Wanted) -> QuerySet[Any]:
    found = sources.programs().filter(
        organization_id__in=list(wanted.organization_ids), listing__isnull=False
    )
    for word in wanted.words.split()[:10]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(organization__name__icontains=word)
            | Q(listing__description__icontains=word)
        )
    for column, code in wanted.coded:
        if column not in _COLUMNS:
            return found.none()
        found = found.filter(**{f"listing__{column}__contains": [code]})
    for column in wanted.filled:
        if column not in _COLUMNS:
            return found.none()
        found = found.filter(**{f"listing__{column}__len__gt": 0})
    if wanted.since is not None:
        found = found.filter(listing__edited_at__gte=wanted.since)
    if wanted.place:
        found = found.filter(listing__address__icontains=wanted.place)
    if wanted.program_ids is not None:
        found = found.filter(id__in=list(wanted.program_ids))
    return found
