"""What each participation tier unlocks, and what role it takes: the gate table.

Source: requirements/vocabularies.md 2.3 and roles.md. Tiers are cumulative for service organizations;
organization types narrow them. A capability is a word that pages, API and rules share.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from concord.foundation.access.actor import Actor

ANY: Final[frozenset[str]] = frozenset()
CASE_WORKERS: Final = frozenset({"staff", "supervisor", "triage", "embedded", "oncall"})
LEADS: Final = frozenset({"agency_lead"})
NO_REFERRALS: Final = frozenset({"government_funder", "research_academic", "coalition_backbone"})
TIER_NAMES: Final = {
    1: "Directory & Contact Presence",
    2: "Referral & Coordination",
    3: "Shared Frameworks & Indicators",
    4: "Data Integration & Research",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """The lowest tier, the roles of which one is needed (empty: any), and excluded organization types."""

    tier: int
    roles: frozenset[str] = ANY
    not_types: frozenset[str] = ANY
    second_factor: bool = False
    backbone: bool = False


GATES: Final[dict[str, Gate]] = {
    "directory.read": Gate(1),
    "directory.edit": Gate(1, LEADS | {"supervisor"}),
    "people.manage": Gate(1, LEADS, second_factor=True),
    "log.read": Gate(1, LEADS, second_factor=True),
    "keys.manage": Gate(1, LEADS, second_factor=True),
    "network.manage": Gate(1, frozenset({"backbone_staff"}), second_factor=True, backbone=True),
    "organizations.register": Gate(1, frozenset({"backbone_staff"}), second_factor=True, backbone=True),
    "tier.change": Gate(1, LEADS, second_factor=True),
    "tonight.read": Gate(1),
    "openings.read": Gate(2),
    "openings.post": Gate(2, CASE_WORKERS | LEADS),
    "connect.call": Gate(1, CASE_WORKERS | LEADS, NO_REFERRALS),
    "referral.read": Gate(2, CASE_WORKERS | LEADS, NO_REFERRALS, second_factor=True),
    "referral.write": Gate(2, CASE_WORKERS, NO_REFERRALS, second_factor=True),
    "release.write": Gate(2, CASE_WORKERS, NO_REFERRALS, second_factor=True),
}

# What somebody must have learned before they do it: the deed -> the module of training/codes. Nothing else is
# kept closed: who looks, calls, acknowledges or takes back is never asked (TRAIN-11).
LESSONS: Final[dict[str, str]] = {"referral.send": "referrals", "release.record": "releases"}


def closed_by(capability: str, actor: "Actor") -> str | None:
    """Name what keeps an actor out: ``tier``, ``type``, ``switch``, ``role``, ``second_factor`` or None.

    Raises KeyError for a capability that the table does not hold.
    """
    gate = GATES[capability]
    closed = (
        ("tier", actor.tier < gate.tier),
        ("type", actor.org_type in gate.not_types),
        ("switch", capability.partition(".")[0] in actor.switched_off),
        ("role", gate.backbone and not actor.is_backbone),
        ("role", bool(gate.roles) and actor.roles.isdisjoint(gate.roles)),
        ("second_factor", gate.second_factor and not (actor.second_factor or actor.key_id)),
    )
    return next((what for what, holds in closed if holds), None)
