"""Browsing: the list, one organization, one program."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import rules
from concord.governance.directory.models import Channel, Listing
from concord.governance.directory.queries import contacts, pages, search, sources
from concord.governance.directory.queries.finding import Line
from concord.governance.directory.queries.hours import Hours, hours_of
from concord.governance.directory.rules import ActorFacts, ListingFacts
from concord.governance.directory.seen import OpeningView
from concord.governance.directory.states import ENDED


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One line of the directory. An organization without a program has a line with empty program fields.

    ``region_missing``: it stands in no region by which the network organizes itself (GOV-06). ``met``: which
    of the terms that were looked for it meets, and how far (2 fully, 1 partly); ``distance`` is in
    kilometers between centers of regions, None where nothing was measured.
    """

    program_id: UUID | None
    program_reference: str
    program_name: str
    organization_id: UUID
    organization_reference: str
    organization_name: str
    org_type: str
    sub_type: str
    tier: int
    ended: bool
    paused: bool
    listed: bool
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter_available: bool = False
    accessibility: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    harm_scope: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    always_open: bool = False
    phone: str = ""
    listing_state: str = ""
    confirmed_at: datetime | None = None
    confirmation_due: bool = False
    asks: tuple[str, ...] = ()
    openings: tuple[OpeningView, ...] = ()
    region_missing: bool = False
    met: tuple[tuple[str, int], ...] = ()
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One published way to reach a program."""

    id: UUID
    reference: str
    kind: str
    value: str
    hours: str


@dataclass(frozen=True, slots=True)
class EligibilityLine:
    """One condition of eligibility."""

    field: str
    rule: str
    plain_text: str


@dataclass(frozen=True, slots=True)
class ProgramDetail:
    """All that a program says of itself, as one actor may see it."""

    row: ProgramRow
    facts: ListingFacts
    version: int
    description: str
    local_names: Mapping[str, str]
    taxonomy_codes: Mapping[str, str]
    communities: tuple[str, ...]
    culturally_specific: bool
    population_focus: tuple[str, ...]
    eligibility: tuple[EligibilityLine, ...]
    facets: Mapping[str, str]
    length_of_stay: str
    how_to_get_in: str
    hours: Hours
    preferred_channel: str
    urgent_phone: str
    after_hours_process: str
    address: str
    address_confidential: bool
    channels: tuple[ChannelRow, ...]
    edited_at: datetime
    edited_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class OrganizationDetail:
    """An organization's page. ``programs`` are its listings, ``unlisted`` programs without one."""

    id: UUID
    reference: str
    name: str
    org_type: str
    sub_type: str
    sectors: tuple[str, ...]
    regions: tuple[str, ...]
    status: str
    ended: bool
    ended_on: date | None
    legacy_contact: str
    website: str
    phone: str
    tier: int
    public_body: bool
    nation_or_tribe: bool
    own: bool
    programs: tuple[ProgramDetail, ...]
    unlisted: tuple[ProgramRow, ...]
    contacts: tuple[contacts.ContactRow, ...]
    contacts_incomplete: tuple[str, ...]
    region_missing: bool


def list_programs(
    for_: Actor, filters: pages.Filters, after: str | None = None, size: int = 25
) -> search.Answered[ProgramRow]:
    """List organizations and programs that fit all filters: what words ask for by rank, else by name.

    What has ended is marked and comes last. Raises Denied for whoever may not read the directory, Invalid
    for filters with unknown codes.
    """
    rules.check_read(for_)
    viewer = sources.get_actor_facts(for_)
    answer = search.ask(filters, viewer, after, min(size, pages.MOST))
    return answer.told(_rows_of(answer, viewer, filters))


def _programs() -> QuerySet[Any]:
    """Return programs as rows are made of them: each also says how long its listing holds (DIR-07)."""
    found: QuerySet[Any] = sources.programs().annotate(review_days=organizations.get_review_days())
    return found


