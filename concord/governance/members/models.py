"""Lists that were read, what came of them, who was invited, and who was asked to confirm."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.references import new_reference
from concord.governance.members import codes

_NONE = PersonalData.NONE
_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL
_PERSON = "accounts.Person"
_ORGANIZATION = "organizations.Organization"


def import_reference() -> str:
    """Draw what stands in an address for an import."""
    return new_reference("I")


def invitation_reference() -> str:
    """Draw what stands in an address for an invitation."""
    return new_reference("V")


class ImportBatch(models.Model):
    """A list that somebody read in. Its cells stay until it is imported, or for thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=import_reference)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=codes.READ)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    formulas = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    programs = models.PositiveIntegerField(default=0)
    organizations = models.PositiveIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, name=_NONE, state=_NONE, header=_NONE, rows=_STAFF,
        formulas=_TECHNICAL, columns=_NONE, read_at=_NONE, read_by=_STAFF, imported_at=_NONE,
        undone_at=_NONE, programs=_NONE, organizations=_NONE,
    )  # fmt: skip
    retention: ClassVar = Retention("imports", "what was not imported within a month is read again", days=30)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=codes.IMPORT_STATES), name="import_state_known")
        ]


class ImportedProgram(models.Model):
    """A program that an import entered, with the code and the lead that the list names for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="entered")
    organization = models.ForeignKey(_ORGANIZATION, on_delete=models.CASCADE, related_name="+")
    program = models.OneToOneField("organizations.Program", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    lead_name = models.CharField(max_length=120, blank=True)
    lead_email = models.CharField(max_length=254, blank=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, batch=_NONE, organization=_NONE, program=_NONE, code=_NONE, lead_name=_STAFF,
        lead_email=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("imports", "who may be invited, until the lead has joined")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="import_code_once")
        ]


class LeadInvitation(models.Model):
    """The lead of an organization is invited, by mail or by a printed letter with a code.

    Only the keyed hash of a code is kept; ``issue`` grows with every new letter, and earlier codes end.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=invitation_reference)
    organization = models.ForeignKey(_ORGANIZATION, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    person = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    issue = models.PositiveSmallIntegerField(default=1)
    code_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, organization=_NONE, way=_NONE, name=_STAFF, email=_STAFF,
        person=_STAFF, issue=_TECHNICAL, code_hash=_TECHNICAL, sent_at=_NONE, sent_by=_STAFF,
        expires_at=_NONE, opened_at=_STAFF, used_at=_STAFF, revoked_at=_NONE,
    )  # fmt: skip
    retention: ClassVar = Retention("invitations", "who was let in on whose word must stay answerable")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=codes.WAYS), name="lead_invitation_way_known"),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(revoked_at=None), name="lead_invitation_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="lead_invitation_code_once"
            ),
        ]


class ConfirmationRequest(models.Model):
    """An organization was asked whether its listing is still right: by the core agency, or by the clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(_ORGANIZATION, on_delete=models.CASCADE, related_name="+")
    asked_for = models.ForeignKey(_ORGANIZATION, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, organization=_NONE, asked_for=_NONE, sent_by=_STAFF, sent_at=_NONE, answered_at=_NONE
    )
    retention: ClassVar = Retention("confirmations", "whether asking helps can be seen for a year", days=365)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(answered_at=None), name="confirmation_asked_once"
            )
        ]
