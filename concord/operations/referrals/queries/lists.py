"""The queue and its counters. Every list starts at `participant` and is paged by key.

Raw SQL, because a list is rendered from values: two short queries whatever the length of the history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from concord.foundation.access.actor import Actor
from concord.information.releases import queries as releases
from concord.operations.referrals import codes
from concord.operations.referrals.models import Participant, Tally, TallyCount

VIEWS: Final = ("needs", "mine", "waiting", "sent", "closed")
MOST_COUNTED: Final = 99
PAGE: Final = 25

_COLUMNS = """
  p.reference, p.role, p.due_at, p.subject_id, r.state, r.about, r.sensitivity, r.function, r.category,
  r.interpreter_language, r.safe_contact, r.sender_label, r.receiver_label, r.sent_at, r.clock,
  r.owed_by_id, r.overdue_at, r.handler_name, r.release_id, p.closed_at
"""
_WHERE: Final[dict[str, str]] = {
    "needs": "p.open AND p.turn",
    "mine": "p.open AND p.handler_id = %(person)s",
    "waiting": "p.open AND NOT p.turn",
    "sent": "p.open AND p.role = 'sender'",
    "closed": "NOT p.open",
}
_OPEN_SQL = """
SELECT {columns} FROM referrals_participant p JOIN referrals_referral r ON r.id = p.subject_id
WHERE p.organization_id = %(organization)s AND {where} AND r.state <> 'draft'
  AND (p.due_at, p.subject_id) > (%(key_at)s, %(key_id)s)
ORDER BY p.due_at, p.subject_id LIMIT %(size)s
"""
_CLOSED_SQL = """
SELECT {columns} FROM referrals_participant p JOIN referrals_referral r ON r.id = p.subject_id
WHERE p.organization_id = %(organization)s AND {where}
  AND (p.closed_at, p.subject_id) < (%(key_at)s, %(key_id)s)
ORDER BY p.closed_at DESC, p.subject_id DESC LIMIT %(size)s
"""
# Whom to telephone (REF-05): urgent, not yet acknowledged, and no call noted. No tab of the queue. It starts
# at the referral, since an agency may have sent thousands of which none is to be called about.
_CALL_SQL = """
SELECT {columns} FROM referrals_referral r JOIN referrals_participant p
  ON p.subject_id = r.id AND p.organization_id = %(organization)s
WHERE r.owner_id = %(organization)s AND r.state = 'sent' AND r.sensitivity = 'urgent' AND r.called_at IS NULL
  AND (r.due_at, r.id) > (%(key_at)s, %(key_id)s)
