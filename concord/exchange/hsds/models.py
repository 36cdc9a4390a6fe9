"""Who is told outside, and what came from outside and is kept whole."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7

_NONE = PersonalData.NONE
_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL
_DIRECTORY = Retention("directory", "public facts about services")
_PERSON = "accounts.Person"


class Switch(models.Model):
    """Whether the network tells its published services to everybody. One row; without it, no."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_open = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data: ClassVar = declare(id=_TECHNICAL, is_open=_NONE, set_at=_NONE, set_by=_STAFF)
    retention: ClassVar = _DIRECTORY

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="open_data_one_row")]


class Choice(models.Model):
    """Whether an organization chose that its services are told to everybody; without a row, no."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.OneToOneField(
        "organizations.Organization", on_delete=models.CASCADE, related_name="open_data"
    )
    published = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data: ClassVar = declare(
        id=_TECHNICAL, organization=_NONE, published=_NONE, chosen_at=_NONE, chosen_by=_STAFF
    )
    retention: ClassVar = _DIRECTORY


class Kept(models.Model):
    """A record as it came, under its own id; without organization and program it hangs on nothing of ours.

    ``version`` is that of the listing right after it came in; ``places`` counts its links to locations.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entity = models.CharField(max_length=32)
    identifier = models.UUIDField()
    organization = models.OneToOneField(
        "organizations.Organization", null=True, on_delete=models.CASCADE, related_name="kept"
    )
    program = models.OneToOneField(
        "organizations.Program", null=True, on_delete=models.CASCADE, related_name="kept"
    )
    extra = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    places = models.PositiveSmallIntegerField(default=0)
    brought_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        id=_TECHNICAL, entity=_NONE, identifier=_TECHNICAL, organization=_NONE, program=_NONE, extra=_STAFF,
        version=_TECHNICAL, places=_TECHNICAL, brought_at=_NONE,
    )  # fmt: skip
    retention: ClassVar = _DIRECTORY

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity", "identifier"], name="kept_once"),
            models.CheckConstraint(
                condition=Q(entity="organization", organization__isnull=False, program__isnull=True)
                | Q(entity="service", organization__isnull=True, program__isnull=False)
                | (
                    ~Q(entity__in=["organization", "service"])
                    & Q(organization__isnull=True, program__isnull=True)
                ),
                name="kept_hangs_on_its_own",
            ),
        ]
