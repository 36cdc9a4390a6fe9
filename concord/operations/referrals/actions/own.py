"""What an agency writes for itself alone: notes on a referral, and the tally of its calls."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Invalid, NotVisible, Problem
from concord.foundation.lib.identifiers import uuid7
from concord.governance.directory import queries as directory
from concord.information.releases import queries as releases
from concord.information.releases.rules import check_may_send
from concord.operations.referrals import queries, rules
from concord.operations.referrals.models import Note, Referral, Tally

_COUNT = """
INSERT INTO referrals_tallycount (id, organization_id, program_id, month, kind, category, answer, n)
VALUES (%s, %s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (organization_id, program_id, month, kind, category, answer)
DO UPDATE SET n = referrals_tallycount.n + 1
"""


@transaction.atomic
def add_note(*, referral: Referral, text: str, by: Actor, now: datetime) -> Note:
    """Add an internal note, which no partner ever sees (REF-20)."""
    access.check_capability(by, "referral.write")
    rules.check_note(by, queries.facts_of(referral))
    if not text.strip() or len(text) > rules.MOST_NOTE:
        raise Invalid([Problem("note", "note_length", {"most": rules.MOST_NOTE})])
    note = Note(
        referral_id=referral.id,
        organization_id=by.organization,
        person_id=by.person,
        person_name=by.name,
        at=now,
        text=text.strip(),
    )
    note.save(force_insert=True)
    audit.record(
        by, "referral.note_added", now=now, kind="referral", subject=referral.id, owner=by.organization
    )
    return note


@transaction.atomic
def tally_call(
    *,
    kind: str,
    answer: str,
    by: Actor,
    now: datetime,
    program_id: UUID | None = None,
    category: str = "",
    reason: str = "",
    spoke: str = "",
    release: str = "",
) -> Tally:
    """Count a call that needs no record of a person: which program, and whether it helped (REF-29).

    Nothing is sent to the other agency. Without ``program_id`` the place was outside the network. A handoff
    by telephone says who ``spoke`` of the person; where that was ``we``, the own ``release`` that names the
    program is kept with the call. Raises Invalid, and Denied where that release does not let it pass.
    """
    access.check_capability(by, "connect.call")
    said = {
        "kind": kind, "answer": answer, "category": category, "reason": reason, "spoke": spoke,
        "program": program_id, "release": release,
    }  # fmt: skip
    if problems := rules.find_call_problems(said):
        raise Invalid(problems)
    told_under = _told_under(release, program_id, by, now) if program_id and release else None
    today = now.astimezone(ZoneInfo(settings.DISPLAY_TIME_ZONE)).date()
    tally = Tally(
        organization_id=by.organization,
        program_id=program_id,
        outside=program_id is None,
        kind=kind,
        category=category,
        answer=answer,
        reason=reason,
        on_day=today,
        person_id=by.person,
        release_id=told_under,
    )
    tally.save(force_insert=True)
    _count(by.organization, program_id, today, kind, category, answer)
    audit.record(by, "call.tallied", now=now, kind="tally", subject=tally.id, code=kind)
    if told_under is not None:
        audit.record(
            by, "call.told", now=now, kind="release", subject=told_under, owner=by.organization, code=kind
        )
    return tally


def _told_under(release: str, program_id: UUID, by: Actor, now: datetime) -> UUID:
    """Pass the gate: a running release of our own that names the program. What was said is kept nowhere."""
    access.check_capability(by, "referral.write")
    receiver = directory.get_receiver(program_id, for_=by, now=now, with_openings=False)
    try:
        facts = releases.get_own_facts(release, for_=by)
    except NotVisible:
        raise Invalid([Problem("release", "release_unknown")]) from None
    check_may_send(
        by,
        facts,
        receiver.organization_id,
        receiver.program_id,
        (),
        now,
        recipient_serves_pwch=receiver.serves_pwch,
    )
    return facts.id


def _count(
    organization_id: UUID, program_id: UUID | None, today: date, kind: str, category: str, answer: str
) -> None:
    month = today.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [uuid7(), organization_id, program_id, month, kind, category, answer])
