"""What waits for a person, and the letters that say that something waits. Neither says what it is about."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.notices import codes

_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL


class Notice(models.Model):
    """Something waits for a person, read after sign-in: a code, and where it leads. No words, no names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="notices")
    organization = models.ForeignKey(
        "organizations.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=48)
    subject_kind = models.CharField(max_length=24, blank=True)
    subject_reference = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL,
        person=_STAFF,
        organization=_STAFF,
        kind=_STAFF,
        subject_kind=_TECHNICAL,
        subject_reference=_TECHNICAL,
        created_at=_STAFF,
        read_at=_STAFF,
    )
    retention: ClassVar = Retention("notices", "of no use once the thing itself is closed", days=90)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
        ]


class Letter(models.Model):
    """One outgoing mail with fixed words. The link's code is derived when it is sent, never stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    template = models.CharField(max_length=16)
    about_id = models.UUIDField(null=True)
    language = models.CharField(max_length=5, default="en")
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, default="")

    personal_data: ClassVar = declare(
        id=_TECHNICAL,
        person=_STAFF,
        template=_TECHNICAL,
        about_id=_TECHNICAL,
        language=_STAFF,
        message_id=_TECHNICAL,
        created_at=_STAFF,
        next_try_at=_TECHNICAL,
        tries=_TECHNICAL,
        sent_at=_STAFF,
        dead_at=_TECHNICAL,
        error=_TECHNICAL,
    )
    retention: ClassVar = Retention("letters", "to recognize a letter that came twice", days=14)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(template__in=codes.TEMPLATES), name="letter_template_known")
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="letter_waiting", condition=Q(sent_at=None, dead_at=None)
            )
        ]


class Preference(models.Model):
    """Whether a person wants mail when something waits; without a row: yes."""

    person = models.OneToOneField(
        "accounts.Person", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    mail = models.BooleanField(default=True)

    personal_data: ClassVar = declare(person=_STAFF, mail=_STAFF)
    retention: ClassVar = Retention("people", "kept while the person works for a member")
