"""Reads the outbox: lag, dead letters, the worker's heartbeat."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min

from concord.foundation.events.models import Heartbeat, Outbox


def get_lag(now: datetime) -> float:
    """Return the age in seconds of the oldest event that waits; 0 when none does."""
    waiting = Outbox.objects.filter(delivered_at__isnull=True, dead_at__isnull=True)
    oldest = waiting.aggregate(oldest=Min("announced_at"))["oldest"]
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0


def list_dead_letters(*, size: int = 50) -> Sequence[Outbox]:
    """List the events that could not be delivered, newest first."""
    return list(Outbox.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:size])


def get_heartbeat() -> Heartbeat | None:
    """Return the latest sign of life of any worker."""
    return Heartbeat.objects.order_by("-beat_at").first()
