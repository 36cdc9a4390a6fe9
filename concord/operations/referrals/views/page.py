"""The page of one referral as ready values: what was shared, what stands, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from concord.foundation.access.actor import Actor
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import queries as directory
from concord.governance.directory import words as directory_words
from concord.information.releases import words as release_words
from concord.operations.referrals import codes, rules, states, words
from concord.operations.referrals.queries import View
from concord.operations.referrals.views import planned, possible, rows
from concord.operations.referrals.views.possible import Answers, Barred, Here, Step
from concord.operations.referrals.views.telling import Pairs, shared_rows


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    text: str
    at: datetime
    by: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """Whom to telephone about an urgent referral, and what to do after hours."""

    phones: tuple[str, ...]
    after_hours: str
    url: str


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    """Under what it was shared, and until when. ``url`` is empty for the other side's release."""

    reference: str
    kind: str
    state: str
    ends_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class PageShown:
    """Everything the page needs; absent things are empty."""

    reference: str
    title: str
    stub: bool
    side: str
    state: tuple[str, str]
    clock: rows.ClockShown
    clock_words: str
    urgency: tuple[str, str]
    caution: str
    sender: str
    receiver: str
    sent_at: datetime | None
    closed_at: datetime | None
    contacts: Pairs
    phone: str
    call_name: str
    shared: Pairs
    release: ReleaseShown | None
    known: Pairs
    answer: Pairs
    suggestion: Step | None
    joint: Pairs
    timeline: Sequence[Event]
    notes: Sequence[Any]
    next: Step | None
    waits: str
    answers: Answers
    barred: Sequence[Barred]
    others: Sequence[Step]
    reminder: Reminder | None
    silent: bool


def build(view: View, actor: Actor, now: datetime) -> PageShown:
    """Build the page; the stub holds reference, dates and state only."""
    here, referral = Here(view, actor, now), view.referral
    joint, follow_up = (
        (None, None) if view.stub else (possible.joint_step(here), possible.follow_up_step(here))
    )
    answers = Answers() if view.stub else possible.answers(here)
    receiver = _receiver(here)
    reminder = _reminder(here, receiver)
    kind, urgency = words.SENSITIVITIES[referral.sensitivity]
    return PageShown(
        reference=view.reference,
        title=_title(view),
        stub=view.stub,
        side=view.side,
        state=possible.state_chip(view),
        clock=rows.clock_shown(
            state=referral.state, kind=referral.clock, overdue_at=referral.overdue_at, now=now
        ),
        clock_words=words.label(words.CLOCKS, referral.clock) if referral.clock else "",
        urgency=(kind, str(urgency)),
        caution=_caution(view),
        sender=referral.sender_label,
        receiver=referral.receiver_label,
        sent_at=referral.sent_at,
        closed_at=referral.closed_at,
        contacts=_contacts(view, receiver),
        phone=_phone(view, receiver),
        call_name=referral.contact_name if view.side == "receiver" else referral.receiver_label,
        shared=[
            *shared_rows(view.person, view.text, referral.about, referral.function),
            *_partner(view),
        ],
        release=_release(view, now),
        known=_known(here),
        answer=_answer(view),
        suggestion=_suggestion(here),
        joint=planned.shown(view),
        timeline=[_event(line) for line in view.timeline],
        notes=() if view.stub else view.notes,
        next=_next(here, joint, follow_up, answers),
        waits="" if reminder else _waits(here),
        answers=answers,
        barred=possible.merged(
            [one for one in (answers.barred, joint, follow_up) if isinstance(one, Barred)]
        ),
        others=_others(here, joint, follow_up),
        reminder=reminder,
        silent=possible.says_nothing(here),
    )


def _title(view: View) -> str:
    if view.stub:
        return _("Referral")
    referral = view.referral
    return rows.need_of(
        about=referral.about, category=view.person.get("category", ""), function=referral.function
    )


def _caution(view: View) -> str:
    person = view.person
    return rows.caution_of(person.get("safe_contact", ()), person.get("interpreter_language", ""))


def _receiver(here: Here) -> directory.Receiver | None:
    """Look the receiving program up for the sender, who may have to call it."""
    if here.view.side != "sender" or here.view.referral.state not in states.OPEN:
        return None
    return directory.get_receiver(here.view.referral.receiver_program_id, here.actor, here.now)


def _reminder(here: Here, receiver: directory.Receiver | None) -> Reminder | None:
    if receiver is None or not possible.reminds_to_call(here):
        return None
    phones = tuple(dict.fromkeys(phone for phone in (receiver.urgent_phone, receiver.phone) if phone))
    return Reminder(phones, receiver.after_hours_process, here.url("called"))


def _phone(view: View, receiver: directory.Receiver | None) -> str:
    if view.stub:
        return ""
    if view.side == "receiver":
        return view.referral.contact_phone
    return receiver.phone if receiver else ""


def _contacts(view: View, receiver: directory.Receiver | None) -> Pairs:
    """Name one person at either side, and the day on which how it went is asked (REF-27)."""
    if view.stub:
        return []
    referral = view.referral
    theirs = referral.handler_name or _("No one yet")
    found = [(referral.sender_label, referral.contact_name), (referral.receiver_label, theirs)]
    if receiver is not None and receiver.preferred_channel:
        channel = directory_words.label(directory_words.PREFERRED_CHANNELS, receiver.preferred_channel)
        found.append((_("They prefer"), channel))
    if referral.follow_up_on and view.answer is not None:
        found.append((_("How it went is asked on"), _day(referral.follow_up_on)))
    return found


def _day(day: date) -> str:
    return formats.date_format(day, "D j M Y")


