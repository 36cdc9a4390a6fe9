"""Creating, editing, confirming and claiming what a program says of itself."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, NotVisible, Problem
from concord.foundation.organizations import actions as organizations
from concord.foundation.statements import insert
from concord.governance.directory import codes, problems, rules, states
from concord.governance.directory.drafts import ChannelDraft, ListingDraft, NewListing, ProgramDraft
from concord.governance.directory.events import ListingChanged
from concord.governance.directory.models import Channel, Listing
from concord.governance.directory.queries import sources
from concord.governance.directory.rules import ListingFacts

_CODED = (
    "categories", "languages", "accessibility", "communities", "population_focus", "harm_scope", "serves",
    "regions",
)  # fmt: skip


@transaction.atomic
def create_listing(
    *,
    organization_id: UUID,
    draft: ListingDraft,
    by: Actor,
    now: datetime,
    program: ProgramDraft | None = None,
    program_id: UUID | None = None,
) -> Listing:
    """List a program: an existing one (``program_id``) or a new one (``program``); give exactly one.

    Its own editors list it as claimed, the backbone office as listed by the coalition.
    Raises Denied, Invalid with every problem, NotVisible for an unknown organization or program, and
    Conflict("already_listed").
    """
    if (program is None) == (program_id is None):
        raise TypeError("give either a program or the id of one")
    if program is not None:
        return create_listings(new=[NewListing(organization_id, program, draft)], by=by, now=now)[0]
    rules.check_create(by, organization_id)
    problems.refuse(problems.of_listing(draft, _regions()))
    unit = sources.programs().filter(id=program_id, organization_id=organization_id).first()
    if unit is None:
        raise NotVisible
    if sources.listing_of(unit) is not None:
        raise Conflict("already_listed", program=unit.name)
    listing = _listing(unit.id, organization_id, draft, by, now)
    listing.save(force_insert=True)
    organizations.set_serves_pwch(program=unit, serves=codes.PWCH in draft.serves, by=by, now=now)
    tell(listing, organization_id, "created", by, now)
    return listing


@transaction.atomic
def create_listings(*, new: Sequence[NewListing], by: Actor, now: datetime) -> list[Listing]:
    """List several new programs with their channels; all or none, in as many statements as for one.

    The rule is asked and everything looked over for each of them. Raises Denied, Invalid with every
    problem of the first that has one, NotVisible for an unknown organization, Conflict("channel_exists").
    """
    _check_new(new, by)
    units = organizations.create_programs(programs=[_facts_of_program(one) for one in new], by=by, now=now)
    pairs = list(zip(units, new, strict=True))
    listings = [_listing(unit.id, one.organization_id, one.draft, by, now) for unit, one in pairs]
    channels = [row for unit, one in pairs for row in channels_of(unit.id, one.channels)]
    for rows in (listings, channels):
        if rows:
            insert(*rows)
    _tell_created(listings, [one.organization_id for one in new], by, now)
    return listings


def _check_new(new: Sequence[NewListing], by: Actor) -> None:
    known = _regions()
    for one in new:
        rules.check_create(by, one.organization_id)
        problems.refuse(_problems_of_new(one, known))
    owners = {one.organization_id for one in new}
    if sources.organizations().filter(id__in=owners).count() != len(owners):
        raise NotVisible


def _problems_of_new(new: NewListing, known: frozenset[str]) -> Iterator[Problem]:
    yield from problems.of_program(new.program)
    yield from problems.of_listing(new.draft, known)
    for channel in new.channels:
        yield from problems.of_channel(channel, confidential=new.draft.address_confidential)


def _facts_of_program(new: NewListing) -> dict[str, Any]:
    facts = asdict(new.program) | {"name": new.program.name.strip()}
    return facts | {"organization_id": new.organization_id, "serves_pwch": codes.PWCH in new.draft.serves}


def _listing(
    program_id: UUID, organization_id: UUID, draft: ListingDraft, by: Actor, now: datetime
) -> Listing:
    """Return a new listing: claimed from the beginning where its own editors list it."""
    own = by.organization_id == organization_id
    return Listing(
        program_id=program_id,
        listing_state=codes.CLAIMED if own else codes.COALITION_LISTED,
        edited_at=now,
        edited_by_id=by.person_id,
        last_confirmed_at=now if own else None,
        last_confirmed_by_id=by.person_id if own else None,
        **_columns(draft),
    )


def channels_of(program_id: UUID, drafts: Sequence[ChannelDraft]) -> list[Channel]:
    """Return new channels of a program; raises Conflict("channel_exists") where one stands twice."""
    rows = [Channel(program_id=program_id, **channel_columns(draft)) for draft in drafts]
    if len({(row.kind, row.value) for row in rows}) < len(rows):
        raise Conflict("channel_exists")
    return rows


def channel_columns(draft: ChannelDraft) -> dict[str, Any]:
    """Return a draft as the columns of a channel: texts without edges."""
    return {**asdict(draft), "value": draft.value.strip(), "hours": draft.hours.strip()}


@transaction.atomic
def edit_listing(*, program_id: UUID, version: int, draft: ListingDraft, by: Actor, now: datetime) -> Listing:
    """Save a listing that was read at ``version``; an agency's own edit also claims it.

    Raises NotVisible, Denied, Invalid with every problem, and Conflict("listing_changed") with who
    saved another version meanwhile, and when.
    """
    listing, facts = get_held(program_id)
    rules.check_edit(by, facts)
    rules.check_drop_separation(by, before=facts.serves_pwch, after=codes.PWCH in draft.serves)
    problems.refuse([*problems.of_listing(draft, _regions()), *_told_by_channels(program_id, draft)])
    own = by.organization_id == facts.organization_id
    changes = _columns(draft)
    changed = [name for name, value in changes.items() if getattr(listing, name) != value]
    saved = Listing.objects.filter(id=listing.id, version=version).update(
        **changes,
        version=version + 1,
        edited_at=now,
        edited_by_id=by.person_id,
        listing_state=codes.CLAIMED if own else listing.listing_state,
    )
    if not saved:
        raise _changed_meanwhile(listing)
    listing.refresh_from_db()
    organizations.set_serves_pwch(program=listing.program, serves=codes.PWCH in draft.serves, by=by, now=now)
    tell(listing, facts.organization_id, "edited", by, now, fields=changed)
    return listing


@transaction.atomic
def confirm_listing(*, program_id: UUID, by: Actor, now: datetime) -> Listing:
    """Say that everything is still right (DIR-07); the agency's first confirmation also claims."""
    listing, facts = get_held(program_id)
    rules.check_own_edit(by, facts.organization_id)
    Listing.objects.filter(id=listing.id).update(
        last_confirmed_at=now, last_confirmed_by_id=by.person_id, listing_state=codes.CLAIMED
    )
    listing.refresh_from_db()
    tell(listing, facts.organization_id, "confirmed", by, now)
    return listing


