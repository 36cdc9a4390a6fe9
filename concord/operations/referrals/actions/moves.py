"""What every verb of a referral does in the same way: the guarded move, the step, the log, the news."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, Denied
from concord.foundation.statements import insert
from concord.operations.referrals import rules, states
from concord.operations.referrals.events import BY_NAME
from concord.operations.referrals.models import Referral, Step


@dataclass(frozen=True, slots=True)
class Said:
    """What a step records besides its code."""

    before: str = ""
    reason: str = ""
    release_id: UUID | None = None
    about_person: bool | None = None


@contextmanager
def first_come(referral: Referral, by: Actor) -> Iterator[None]:
    """Ask a rule within: where it says that the thing is done already, raise Conflict with who was first.

    Every door answers the second of two in the same way, whether they met in the database or minutes apart.
    """
    try:
        yield
    except Denied as refused:
        if refused.code not in rules.DONE_ALREADY:
            raise
        raise conflict(referral, by) from refused


def move(referral: Referral, expected: str, to: str, /, *, by: Actor, **columns: Any) -> None:
    """Move the delivery from an expected state, or raise Conflict with who was first and when."""
    moved = Referral.objects.filter(id=referral.id, state=expected).update(state=to, **columns)
    if not moved:
        raise conflict(referral, by)
    _mirror(referral, {"state": to, **columns})


def change(referral: Referral, *, by: Actor | None, **columns: Any) -> None:
    """Change columns of an open referral, or raise Conflict where it was closed meanwhile."""
    changed = Referral.objects.filter(id=referral.id, state__in=states.OPEN).update(**columns)
    if not changed:
        raise conflict(referral, by)
    _mirror(referral, columns)


def drop_draft(referral_id: UUID) -> None:
    """Delete a draft with its party; the database lets go of the party, and nothing else hangs on a draft.

    In SQL, since the ORM would first look for steps and answers, which nobody may delete.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM referrals_referral WHERE id = %s AND state = 'draft'", [referral_id])


def _mirror(referral: Referral, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(referral, name, value)


def conflict(referral: Referral, by: Actor | None) -> Conflict:
    """Build the refusal of the second of two: the last step, who took it and when.

    A colleague is named; of the other side, only its organization.
    """
    last = Step.objects.filter(referral_id=referral.id).order_by("-id").first()
    if last is None:
        return Conflict("referral_moved")
    who = referral.sender_label if last.organization_id == referral.owner_id else referral.receiver_label
    if by is not None and last.organization_id == by.organization_id:
        who = last.person_name
    return Conflict("referral_somebody_was_first", who=who, at=last.at, did=last.code)


def record(code: str, referral: Referral, *, by: Actor, now: datetime, said: Said | None = None) -> None:
    """Write the step, its log entry and its announcement, as `states.MOVES` says."""
    what = states.MOVES[code]
    said = said or Said()
    about = what.about_person if said.about_person is None else said.about_person
    step = Step(
        referral_id=referral.id,
        organization_id=by.organization,
        person_id=by.person_id,
        person_name=by.name,
        at=now,
        record=what.record,
        code=code,
        before=said.before,
        reason=said.reason,
        about_person=about,
        release_id=said.release_id,
        late=_was_late(referral, by, now),
    )
    insert(step)
    audit.record(
        by, what.action, now=now, kind="referral", subject=referral.id, owner=referral.owner_id, code=code
    )
    if what.event:
        _announce(what.event, referral, by=by, now=now)


def _was_late(referral: Referral, by: Actor, now: datetime) -> bool | None:
    """Whether the step came after its clock ran out; None where no clock ran for this side."""
    if referral.overdue_at is None or referral.owed_by_id != by.organization:
        return None
    return now > referral.overdue_at


def _announce(name: str, referral: Referral, *, by: Actor, now: datetime) -> None:
    told_receiver = by.organization == referral.owner_id
    event = BY_NAME[name](
        subject_id=referral.id,
        by_organization_id=by.organization,
        to_organization_id=referral.receiver_id if told_receiver else referral.owner_id,
        to_program_id=referral.receiver_program_id if told_receiver else referral.sender_program_id,
        to_person_id=referral.handler_id if told_receiver else referral.contact_id,
    )
    events.announce(event, now=now)
