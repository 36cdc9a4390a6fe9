"""At which level an organization takes part, since when and why; and what it has switched off.

Two periods of one organization cannot overlap: an exclusion constraint in the migration, over a range of
one organization and a range of time, since no extension for plain equality is used.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7

_KEPT = Retention("organizations", "public facts about organizations")


class TierAssignment(models.Model):
    """One period at one level; the current one has no end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="tier_assignments"
    )
    tier = models.PositiveSmallIntegerField()
    effective_from = models.DateTimeField()
    effective_to = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=500, blank=True)
    governance = models.CharField(max_length=500, blank=True)
    legal = models.CharField(max_length=500, blank=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        organization=PersonalData.NONE,
        tier=PersonalData.NONE,
        effective_from=PersonalData.NONE,
        effective_to=PersonalData.NONE,
        decided_by=PersonalData.STAFF,
        capacity=PersonalData.NONE,
        governance=PersonalData.NONE,
        legal=PersonalData.NONE,
    )
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(condition=Q(tier__gte=1, tier__lte=4), name="assignment_tier_known"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="assignment_ends_after_start",
            ),
        ]


class CapabilitySwitch(models.Model):
    """That an organization does not take part in something that its level would open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="capability_switches"
    )
    capability = models.CharField(max_length=32)
    on = models.BooleanField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        organization=PersonalData.NONE,
        capability=PersonalData.NONE,
        on=PersonalData.NONE,
        changed_at=PersonalData.NONE,
        changed_by=PersonalData.STAFF,
    )
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "capability"], name="capability_switch_once")
        ]
