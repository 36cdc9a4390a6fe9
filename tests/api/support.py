"""Keys of the cast and a small client for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from concord.foundation.access import gates, scope
from concord.foundation.access.models import ApiKey
from concord.foundation.access.queries.actors import hash_key
from concord.foundation.lib import clock
from concord.information.releases import codes as release_codes
from tests import cast

EVERYTHING = tuple(gates.GATES)
SENT_ITEMS = ("service_needed", "how_soon", "referral_source", "information_basis", "safe_contact")


def make_key(name: str, scopes: Iterable[str] = EVERYTHING, *, days: int = 30, revoked: bool = False) -> str:
    """Put a key of a member of the cast into the database, whatever they may; return its secret."""
    actor, now = cast.actor(name), clock.now()
    secret = f"concord_{name}_{'_'.join(sorted(scopes))}_{days}_{revoked}"
    with scope.acting(actor):
        ApiKey(
            organization_id=actor.organization,
            person_id=actor.person,
            name="test",
            prefix="concord_test",
            secret_hash=hash_key(secret),
            scopes=sorted(scopes),
            created_at=now - timedelta(days=90),
            expires_at=now + timedelta(days=days),
            revoked_at=now if revoked else None,
        ).save(force_insert=True)
    return secret


@dataclass
class Api:
    """Calls the API with one key; ``last`` is the answer before it is read."""

    secret: str = ""
    client: Client = field(default_factory=Client)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            data=b"" if body is None else _dump(body),
            content_type="application/json",
            headers=headers,
        )

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any) -> Any:
        return self.call("PUT", path, body)


def _dump(body: Any) -> bytes:
    import orjson

    return body if isinstance(body, bytes) else orjson.dumps(body)


def api_of(name: str, scopes: Iterable[str] = EVERYTHING) -> Api:
    return Api(make_key(name, scopes))


def release_body(
    program: str, recipient: str, recipient_program: str, items: Iterable[str], **more: Any
) -> Any:
    """What an API call says to record a written release of 30 days."""
    return {
        "program": program,
        "recipient": recipient,
        "recipient_program": recipient_program,
        "items": list(items),
        "given_on": clock.now().isoformat(),
        "ends_at": (clock.now() + timedelta(days=30)).isoformat(),
        "explained_points": list(release_codes.POINTS),
        "holds_signed_copy": True,
        **more,
    }


def referral_body(release: str, to: str = "harbor-shelter", **more: Any) -> Any:
    """What an API call says to send a referral to a shelter."""
    return {
        "receiver_program": to,
        "sensitivity": "priority",
        "release": release,
        "category": "emergency_housing",
        "source": "community_based_organization",
        "basis": ["direct_client_interview"],
        "contact_phone": "860-555-0140",
        **more,
    }
