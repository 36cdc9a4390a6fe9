"""The worker's duties: one transfer at a time, and letting go of old ones."""

from datetime import datetime

from concord.exchange.transfers import actions
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor


def work(now: datetime) -> bool:
    """Do the next thing that waits; True when there was one."""
    with scope.acting(Actor.system("transfers")):
        transfer = actions.take_next(now=now)
    if transfer is None:
        return False
    actions.run(transfer=transfer, now=now)
    return True


def purge(now: datetime) -> bool:
    with scope.acting(Actor.system("transfers")):
        actions.purge(now=now)
    return False