def _rows_of(answer: search.Answer, viewer: ActorFacts, filters: pages.Filters) -> tuple[ProgramRow, ...]:
    """Fill the lines of a page in a fixed number of queries."""
    ids = [line.program_id for line in answer.lines if line.program_id is not None]
    found = {program.id: program for program in _programs().filter(id__in=ids)}
    bare = {}
    if len(ids) < len(answer.lines):
        bare_ids = [line.id for line in answer.lines if line.program_id is None]
        rows = sources.organizations().filter(id__in=bare_ids).select_related("standing")
        bare = {organization.id: organization for organization in rows}
    openings, chosen = _openings(found.values(), viewer), organizations.list_chosen_regions()
    asked = [*(facet.partition(":")[0] for facet in filters.facets), *answer.facets]
    told = []
    for line in answer.lines:
        if line.id in found:
            row = row_of(found[line.id], openings.get(line.id, ()), chosen, tuple(dict.fromkeys(asked)))
        elif line.id in bare:
            row = _bare_row(bare[line.id], chosen)
        else:
            continue  # gone since it was found
        told.append(replace(row, met=answer.met(line), distance=_distance(line, filters)))
    return tuple(told)


def _distance(line: Line, filters: pages.Filters) -> int | None:
    return line.distance if filters.from_region and line.distance < search.FAR else None


def _openings(programs: Any, viewer: ActorFacts) -> dict[UUID, tuple[OpeningView, ...]]:
    listed = {
        program.id: sources.facts_of(program, listing)
        for program in programs
        if (listing := sources.listing_of(program)) is not None and not _ended(program)
    }
    return sources.openings_for(viewer, listed, clock.now()) if listed else {}


def _ended(program: Any) -> bool:
    return ENDED in {program.status, program.organization.status}


def _bare_row(organization: Any, chosen: frozenset[str], program: Any = None) -> ProgramRow:
    """Return the line of an organization without a program, or of a program without a listing."""
    statuses = {organization.status, program.status if program is not None else organization.status}
    return ProgramRow(
        program_id=program.id if program is not None else None,
        program_reference=program.reference if program is not None else "",
        program_name=program.name if program is not None else "",
        organization_id=organization.id,
        organization_reference=organization.reference,
        organization_name=organization.name,
        org_type=organization.org_type,
        sub_type=organization.sub_type,
        tier=sources.tier_of(organization),
        ended=ENDED in statuses,
        paused="paused" in statuses,
        listed=False,
        regions=tuple(organization.regions),
        phone=organization.phone,
        region_missing=program is not None or chosen.isdisjoint(organization.regions),
    )


def row_of(
    program: Any, openings: tuple[OpeningView, ...], chosen: frozenset[str], facets: tuple[str, ...] = ()
) -> ProgramRow:
    """Build the line of a program of `_programs`."""
    organization, listing = program.organization, sources.listing_of(program)
    if listing is None:
        return _bare_row(organization, chosen, program)
    return ProgramRow(
        program_id=program.id,
        program_reference=program.reference,
        program_name=program.name,
        organization_id=organization.id,
        organization_reference=organization.reference,
        organization_name=organization.name,
        org_type=organization.org_type,
        sub_type=organization.sub_type,
        tier=sources.tier_of(organization),
        ended=_ended(program),
        paused="paused" in {program.status, organization.status},
        listed=True,
        categories=tuple(listing.categories),
        languages=tuple(listing.languages),
        interpreter_available=listing.interpreter_available,
        accessibility=tuple(listing.accessibility),
        serves=tuple(listing.serves),
        harm_scope=tuple(listing.harm_scope),
        regions=tuple(listing.regions),
        always_open=listing.always_open,
        phone=listing.phone,
        listing_state=listing.listing_state,
        confirmed_at=listing.last_confirmed_at,
        confirmation_due=rules.is_due(listing.last_confirmed_at, clock.now(), days=program.review_days),
        asks=tuple(facet for facet in facets if listing.facets.get(facet) == "ask"),
        openings=openings,
        region_missing=chosen.isdisjoint(listing.regions),
    )


