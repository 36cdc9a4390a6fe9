"""Entering many listings for the coalition, from a file, and taking them back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import codes, problems, rules
from concord.governance.directory.drafts import ContactDraft
from concord.governance.directory.models import Channel, Contact, Listing, OnCallShift, Opening


@transaction.atomic
def enter_contacts(*, organization_id: UUID, drafts: Sequence[ContactDraft], by: Actor, now: datetime) -> int:
    """Name the published contacts of an organization that the office enters; returns how many."""
    rules.check_create(by, organization_id)
    problems.refuse([problem for draft in drafts for problem in problems.of_contact(draft, ())])
    for draft in drafts:
        Contact(
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
        ).save(force_insert=True)
    if drafts:
        audit.record(
            by, "contact.saved", now=now, kind="organization", subject=organization_id, owner=organization_id
        )
    return len(drafts)


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
    organizations.withdraw_program(program_id=program_id, organization_id=organization_id, by=by, now=now)


@transaction.atomic
def withdraw_contacts(*, organization_id: UUID, by: Actor, now: datetime) -> None:
    """Take back the published contacts of an organization that goes as a whole."""
    rules.check_create(by, organization_id)
    Contact.objects.filter(organization_id=organization_id, scope=codes.PUBLISHED).delete()
    audit.record(
        by, "contact.removed", now=now, kind="organization", subject=organization_id, owner=organization_id
    )
