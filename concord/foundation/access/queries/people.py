"""The people of the acting organization, for its lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Session
from concord.foundation.accounts.queries import SECOND_FACTORS
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations.codes import SECOND_FACTOR
from concord.foundation.organizations.models import Membership, Program


@dataclass(frozen=True, slots=True)
class Member:
    """One person as the lead of their organization sees them."""

    reference: str
    membership_id: UUID
    person_id: UUID
    organization_id: UUID
    name: str
    email: str
    title: str
    roles: tuple[str, ...]
    program_id: UUID | None
    program: str
    state: str
    second_factor: bool
    second_factor_missing: bool
    seen_at: datetime | None


def list_members(actor: Actor) -> Sequence[Member]:
    """List who works for the acting organization now, by name, in two queries."""
    memberships = list(_memberships(actor).order_by("person__name", "id"))
    return _members(memberships)


def get_member(actor: Actor, reference: str) -> Member:
    """Return one of them; raises NotVisible for anybody else's."""
    memberships = list(_memberships(actor).filter(reference=reference.upper()))
    if not memberships:
        raise NotVisible
    return _members(memberships)[0]


def list_programs(actor: Actor) -> Sequence[tuple[UUID, str]]:
    """List the acting organization's programs as (id, name)."""
    found = Program.objects.filter(organization_id=rules.own_organization(actor), status="active")
    return list(found.values_list("id", "name"))


def _memberships(actor: Actor) -> QuerySet[Membership]:
    factors = Authenticator.objects.filter(user_id=OuterRef("person_id"), type__in=SECOND_FACTORS)
    return (
        Membership.objects.filter(organization_id=rules.own_organization(actor), active=True)
        .filter(~Q(person__state=states.LEFT))
        .select_related("person", "program")
        .annotate(second_factor=Exists(factors))
    )


def _members(memberships: Sequence[Membership]) -> Sequence[Member]:
    people = [membership.person_id for membership in memberships]
    seen = dict(
        Session.objects.filter(person_id__in=people)
        .values("person_id")
        .annotate(latest=Max("seen_at"))
        .values_list("person_id", "latest")
    )
    return [_member(membership, seen.get(membership.person_id)) for membership in memberships]


def _member(membership: Membership, session_seen_at: datetime | None) -> Member:
    person = membership.person
    has_factor = bool(getattr(membership, "second_factor", False))
    return Member(
        reference=membership.reference,
        membership_id=membership.id,
        person_id=person.id,
        organization_id=membership.organization_id,
        name=person.name,
        email=person.email,
        title=membership.title,
        roles=tuple(membership.roles),
        program_id=membership.program_id,
        program=membership.program.name if membership.program else "",
        state=person.state,
        second_factor=has_factor,
        second_factor_missing=not has_factor and not SECOND_FACTOR.isdisjoint(membership.roles),
        seen_at=max(filter(None, (person.last_login, session_seen_at)), default=None),
    )