def get_program(reference: str, for_: Actor) -> ProgramDetail:
    """Return a listed program; raises NotVisible for an unknown one or one without a listing."""
    rules.check_read(for_)
    program = _programs().filter(reference=reference, listing__id__isnull=False).first()
    if program is None:
        raise NotVisible
    return _details([program], for_, organizations.list_chosen_regions())[0]


def get_organization(reference: str, for_: Actor) -> OrganizationDetail:
    """Return an organization with its programs and contacts; raises NotVisible for an unknown one."""
    rules.check_read(for_)
    organization = sources.organizations().filter(reference=reference).select_related("standing").first()
    if organization is None:
        raise NotVisible
    programs = list(_programs().filter(organization_id=organization.id).order_by("position", "name"))
    named, chosen = contacts.get_contacts(organization.id), organizations.list_chosen_regions()
    return OrganizationDetail(
        id=organization.id,
        reference=organization.reference,
        name=organization.name,
        org_type=organization.org_type,
        sub_type=organization.sub_type,
        sectors=tuple(organization.sectors),
        regions=tuple(organization.regions),
        status=organization.status,
        ended=organization.status == ENDED,
        ended_on=organization.ended_on,
        legacy_contact=organization.legacy_contact,
        website=organization.website,
        phone=organization.phone,
        tier=sources.tier_of(organization),
        public_body=organization.public_body,
        nation_or_tribe=organization.nation_or_tribe,
        own=organization.id == for_.organization_id,
        programs=_details([each for each in programs if sources.listing_of(each)], for_, chosen),
        unlisted=tuple(row_of(each, (), chosen) for each in programs if not sources.listing_of(each)),
        contacts=named,
        contacts_incomplete=contacts.lacking((each.scope, each.rank) for each in named),
        region_missing=chosen.isdisjoint(organization.regions),
    )


def _details(programs: list[Any], for_: Actor, chosen: frozenset[str]) -> tuple[ProgramDetail, ...]:
    openings = _openings(programs, sources.get_actor_facts(for_)) if programs else {}
    channels: dict[UUID, list[ChannelRow]] = {}
    if programs:
        for channel in Channel.objects.filter(program_id__in=[program.id for program in programs]):
            row = ChannelRow(channel.id, channel.reference, channel.kind, channel.value, channel.hours)
            channels.setdefault(channel.program_id, []).append(row)
    return tuple(
        _detail(program, row_of(program, openings.get(program.id, ()), chosen), channels.get(program.id, []))
        for program in programs
    )


def _detail(program: Any, row: ProgramRow, channels: list[ChannelRow]) -> ProgramDetail:
    listing: Listing = program.listing
    return ProgramDetail(
        row=row,
        facts=sources.facts_of(program, listing),
        version=listing.version,
        description=listing.description,
        local_names=dict(listing.local_names),
        taxonomy_codes=dict(listing.taxonomy_codes),
        communities=tuple(listing.communities),
        culturally_specific=listing.culturally_specific,
        population_focus=tuple(listing.population_focus),
        eligibility=tuple(EligibilityLine(**line) for line in listing.eligibility),
        facets=dict(listing.facets),
        length_of_stay=listing.length_of_stay,
        how_to_get_in=listing.how_to_get_in,
        hours=hours_of(listing),
        preferred_channel=listing.preferred_channel,
        urgent_phone=listing.urgent_phone,
        after_hours_process=listing.after_hours_process,
        address=listing.address,
        address_confidential=listing.address_confidential,
        channels=tuple(channels),
        edited_at=listing.edited_at,
        edited_by=listing.edited_by.name if listing.edited_by else "",
        confirmed_by=listing.last_confirmed_by.name if listing.last_confirmed_by else "",
    )
