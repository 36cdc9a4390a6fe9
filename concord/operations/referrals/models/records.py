"""What was said and done on a referral: outcome and handoff as they stand, and every step that led there."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.operations.referrals import states
from concord.operations.referrals.models.referral import Referral

CODED = PersonalData.CODED
STAFF = PersonalData.STAFF
TECHNICAL = PersonalData.TECHNICAL
_KEPT = Retention("referrals", "content goes 30 days after closing", days=30)


class Outcome(models.Model):
    """What the receiver says of the referral now. Its own row, which only the receiver can write."""

    referral = models.OneToOneField(
        Referral, primary_key=True, on_delete=models.CASCADE, related_name="outcome"
    )
    organization_id = models.UUIDField()
    state = models.CharField(max_length=12, default=states.PENDING)
    reason = models.CharField(max_length=32, blank=True)
    release_id = models.UUIDField(null=True)
    about_person = models.BooleanField(default=True)
    needs_met = models.JSONField(default=dict)
    expected_on = models.DateField(null=True)
    suggested_program_id = models.UUIDField(null=True)
    follow_up = models.CharField(max_length=32, blank=True)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    personal_data: ClassVar = declare(
        referral=TECHNICAL, organization_id=PersonalData.NONE, state=CODED, reason=CODED,
        release_id=TECHNICAL, about_person=TECHNICAL, needs_met=CODED, expected_on=CODED,
        suggested_program_id=CODED, follow_up=CODED, said_at=CODED, said_by=STAFF,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.OUTCOME)), name="outcome_state_known"),
            models.CheckConstraint(
                condition=~Q(state=states.DECLINED) | ~Q(reason=""), name="outcome_decline_has_reason"
            ),
        ]


class Handoff(models.Model):
    """A joint contact of the two agencies: planned, recorded by one, confirmed by the other."""

    referral = models.OneToOneField(
        Referral, primary_key=True, on_delete=models.CASCADE, related_name="handoff"
    )
    state = models.CharField(max_length=12, default=states.PLANNED)
    mode = models.CharField(max_length=16)
    at = models.DateTimeField()
    person_present = models.CharField(max_length=16, blank=True)
    roles_agreed = models.CharField(max_length=24, blank=True)
    next_steps = ArrayField(models.CharField(max_length=24), default=list)
    sender_name = models.CharField(max_length=120, blank=True)
    receiver_name = models.CharField(max_length=120, blank=True)
    recorded_by_organization_id = models.UUIDField()
    recorded_by = models.UUIDField()
    release_id = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    personal_data: ClassVar = declare(
        referral=TECHNICAL, state=CODED, mode=CODED, at=CODED, person_present=CODED, roles_agreed=CODED,
        next_steps=CODED, sender_name=STAFF, receiver_name=STAFF,
        recorded_by_organization_id=PersonalData.NONE, recorded_by=STAFF, release_id=TECHNICAL,
        confirmed_at=CODED, confirmed_by=STAFF,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.HANDOFF)), name="handoff_state_known"),
            models.CheckConstraint(
                condition=Q(state=states.PLANNED) | ~Q(person_present=""), name="handoff_presence_stated"
            ),
        ]


class Step(models.Model):
    """One step of a referral, written once: the history of all three records, and its timeline."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps", db_index=False)
    organization_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    record = models.CharField(max_length=10)
    code = models.CharField(max_length=24)
    before = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=32, blank=True)
    about_person = models.BooleanField(default=False)
    release_id = models.UUIDField(null=True)
    late = models.BooleanField(null=True)

    personal_data: ClassVar = declare(
        id=TECHNICAL, referral=TECHNICAL, organization_id=PersonalData.NONE, person_id=STAFF,
        person_name=STAFF, at=CODED, record=TECHNICAL, code=CODED, before=CODED, reason=CODED,
        about_person=TECHNICAL, release_id=TECHNICAL, late=PersonalData.NONE,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        indexes = [models.Index(fields=["referral", "id"], name="step_by_referral")]
