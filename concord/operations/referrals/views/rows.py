"""A line of the queue as the template shows it: ready values, and the one button that is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.businesstime import Kind, remaining
from concord.foundation.lib.denied import allowed
from concord.governance.directory import words as directory_words
from concord.operations.referrals import rules, states, words
from concord.operations.referrals.queries import Row, View

CLOCK_STATES = {Kind.OVERDUE: "late", Kind.SOON: "soon", Kind.ON_TRACK: "ok"}
_ELSEWHERE = UUID(int=0)  # stands for the other side, where a rule asks only which side is ours
_REFERENCE = "REFERENCE"  # stands for a reference in an address


@dataclass(frozen=True, slots=True)
class ClockShown:
    """What the component `clock` takes."""

    state: str
    due_at: datetime | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """One line. ``take_url`` is empty where the button leads to the page instead."""

    reference: str
    href: str
    clock: ClockShown
    need: str
    caution: str
    sender: str
    receiver: str
    sent_at: datetime
    urgency: tuple[str, str] | None
    holder: str
    take_url: str

    @property
    def late(self) -> bool:
        return self.clock.state == "late"


def clock_shown(*, state: str, kind: str, overdue_at: datetime | None, now: datetime) -> ClockShown:
    """Say how the clock stands, or what ended it, or that none runs."""
    if state in {states.CLOSED, states.WITHDRAWN}:
        mark = "done" if state == states.CLOSED else "no"
        return ClockShown(mark, text=words.label(words.DELIVERY, state))
    if kind and overdue_at is not None:
        return ClockShown(CLOCK_STATES[remaining(now, overdue_at).kind], due_at=overdue_at)
    return ClockShown("hold", text=_("No clock"), reason=_("no answer is owed"))


def need_of(*, about: str, category: str, function: str) -> str:
    """Say in one or two words what a referral is about."""
    if about == "coordination":
        return words.label(words.FUNCTIONS, function)
    return directory_words.category_label(category) if category else _("Referral")


def caution_of(safe_contact: Sequence[str], language: str) -> str:
    """Say what to mind before anybody calls, and the interpreter that is needed."""
    minded = [words.label(words.SAFE_CONTACT, code) for code in safe_contact if code in words.CAUTIONS]
    if language:
        name = directory_words.label(directory_words.LANGUAGES, language)
        minded.append(_("%(language)s interpreter") % {"language": name})
    return " · ".join(minded)


def shown(row: Row, actor: Actor, now: datetime) -> RowShown:
    """Turn a line of the queue into what the template shows."""
    told = row.released
    kind, urgency = words.SENSITIVITIES[row.sensitivity]
    need = need_of(about=row.about, category=row.category, function=row.function)
    return RowShown(
        reference=row.reference,
        href=_address("referrals:one", row.reference),
        clock=clock_shown(state=row.state, kind=row.clock, overdue_at=row.overdue_at, now=now),
        need=need if told else _ended(row),
        caution=caution_of(row.safe_contact, row.interpreter_language) if told else "",
        sender=row.sender,
        receiver=row.receiver,
        sent_at=row.sent_at,
        urgency=(kind, str(urgency)) if told else None,
        holder=row.handler,
        take_url=_address("referrals:take", row.reference) if _may_take(row, actor, now) else "",
    )


def _address(name: str, reference: str) -> str:
    """Build the address of one referral: a list has fifty, which differ in the reference only."""
    before, after = _around(name)
    return f"{before}{reference}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _mark, after = reverse(name, args=[_REFERENCE]).partition(_REFERENCE)
    return before, after


def _ended(row: Row) -> str:
    return _("Withdrawn") if row.state == states.WITHDRAWN else _("Release ended")


def _may_take(row: Row, actor: Actor, now: datetime) -> bool:
    """Ask the rules; a line that a colleague has, or that shows nothing, is opened first."""
    if row.handler or not row.released:
        return False
    own = actor.organization
    facts = rules.Facts(
        id=row.subject_id,
        owner_id=own if row.role == "sender" else _ELSEWHERE,
        receiver_id=own if row.role == "receiver" else _ELSEWHERE,
        state=row.state,
        about=row.about,
        pathway="",
    )
    refused = allowed(rules.check_take, actor, facts, now)
    return (refused or allowed(access.check_capability, actor, "referral.write")) is None


def row_of(view: View, actor: Actor, now: datetime) -> RowShown:
    """Show one referral as its line, for the answer to a button in the queue."""
    referral = view.referral
    row = Row(
        reference=view.reference,
        role=view.side,
        key_at=now,
        subject_id=referral.id,
        state=referral.state,
        about=referral.about,
        sensitivity=referral.sensitivity,
        function=referral.function,
        category=view.person.get("category", ""),
        interpreter_language=view.person.get("interpreter_language", ""),
        safe_contact=view.person.get("safe_contact", ()),
        sender=referral.sender_label,
        receiver=referral.receiver_label,
        sent_at=referral.sent_at or now,
        clock=referral.clock,
        turn=referral.owed_by_id == actor.organization_id,
        overdue_at=referral.overdue_at,
        handler=referral.handler_name,
        released=not view.stub,
        closed_at=referral.closed_at,
    )
    return shown(row, actor, now)
