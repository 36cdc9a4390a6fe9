"""Reads people, their sign-ins and their links."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.urls import reverse

from concord.foundation.accounts import links
from concord.foundation.accounts.models import Invitation, Person, Session

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in of a person as the person sees it."""

    reference: str
    device: str
    started_at: datetime | None
    seen_at: datetime | None
    current: bool


def session_reference(session_key: str) -> str:
    """Name a session on a page without showing its key."""
    return sha256(b"session:" + session_key.encode()).hexdigest()[:16]


def list_sign_ins(person_id: UUID, *, current: str, now: datetime) -> Sequence[SignIn]:
    """List where a person is signed in, the latest first."""
    found = Session.objects.filter(person_id=person_id, expire_date__gt=now).order_by("-seen_at")
    return [
        SignIn(
            session_reference(session.session_key),
            session.device,
            session.started_at,
            session.seen_at,
            session.session_key == current,
        )
        for session in found
    ]


def get_session(person_id: UUID, reference: str) -> Session | None:
    """Find one of a person's sessions by its name on the page."""
    for session in Session.objects.filter(person_id=person_id):
        if session_reference(session.session_key) == reference:
            return session
    return None


def get_person(person_id: UUID) -> Person:
    return Person.objects.get(id=person_id)


def list_people(person_ids: Collection[UUID]) -> Sequence[Person]:
    """Return people, in one query and in a fixed order."""
    return list(Person.objects.filter(id__in=person_ids).order_by("id"))


def get_person_by_email(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email.strip()).first()


def get_open_invitation(code: str, now: datetime) -> Invitation | None:
    """Find the invitation that a link opens; None where it was used, has ended or never was."""
    return (
        Invitation.objects.select_related("person")
        .filter(code_hash=links.hash_code(code), used_at=None, expires_at__gt=now)
        .first()
    )


def get_invitation_path(invitation_id: UUID, now: datetime) -> str | None:
    """Return the path of an invitation's link for its letter; None where it has ended meanwhile."""
    code = links.invitation_code(invitation_id)
    if get_open_invitation(code, now) is None:
        return None
    return reverse("access:join", kwargs={"code": code})


def get_reset_path(person_id: UUID) -> str | None:
    """Return the path of a link for a new password; None where the person is not active."""
    person = Person.objects.get(id=person_id)
    if not person.is_active:
        return None
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key}
    )


def has_second_factor(person_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=person_id, type__in=SECOND_FACTORS).exists())


def has_passkey(person_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.WEBAUTHN).exists())
