"""Whom an organization names, and what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.governance.directory import codes
from concord.governance.directory.models import Contact


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A current contact; role_title and phone are None where a published contact has none."""

    id: UUID
    reference: str
    scope: str
    rank: str
    name: str
    role_title: str | None
    phone: str | None
    extension: str
    secure_email: str
    after_hours_process: str
    warnings: tuple[str, ...]
    last_confirmed_at: datetime
    confirmed_by: str


def get_contacts(organization_id: UUID) -> tuple[ContactRow, ...]:
    """Return the current contacts: by scope in the order of the codes, primary before backup."""
    found = Contact.objects.filter(organization_id=organization_id, ended_at=None)
    rows = [_row(contact) for contact in found.select_related("last_confirmed_by").order_by("id")]
    return tuple(sorted(rows, key=_place))


def list_contacts(organization_ids: Sequence[UUID]) -> dict[UUID, tuple[ContactRow, ...]]:
    """Return the current contacts of several organizations, in one query and in the order of each."""
    found = Contact.objects.filter(organization_id__in=organization_ids, ended_at=None)
    held: dict[UUID, list[ContactRow]] = {}
    for contact in found.select_related("last_confirmed_by").order_by("id"):
        held.setdefault(contact.organization_id, []).append(_row(contact))
    return {identity: tuple(sorted(rows, key=_place)) for identity, rows in held.items()}


def contacts_incomplete(organization_id: UUID) -> tuple[str, ...]:
    """Name what lacks, such as ``referral.backup``; empty when the contacts are complete (DIR-06)."""
    found = Contact.objects.filter(organization_id=organization_id, ended_at=None)
    return lacking(found.values_list("scope", "rank"))


def list_incomplete_organizations(organization_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Say of several organizations at once what lacks; the complete ones are left out."""
    held: dict[UUID, list[tuple[str, str]]] = {identity: [] for identity in organization_ids}
    found = Contact.objects.filter(organization_id__in=organization_ids, ended_at=None)
    for organization_id, scope, rank in found.values_list("organization_id", "scope", "rank"):
        held[organization_id].append((scope, rank))
    lacks = {identity: lacking(ranks) for identity, ranks in held.items()}
    return {identity: missing for identity, missing in lacks.items() if missing}


def lacking(held: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Name the missing ranks: both for referrals, and the other one wherever one is named."""
    named = set(held)
    scopes = {scope for scope, _ in named if scope != codes.PUBLISHED} | {codes.REQUIRED_SCOPE}
    return tuple(
        f"{scope}.{rank}"
        for scope in codes.COORDINATION_SCOPES
        if scope in scopes
        for rank in codes.CONTACT_RANKS
        if (scope, rank) not in named
    )


def _place(row: ContactRow) -> tuple[int, int]:
    ranks = (*codes.CONTACT_RANKS, "")
    return codes.CONTACT_SCOPES.index(row.scope), ranks.index(row.rank)


def _row(contact: Contact) -> ContactRow:
    return ContactRow(
        id=contact.id,
        reference=contact.reference,
        scope=contact.scope,
        rank=contact.rank,
        name=contact.name,
        role_title=contact.role_title,
        phone=contact.phone,
        extension=contact.extension,
        secure_email=contact.secure_email,
        after_hours_process=contact.after_hours_process,
        warnings=tuple(contact.warnings),
        last_confirmed_at=contact.last_confirmed_at,
        confirmed_by=contact.last_confirmed_by.name if contact.last_confirmed_by else "",
    )
