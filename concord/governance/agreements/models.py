"""What agencies have agreed: seeded and read only, until signing is built."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.governance.agreements import codes

_KEPT = Retention("agreements", "what was agreed stays readable after it has ended")


class Agreement(models.Model):
    """One agreement between two or more organizations, from a day on, to a day or open-ended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    tracking_permitted = models.BooleanField(default=False)
    windows = models.JSONField(default=dict)
    packet_elements = ArrayField(models.CharField(max_length=32), default=list)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        reference=PersonalData.NONE,
        title=PersonalData.NONE,
        kind=PersonalData.NONE,
        starts_on=PersonalData.NONE,
        ends_on=PersonalData.NONE,
        tracking_permitted=PersonalData.NONE,
        windows=PersonalData.NONE,
        packet_elements=PersonalData.NONE,
    )
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=codes.KINDS), name="agreement_kind_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """That an organization is bound by an agreement."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="agreement_parties"
    )

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL, agreement=PersonalData.NONE, organization=PersonalData.NONE
    )
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "agreement"], name="agreement_party_once")
        ]
