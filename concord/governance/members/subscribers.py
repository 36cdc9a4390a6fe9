"""What follows an event: the letters of a request to confirm, and that it was answered."""

from datetime import datetime

from concord.foundation.accounts import queries as accounts
from concord.foundation.events.registry import subscribe
from concord.foundation.notices import actions as notices
from concord.foundation.notices import codes as letters
from concord.governance.directory.events import ListingChanged
from concord.governance.members import actions
from concord.governance.members.events import ConfirmationAsked
from concord.governance.members.queries import get_confirmation_path, list_editors


def connect() -> None:
    """Subscribe, and say where the link of such a letter leads; called once."""
    subscribe(ConfirmationAsked, "members.letters", write_letters)
    subscribe(ListingChanged, "members.answered", note_answer)
    notices.PATHS[letters.CONFIRM] = get_confirmation_path


def write_letters(event: ConfirmationAsked, now: datetime) -> None:
    """Write to everybody who keeps the organization's listings right."""
    for person in accounts.list_people(list_editors(event.organization_id)):
        notices.write(person=person, template=letters.CONFIRM, about_id=event.organization_id, now=now)


def note_answer(event: ListingChanged, now: datetime) -> None:
    if event.step in {"confirmed", "claimed"}:
        actions.note_answer(organization_id=event.organization_id, now=now)
