"""Stores where an organization stands now. Called by the rooms that decide it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access import gates
from concord.foundation.access.models import Standing
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.lib.who import Who


@transaction.atomic
def set_standing(
    *, organization_id: UUID, tier: int, switched_off: Collection[str], by: Who, now: datetime
) -> Standing:
    """Set the tier and what the organization has switched off; holds from the next request on.

    Raises Invalid for a tier or a capability group that the gate table does not know.
    """
    groups = {capability.partition(".")[0] for capability in gates.GATES}
    problems = []
    if tier not in gates.TIER_NAMES:
        problems.append(Problem("tier", "unknown_tier"))
    if not set(switched_off) <= groups:
        problems.append(Problem("switched_off", "unknown_capability"))
    if problems:
        raise Invalid(problems)
    standing, _ = Standing.objects.update_or_create(
        organization_id=organization_id,
        defaults={"tier": tier, "switched_off": sorted(set(switched_off))},
    )
    audit.record(
        by,
        "standing.set",
        now=now,
        kind="organization",
        subject=organization_id,
        owner=organization_id,
        detail={"tier": tier, "switched_off": standing.switched_off},
    )
    return standing
