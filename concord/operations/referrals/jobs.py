"""The worker's duties on referrals: each call handles one row in one transaction."""

from datetime import datetime

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.operations.referrals import actions


def tell_clocks(now: datetime) -> bool:
    with scope.acting(Actor.system("clocks")):
        return actions.tell_next_clock(now=now)


def purge_drafts(now: datetime) -> bool:
    with scope.acting(Actor.system("drafts")) as system:
        return actions.purge_next_draft(by=system, now=now)


def purge_tallies(now: datetime) -> bool:
    """Let go of old calls; one statement, so it never asks for another turn."""
    with scope.acting(Actor.system("tallies")):
        actions.purge_tallies(now=now)
    return False
