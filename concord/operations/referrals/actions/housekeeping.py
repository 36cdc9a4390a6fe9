"""What the worker does for referrals: tells whose clock is due, and lets go of what has ended."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.operations.referrals.actions import moves, releasing
from concord.operations.referrals.events import ClockDue, ClockOverdue
from concord.operations.referrals.models import Referral, Tally

TALLY_DAYS = 7
# Two statements, each in the order of its own index: one for both would sort the whole backlog each time.
_NEXT = """
SELECT id FROM referrals_referral
WHERE state IN ('sent', 'acknowledged') AND told = {told} AND {at} <= %(now)s
ORDER BY {at} LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_OVERDUE, _DUE = _NEXT.format(told=1, at="overdue_at"), _NEXT.format(told=0, at="due_at")


def find_next_clock(now: datetime) -> UUID | None:
    """Lock one referral whose clock has something to tell, the overdue first; None when there is none."""
    with connection.cursor() as cursor:
        for statement in (_OVERDUE, _DUE):
            cursor.execute(statement, {"now": now})
            row = cursor.fetchone()
            if row is not None:
                found: UUID = row[0]
                return found
    return None


def tell_next_clock(*, now: datetime) -> bool:
    """Announce one clock that became due or overdue; False when there is none."""
    found = find_next_clock(now)
    if found is None:
        return False
    referral = Referral.objects.get(id=found)
    if releasing.follow_release(referral=referral, now=now):  # a release has ended meanwhile
        return True
    late = referral.overdue_at is not None and referral.overdue_at <= now
    Referral.objects.filter(id=referral.id).update(told=2 if late else 1)
    owes_receiver = referral.owed_by_id == referral.receiver_id
    kind = ClockOverdue if late else ClockDue
    events.announce(
        kind(
            subject_id=referral.id,
            by_organization_id=None,
            to_organization_id=referral.owed_by_id,
            to_program_id=referral.receiver_program_id if owes_receiver else referral.sender_program_id,
            to_person_id=referral.handler_id if owes_receiver else referral.contact_id,
            kind=referral.clock,
        ),
        now=now,
    )
    return True


def purge_next_draft(*, by: Actor, now: datetime) -> bool:
    """Delete one draft that is older than 24 hours; False when there is none."""
    draft = (
        Referral.objects.select_for_update(skip_locked=True)
        .filter(state="draft", expires_at__lte=now)
        .order_by("expires_at")
        .first()
    )
    if draft is None:
        return False
    moves.drop_draft(draft.id)
    audit.record(
        by, "referral.draft_expired", now=now, kind="referral", subject=draft.id, owner=draft.owner_id
    )
    return True


def purge_tallies(*, now: datetime) -> int:
    """Delete the calls of more than seven days ago; their counts stay."""
    deleted, _ = Tally.objects.filter(on_day__lt=(now - timedelta(days=TALLY_DAYS)).date()).delete()
    return deleted
