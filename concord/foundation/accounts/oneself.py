"""Who acts on the own account: a person, before or beside acting for an organization."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Oneself:
    """A person at the own account."""

    person_id: UUID | None
    organization_id: UUID | None = None
    door: str = "page"


def oneself(request: HttpRequest, person_id: UUID | None) -> Oneself:
    """Name the person, and the organization only where the request's scope already has it.

    The log takes an entry in the name of an organization from its members only, and nobody is a member
    while the screen is locked, or before the second factor.
    """
    actor: Any = getattr(request, "actor", None)
    return Oneself(person_id, actor.organization_id if actor is not None and actor.is_member else None)
