"""Who may change an organization's level, and what it takes. Pure."""

from dataclasses import dataclass

from concord.foundation.access import gates
from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, Problem

SENDING_TIER = 2
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an organization chose its level (TIER-09): what it can carry, its governance, its law."""

    capacity: str = ""
    governance: str = ""
    legal: str = ""


def switchable() -> tuple[str, ...]:
    """Name the groups of capabilities that an organization may switch off: none that level 1 has."""
    groups = {capability.partition(".")[0] for capability in gates.GATES}
    lowest = {
        group: min(gate.tier for name, gate in gates.GATES.items() if name.partition(".")[0] == group)
        for group in groups
    }
    return tuple(sorted(group for group in groups if lowest[group] >= SENDING_TIER))


def unlocked(tier: int) -> tuple[str, ...]:
    """Name the capabilities whose lowest level is exactly this one."""
    return tuple(name for name, gate in gates.GATES.items() if gate.tier == tier)


def check_set_tier(actor: Actor, current: int, tier: int, reasons: Reasons, lacking: tuple[str, ...]) -> None:
    """Let an own lead choose the level. Going down needs nothing; ``lacking`` names what going up lacks."""
    access.check_capability(actor, "tier.change")
    if tier not in gates.TIER_NAMES:
        raise Invalid([Problem("tier", "tier_unknown")])
    if tier == current:
        raise Denied("tier_same", tier=tier)
    fields = (("capacity", reasons.capacity), ("governance", reasons.governance), ("legal", reasons.legal))
    problems = [
        Problem(name, "tier_reason_long", {"most": _LONGEST}) for name, text in fields if len(text) > _LONGEST
    ]
    if problems:
        raise Invalid(problems)
    if tier > current and lacking:
        raise Denied("tier_needs", tier=tier, lacking=list(lacking))


def check_switch(actor: Actor, capability: str, *, on: bool) -> None:
    """Let an own lead switch a group off or on, among those that its level opens."""
    access.check_capability(actor, "tier.change")
    if capability not in switchable():
        raise Invalid([Problem("capability", "switch_unknown")])
    lowest = min(gate.tier for name, gate in gates.GATES.items() if name.partition(".")[0] == capability)
    if on and actor.tier < lowest:
        raise Denied("switch_needs_tier", capability=capability, tier=actor.tier, needed_tier=lowest)
