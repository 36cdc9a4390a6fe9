"""What the people of an organization have learned, for themselves and for their lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import Qualification
from concord.foundation.accounts import states
from concord.foundation.organizations.models import Membership


@dataclass(frozen=True, slots=True)
class Held:
    """One module that somebody has begun: how, and until when it holds."""

    module: str
    kind: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Learner:
    """One person of the own organization, with what they have begun, by module."""

    reference: str
    membership_id: UUID
    name: str
    roles: frozenset[str]
    held: dict[str, Held]


def list_held(actor: Actor) -> dict[str, Held]:
    """Return what the actor has begun, by module."""
    if actor.membership_id is None:
        return {}
    found = Qualification.objects.filter(membership_id=actor.membership_id)
    return {one.module: Held(one.module, one.kind, one.until) for one in found}


def list_learners(actor: Actor) -> Sequence[Learner]:
    """List who works for the acting organization and what they have begun, in two queries."""
    places = (
        Membership.objects.filter(organization_id=rules.own_organization(actor), active=True)
        .exclude(person__state=states.LEFT)
        .select_related("person")
        .prefetch_related("qualifications")
        .order_by("person__name", "id")
    )
    return [
        Learner(
            reference=place.reference,
            membership_id=place.id,
            name=place.person.name,
            roles=frozenset(place.roles),
            held={one.module: Held(one.module, one.kind, one.until) for one in place.qualifications.all()},
        )
        for place in places
    ]
