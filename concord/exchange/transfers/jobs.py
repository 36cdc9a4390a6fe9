"""The worker's duties: one transfer at a time, aside from everything else, and letting go of old ones."""

import logging
from datetime import datetime
from threading import Thread

from django.db import connections

from concord.exchange.transfers import actions, queries
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock

log = logging.getLogger(__name__)
_aside: list[Thread] = []


def work(now: datetime) -> bool:
    """Do the next thing that waits; True when there was one."""
    with scope.acting(Actor.system("transfers")):
        transfer = actions.take_next(now=now)
    if transfer is None:
        return False
    actions.run(transfer=transfer, now=now)
    return True


def work_aside(now: datetime) -> bool:
    """Let a thread do what waits: it may take minutes, and letters and clocks do not wait for it.

    A worker that ends takes the thread with it; nothing is half done then, and it is taken up again.
    """
    if not any(thread.is_alive() for thread in _aside) and queries.is_waiting(now):
        _aside[:] = [Thread(target=_work_all, daemon=True)]
        _aside[0].start()
    return False


def _work_all() -> None:
    try:
        while work(clock.now()):
            pass
    except Exception:
        log.exception("transfers stopped")
    finally:
        connections.close_all()


def purge(now: datetime) -> bool:
    with scope.acting(Actor.system("transfers")):
        actions.purge(now=now)
    return False
