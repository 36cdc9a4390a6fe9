"""Whom to reach: an agency's channels, its named contacts, and who is on tonight."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.references import new_reference
from concord.governance.directory import codes

_NONE = PersonalData.NONE
_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL


def channel_reference() -> str:
    """Draw what stands in an address for a channel."""
    return new_reference("CH")


def contact_reference() -> str:
    """Draw what stands in an address for a contact."""
    return new_reference("C")


def shift_reference() -> str:
    """Draw what stands in an address for a shift."""
    return new_reference("S")


class Channel(models.Model):
    """One way to reach a program, as it publishes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=channel_reference)
    program = models.ForeignKey("organizations.Program", on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=200)
    hours = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=_TECHNICAL,
        reference=_NONE,
        program=_NONE,
        kind=_NONE,
        value=_NONE,
        hours=_NONE,
        position=_TECHNICAL,
    )
    retention: ClassVar = Retention("directory", "public facts about services")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=codes.CHANNEL_KINDS), name="channel_kind_known"),
            models.UniqueConstraint(fields=["program", "kind", "value"], name="channel_once"),
        ]


class Contact(models.Model):
    """A person or mailbox that an agency names.

    Coordination contacts have a rank and all five fields; a published contact has no rank and may
    lack title and phone, as real ones do. ``ended_at`` ends it; who could be called stays answerable.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=contact_reference)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="contacts"
    )
    scope = models.CharField(max_length=16)
    rank = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=120)
    role_title = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - null: not known
    phone = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001 - null: has none
    extension = models.CharField(max_length=12, blank=True)
    secure_email = models.EmailField(blank=True)
    after_hours_process = models.CharField(max_length=400, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_confirmed_at = models.DateTimeField()
    last_confirmed_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, organization=_NONE, scope=_NONE, rank=_NONE, name=_STAFF,
        role_title=_STAFF, phone=_STAFF, extension=_STAFF, secure_email=_STAFF, after_hours_process=_NONE,
        warnings=_NONE,
        started_at=_STAFF, ended_at=_STAFF, last_confirmed_at=_STAFF, last_confirmed_by=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("contacts", "who could be called, for a year after they end", days=365)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "scope", "rank"],
                condition=Q(ended_at__isnull=True) & ~Q(rank=""),
                name="contact_one_a_rank",
            ),
            # DIR-06: one person is not both primary and backup.
            models.UniqueConstraint(
                F("organization"), F("scope"), Lower("name"),
                condition=Q(ended_at__isnull=True) & ~Q(rank=""),
                name="contact_not_both",
            ),
            models.CheckConstraint(
                condition=Q(scope=codes.PUBLISHED, rank="")
                | Q(scope__in=codes.COORDINATION_SCOPES, rank__in=codes.CONTACT_RANKS),
                name="contact_rank_fits_scope",
            ),
            models.CheckConstraint(
                condition=Q(scope=codes.PUBLISHED)
                | (
                    Q(role_title__isnull=False, phone__isnull=False)
                    & ~Q(role_title="") & ~Q(phone="") & ~Q(secure_email="") & ~Q(after_hours_process="")
                ),
                name="contact_coordination_complete",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contact_named"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organization"], name="contact_current", condition=Q(ended_at__isnull=True))
        ]


class OnCallShift(models.Model):
    """Who answers for a program, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=shift_reference)
    program = models.ForeignKey("organizations.Program", on_delete=models.PROTECT, related_name="on_call")
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, program=_NONE, name=_STAFF, phone=_STAFF, starts_at=_STAFF,
        ends_at=_STAFF, set_by=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("on_call", "who was on stays answerable for three months", days=90)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="on_call_ends_after_start"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(phone=""), name="on_call_reachable"),
        ]
        indexes = [models.Index(fields=["ends_at"], name="on_call_by_end")]
