"""What a release does to the clocks between two organizations: nobody owes what it may not say."""

from datetime import datetime
from uuid import UUID

from concord.operations.referrals import clocks, states
from concord.operations.referrals.actions import answering, moves, speech
from concord.operations.referrals.models import Outcome, Referral

# Clocks whose answer tells about the person; the acknowledgement is a fact about ourselves.
REPORTING = frozenset({states.FEEDBACK_CLOCK, states.REVIEW_CLOCK, states.FOLLOW_UP_CLOCK})


def follow_releases(*, one: UUID, other: UUID, now: datetime) -> int:
    """Stop and start the clocks of what is open between two organizations; returns how many changed.

    Run by the worker when a release between them was recorded, narrowed or withdrawn.
    """
    between = Referral.objects.filter(
        owner_id__in=(one, other), receiver_id__in=(one, other), state__in=states.OPEN, about="person"
    )
    return sum(follow_release(referral=referral, now=now) for referral in between)


def follow_release(*, referral: Referral, now: datetime) -> bool:
    """Bring one referral's clock in line with what may be said now; True when it changed."""
    wanted = _wanted(referral, now)
    if wanted is None or wanted.kind == referral.clock:
        return False
    moves.change(referral, by=None, **wanted.columns())
    return True


def _wanted(referral: Referral, now: datetime) -> clocks.Running | None:
    """Return the clock that should run; None where the one that runs, or runs not, is right."""
    if not speech.is_released(referral, now=now):
        return clocks.STOPPED
    reports = speech.may_receiver_report(referral, now=now)
    if referral.clock in REPORTING and not reports:
        return clocks.STOPPED
    if referral.clock or not reports or referral.state != states.ACKNOWLEDGED:
        return None
    outcome = Outcome.objects.filter(referral_id=referral.id).values_list("state", flat=True).first()
    return answering.feedback_clock(referral, now) if outcome in {None, states.PENDING} else None
