"""People who work for a member organization, and their sessions. Nobody else has an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from concord.foundation.accounts import states
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A member of staff. The name and address of work only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=states.INVITED)
    language = models.CharField(max_length=5, default="en")
    theme = models.CharField(max_length=8, default="auto")
    density = models.CharField(max_length=12, default="comfortable")
    text_size = models.CharField(max_length=8, default="normal")
    letter_keys = models.BooleanField(default=True)
    shift_exit = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)
    signed_out_before = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        password=PersonalData.TECHNICAL,
        last_login=PersonalData.STAFF,
        email=PersonalData.STAFF,
        name=PersonalData.STAFF,
        state=PersonalData.STAFF,
        language=PersonalData.STAFF,
        theme=PersonalData.TECHNICAL,
        density=PersonalData.TECHNICAL,
        text_size=PersonalData.TECHNICAL,
        letter_keys=PersonalData.TECHNICAL,
        shift_exit=PersonalData.TECHNICAL,
        joined_at=PersonalData.STAFF,
        signed_out_before=PersonalData.TECHNICAL,
    )
    retention: ClassVar = Retention("people", "kept while the person works for a member")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.NEXT)), name="person_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django reads it as a flag
        return self.state == states.ACTIVE


class Session(AbstractBaseSession):
    """One sign-in on one device, so that a person can see and end it."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=60, default="")
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    second_factor = models.BooleanField(default=False)
    shared = models.BooleanField(default=True)
    membership_id = models.UUIDField(null=True)

    personal_data: ClassVar = declare(
        session_key=PersonalData.TECHNICAL,
        session_data=PersonalData.TECHNICAL,
        expire_date=PersonalData.TECHNICAL,
        person=PersonalData.STAFF,
        device=PersonalData.STAFF,
        started_at=PersonalData.STAFF,
        seen_at=PersonalData.STAFF,
        locked_at=PersonalData.TECHNICAL,
        second_factor=PersonalData.TECHNICAL,
        shared=PersonalData.TECHNICAL,
        membership_id=PersonalData.STAFF,
    )
    retention: ClassVar = Retention("sessions", "ends with the sign-in; at most twelve hours", days=1)

    class Meta:
        indexes = [models.Index(fields=["person"], name="session_by_person")]


class Invitation(models.Model):
    """A one-use link by which a person joins an organization. Only the hash of the code is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        person=PersonalData.STAFF,
        code_hash=PersonalData.TECHNICAL,
        created_at=PersonalData.STAFF,
        expires_at=PersonalData.TECHNICAL,
        opened_at=PersonalData.STAFF,
        used_at=PersonalData.STAFF,
    )
    retention: ClassVar = Retention("invitations", "of no use once it has ended", days=30)
