"""What referrals announce. Ids and codes; never what a referral says."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from concord.foundation.events.registry import Event, register


@dataclass(frozen=True, slots=True)
class ReferralEvent(Event):
    """Something happened on a referral: who did it, and the organization that should know."""

    by_organization_id: UUID | None
    to_organization_id: UUID | None
    to_program_id: UUID | None = None
    to_person_id: UUID | None = None


@register
@dataclass(frozen=True, slots=True)
class ReferralSent(ReferralEvent):
    name: ClassVar[str] = "referral.sent"


@register
@dataclass(frozen=True, slots=True)
class ReferralAcknowledged(ReferralEvent):
    name: ClassVar[str] = "referral.acknowledged"


@register
@dataclass(frozen=True, slots=True)
class ReferralAnswered(ReferralEvent):
    name: ClassVar[str] = "referral.answered"


@register
@dataclass(frozen=True, slots=True)
class ReferralJointContact(ReferralEvent):
    name: ClassVar[str] = "referral.joint_contact"


@register
@dataclass(frozen=True, slots=True)
class ReferralJointTime(ReferralEvent):
    name: ClassVar[str] = "referral.joint_time"


@register
@dataclass(frozen=True, slots=True)
class ReferralWithdrawn(ReferralEvent):
    name: ClassVar[str] = "referral.withdrawn"


@register
@dataclass(frozen=True, slots=True)
class ReferralClosed(ReferralEvent):
    name: ClassVar[str] = "referral.closed"


@register
@dataclass(frozen=True, slots=True)
class ClockDue(ReferralEvent):
    """A clock reached its reminder; told to the side that can act."""

    name: ClassVar[str] = "referral.due"
    kind: str = ""


@register
@dataclass(frozen=True, slots=True)
class ClockOverdue(ReferralEvent):
    """A clock ran out; told to the side that can act, shown to both."""

    name: ClassVar[str] = "referral.overdue"
    kind: str = ""


BY_NAME: dict[str, type[ReferralEvent]] = {
    event.name: event
    for event in (
        ReferralSent,
        ReferralAcknowledged,
        ReferralAnswered,
        ReferralJointContact,
        ReferralJointTime,
        ReferralWithdrawn,
        ReferralClosed,
    )
}
