"""Reads levels and their history, which are public within the network."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.foundation.access import queries as access
from concord.governance.directory import queries as directory
from concord.governance.participation import rules
from concord.governance.participation.models import CapabilitySwitch, TierAssignment


@dataclass(frozen=True, slots=True)
class Period:
    """One period at one level; ``to`` is None for the running one."""

    tier: int
    since: datetime
    to: datetime | None
    decided_by: str
    reasons: tuple[tuple[str, str], ...]


def get_tier(organization_id: UUID) -> int:
    """Return where an organization stands now; 1 where nothing was ever set."""
    return access.get_tier(organization_id)


def get_switched_off(organization_id: UUID) -> tuple[str, ...]:
    """Return the groups of capabilities that an organization has switched off."""
    off = CapabilitySwitch.objects.filter(organization_id=organization_id, on=False)
    return tuple(sorted(off.values_list("capability", flat=True)))


def get_lacking(organization_id: UUID, tier: int) -> tuple[str, ...]:
    """Name what an organization still lacks for a level, such as ``referral.backup``.

    The place where the other conditions of TIER-03 (an agreement or an adopted protocol) are to join.
    """
    if tier < rules.SENDING_TIER:
        return ()
    return directory.contacts_incomplete(organization_id)


def list_periods(organization_id: UUID) -> tuple[Period, ...]:
    """List the history of an organization's level, the newest first."""
    rows = TierAssignment.objects.filter(organization_id=organization_id).select_related("decided_by")
    return tuple(
        Period(
            tier=row.tier,
            since=row.effective_from,
            to=row.effective_to,
            decided_by=row.decided_by.name if row.decided_by else "",
            reasons=tuple(
                (name, text)
                for name, text in (
                    ("capacity", row.capacity), ("governance", row.governance), ("legal", row.legal),
                )
                if text
            ),
        )
        for row in rows.order_by("-effective_from")
    )  # fmt: skip