@transaction.atomic
def claim(*, program_id: UUID, by: Actor, now: datetime) -> Listing:
    """Take over a listing that the coalition entered; from then on only the agency edits it."""
    listing, facts = get_held(program_id)
    rules.check_claim(by, facts)
    moved = Listing.objects.filter(id=listing.id, listing_state=codes.COALITION_LISTED).update(
        listing_state=codes.CLAIMED
    )
    if not moved:
        raise Conflict("already_claimed")
    listing.refresh_from_db()
    tell(listing, facts.organization_id, "claimed", by, now)
    return listing


@transaction.atomic
def save_channel(
    *, program_id: UUID, draft: ChannelDraft, by: Actor, now: datetime, channel_id: UUID | None = None
) -> Channel:
    """Add or change a way to reach a program; raises NotVisible, Denied, Invalid, Conflict."""
    listing, facts = get_held(program_id)
    rules.check_edit(by, facts)
    problems.refuse(problems.of_channel(draft, confidential=listing.address_confidential))
    values = channel_columns(draft)
    same = Channel.objects.filter(program_id=program_id, kind=draft.kind, value=values["value"])
    if any(channel.id != channel_id for channel in same):
        raise Conflict("channel_exists")
    if channel_id is None:
        channel = Channel(program_id=program_id, **values)
        channel.save(force_insert=True)
    else:
        if not Channel.objects.filter(id=channel_id, program_id=program_id).update(**values):
            raise NotVisible
        channel = Channel.objects.get(id=channel_id)
    tell(listing, facts.organization_id, "channel_saved", by, now)
    return channel


