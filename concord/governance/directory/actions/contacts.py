"""Naming the people to call."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.governance.directory import codes, problems, rules
from concord.governance.directory.drafts import ContactDraft
from concord.governance.directory.events import ContactsChanged
from concord.governance.directory.models import Contact
from concord.governance.directory.queries import sources


@transaction.atomic
def save_contact(
    *,
    organization_id: UUID,
    draft: ContactDraft,
    by: Actor,
    now: datetime,
    contact_id: UUID | None = None,
) -> Contact:
    """Name a contact, or put a named one right. A new one takes the place of the one in its rank.

    Raises Denied, Invalid with every problem (DIR-06: all five fields; not the same person twice),
    NotVisible for a contact that is not this organization's, Conflict for one that has ended.
    """
    rules.check_own_edit(by, organization_id)
    current = list(Contact.objects.filter(organization_id=organization_id, scope=draft.scope, ended_at=None))
    others = [_draft_of(contact) for contact in current if contact.id != contact_id and contact.rank]
    problems.refuse(problems.of_contact(draft, others))
    earlier = _earlier(organization_id, contact_id)
    in_its_place = [contact.id for contact in current if draft.rank and contact.rank == draft.rank] + (
        [earlier.id] if earlier is not None else []
    )
    Contact.objects.filter(id__in=in_its_place, ended_at=None).update(ended_at=now)
    contact = Contact(
        organization_id=organization_id,
        scope=draft.scope,
        rank=draft.rank,
        name=" ".join(draft.name.split()),
        role_title=_or_none(draft.role_title),
        phone=_or_none(draft.phone),
        extension=draft.extension.strip(),
        secure_email=draft.secure_email.strip(),
        after_hours_process=draft.after_hours_process.strip(),
        warnings=list(_warnings(organization_id, draft.secure_email)),
        started_at=now,
        last_confirmed_at=now,
        last_confirmed_by_id=by.person_id,
    )
    contact.save(force_insert=True)
    _tell(contact, "contact.saved", by, now)
    return contact


@transaction.atomic
def remove_contact(*, contact_id: UUID, by: Actor, now: datetime) -> None:
    """End a contact; raises NotVisible, Denied, or Conflict where it has ended already."""
    contact = Contact.objects.filter(id=contact_id).first()
    if contact is None:
        raise NotVisible
    rules.check_own_edit(by, contact.organization_id)
    if not Contact.objects.filter(id=contact_id, ended_at=None).update(ended_at=now):
        raise Conflict("contact_ended")
    _tell(contact, "contact.removed", by, now)


@transaction.atomic
def confirm_contacts(*, organization_id: UUID, by: Actor, now: datetime) -> int:
    """Say that all named contacts are still right, whatever was warned of; returns how many."""
    rules.check_own_edit(by, organization_id)
    confirmed = Contact.objects.filter(organization_id=organization_id, ended_at=None).update(
        last_confirmed_at=now, last_confirmed_by_id=by.person_id, warnings=[]
    )
    audit.record(
        by, "contacts.confirmed", now=now, kind="organization", subject=organization_id,
        owner=organization_id,
    )  # fmt: skip
    return confirmed


def _earlier(organization_id: UUID, contact_id: UUID | None) -> Contact | None:
    if contact_id is None:
        return None
    earlier = Contact.objects.filter(id=contact_id, organization_id=organization_id).first()
    if earlier is None:
        raise NotVisible
    if earlier.ended_at is not None:
        raise Conflict("contact_ended")
    return earlier


def _warnings(organization_id: UUID, email: str) -> Iterator[str]:
    """Find what may be an error and may be right: a mailbox of another listed organization (DIR-11)."""
    domain = email.strip().rpartition("@")[2].casefold()
    site = ".".join(domain.split(".")[-2:])  # a mailbox may stand on a name below the website's
    if domain:
        others = sources.organizations().exclude(id=organization_id).filter(website__icontains=site)
        hosts = ((urlsplit(one.website).hostname or "").removeprefix("www.") for one in others)
        if any(domain == host or domain.endswith(f".{host}") for host in hosts if host):
            yield codes.OTHERS_MAILBOX


def _draft_of(contact: Contact) -> ContactDraft:
    return ContactDraft(
        scope=contact.scope,
        rank=contact.rank,
        name=contact.name,
        phone=contact.phone,
        extension=contact.extension,
        secure_email=contact.secure_email,
    )


def _or_none(text: str | None) -> str | None:
    return (text or "").strip() or None


def _tell(contact: Contact, action: str, by: Actor, now: datetime) -> None:
    audit.record(
        by, action, now=now, kind="contact", subject=contact.id, owner=contact.organization_id,
        detail={"scope": contact.scope, "rank": contact.rank or codes.PUBLISHED},
    )  # fmt: skip
    events.announce(ContactsChanged(contact.organization_id, contact.scope, contact.rank), now=now)
