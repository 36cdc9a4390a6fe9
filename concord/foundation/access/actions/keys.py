"""Makes and ends the keys of an organization's own systems."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import ApiKey
from concord.foundation.access.queries.actors import hash_key
from concord.foundation.audit import actions as audit
from concord.foundation.lib import references
from concord.foundation.lib.denied import Conflict, Denied, NotVisible

PREFIX = "concord_"
_SHOWN = len(PREFIX) + 4  # enough to recognize a key that was found somewhere, too little to guess it


@transaction.atomic
def create_key(
    *, name: str, scopes: Collection[str], days: int, by: Actor, now: datetime
) -> tuple[ApiKey, str]:
    """Make a key and return it with its secret, which is shown once and kept as a hash only.

    Raises Invalid for scopes that the maker does not have, or more than a year.
    """
    rules.check_create_key(by, scopes, days)
    if by.person_id is None:
        raise Denied("not_signed_in")
    secret = PREFIX + references.new_token()
    key = ApiKey(
        organization_id=rules.own_organization(by),
        person_id=by.person_id,
        name=name.strip(),
        prefix=secret[:_SHOWN],
        secret_hash=hash_key(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    key.save(force_insert=True)
    audit.record(by, "key.created", now=now, kind="key", subject=key.id, detail={"scopes": key.scopes})
    return key, secret


@transaction.atomic
def revoke_key(*, reference: str, by: Actor, now: datetime) -> None:
    """End a key; its next call is refused. Raises NotVisible for another organization's."""
    key = ApiKey.objects.filter(
        reference=reference.upper(), organization_id=rules.own_organization(by)
    ).first()
    if key is None:
        rules.check_capability(by, "keys.manage")
        raise NotVisible
    rules.check_revoke_key(by, key.organization_id)
    if not ApiKey.objects.filter(id=key.id, revoked_at=None).update(revoked_at=now):
        raise Conflict("key_revoked_already")
    audit.record(by, "key.revoked", now=now, kind="key", subject=key.id)
