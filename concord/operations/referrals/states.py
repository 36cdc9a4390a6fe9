"""Three records, each with its own table: delivery, outcome and handoff.

Delivery says where the message is, outcome what the receiver says of it, handoff whether two agencies
spoke together. None is derived from another; a FHIR Task is a projection of all three.
For each move: the audit action and event, and what the move says: about ourselves, or about the person.
"""

from dataclasses import dataclass
from typing import Final

DRAFT: Final = "draft"
SENT: Final = "sent"
ACKNOWLEDGED: Final = "acknowledged"
CLOSED: Final = "closed"
WITHDRAWN: Final = "withdrawn"

DELIVERY: Final[dict[str, tuple[str, ...]]] = {
    DRAFT: (SENT,),
    SENT: (ACKNOWLEDGED, CLOSED, WITHDRAWN),
    ACKNOWLEDGED: (CLOSED, WITHDRAWN),
    CLOSED: (),
    WITHDRAWN: (),
}
OPEN: Final = frozenset({SENT, ACKNOWLEDGED})

PENDING: Final = "pending"
ACCEPTED: Final = "accepted"
WAITLISTED: Final = "waitlisted"
DECLINED: Final = "declined"

# Accepted and declined are final but for a logged correction (REF-14).
OUTCOME: Final[dict[str, tuple[str, ...]]] = {
    PENDING: (PENDING, ACCEPTED, WAITLISTED, DECLINED),
    WAITLISTED: (PENDING, ACCEPTED, WAITLISTED, DECLINED),
    ACCEPTED: (),
    DECLINED: (),
}
CORRECTABLE: Final = frozenset({ACCEPTED, DECLINED})

NONE: Final = "none"
PLANNED: Final = "planned"
RECORDED: Final = "recorded"
CONFIRMED: Final = "confirmed"

HANDOFF: Final[dict[str, tuple[str, ...]]] = {
    NONE: (PLANNED, RECORDED),
    PLANNED: (PLANNED, RECORDED),
    RECORDED: (CONFIRMED,),
    CONFIRMED: (),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of step: the record it belongs to, its audit action, and whether it tells of the person."""

    record: str
    action: str
    about_person: bool
    event: str = ""


MOVES: Final[dict[str, Move]] = {
    "sent": Move("delivery", "referral.sent", True, "referral.sent"),
    "acknowledged": Move("delivery", "referral.acknowledged", False, "referral.acknowledged"),
    "withdrawn": Move("delivery", "referral.withdrawn", False, "referral.withdrawn"),
    "closed": Move("delivery", "referral.closed", False, "referral.closed"),
    "closed_on_our_side": Move("delivery", "referral.closed_on_our_side", False, "referral.closed"),
    "call_us": Move("delivery", "referral.call_us", False, "referral.answered"),
    "taken": Move("delivery", "referral.taken", False),
    "called": Move("delivery", "referral.called", False),
    "accepted": Move("outcome", "referral.accepted", True, "referral.answered"),
    "waitlisted": Move("outcome", "referral.waitlisted", True, "referral.answered"),
    "pending": Move("outcome", "referral.pending", True, "referral.answered"),
    "declined": Move("outcome", "referral.declined", True, "referral.answered"),
    "corrected": Move("outcome", "referral.corrected", True, "referral.answered"),
    "joint_planned": Move("handoff", "referral.joint_planned", True, "referral.joint_time"),
    "joint_agreed": Move("handoff", "referral.joint_agreed", True, "referral.joint_time"),
    "joint_missed": Move("handoff", "referral.joint_missed", True, "referral.joint_time"),
    "joint_recorded": Move("handoff", "referral.joint_recorded", True, "referral.joint_contact"),
    "joint_confirmed": Move("handoff", "referral.joint_confirmed", True, "referral.joint_contact"),
    "followed_up": Move("outcome", "referral.followed_up", True, "referral.answered"),
}

# Clocks of a referral: one runs at a time; who owes, and what stops it.
ACKNOWLEDGE_CLOCK: Final = "acknowledge"
FEEDBACK_CLOCK: Final = "feedback"
REVIEW_CLOCK: Final = "review"
JOINT_CLOCK: Final = "joint_contact"
FOLLOW_UP_CLOCK: Final = "follow_up"
CLOCKS: Final = (ACKNOWLEDGE_CLOCK, FEEDBACK_CLOCK, REVIEW_CLOCK, JOINT_CLOCK, FOLLOW_UP_CLOCK)
