"""How a referral ends: the follow-up that closes it, or the sender who takes it back."""

from datetime import datetime

from django.db import transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Invalid, Problem
from concord.operations.referrals import clocks, codes, queries, rules, states
from concord.operations.referrals.actions import moves, speech
from concord.operations.referrals.models import Outcome, Referral


@transaction.atomic
def follow_up(*, referral: Referral, result: str, by: Actor, now: datetime) -> Referral:
    """Say whether the connection was made, which closes the referral (REF-27).

    Raises Denied (before acceptance, joint contact unconfirmed, no release to say so), Invalid, Conflict.
    """
    access.check_capability(by, "referral.write")
    if result not in codes.FOLLOW_UPS:
        raise Invalid([Problem("result", "follow_up_missing")])
    with moves.first_come(referral, by):
        rules.check_follow_up(by, queries.facts_of(referral), now, result)
    release_id = speech.release_to_say(["followup_result"], referral, by=by, now=now)
    Outcome.objects.filter(referral_id=referral.id).update(follow_up=result)
    moves.record("followed_up", referral, by=by, now=now, said=moves.Said("", result, release_id))
    expected = referral.state
    moves.move(referral, expected, states.CLOSED, by=by, closed_at=now, **clocks.STOPPED.columns())
    moves.record("closed", referral, by=by, now=now, said=moves.Said(before=expected))
    return referral


@transaction.atomic
def withdraw(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Take a referral back; the receiver keeps a stub and is told no reason (REF-24)."""
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        rules.check_withdraw(by, queries.facts_of(referral), now)
    expected = referral.state
    moves.move(referral, expected, states.WITHDRAWN, by=by, closed_at=now, **clocks.STOPPED.columns())
    moves.record("withdrawn", referral, by=by, now=now, said=moves.Said(before=expected))
    return referral


@transaction.atomic
def log_call(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Note that the sender telephoned the receiver about an urgent referral (REF-05)."""
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        rules.check_log_call(by, queries.facts_of(referral), now)
    moves.change(referral, by=by, called_at=now)
    moves.record("called", referral, by=by, now=now)
    return referral
