"""A release: who may tell whom which items until when. No name, no identifier of a case, no upload."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from concord.foundation.access import gates
from concord.foundation.access.actor import Actor
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.information.releases import codes, states
from concord.information.releases.rules import ReleaseFacts
from concord.information.releases.rulesets import TABLE

_REGIMES = sorted({ruleset.code for ruleset in TABLE})


def sees_own(actor: Actor) -> bool:
    """Whether the actor sees their organization's releases: those who work with people, and leads."""
    return actor.is_member and actor.has_role(*gates.CASE_WORKERS, *gates.LEADS)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases as one actor may see them; row-level security holds the same beneath."""

    def visible_to(self, actor: Actor) -> Self:
        """Own releases, for those who work with people and for leads, at any level."""
        return self.filter(organization_id=actor.organization_id) if sees_own(actor) else self.none()

    def received_by(self, actor: Actor) -> Self:
        """Releases that name the actor's organization as the recipient; never a refusal."""
        if not actor.can("referral.read"):
            return self.none()
        given = self.filter(recipient_organization_id=actor.organization_id)
        return given.exclude(state=states.REFUSED)


class Release(models.Model):
    """One agreement, or one refusal, of one person towards one recipient."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="releases"
    )
    program = models.ForeignKey("organizations.Program", on_delete=models.PROTECT, related_name="+")
    recipient_organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    recipient_program = models.ForeignKey(
        "organizations.Program", null=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=24)
    items = ArrayField(models.CharField(max_length=32), default=list)
    method = models.CharField(max_length=20)
    signer = models.CharField(max_length=24)
    given_on = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    max_days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=states.ACTIVE)
    withdrawn_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    interpreter_used = models.BooleanField(default=False)
    explained_points = ArrayField(models.CharField(max_length=24), default=list)
    sheet_language = models.CharField(max_length=5, default="en")
    holds_signed_copy = models.BooleanField(default=False)
    report_back_until = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answers")
    ruleset = models.CharField(max_length=24)
    ruleset_version = models.PositiveSmallIntegerField()

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        reference=PersonalData.TECHNICAL,
        organization=PersonalData.CODED,
        program=PersonalData.CODED,
        recipient_organization=PersonalData.CODED,
        recipient_program=PersonalData.CODED,
        purpose=PersonalData.CODED,
        items=PersonalData.CODED,
        method=PersonalData.CODED,
        signer=PersonalData.CODED,
        given_on=PersonalData.CODED,
        starts_at=PersonalData.CODED,
        ends_at=PersonalData.CODED,
        max_days=PersonalData.NONE,
        state=PersonalData.CODED,
        withdrawn_at=PersonalData.CODED,
        recorded_at=PersonalData.CODED,
        recorded_by=PersonalData.STAFF,
        interpreter_used=PersonalData.CODED,
        explained_points=PersonalData.CODED,
        sheet_language=PersonalData.CODED,
        holds_signed_copy=PersonalData.CODED,
        report_back_until=PersonalData.CODED,
        proposed_by=PersonalData.TECHNICAL,
        ruleset=PersonalData.NONE,
        ruleset_version=PersonalData.NONE,
    )
    retention: ClassVar = Retention("releases", "that something might be said must stay answerable", days=365)
    objects: ClassVar = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.NEXT)), name="release_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=codes.PURPOSES), name="release_purpose_known"),
            models.CheckConstraint(condition=Q(method__in=codes.METHODS), name="release_method_known"),
            models.CheckConstraint(condition=Q(signer__in=codes.SIGNERS), name="release_signer_known"),
            models.CheckConstraint(condition=Q(ruleset__in=_REGIMES), name="release_ruleset_known"),
            models.CheckConstraint(
                condition=Q(items__contained_by=list(codes.ITEMS)), name="release_items_known"
            ),
            models.CheckConstraint(
                condition=Q(state=states.REFUSED, ends_at__isnull=True, items=[])
                | (
                    ~Q(state=states.REFUSED)
                    & Q(ends_at__isnull=False, ends_at__gt=F("starts_at"))
                    & ~Q(items=[])
                ),
                name="release_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ACTIVE) | Q(explained_points__contains=list(codes.POINTS)),
                name="release_fully_explained",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ACTIVE, method=codes.WRITTEN) | Q(holds_signed_copy=True),
                name="release_copy_is_held",
            ),
            models.CheckConstraint(
                condition=Q(state=states.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=states.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="release_withdrawal_stated",
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("recipient_organization")), name="release_to_somebody_else"
            ),
            models.UniqueConstraint(
                fields=["proposed_by"], condition=Q(proposed_by__isnull=False), name="release_confirmed_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-id"], name="release_by_owner"),
            models.Index(
                fields=["recipient_organization", "organization"],
                condition=Q(state=states.ACTIVE),
                name="release_active_for",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def facts(self) -> ReleaseFacts:
        """Return what rules need."""
        return ReleaseFacts(
            id=self.id,
            reference=self.reference,
            organization_id=self.organization_id,
            program_id=self.program_id,
            recipient_organization_id=self.recipient_organization_id,
            recipient_program_id=self.recipient_program_id,
            purpose=self.purpose,
            items=frozenset(self.items),
            method=self.method,
            state=self.state,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            report_back_until=self.report_back_until,
            proposed_by_id=self.proposed_by_id,
        )