ORDER BY r.due_at, r.id LIMIT %(size)s
"""
_SQL: Final[dict[str, str]] = {
    view: (_CLOSED_SQL if view == "closed" else _OPEN_SQL).format(columns=_COLUMNS, where=where)
    for view, where in _WHERE.items()
} | {"to_call": _CALL_SQL.format(columns=_COLUMNS)}
_FIRST = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_LAST = datetime.fromisoformat("9999-12-01T00:00:00+00:00")
_LOW, _HIGH = UUID(int=0), UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue. What is about the person is empty where the release does not hold."""

    reference: str
    role: str
    key_at: datetime
    subject_id: UUID
    state: str
    about: str
    sensitivity: str
    function: str
    category: str
    interpreter_language: str
    safe_contact: Sequence[str]
    sender: str
    receiver: str
    sent_at: datetime
    clock: str
    turn: bool
    overdue_at: datetime | None
    handler: str
    released: bool
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and the key of the next page ("" when this is the last)."""

    rows: Sequence[Row]
    after: str


class Counts(NamedTuple):
    """Counters of the tabs: at most 100, which the page shows as 99+."""

    needs: int
    mine: int
    waiting: int


def _key(after: str, actor: Actor, *, closed: bool) -> tuple[datetime, UUID]:
    """Read a page key: an instant, and the reference under which the actor's side knows the last line.

    The reference is unique in an organization, so the order of the index holds and no id stands in an
    address. A malformed key starts at the beginning, one whose line is gone at the beginning of its instant.
    """
    at, _, reference = after.partition("~")
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        instant = _LAST if closed else _FIRST
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    outermost = _HIGH if closed else _LOW
    if not (reference and reference.isprintable()):
        return instant, outermost
    known = Participant.objects.filter(organization_id=actor.organization, reference=reference).order_by()
    return instant, next(iter(known.values_list("subject_id", flat=True)), outermost)


def list_queue(*, for_: Actor, view: str, now: datetime, after: str = "", size: int = PAGE) -> Page:
    """List one view of the queue, the most overdue first; the closed, the latest first.

    ``to_call`` lists whom to telephone. Raises KeyError for any other view that is not in `VIEWS`.
    """
    key_at, key_id = _key(after, for_, closed=view == "closed")
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL[view],
            {
                "organization": for_.organization,
                "person": for_.person,
                "key_at": key_at,
                "key_id": key_id,
                "size": size + 1,
            },
        )
        found = cursor.fetchall()
    received = releases.list_facts(row[18] for row in found if row[18] and row[1] == "receiver")
    items = {one.id: one.items for one in received.values() if one.active(now)}
    rows = [_row(values, items, for_) for values in found[:size]]
    last = rows[-1] if len(found) > size else None
    at = (last.closed_at if view == "closed" else last.key_at) if last else None
    return Page(rows, f"{at.isoformat()}~{last.reference}" if last and at else "")


def _row(values: tuple[Any, ...], items: Mapping[UUID, frozenset[str]], actor: Actor) -> Row:
    """Build a line; the receiver reads of the person what its running release still names."""
    own = values[1] == "sender" or values[5] == "coordination"
    released = own or values[18] in items
    if values[4] == "withdrawn" and values[1] == "receiver":
        released = False
    named = items.get(values[18], frozenset())

    def told(column: str) -> bool:
        return released and (own or codes.ITEM_OF[column] in named)

    return Row(
        reference=values[0],
        role=values[1],
        key_at=values[2],
        subject_id=values[3],
        state=values[4],
        about=values[5],
        sensitivity=values[6],
        function=values[7],
        category=values[8] if told("category") else "",
        interpreter_language=values[9] if told("interpreter_language") else "",
        safe_contact=values[10] if told("safe_contact") else (),
        sender=values[11],
        receiver=values[12],
        sent_at=values[13],
        clock=values[14],
        turn=values[15] == actor.organization_id,
        overdue_at=values[16],
        handler=values[17],
        released=released,
        closed_at=values[19],
    )


_COUNTS = """
SELECT
 (SELECT count(*) FROM (SELECT 1 FROM referrals_participant p WHERE p.organization_id = %(o)s
    AND p.open AND p.turn LIMIT %(most)s) n),
 (SELECT count(*) FROM (SELECT 1 FROM referrals_participant p WHERE p.organization_id = %(o)s
    AND p.open AND p.handler_id = %(person)s LIMIT %(most)s) m),
 (SELECT count(*) FROM (SELECT 1 FROM referrals_participant p WHERE p.organization_id = %(o)s
    AND p.open AND NOT p.turn LIMIT %(most)s) w)
"""


def get_counts(*, for_: Actor) -> Counts:
    """Count what needs an answer, what is with the actor, and what waits on others; at most 100 each."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"o": for_.organization, "person": for_.person, "most": MOST_COUNTED + 1})
        return Counts(*cursor.fetchone())


def list_drafts(*, for_: Actor) -> Sequence[Participant]:
    """List the actor's own drafts, the oldest first."""
    return list(
        Participant.objects.select_related("subject")
        .filter(organization_id=for_.organization, handler_id=for_.person, subject__state="draft")
        .order_by("due_at")[:10]
    )


def list_tallies(*, for_: Actor, size: int = 50) -> Sequence[Tally]:
    """List the own agency's calls of the last days, newest first."""
    return list(Tally.objects.filter(organization_id=for_.organization).order_by("-id")[:size])


def list_tally_counts(*, for_: Actor, size: int = 100) -> Sequence[TallyCount]:
    """List the own agency's calls counted by month, the newest month first."""
    found = TallyCount.objects.filter(organization_id=for_.organization)
    return list(found.order_by("-month", "kind", "answer", "category", "id")[:size])
