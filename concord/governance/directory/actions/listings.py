"""Creating, editing, confirming and claiming what a program says of itself."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, NotVisible, Problem
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import codes, problems, rules, states
from concord.governance.directory.drafts import ChannelDraft, ListingDraft, ProgramDraft
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
    rules.check_create(by, organization_id)
    found = list(problems.of_program(program)) if program is not None else []
    problems.refuse([*found, *problems.of_listing(draft, _regions())])
    unit = _program(organization_id, program, program_id, by, now)
    if sources.listing_of(unit) is not None:
        raise Conflict("already_listed", program=unit.name)
    own = by.organization_id == organization_id
    listing = Listing(
        program_id=unit.id,
        listing_state=codes.CLAIMED if own else codes.COALITION_LISTED,
        edited_at=now,
        edited_by_id=by.person_id,
        last_confirmed_at=now if own else None,
        last_confirmed_by_id=by.person_id if own else None,
        **_columns(draft),
    )
    listing.save(force_insert=True)
    organizations.set_serves_pwch(program=unit, serves=codes.PWCH in draft.serves, by=by, now=now)
    _tell(listing, organization_id, "created", by, now)
    return listing


@transaction.atomic
def edit_listing(*, program_id: UUID, version: int, draft: ListingDraft, by: Actor, now: datetime) -> Listing:
    """Save a listing that was read at ``version``; an agency's own edit also claims it.

    Raises NotVisible, Denied, Invalid with every problem, and Conflict("listing_changed") with who
    saved another version meanwhile, and when.
    """
    listing, facts = _get(program_id)
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
    _tell(listing, facts.organization_id, "edited", by, now, fields=changed)
    return listing


@transaction.atomic
def confirm_listing(*, program_id: UUID, by: Actor, now: datetime) -> Listing:
    """Say that everything is still right (DIR-07); the agency's first confirmation also claims."""
    listing, facts = _get(program_id)
    rules.check_own_edit(by, facts.organization_id)
    Listing.objects.filter(id=listing.id).update(
        last_confirmed_at=now, last_confirmed_by_id=by.person_id, listing_state=codes.CLAIMED
    )
    listing.refresh_from_db()
    _tell(listing, facts.organization_id, "confirmed", by, now)
    return listing


@transaction.atomic
def claim(*, program_id: UUID, by: Actor, now: datetime) -> Listing:
    """Take over a listing that the coalition entered; from then on only the agency edits it."""
    listing, facts = _get(program_id)
    rules.check_claim(by, facts)
    moved = Listing.objects.filter(id=listing.id, listing_state=codes.COALITION_LISTED).update(
        listing_state=codes.CLAIMED
    )
    if not moved:
        raise Conflict("already_claimed")
    listing.refresh_from_db()
    _tell(listing, facts.organization_id, "claimed", by, now)
    return listing


@transaction.atomic
def save_channel(
    *, program_id: UUID, draft: ChannelDraft, by: Actor, now: datetime, channel_id: UUID | None = None
) -> Channel:
    """Add or change a way to reach a program; raises NotVisible, Denied, Invalid, Conflict."""
    listing, facts = _get(program_id)
    rules.check_edit(by, facts)
    problems.refuse(problems.of_channel(draft, confidential=listing.address_confidential))
    values = {**asdict(draft), "value": draft.value.strip(), "hours": draft.hours.strip()}
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
    _tell(listing, facts.organization_id, "channel_saved", by, now)
    return channel


@transaction.atomic
def remove_channel(*, channel_id: UUID, by: Actor, now: datetime) -> None:
    """Take a way to reach a program out of the directory; raises NotVisible or Denied."""
    channel = Channel.objects.filter(id=channel_id).first()
    if channel is None:
        raise NotVisible
    listing, facts = _get(channel.program_id)
    rules.check_edit(by, facts)
    channel.delete()
    _tell(listing, facts.organization_id, "channel_removed", by, now)


def _get(program_id: UUID) -> tuple[Listing, ListingFacts]:
    listing = (
        Listing.objects.select_related("program__organization", "edited_by")
        .filter(program_id=program_id, program__organization__verified_at__isnull=False)
        .first()
    )
    if listing is None:
        raise NotVisible
    return listing, sources.facts_of(listing.program, listing)


def _program(
    organization_id: UUID, draft: ProgramDraft | None, program_id: UUID | None, by: Actor, now: datetime
) -> Any:
    if draft is None:
        unit = sources.programs().filter(id=program_id, organization_id=organization_id).first()
        if unit is None:
            raise NotVisible
        return unit
    organization = sources.organizations().filter(id=organization_id).first()
    if organization is None:
        raise NotVisible
    return organizations.create_program(
        organization=organization, by=by, now=now, **asdict(replace(draft, name=draft.name.strip()))
    )


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


def _tell(
    listing: Listing,
    organization_id: UUID,
    step: str,
    by: Actor,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
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