def _partner(view: View) -> Pairs:
    """Name the partner whose papers were read, where that may be known (REF-04)."""
    named = view.referral.basis_partner_id
    if named is None or "basis" not in view.person:
        return []
    found = organizations.list_verified_organizations().filter(id=named).values_list("name", flat=True)
    return [(_("Whose papers"), name) for name in found]


def _release(view: View, now: datetime) -> ReleaseShown | None:
    release = view.release
    if release is None or view.stub:
        return None
    kind, state = release_words.STATES[release.shown_state(now)]
    address = reverse("releases:one", args=[release.reference]) if view.side == "sender" else ""
    return ReleaseShown(release.reference, kind, str(state), release.ends_at, address)


def _known(here: Here) -> Pairs:
    """List what the other side reads of us now."""
    view = here.view
    if view.stub:
        return []
    if view.side == "receiver":
        receipt = _("Confirmed") if view.referral.acknowledged_at else _("Not confirmed yet")
        return [(_("That it arrived"), receipt), (_("Your answer"), _told(here))]
    if view.referral.state == states.WITHDRAWN:
        return [(_("About the person"), _("Nothing: you withdrew it"))]
    if view.referral.about == "person" and view.release_state != "active":
        return [(_("About the person"), _("Nothing: the release has ended"))]
    names = view.release.items if view.release else frozenset()
    covered = {name: value for name, value in view.person.items() if codes.ITEM_OF[name] in names}
    return shared_rows(covered, view.text, view.referral.about, view.referral.function)


def _told(here: Here) -> str:
    answer = here.view.answer
    if answer is None:
        return _("None yet")
    about_us = answer.state == states.DECLINED and answer.reason in codes.DECLINES_ABOUT_US
    if here.view.referral.about == "person" and not about_us and here.silenced("accepted") is not None:
        return _("Nothing: your release has ended")
    return words.label(words.OUTCOMES, answer.state)


def _answer(view: View) -> Pairs:
    answer = view.answer
    if answer is None or view.stub:
        return []
    found = [(_("Answer"), words.label(words.OUTCOMES, answer.state))]
    if answer.reason:
        found.append((_("Reason"), words.label(words.DECLINES, answer.reason)))
    if answer.expected_on:
        found.append((_("Expected"), _day(answer.expected_on)))
    found += [
        (words.label(words.NEEDS, need), words.label(words.NEEDS_MET, met))
        for need, met in answer.needs_met.items()
    ]
    if answer.follow_up:
        found.append((_("How it went"), words.label(words.FOLLOW_UPS, answer.follow_up)))
    return found


def _suggestion(here: Here) -> Step | None:
    """Lead the sender to the program that the receiver named; the release is asked anew there (REF-16)."""
    answer = here.view.answer
    if here.view.side != "sender" or answer is None or answer.suggested_program_id is None:
        return None
    named = directory.get_receiver(answer.suggested_program_id, here.actor, here.now)
    name = {"program": f"{named.organization_name}, {named.program_name}"}
    address = f"{reverse('referrals:new')}?from={here.view.reference}"
    return Step(_("Start a new referral to %(program)s") % name, address)


def _event(line: Any) -> Event:
    kind, text = words.MOVES[line.code]
    said = str(text)
    if line.reason:
        tables = {**words.DECLINES, **words.FOLLOW_UPS, **words.OUTCOMES}
        said = f"{said}: {words.label(tables, line.reason)}"
    if line.late:
        late = _("late")
        said = f"{said} ({late})"
    return Event(said, line.at, line.who, kind)


def _next(
    here: Here, joint: Step | Barred | None, follow_up: Step | Barred | None, answers: Answers
) -> Step | None:
    """Choose the one next step that the page offers first."""
    if here.view.stub:
        return None
    if here.view.side == "receiver":
        return possible.take_step(here) or _after_taking(here, joint, follow_up, answers)
    if possible.reminds_to_call(here):
        return None  # the reminder holds its own button
    offered = joint if isinstance(joint, Step) else None
    return planned.agree_step(here) or offered or _suggestion(here)


def _after_taking(
    here: Here, joint: Step | Barred | None, follow_up: Step | Barred | None, answers: Answers
) -> Step | None:
    if here.view.facts.handoff == states.RECORDED and isinstance(joint, Step):
        return joint
    agree = planned.agree_step(here)
    if agree or answers.person:
        return agree or answers.person[0]
    wants_joint = here.view.facts.handoff == states.NONE and here.view.facts.pathway == "warm_linkage"
    if wants_joint and here.view.facts.outcome == states.ACCEPTED and isinstance(joint, Step):
        return joint
    return follow_up if isinstance(follow_up, Step) else None


def _waits(here: Here) -> str:
    """Say who acts next, where it is not us."""
    referral = here.view.referral
    if referral.state not in states.OPEN or here.view.stub:
        return ""
    if referral.owed_by_id is not None and referral.owed_by_id != here.actor.organization_id:
        who = referral.receiver_label if here.view.side == "sender" else referral.sender_label
        return _("Nothing to do now. %(who)s has the next word.") % {"who": who}
    return ""


def _others(here: Here, joint: Step | Barred | None, follow_up: Step | Barred | None) -> tuple[Step, ...]:
    found = [one for one in (joint, follow_up) if isinstance(one, Step)]
    if here.view.stub:
        close = Step(_("Closed on our side"), here.url("close"))
        return (close,) if here.may(rules.check_close_on_our_side) else ()
    times = [one for one in (planned.agree_step(here), planned.plan_step(here)) if one]
    return (*times, *found, *possible.other_steps(here))
