"""The outbox: what happened, announced in the transaction in which it happened."""

from typing import ClassVar

from django.db import models

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7


class Outbox(models.Model):
    """One announced event: a name, ids and codes; never words or anything about a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    facts = models.JSONField(default=dict)
    announced_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, default="")

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        name=PersonalData.TECHNICAL,
        subject_id=PersonalData.TECHNICAL,
        facts=PersonalData.TECHNICAL,
        announced_at=PersonalData.TECHNICAL,
        next_try_at=PersonalData.TECHNICAL,
        tries=PersonalData.TECHNICAL,
        delivered_at=PersonalData.TECHNICAL,
        dead_at=PersonalData.TECHNICAL,
        error=PersonalData.TECHNICAL,
    )
    retention: ClassVar = Retention("events", "kept for replay by rooms that are built later", days=1096)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="outbox_waiting",
                condition=models.Q(delivered_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(
                fields=["subject_id", "id"],
                name="outbox_by_subject",
                condition=models.Q(delivered_at__isnull=True),
            ),
        ]


class Receipt(models.Model):
    """That one subscriber has handled one event, written with what it did, so nothing happens twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=64)
    handled_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        event_id=PersonalData.TECHNICAL,
        subscriber=PersonalData.TECHNICAL,
        handled_at=PersonalData.TECHNICAL,
    )
    retention: ClassVar = Retention("events", "stays as long as the event can be replayed", days=1096)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "subscriber"], name="receipt_once")]


class Heartbeat(models.Model):
    """When each worker last said that it is alive."""

    worker = models.CharField(primary_key=True, max_length=80)
    beat_at = models.DateTimeField()
    sequencer_lag = models.FloatField(default=0)
    outbox_lag = models.FloatField(default=0)

    personal_data: ClassVar = declare(
        worker=PersonalData.TECHNICAL,
        beat_at=PersonalData.TECHNICAL,
        sequencer_lag=PersonalData.TECHNICAL,
        outbox_lag=PersonalData.TECHNICAL,
    )
    retention: ClassVar = Retention("technical", "of no use once the worker is gone", days=1)
