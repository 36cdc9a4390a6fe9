"""Changes the level at which an organization takes part, and what it has switched off.

Both hold from the next request on: access stores them, this room keeps the history.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from concord.foundation.access.actions import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events.actions import announce
from concord.foundation.lib.denied import Conflict, Denied
from concord.foundation.organizations import queries as organizations
from concord.governance.participation import events, queries, rules
from concord.governance.participation.models import CapabilitySwitch, TierAssignment


@transaction.atomic
def set_tier(*, tier: int, reasons: rules.Reasons, by: Actor, now: datetime) -> TierAssignment:
    """Let a lead choose the level of the own organization, with the reasons, from now on.

    Raises Denied with what still lacks for a higher level; a lower one needs nothing and nobody's approval.
    Raises Conflict when the level was changed at the same moment.
    """
    organization_id = _own(by)
    current = _current(organization_id, now)
    lacking = queries.get_lacking(organization_id, tier)
    rules.check_set_tier(by, current.tier, tier, reasons, lacking)
    if current.effective_from >= now:
        raise Conflict("tier_changed")
    ended = TierAssignment.objects.filter(id=current.id, effective_to__isnull=True)
    if not ended.update(effective_to=now):
        raise Conflict("tier_changed")
    chosen = _begin(organization_id, tier, reasons, by, now)
    _store(organization_id, tier, by, now)
    detail = {"before": current.tier, "after": tier}
    audit.record(
        by, "tier.changed", now=now, kind="organization", subject=organization_id, owner=organization_id,
        detail=detail,
    )  # fmt: skip
    announce(events.TierChanged(organization_id, current.tier, tier), now=now)
    return chosen


@transaction.atomic
def switch_capability(*, capability: str, on: bool, by: Actor, now: datetime) -> CapabilitySwitch:
    """Switch a group of capabilities off, or on again where the level opens it; holds at once."""
    rules.check_switch(by, capability, on=on)
    if by.person_id is None:
        raise Denied("not_signed_in")
    organization_id = _own(by)
    switch, _ = CapabilitySwitch.objects.update_or_create(
        organization_id=organization_id,
        capability=capability,
        defaults={"on": on, "changed_at": now, "changed_by_id": by.person_id},
    )
    _store(organization_id, by.tier, by, now)
    audit.record(
        by, "capability.switched", now=now, kind="organization", subject=organization_id,
        owner=organization_id, detail={"capability": capability, "on": on},
    )  # fmt: skip
    announce(events.CapabilitySwitched(organization_id, capability, on), now=now)
    return switch


def _own(by: Actor) -> UUID:
    if by.organization_id is None:
        raise Denied("no_organization")
    return by.organization_id


def _current(organization_id: UUID, now: datetime) -> TierAssignment:
    """Return the running period; the first one begins when the organization was verified, at its standing."""
    running = TierAssignment.objects.select_for_update().filter(
        organization_id=organization_id, effective_to__isnull=True
    )
    found = running.first()
    if found is not None:
        return found
    began = organizations.get_verified_at(organization_id)
    if began is None or began >= now:
        began = datetime.fromtimestamp(0, now.tzinfo)
    return _begin(organization_id, queries.get_tier(organization_id), rules.Reasons(), None, began)


def _begin(
    organization_id: UUID, tier: int, reasons: rules.Reasons, by: Actor | None, at: datetime
) -> TierAssignment:
    period = TierAssignment(
        organization_id=organization_id,
        tier=tier,
        effective_from=at,
        decided_by_id=by.person_id if by else None,
        capacity=reasons.capacity.strip(),
        governance=reasons.governance.strip(),
        legal=reasons.legal.strip(),
    )
    try:
        with transaction.atomic():
            period.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("tier_changed") from error
    return period


def _store(organization_id: UUID, tier: int, by: Actor, now: datetime) -> None:
    """Write the standing that every request asks, from the history and the switches."""
    set_standing(
        organization_id=organization_id,
        tier=tier,
        switched_off=queries.get_switched_off(organization_id),
        by=by,
        now=now,
    )
