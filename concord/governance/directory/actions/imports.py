"""Entering many listings for the coalition, from a file, and taking them back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.foundation.statements import insert
from concord.governance.directory import codes, problems, rules
from concord.governance.directory.actions import listings
from concord.governance.directory.drafts import ChannelDraft, ContactDraft
from concord.governance.directory.models import Channel, Contact, Listing, OnCallShift, Opening


@transaction.atomic
def enter_contacts(*, organization_id: UUID, drafts: Sequence[ContactDraft], by: Actor, now: datetime) -> int:
    """Name the published contacts of an organization that the office enters; returns how many."""
    rules.check_create(by, organization_id)
    problems.refuse([problem for draft in drafts for problem in problems.of_contact(draft, ())])
    if drafts:
        insert(*(_published(organization_id, draft, now) for draft in drafts))
        audit.record(
            by, "contact.saved", now=now, kind="organization", subject=organization_id, owner=organization_id
        )
    return len(drafts)


def _published(organization_id: UUID, draft: ContactDraft, now: datetime) -> Contact:
    return Contact(
        organization_id=organization_id,
        scope=codes.PUBLISHED,
        rank="",
        name=" ".join(draft.name.split()),
        role_title=draft.role_title,
        phone=draft.phone,
        extension=draft.extension,
        secure_email=draft.secure_email,
        started_at=now,
        last_confirmed_at=now,
        last_confirmed_by_id=None,
    )


@transaction.atomic
def add_channels(
    *, program_id: UUID, drafts: Sequence[ChannelDraft], by: Actor, now: datetime
) -> list[Channel]:
    """Add several ways to reach a program at once; raises NotVisible, Denied, Invalid, Conflict."""
    listing, facts = listings.get_held(program_id)
    rules.check_edit(by, facts)
    confidential = listing.address_confidential
    problems.refuse(one for draft in drafts for one in problems.of_channel(draft, confidential=confidential))
    rows = listings.channels_of(program_id, drafts)
    held = set(Channel.objects.filter(program_id=program_id).values_list("kind", "value"))
    if held & {(row.kind, row.value) for row in rows}:
        raise Conflict("channel_exists")
    if rows:
        insert(*rows)
        listings.tell(listing, facts.organization_id, "channel_saved", by, now)
    return rows


@transaction.atomic
def withdraw_channels(
    *, program_id: UUID, added: Mapping[UUID, ChannelDraft], by: Actor, now: datetime
) -> int:
    """Take back ways to reach a program that are still as they were added; returns how many went.

    Raises NotVisible and Denied.
    """
    listing, facts = listings.get_held(program_id)
    rules.check_edit(by, facts)
    untouched = Q(id__in=())
    for key, draft in added.items():
        untouched |= Q(id=key, **asdict(draft))
    gone, _ = Channel.objects.filter(untouched, program_id=program_id).delete()
    if gone:
        listings.tell(listing, facts.organization_id, "channel_removed", by, now)
    return gone


@transaction.atomic
def withdraw_listing(*, program_id: UUID, version: int, by: Actor, now: datetime) -> None:
    """Take back a listing that the office entered, with its program, as long as nobody has touched it.

    Raises NotVisible, Denied once it is claimed, Conflict("listing_changed") for another version, and
    `django.db.models.ProtectedError` where something else hangs on the program.
    """
    listing = (
        Listing.objects.select_for_update().select_related("program").filter(program_id=program_id).first()
    )
    if listing is None:
        raise NotVisible
    organization_id = listing.program.organization_id
    rules.check_edit(by, rules.ListingFacts(program_id, organization_id, listing.listing_state))
    if listing.version != version:
        raise Conflict("listing_changed", name="", at=listing.edited_at, version=listing.version)
    for model in (Channel, Opening, OnCallShift, Listing):
        model.objects.filter(program_id=program_id).delete()
    organizations.withdraw_programs(program_ids=[program_id], by=by, now=now)


@transaction.atomic
def withdraw_contacts(*, organization_id: UUID, by: Actor, now: datetime) -> None:
    """Take back the published contacts of an organization that goes as a whole."""
    rules.check_create(by, organization_id)
    Contact.objects.filter(organization_id=organization_id, scope=codes.PUBLISHED).delete()
    audit.record(
        by, "contact.removed", now=now, kind="organization", subject=organization_id, owner=organization_id
    )
