"""Where an organization stands now, and the keys its systems use. Written by higher rooms' actions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.references import new_reference
from concord.foundation.organizations import codes


class Standing(models.Model):
    """The current tier and switched-off capabilities; the history stands in participation."""

    organization = models.OneToOneField(
        "organizations.Organization", primary_key=True, on_delete=models.PROTECT, related_name="standing"
    )
    tier = models.PositiveSmallIntegerField(default=1)
    switched_off = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    provisional_until = models.DateField(null=True, blank=True)

    personal_data: ClassVar = declare(
        organization=PersonalData.NONE,
        tier=PersonalData.NONE,
        switched_off=PersonalData.NONE,
        provisional_until=PersonalData.NONE,
    )
    retention: ClassVar = Retention("organizations", "public facts about organizations")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__gte=1, tier__lte=4), name="standing_tier_known")
        ]


def key_reference() -> str:
    """Draw the random reference under which people see a key."""
    return new_reference("K")


class ApiKey(models.Model):
    """A key for an organization's own system. Only its hash is kept; it ends and can be ended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=key_reference)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="api_keys"
    )
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=32), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        reference=PersonalData.NONE,
        organization=PersonalData.NONE,
        person=PersonalData.STAFF,
        name=PersonalData.NONE,
        prefix=PersonalData.TECHNICAL,
        secret_hash=PersonalData.TECHNICAL,
        scopes=PersonalData.NONE,
        created_at=PersonalData.NONE,
        expires_at=PersonalData.NONE,
        revoked_at=PersonalData.NONE,
    )
    retention: ClassVar = Retention("api_keys", "who could read what must stay answerable")


class Qualification(models.Model):
    """What somebody has learned, where they work: written by the room of training, asked at each request.

    ``kind``: ``provisional`` after the first five sentences, ``full`` after the module, ``attested`` where a
    lead answers for equal training elsewhere. One row a module: what came before stands in the log.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(
        "organizations.Membership", on_delete=models.PROTECT, related_name="qualifications"
    )
    module = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    since = models.DateTimeField()
    until = models.DateTimeField()

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        membership=PersonalData.STAFF,
        module=PersonalData.STAFF,
        kind=PersonalData.STAFF,
        since=PersonalData.STAFF,
        until=PersonalData.STAFF,
    )
    retention: ClassVar = Retention(
        "qualifications", "who was trained when something was sent stays answerable"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "module"], name="qualification_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["provisional", "full", "attested"]), name="qualification_kind_known"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="qualification_has_length"),
        ]


class AccessRequest(models.Model):
    """Somebody asks that an organization may take part. It opens nothing until the backbone decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True)
    organization_name = models.CharField(max_length=120)
    org_type = models.CharField(max_length=24)
    sub_type = models.CharField(max_length=32, blank=True)
    person_name = models.CharField(max_length=120)
    work_email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="waiting")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        reference=PersonalData.NONE,
        organization_name=PersonalData.NONE,
        org_type=PersonalData.NONE,
        sub_type=PersonalData.NONE,
        person_name=PersonalData.STAFF,
        work_email=PersonalData.STAFF,
        asked_at=PersonalData.NONE,
        state=PersonalData.NONE,
        decided_at=PersonalData.NONE,
        decided_by=PersonalData.STAFF,
        organization=PersonalData.NONE,
    )
    retention: ClassVar = Retention("access_requests", "until it is clear who may act for whom", days=90)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "declined"]), name="access_request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None) | Q(decided_at__isnull=False),
                name="access_request_decision_stated",
            ),
            models.CheckConstraint(condition=Q(org_type__in=codes.TYPES), name="access_request_type_known"),
        ]
