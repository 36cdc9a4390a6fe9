"""The keys of the acting organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import ApiKey


@dataclass(frozen=True, slots=True)
class Key:
    """One key as the lead sees it: never its secret. state: ``works``, ``ended`` or ``revoked``."""

    reference: str
    name: str
    prefix: str
    person: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    state: str


def list_keys(actor: Actor, now: datetime) -> Sequence[Key]:
    """List the keys, the newest first."""
    found = ApiKey.objects.filter(organization_id=rules.own_organization(actor)).select_related("person")
    return [
        Key(
            reference=key.reference,
            name=key.name,
            prefix=key.prefix,
            person=key.person.name,
            scopes=tuple(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            state="revoked" if key.revoked_at else "ended" if key.expires_at <= now else "works",
        )
        for key in found.order_by("-created_at", "-id")
    ]