@transaction.atomic
def remove_channel(*, channel_id: UUID, by: Actor, now: datetime) -> None:
    """Take a way to reach a program out of the directory; raises NotVisible or Denied."""
    channel = Channel.objects.filter(id=channel_id).first()
    if channel is None:
        raise NotVisible
    listing, facts = get_held(channel.program_id)
    rules.check_edit(by, facts)
    channel.delete()
    tell(listing, facts.organization_id, "channel_removed", by, now)


def get_held(program_id: UUID) -> tuple[Listing, ListingFacts]:
    """Return a listing with what the rules ask of it; raises NotVisible."""
    listing = (
        Listing.objects.select_related("program__organization", "edited_by")
        .filter(program_id=program_id, program__organization__verified_at__isnull=False)
        .first()
    )
    if listing is None:
        raise NotVisible
    return listing, sources.facts_of(listing.program, listing)


def _told_by_channels(program_id: UUID, draft: ListingDraft) -> Iterator[Problem]:
    """Refuse to call an address confidential while a channel tells it (DIR-18)."""
    if draft.address_confidential:
        said = Channel.objects.filter(program_id=program_id).values_list("value", "hours")
        yield from problems.of_hiding(text for pair in said for text in pair)


def _regions() -> frozenset[str]:
    return frozenset(code for code, _ in sources.get_regions())


def _columns(draft: ListingDraft) -> dict[str, Any]:
    """Return a draft as the columns of a listing: codes once and in order, texts without edges."""
    columns: dict[str, Any] = asdict(draft)
    for name in _CODED:
        columns[name] = list(dict.fromkeys(columns[name]))
    for name, value in columns.items():
        if isinstance(value, str):
            columns[name] = value.strip()
    columns["hours"] = {
        str(day): [list(pair) for pair in pairs] for day, pairs in draft.hours.items() if pairs
    }
    columns["eligibility"] = [asdict(line) for line in draft.eligibility]
    columns["closures"] = sorted(set(draft.closures))
    columns["local_names"] = dict(draft.local_names)
    columns["taxonomy_codes"] = dict(draft.taxonomy_codes)
    columns["facets"] = dict(draft.facets)
    return columns


def _changed_meanwhile(listing: Listing) -> Conflict:
    latest = Listing.objects.select_related("edited_by").get(id=listing.id)
    name = latest.edited_by.name if latest.edited_by else ""
    return Conflict("listing_changed", name=name, at=latest.edited_at, version=latest.version)


def tell(
    listing: Listing,
    organization_id: UUID,
    step: str,
    by: Actor,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
    """Log what was done to a listing, and announce it."""
    claimed = {"claimed": states.AUDIT[codes.CLAIMED], "created": states.AUDIT[codes.COALITION_LISTED]}
    audit.record(
        by,
        claimed.get(step, f"listing.{step}"),
        now=now,
        kind="program",
        subject=listing.program_id,
        owner=organization_id,
        detail={"version": listing.version, **({"fields": fields} if fields else {})},
    )
    events.announce(ListingChanged(listing.program_id, organization_id, step, listing.version), now=now)


def _tell_created(listings: Sequence[Listing], owners: Sequence[UUID], by: Actor, now: datetime) -> None:
    """Log and announce each of several new listings."""
    pairs = list(zip(listings, owners, strict=True))
    about = [(one.program_id, owner, {"version": one.version}) for one, owner in pairs]
    audit.record_each(by, "listing.created", now=now, kind="program", about=about)
    events.announce_each(
        [ListingChanged(one.program_id, owner, "created", one.version) for one, owner in pairs], now=now
    )
