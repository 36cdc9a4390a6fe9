"""What stays inside one agency: its notes, and its tally of calls. No partner ever reads these."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from concord.foundation.keyring.fields import EncryptedTextField
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.operations.referrals import codes
from concord.operations.referrals.models.referral import Referral


class Note(models.Model):
    """An internal note of one party (REF-20)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="notes", db_index=False)
    organization_id = models.UUIDField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    text = EncryptedTextField()

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL, referral=PersonalData.TECHNICAL, organization_id=PersonalData.NONE,
        person_id=PersonalData.STAFF, person_name=PersonalData.STAFF, at=PersonalData.CODED,
        text=PersonalData.SEALED,
    )  # fmt: skip
    retention: ClassVar = Retention("referrals", "goes with the content of the referral", days=30)

    class Meta:
        indexes = [models.Index(fields=["referral", "organization_id", "id"], name="note_by_referral")]


class Tally(models.Model):
    """That a call was made with a program, and whether it connected: nothing about who it was for.

    Own agency only; gone after seven days (REF-29). Entries are never chained.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization_id = models.UUIDField()
    program_id = models.UUIDField(null=True)
    outside = models.BooleanField(default=False)
    kind = models.CharField(max_length=16)
    category = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=12)
    reason = models.CharField(max_length=32, blank=True)
    on_day = models.DateField()
    person_id = models.UUIDField()
    # Under which something about a person was told; null where nobody of us spoke of one.
    release_id = models.UUIDField(null=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL, organization_id=PersonalData.NONE, program_id=PersonalData.NONE,
        outside=PersonalData.NONE, kind=PersonalData.NONE, category=PersonalData.NONE,
        answer=PersonalData.NONE, reason=PersonalData.NONE, on_day=PersonalData.NONE,
        person_id=PersonalData.STAFF, release_id=PersonalData.TECHNICAL,
    )  # fmt: skip
    retention: ClassVar = Retention("tallies", "counts stay, entries go", days=7)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=codes.TALLY_KINDS), name="tally_kind_known"),
            models.CheckConstraint(condition=Q(answer__in=codes.TALLY_ANSWERS), name="tally_answer_known"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="tally_by_organization"),
            models.Index(fields=["on_day"], name="tally_by_day"),
        ]


class TallyCount(models.Model):
    """How many calls a month, by program, category, kind and answer. Counts only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization_id = models.UUIDField()
    program_id = models.UUIDField(null=True)
    month = models.DateField()
    kind = models.CharField(max_length=16)
    category = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=12)
    n = models.PositiveIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL, organization_id=PersonalData.NONE, program_id=PersonalData.NONE,
        month=PersonalData.NONE, kind=PersonalData.NONE, category=PersonalData.NONE,
        answer=PersonalData.NONE, n=PersonalData.NONE,
    )  # fmt: skip
    retention: ClassVar = Retention("counts", "counts of calls identify nobody")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "program_id", "month", "kind", "category", "answer"],
                name="tally_count_once",
                nulls_distinct=False,
            )
        ]
