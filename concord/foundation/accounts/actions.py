"""Makes people, moves their state and ends their sign-ins. What an organization may do stands in access."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from concord.foundation.accounts import codes, links, states
from concord.foundation.accounts.events import PasswordResetAsked, PersonInvited
from concord.foundation.accounts.models import Invitation, Person, Session
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, Denied, Invalid, Problem
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.who import Who

INVITATION_DAYS = 7
_PREFERENCES = {
    "language": codes.LANGUAGES,
    "theme": codes.THEMES,
    "density": codes.DENSITIES,
    "text_size": codes.TEXT_SIZES,
    "letter_keys": (True, False),
    "shift_exit": (True, False),
}


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    by: Who,
    now: datetime,
    password: str | None = None,
    state: str = states.INVITED,
    language: str = "en",
) -> Person:
    """Add a person. Raises Invalid where the address is taken; the password is not judged here."""
    if Person.objects.filter(email__iexact=email).exists():
        raise Invalid([Problem("email", "email_taken")])
    person = Person(
        email=email.strip().lower(),  # sign-in compares lower case
        name=name.strip(),
        state=state,
        language=language,
        joined_at=now if state == states.ACTIVE else None,
    )
    person.set_password(password)
    person.save(force_insert=True)
    audit.record(by, "person.created", now=now, kind="person", subject=person.id)
    return person


@transaction.atomic
def invite(*, person: Person, by: Who, now: datetime, by_mail: bool = True) -> Invitation:
    """Open a one-use link for a person; earlier links of the person end.

    The mail goes by event; without ``by_mail`` none goes, as the person stands before the page already.
    """
    Invitation.objects.filter(person=person, used_at=None).update(expires_at=now)
    identity = uuid7()
    invitation = Invitation(
        id=identity,
        person=person,
        code_hash=links.hash_code(links.invitation_code(identity)),
        created_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    invitation.save(force_insert=True)
    audit.record(by, "person.invited", now=now, kind="person", subject=person.id)
    if by_mail:
        events.announce(PersonInvited(subject_id=person.id, invitation_id=identity), now=now)
    return invitation


@transaction.atomic
def note_opened(*, invitation: Invitation, now: datetime) -> None:
    """Keep when a link was opened first, so that whoever invited knows that it arrived."""
    Invitation.objects.filter(id=invitation.id, opened_at=None).update(opened_at=now)


@transaction.atomic
def end_invitations(*, person_id: UUID, by: Who, now: datetime) -> None:
    """End the open links of a person."""
    Invitation.objects.filter(person_id=person_id, used_at=None).update(expires_at=now)
    audit.record(by, "person.uninvited", now=now, kind="person", subject=person_id)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, by: Who, now: datetime) -> Person:
    """Use the link: the person sets a password and becomes active.

    Raises Conflict where somebody was first, or the link has ended in the meantime.
    """
    used = Invitation.objects.filter(id=invitation.id, used_at=None, expires_at__gt=now).update(used_at=now)
    if not used:
        raise Conflict("invitation_ended")
    person = invitation.person
    person.set_password(password)
    moved = Person.objects.filter(id=person.id, state=states.INVITED).update(
        state=states.ACTIVE, password=person.password, joined_at=now
    )
    if not moved:
        raise Conflict("invitation_ended")
    person.refresh_from_db()
    audit.record(by, "person.joined", now=now, kind="person", subject=person.id)
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, by: Who, now: datetime) -> None:
    """Replace the password; whoever calls ends the sign-ins that should end."""
    person.set_password(password)
    Person.objects.filter(id=person.id).update(password=person.password)
    audit.record(by, "password.set", now=now, kind="person", subject=person.id)


@transaction.atomic
def ask_password_reset(*, person: Person, by: Who, now: datetime) -> None:
    """Ask for a letter with a link for a new password; the link is made when the letter is sent."""
    audit.record(by, "password.reset_asked", now=now, kind="person", subject=person.id)
    events.announce(PasswordResetAsked(subject_id=person.id), now=now)


@transaction.atomic
def move(*, person: Person, to: str, by: Who, now: datetime) -> Person:
    """Move a person to a state that may follow; whoever stops being active is signed out at once.

    Raises Denied("state_does_not_follow") or Conflict where the state has moved on.
    """
    before = person.state
    if to not in states.NEXT[before]:
        raise Denied("state_does_not_follow", state=before, to=to)
    if not Person.objects.filter(id=person.id, state=before).update(state=to):
        raise Conflict("person_moved_on")
    person.state = to
    if to != states.ACTIVE:
        end_sessions(person_id=person.id, by=by, now=now)
    audit.record(by, f"person.{to}", now=now, kind="person", subject=person.id)
    return person


@transaction.atomic
def end_sessions(*, person_id: UUID, by: Who, now: datetime) -> None:
    """End every sign-in of a person.

    The instant refuses a sign-in whose row is written again by a request that is under way; the
    deletion takes its content away.
    """
    Person.objects.filter(id=person_id).update(signed_out_before=now)
    Session.objects.filter(person_id=person_id).delete()
    audit.record(by, "sessions.ended", now=now, kind="person", subject=person_id)


@transaction.atomic
def end_other_sessions(*, person_id: UUID, keep: str, by: Who, now: datetime) -> None:
    """End every sign-in of a person but the one with the key ``keep``."""
    Session.objects.filter(person_id=person_id).exclude(session_key=keep).delete()
    audit.record(by, "sessions.ended", now=now, kind="person", subject=person_id)


@transaction.atomic
def end_session(*, session: Session, by: Who, now: datetime) -> None:
    """End one sign-in on one device."""
    session.delete()
    audit.record(by, "session.ended", now=now, kind="person", subject=session.person_id)


@transaction.atomic
def reset_second_factor(*, person: Person, by: Who, now: datetime) -> None:
    """Take away passkeys, code app and printed codes, and sign the person out; a new one must be set up."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person_id=person.id, by=by, now=now)
    audit.record(by, "second_factor.reset", now=now, kind="person", subject=person.id)


@transaction.atomic
def set_preferences(*, person_id: UUID, by: Who, now: datetime, **wishes: Any) -> None:
    """Set how pages look for a person; raises Invalid for a choice that does not exist."""
    wrong = [
        Problem(name, "unknown_choice")
        for name, value in wishes.items()
        if value not in _PREFERENCES.get(name, ())
    ]
    if wrong:
        raise Invalid(wrong)
    Person.objects.filter(id=person_id).update(**wishes)
    audit.record(by, "person.preferences", now=now, kind="person", subject=person_id)
