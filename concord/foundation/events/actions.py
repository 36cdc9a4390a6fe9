"""Announces events in the transaction they belong to, and delivers them at least once, in order.

Each subscriber's effect and its receipt share one transaction, so in the database it happens once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from concord.foundation.events.models import Heartbeat, Outbox, Receipt
from concord.foundation.events.registry import EVENTS, SUBSCRIBERS, Event
from concord.foundation.statements import insert

log = logging.getLogger(__name__)
MOST_TRIES = 8

# The oldest waiting event of its subject, so that what happens to one referral is told in order.
_NEXT = """
SELECT id FROM events_outbox o
WHERE delivered_at IS NULL AND dead_at IS NULL AND next_try_at <= %s
  AND NOT EXISTS (SELECT 1 FROM events_outbox e WHERE e.subject_id = o.subject_id AND e.id < o.id
                  AND e.delivered_at IS NULL AND e.dead_at IS NULL)
ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""


def announce(event: Event, *, now: datetime) -> None:
    """Write the event to the outbox; it exists exactly when the transaction commits."""
    announce_each([event], now=now)


def announce_each(events: Sequence[Event], *, now: datetime) -> None:
    """Write several events to the outbox, in their order and in one statement."""
    if events:
        insert(*(_waiting(event, now) for event in events))


def _waiting(event: Event, now: datetime) -> Outbox:
    return Outbox(
        name=event.name, subject_id=event.subject_id, facts=event.facts(), announced_at=now, next_try_at=now
    )


def deliver_next(*, now: datetime) -> bool:
    """Deliver one waiting event to all its subscribers; False when nothing waits."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [now])
            row = cursor.fetchone()
        if row is None:
            return False
        waiting = Outbox.objects.get(id=row[0])
        try:
            with transaction.atomic():
                _hand_over(waiting, now)
        except Exception as error:  # noqa: BLE001 - whatever a subscriber raises, the event waits
            _postpone(waiting, error, now)
        else:
            Outbox.objects.filter(id=waiting.id).update(delivered_at=now, error="")
    return True


def _hand_over(waiting: Outbox, now: datetime) -> None:
    event_type = EVENTS[waiting.name]
    event = event_type.from_facts(waiting.facts)
    handled = set(Receipt.objects.filter(event_id=waiting.id).values_list("subscriber", flat=True))
    for subscriber, handler in SUBSCRIBERS.get(waiting.name, {}).items():
        if subscriber not in handled:
            handler(event, now)
            insert(Receipt(event_id=waiting.id, subscriber=subscriber, handled_at=now))


def _postpone(waiting: Outbox, error: Exception, now: datetime) -> None:
    tries = waiting.tries + 1
    log.error("event not delivered", extra={"event": waiting.name, "tries": tries}, exc_info=error)
    Outbox.objects.filter(id=waiting.id).update(
        tries=F("tries") + 1,
        error=type(error).__name__,
        next_try_at=now + timedelta(seconds=min(2**tries, 900)),
        dead_at=now if tries >= MOST_TRIES else None,
    )


def replay(*, name: str, subscriber: str, now: datetime) -> int:
    """Let a subscriber that came later see the past: past events it has no receipt for are due again."""
    known = Receipt.objects.filter(subscriber=subscriber).values("event_id")
    again = Outbox.objects.filter(name=name, delivered_at__isnull=False).exclude(id__in=known)
    return again.update(delivered_at=None, next_try_at=now, tries=0)


def revive(*, event_id: UUID, now: datetime) -> bool:
    """Put a dead letter back into the queue."""
    return bool(
        Outbox.objects.filter(id=event_id, dead_at__isnull=False).update(
            dead_at=None, tries=0, next_try_at=now
        )
    )


def beat(*, worker: str, now: datetime, sequencer_lag: float, outbox_lag: float) -> None:
    """Say that a worker is alive, and how far behind it is (seconds)."""
    Heartbeat.objects.update_or_create(
        worker=worker,
        defaults={"beat_at": now, "sequencer_lag": sequencer_lag, "outbox_lag": outbox_lag},
    )
