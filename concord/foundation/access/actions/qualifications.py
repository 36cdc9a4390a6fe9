"""Stores what somebody has learned. Called by the room of training, which decides it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access.models import Qualification
from concord.foundation.audit import actions as audit
from concord.foundation.lib.who import Who


@transaction.atomic
def set_qualification(
    *,
    membership_id: UUID,
    organization_id: UUID,
    module: str,
    kind: str,
    until: datetime,
    by: Who,
    now: datetime,
) -> Qualification:
    """Let a module hold for a place until a time; holds from the next request on."""
    found, _ = Qualification.objects.update_or_create(
        membership_id=membership_id,
        module=module,
        defaults={"kind": kind, "since": now, "until": until},
    )
    audit.record(
        by,
        "qualification.set",
        now=now,
        kind="membership",
        subject=membership_id,
        owner=organization_id,
        detail={"module": module, "kind": kind, "until": until.isoformat()},
    )
    return found
