"""The worker: a small loop over our own tables, run as `concord worker` under the jobs login.

Each duty takes one row a transaction, locked with SKIP LOCKED, so several workers share the work and a
worker that dies leaves nothing half done.
"""

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from types import FrameType

from django.db import OperationalError, close_old_connections, connection

from concord.foundation.audit import actions as audit
from concord.foundation.audit import queries as audit_log
from concord.foundation.events import actions as events
from concord.foundation.events import queries as outbox
from concord.foundation.lib import clock

log = logging.getLogger(__name__)
Duty = Callable[[datetime], object]

SELDOM = 600.0  # seconds between two turns of the seldom duties
PAUSE = 1.0  # seconds between rounds when nothing waits
BATCH = 200  # rows of one duty before the others get their turn


@dataclass
class Worker:
    """Runs the duties round by round until it is told to stop."""

    duties: dict[str, Duty]
    seldom: dict[str, Duty] = field(default_factory=dict)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    stopping: Event = field(default_factory=Event)
    seldom_at: float = 0.0

    def run(self) -> None:
        """Work until a signal arrives; the row in hand is finished first."""
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, self._stop)
        log.info("worker started")
        while not self.stopping.is_set():
            try:
                busy = self.round()
            except OperationalError:
                log.warning("database not reachable; trying again")
                close_old_connections()
                connection.close()
                busy = False
            if not busy:
                self.stopping.wait(PAUSE)
        log.info("worker stopped")

    def round(self) -> bool:
        """Give every duty its turn; True when any of them had something to do."""
        busy = False
        for name, duty in {**self.duties, **self._due_seldom()}.items():
            busy = self._turn(name, duty) or busy
        self._beat()
        return busy

    def _due_seldom(self) -> dict[str, Duty]:
        """Return the seldom duties when their time has come, once in `SELDOM` seconds."""
        now = time.monotonic()
        if now < self.seldom_at:
            return {}
        self.seldom_at = now + SELDOM
        return self.seldom

    def _turn(self, name: str, duty: Duty) -> bool:
        done = 0
        try:
            while done < BATCH and duty(clock.now()):
                done += 1
        except OperationalError:
            raise
        except Exception:
            log.exception("duty failed", extra={"event": name})
        return done > 0

    def _beat(self) -> None:
        now = clock.now()
        events.beat(
            worker=self.name,
            now=now,
            sequencer_lag=audit_log.get_lag(now),
            outbox_lag=outbox.get_lag(now),
        )

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping.set()


def sequence_audit(_now: datetime) -> int:
    """Chain the log entries that wait."""
    return audit.sequence()


def deliver_events(now: datetime) -> bool:
    """Hand one event to its subscribers."""
    return events.deliver_next(now=now)
