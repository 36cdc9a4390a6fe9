"""Who was invited, and how far each has come: opened, joined, claimed, confirmed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When

from concord.foundation.accounts import states as accounts
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import codes as directory
from concord.governance.directory import states as directory_states
from concord.governance.members import codes, letters
from concord.governance.members.models import ImportedProgram, LeadInvitation

SIZE = 50


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation as the office sees it."""

    reference: str
    organization: str
    organization_reference: str
    way: str
    name: str
    email: str
    state: str
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Uninvited:
    """An organization that has no lead yet, and whom a list named for it."""

    reference: str
    name: str
    lead_name: str
    lead_email: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is printed."""

    id: UUID
    organization: str
    name: str
    code: str
    expires_at: datetime


def list_invitations(
    *, state: str, after: str, now: datetime, size: int = SIZE
) -> tuple[Sequence[InvitationRow], str]:
    """List invitations, the latest first, and the place from which the next page goes on ("" at the end)."""
    found = _with_states(now)
    if state:
        found = found.filter(state=state)
    if after:
        start = LeadInvitation.objects.filter(reference=after.upper()).values_list("id", flat=True).first()
        if start is None:
            raise NotVisible
        found = found.filter(id__lt=start)
    rows = list(found.order_by("-id")[: size + 1])
    return [_row(row) for row in rows[:size]], rows[size - 1].reference if len(rows) > size else ""


def count_states(now: datetime) -> dict[str, int]:
    """Count the invitations in each state, in one query."""
    found = _with_states(now).values_list("id", "state")
    counted = dict.fromkeys(codes.INVITATION_STATES, 0)
    for _id, state in found:
        counted[state] += 1
    return counted


def get_state(invitation_id: UUID, now: datetime) -> str:
    """Return the state of one invitation."""
    return str(_with_states(now).values_list("state", flat=True).get(id=invitation_id))


def list_letters(now: datetime, *, reference: str = "") -> Sequence[Letter]:
    """List the letters that nobody has used yet, or the one that is asked for; raises NotVisible."""
    found = LeadInvitation.objects.select_related("organization").filter(
        way=codes.LETTER, used_at=None, revoked_at=None, expires_at__gt=now
    )
    if reference:
        found = found.filter(reference=reference.upper())
    listed = [
        Letter(
            held.id, held.organization.name, held.name, letters.code_of(held.id, held.issue), held.expires_at
        )
        for held in found.order_by("id")
    ]
    if reference and not listed:
        raise NotVisible
    return listed


def get_named_leads(organization_ids: Collection[UUID]) -> Mapping[UUID, tuple[str, str]]:
    """Return the lead that a list named for each organization: name and address, which may be empty."""
    found = ImportedProgram.objects.filter(organization_id__in=organization_ids).exclude(lead_name="")
    rows = found.order_by("-lead_email", "id").values_list("organization_id", "lead_name", "lead_email")
    named: dict[UUID, tuple[str, str]] = {}
    for owner, name, email in rows:
        named.setdefault(owner, (name, email))
    return named


def list_uninvited() -> Sequence[Uninvited]:
    """List the organizations that have neither a lead nor an open invitation, with the lead a list named."""
    led = Count(
        "memberships",
        filter=Q(
            memberships__active=True,
            memberships__roles__contains=["agency_lead"],
            memberships__person__state__in=[accounts.ACTIVE, accounts.INVITED, accounts.SUSPENDED],
        ),
    )
    asked = LeadInvitation.objects.filter(revoked_at=None).values("organization_id")
    found = organizations.list_verified_organizations().exclude(status=directory_states.ENDED)
    waiting = found.exclude(id__in=asked).annotate(leads=led).filter(leads=0, is_backbone=False)
    rows = list(waiting.order_by("name", "id").values_list("id", "reference", "name"))
    named = get_named_leads([identity for identity, _reference, _name in rows])
    return [Uninvited(reference, name, *named.get(identity, ("", ""))) for identity, reference, name in rows]


def _with_states(now: datetime) -> QuerySet[Any]:
    listed = organizations.list_verified_programs().filter(
        organization_id=OuterRef("organization_id"), listing__listing_state=directory.CLAIMED
    )
    confirmed = listed.filter(listing__last_confirmed_at__isnull=False)
    joined = Q(person__state=accounts.ACTIVE)
    return (
        LeadInvitation.objects.select_related("organization")
        .annotate(link_opened=Max("person__invitations__opened_at"))
        .annotate(
            state=Case(
                When(revoked_at__isnull=False, then=Value(codes.REVOKED)),
                When(joined & Exists(confirmed), then=Value(codes.CONFIRMED)),
                When(joined & Exists(listed), then=Value(codes.CLAIMED)),
                When(joined, then=Value(codes.JOINED)),
                When(expires_at__lte=now, then=Value(codes.ENDED)),
                When(Q(opened_at__isnull=False) | Q(link_opened__gte=F("sent_at")), then=Value(codes.OPENED)),
                default=Value(codes.SENT),
                output_field=CharField(),
            )
        )
    )


def _row(held: Any) -> InvitationRow:
    return InvitationRow(
        reference=held.reference,
        organization=held.organization.name,
        organization_reference=held.organization.reference,
        way=held.way,
        name=held.name,
        email=held.email,
        state=held.state,
        sent_at=held.sent_at,
        expires_at=held.expires_at,
    )
