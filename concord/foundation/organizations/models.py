"""The member organizations, their programs' flags, regions and who works for whom."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.references import new_reference
from concord.foundation.organizations import codes

_NONE = PersonalData.NONE
_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL
_KEPT = Retention("organizations", "public facts about organizations")


class Network(models.Model):
    """What the backbone settles for the whole network. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=60, default="Concord")
    exit_url = models.URLField(default="https://www.weather.gov/")
    time_zone = models.CharField(max_length=40, default="America/New_York")
    languages = ArrayField(models.CharField(max_length=5), default=list)
    region_scheme = models.CharField(max_length=24, default="coalition_region")
    line_name = models.CharField(max_length=80, default="")
    line_phone = models.CharField(max_length=40, default="")
    language_line_phone = models.CharField(max_length=40, default="")
    review_interval_days = models.PositiveSmallIntegerField(default=codes.REVIEW_DAYS)
    host_name = models.CharField(max_length=120, default="")  # who keeps the server
    steward_name = models.CharField(max_length=120, default="")  # who answers for the data

    personal_data: ClassVar = declare(
        id=_TECHNICAL, name=_NONE, exit_url=_NONE, time_zone=_NONE, languages=_NONE, region_scheme=_NONE,
        line_name=_NONE, line_phone=_NONE, language_line_phone=_NONE, review_interval_days=_NONE,
        host_name=_NONE, steward_name=PersonalData.STAFF,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="network_one_row"),
            models.CheckConstraint(
                condition=Q(region_scheme__in=codes.REGION_SCHEMES), name="network_region_scheme_known"
            ),
            models.CheckConstraint(
                condition=Q(review_interval_days__range=(codes.LEAST_REVIEW_DAYS, codes.MOST_REVIEW_DAYS)),
                name="network_review_interval_sensible",
            ),
        ]


class Region(models.Model):
    """A boundary by which the network organizes itself, within one scheme."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    scheme = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, code=_NONE, name=_NONE, scheme=_NONE, position=_TECHNICAL
    )
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(scheme__in=codes.REGION_SCHEMES), name="region_scheme_known")
        ]

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """A member of the network, or one that has ended and stays findable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    org_type = models.CharField(max_length=24)
    sub_type = models.CharField(max_length=32, blank=True)
    sectors = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    regions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    status = models.CharField(max_length=24, default="active")
    ended_on = models.DateField(null=True, blank=True)
    legacy_contact = models.CharField(max_length=160, blank=True)
    website = models.URLField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_backbone = models.BooleanField(default=False)
    backbone_decision = models.CharField(max_length=160, blank=True)
    public_body = models.BooleanField(default=False)
    nation_or_tribe = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, name=_NONE, org_type=_NONE, sub_type=_NONE, sectors=_NONE,
        regions=_NONE, status=_NONE, ended_on=_NONE, legacy_contact=_STAFF, website=_NONE, phone=_NONE,
        is_backbone=_NONE, backbone_decision=_NONE, public_body=_NONE, nation_or_tribe=_NONE,
        verified_at=_NONE,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(org_type__in=codes.TYPES), name="organization_type_known"),
            models.CheckConstraint(condition=Q(status__in=codes.STATUSES), name="organization_status_known"),
            # GOV-10: the backbone is separate from providers and government, unless a decision says so.
            models.CheckConstraint(
                condition=Q(is_backbone=False) | Q(org_type="coalition_backbone") | ~Q(backbone_decision=""),
                name="organization_backbone_separate",
            ),
            models.UniqueConstraint(
                fields=["is_backbone"], condition=Q(is_backbone=True), name="organization_one_backbone"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    """A unit that receives referrals: its own inbox, its own law, its own opening hours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programs")
    reference = models.SlugField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=24, default="active")
    confidentiality_regime = models.CharField(max_length=24, default="unknown")
    serves_pwch = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, organization=_NONE, reference=_NONE, name=_NONE, status=_NONE,
        confidentiality_regime=_NONE, serves_pwch=_NONE, position=_TECHNICAL,
    )  # fmt: skip
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=codes.STATUSES), name="program_status_known"),
            models.CheckConstraint(
                condition=Q(confidentiality_regime__in=codes.REGIMES), name="program_regime_known"
            ),
            models.UniqueConstraint(fields=["id", "organization"], name="program_of_organization"),
        ]

    def __str__(self) -> str:
        return self.name


def membership_reference() -> str:
    """Draw the random reference under which people see a membership."""
    return new_reference("M")


class Membership(models.Model):
    """A person's place in an organization: roles, and whether it still holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=membership_reference)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    title = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    roles = ArrayField(models.CharField(max_length=32), default=list)
    active = models.BooleanField(default=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, person=_STAFF, organization=_STAFF, program=_STAFF, title=_STAFF,
        phone=_STAFF, roles=_STAFF, active=_STAFF, since=_STAFF, ended_at=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("memberships", "who acted for whom must stay answerable")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization"], condition=Q(active=True), name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(active=True, ended_at__isnull=True) | Q(active=False, ended_at__isnull=False),
                name="membership_end_stated",
            ),
            # TIER-08: nobody is analyst and case-facing at once.
            models.CheckConstraint(
                condition=~Q(roles__contains=["analyst"]) | ~Q(roles__overlap=sorted(codes.CASE_FACING)),
                name="membership_analyst_apart",
            ),
        ]
        indexes = [models.Index(fields=["organization", "active"], name="membership_by_organization")]
