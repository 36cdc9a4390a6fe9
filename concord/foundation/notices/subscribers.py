"""Writes the letters that accounts asks for by its events. Each runs once for each event."""

from datetime import datetime

from concord.foundation.accounts import queries as accounts
from concord.foundation.accounts.events import PasswordResetAsked, PersonInvited
from concord.foundation.events.registry import subscribe
from concord.foundation.notices import actions, codes


def connect() -> None:
    """Subscribe; called once when the applications have loaded."""
    subscribe(PersonInvited, "notices.invitation", write_invitation)
    subscribe(PasswordResetAsked, "notices.reset", write_reset)


def write_invitation(event: PersonInvited, now: datetime) -> None:
    actions.write(
        person=accounts.get_person(event.subject_id),
        template=codes.INVITATION,
        about_id=event.invitation_id,
        now=now,
    )


def write_reset(event: PasswordResetAsked, now: datetime) -> None:
    actions.write(person=accounts.get_person(event.subject_id), template=codes.RESET, now=now)
