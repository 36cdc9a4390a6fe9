"""Referrals, for an organization's own system: the same verbs, the same gate as on the pages.

What is not released to the asker is absent. What a verb answers is a confirmation (REF-21): reference,
code, date and contact, and nothing else.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of
from concord.foundation.access.json_doors import opens
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible, Problem
from concord.governance.directory import queries as directory
from concord.operations.referrals import actions, queries
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.api.shapes import (
    AnswerGiven,
    AnswerTold,
    CallGiven,
    CallTold,
    Confirmation,
    Contact,
    FullAnswerGiven,
    IdempotencyKey,
    JointGiven,
    JointTold,
    Looked,
    NoteGiven,
    NoteTold,
    PersonTold,
    PlanGiven,
    QueuePage,
    ReferralGiven,
    ReferralTold,
    ResultGiven,
    RowTold,
    StepTold,
    TimeGiven,
    TimelineTold,
)
from concord.operations.referrals.models import Referral

router = Router(tags=["Referrals"])
READ, WRITE = "referral.read", "referral.write"


# -- lists ---------------------------------------------------------------------------------------------
@router.get("/referrals", **opens(READ, QueuePage), operation_id="list_referrals")
def list_referrals(request: HttpRequest, look: Query[Looked]) -> QueuePage:
    """List one view of the queue: needs, mine, waiting, sent or closed."""
    actor, now = actor_of(request), clock.now()
    page = queries.list_queue(for_=actor, view=look.view, now=now, after=look.after)
    if page.rows:
        seen = [(row.subject_id, actor.organization) for row in page.rows]
        audit.record_read(actor, "referral.queue_read", now=now, kind="referral", owners=seen)
    return QueuePage(items=[RowTold.model_validate(row) for row in page.rows], after=page.after)


# -- one -----------------------------------------------------------------------------------------------
def _view(request: HttpRequest, reference: str) -> queries.View:
    """Read a referral and log that it was read."""
    actor, now = actor_of(request), clock.now()
    view = queries.get_referral(reference, for_=actor, now=now)
    owners = [(view.referral.id, view.referral.owner_id)]
    audit.record_read(actor, "referral.read", now=now, kind="referral", owners=owners)
    return view


@router.get("/referrals/{slug:reference}", **opens(READ, ReferralTold), operation_id="get_referral")
def get_referral(request: HttpRequest, reference: str) -> ReferralTold:
    """Return a referral under the reference that the own agency knows it by."""
    view = _view(request, reference)
    referral = view.referral
    return ReferralTold(
        reference=view.reference,
        side=view.side,
        stub=view.stub,
        state=referral.state,
        about=referral.about,
        sensitivity="" if view.stub else referral.sensitivity,
        pathway=referral.pathway,
        function=referral.function,
        sender=referral.sender_label,
        receiver=referral.receiver_label,
        contact=None if view.stub else Contact(name=referral.contact_name, phone=referral.contact_phone),
        release_state=_release_state(view, clock.now()),
        sent_at=referral.sent_at,
        acknowledged_at=referral.acknowledged_at,
        closed_at=referral.closed_at,
        clock=referral.clock,
        overdue_at=referral.overdue_at,
        handler=referral.handler_name,
        person=_person(view),
        answer=AnswerTold.model_validate(view.answer) if view.answer else None,
        joint=_joint(view, actor_of(request)),
        notes=[NoteTold(at=note.at, who=note.person_name, text=note.text) for note in view.notes],
    )


def _release_state(view: queries.View, now: datetime) -> str:
    """Tell the receiver only that a release holds or has ended, never by what it ended."""
    if view.side == "sender" or view.release is None:
        return view.release_state
    return view.release.received_state(now)


def _joint(view: queries.View, actor: Actor) -> JointTold | None:
    """Tell how the joint call stands, to whoever may know it now."""
    known = view.handoff
    if known is None or view.stub:
        return None
    said = {name: getattr(known, name) for name in JointTold.model_fields if hasattr(known, name)}
    agreed, ours = view.facts.handoff_agreed, view.facts.handoff_by == actor.organization_id
    return JointTold.model_validate(said | {"agreed": agreed, "ours": ours})


def _person(view: queries.View) -> PersonTold:
    shown: dict[str, Any] = dict(view.person)
    if view.text:
        shown["text"] = view.text
    return PersonTold.model_validate(shown)


@router.get("/referrals/{slug:reference}/timeline", **opens(READ, TimelineTold), operation_id="get_timeline")
def get_timeline(request: HttpRequest, reference: str) -> TimelineTold:
    """Return the steps that this party may know of, the oldest first."""
    view = _view(request, reference)
    return TimelineTold(items=[StepTold.model_validate(step) for step in view.timeline])


# -- verbs ---------------------------------------------------------------------------------------------
def _held(request: HttpRequest, reference: str) -> tuple[Actor, Referral]:
    actor = actor_of(request)
    return actor, queries.get_for_change(reference, for_=actor)


def _confirmed(reference: str, code: str, actor: Actor, at: datetime) -> Confirmation:
    contact = Contact(name=actor.name, phone=actor.phone)
    return Confirmation(reference=reference, code=code, at=at, contact=contact)


def _program_id(reference: str, field: str, actor: Actor) -> Any:
    """Return the id of a program named by its reference, or None for none."""
    if not reference:
        return None
    try:
        return directory.get_receiver(reference, for_=actor, now=clock.now()).program_id
    except NotVisible:
        raise Invalid([Problem(field, "program_unknown")]) from None


@router.post("/referrals", **opens(WRITE, Confirmation, status=201), operation_id="send_referral")
def send_referral(
    request: HttpRequest, said: ReferralGiven, idempotency_key: IdempotencyKey
) -> Status[Confirmation]:
    """Send a referral, once for each Idempotency-Key."""
    actor = actor_of(request)
    referral = actions.send(sending=said.sending(), by=actor, now=clock.now(), key=idempotency_key)
    confirmation = Confirmation(
        reference=referral.own_reference or queries.get_reference(referral.id, actor.organization),
        code="sent",
        at=referral.sent_at or clock.now(),
        contact=Contact(name=referral.contact_name, phone=referral.contact_phone),
    )
    return Status(201, confirmation)


_VERB = "/referrals/{slug:reference}"


@router.post(f"{_VERB}/acknowledge", **opens(WRITE, Confirmation), operation_id="acknowledge_referral")
def acknowledge(request: HttpRequest, reference: str) -> Confirmation:
    """Say that the referral arrived; a fact about ourselves."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.acknowledge(referral=referral, by=actor, now=now)
    return _confirmed(reference, "acknowledged", actor, now)


@router.post(f"{_VERB}/take", **opens(WRITE, Confirmation), operation_id="take_referral")
def take(request: HttpRequest, reference: str) -> Confirmation:
    """Put the referral into the hands of the person that the key belongs to."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.take(referral=referral, by=actor, now=now)
    return _confirmed(reference, "taken", actor, now)


@router.post(f"{_VERB}/answer", **opens(WRITE, Confirmation), operation_id="answer_referral")
def answer(request: HttpRequest, reference: str, said: FullAnswerGiven) -> Confirmation:
    """Set the outcome: accepted, pending, waitlisted or declined. The gate decides what may be said."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.answer(
        referral=referral,
        outcome=said.outcome,
        reason=said.reason,
        needs_met=said.needs_met,
        expected_on=said.expected_on,
        follow_up_on=said.follow_up_on,
        suggested_program_id=_program_id(said.suggested_program, "suggested_program", actor),
        by=actor,
        now=now,
    )
    return _confirmed(reference, said.outcome, actor, now)


@router.post(f"{_VERB}/correct", **opens(WRITE, Confirmation), operation_id="correct_referral")
def correct(request: HttpRequest, reference: str, said: AnswerGiven) -> Confirmation:
    """Correct a final outcome, on the record."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.correct(
        referral=referral,
        outcome=said.outcome,
        reason=said.reason,
        needs_met=said.needs_met,
        by=actor,
        now=now,
    )
    return _confirmed(reference, said.outcome, actor, now)


@router.post(f"{_VERB}/call-us", **opens(WRITE, Confirmation), operation_id="ask_to_call")
def call_us(request: HttpRequest, reference: str) -> Confirmation:
    """Ask the sender to telephone; says nothing about the person."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.call_us(referral=referral, by=actor, now=now)
    return _confirmed(reference, "call_us", actor, now)


@router.post(
    f"{_VERB}/close-on-our-side", **opens(WRITE, Confirmation), operation_id="close_referral_on_our_side"
)
def close_on_our_side(request: HttpRequest, reference: str) -> Confirmation:
    """Say that nothing more will come from here; says nothing about the person."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.close_on_our_side(referral=referral, by=actor, now=now)
    return _confirmed(reference, "closed_on_our_side", actor, now)


@router.post(f"{_VERB}/withdraw", **opens(WRITE, Confirmation), operation_id="withdraw_referral")
def withdraw(request: HttpRequest, reference: str) -> Confirmation:
    """Take an own referral back; no reason is asked."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.withdraw(referral=referral, by=actor, now=now)
    return _confirmed(reference, "withdrawn", actor, now)


@router.post(f"{_VERB}/plan-joint-contact", **opens(WRITE, Confirmation), operation_id="plan_joint_contact")
def plan_joint_contact(request: HttpRequest, reference: str, said: PlanGiven) -> Confirmation:
    """Propose a time for a joint contact; the same again changes nothing."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.plan_joint_contact(
        referral=referral,
        plan=actions.Plan(said.at, said.mode),
        instead_of=said.instead_of,
        by=actor,
        now=now,
    )
    return _confirmed(reference, "joint_planned", actor, now)


@router.post(
    f"{_VERB}/agree-joint-contact", **opens(WRITE, Confirmation), operation_id="agree_on_joint_contact"
)
def agree_joint_contact(request: HttpRequest, reference: str, said: TimeGiven) -> Confirmation:
    """Agree to the time that the other side proposed."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.agree_on_joint_time(referral=referral, at=said.at, by=actor, now=now)
    return _confirmed(reference, "joint_agreed", actor, now)


@router.post(f"{_VERB}/miss-joint-contact", **opens(WRITE, Confirmation), operation_id="miss_joint_contact")
def miss_joint_contact(request: HttpRequest, reference: str) -> Confirmation:
    """Say that we called for a joint contact and reached nobody there."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.miss_joint_contact(referral=referral, by=actor, now=now)
    return _confirmed(reference, "joint_missed", actor, now)


@router.post(f"{_VERB}/joint-contact", **opens(WRITE, Confirmation), operation_id="record_joint_contact")
def joint_contact(request: HttpRequest, reference: str, said: JointGiven) -> Confirmation:
    """Record a joint contact; the other side is asked to confirm it."""
    actor, referral = _held(request, reference)
    now = clock.now()
    joint = Joint(**(said.model_dump() | {"next_steps": tuple(said.next_steps)}))
    actions.record_joint_contact(referral=referral, joint=joint, by=actor, now=now)
    return _confirmed(reference, "joint_recorded", actor, now)


@router.post(
    f"{_VERB}/confirm-joint-contact", **opens(WRITE, Confirmation), operation_id="confirm_joint_contact"
)
def confirm_joint_contact(request: HttpRequest, reference: str) -> Confirmation:
    """Confirm the other side's record of a joint contact."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.confirm_joint_contact(referral=referral, by=actor, now=now)
    return _confirmed(reference, "joint_confirmed", actor, now)


@router.post(f"{_VERB}/follow-up", **opens(WRITE, Confirmation), operation_id="follow_up_referral")
def follow_up(request: HttpRequest, reference: str, said: ResultGiven) -> Confirmation:
    """Say whether the connection was made, which closes the referral."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.follow_up(referral=referral, result=said.result, by=actor, now=now)
    return _confirmed(reference, "followed_up", actor, now)


@router.post(f"{_VERB}/log-call", **opens(WRITE, Confirmation), operation_id="log_call")
def log_call(request: HttpRequest, reference: str) -> Confirmation:
    """Note that the sender telephoned the receiver."""
    actor, referral = _held(request, reference)
    now = clock.now()
    actions.log_call(referral=referral, by=actor, now=now)
    return _confirmed(reference, "called", actor, now)


@router.post(f"{_VERB}/notes", **opens(WRITE, NoteTold, status=201), operation_id="add_note")
def add_note(request: HttpRequest, reference: str, said: NoteGiven) -> Status[NoteTold]:
    """Add a note of the own agency, which no partner ever reads."""
    actor, referral = _held(request, reference)
    note = actions.add_note(referral=referral, text=said.text, by=actor, now=clock.now())
    return Status(201, NoteTold(at=note.at, who=note.person_name, text=note.text))


@router.post("/calls", **opens("connect.call", CallTold, status=201), operation_id="tally_call")
def tally_call(request: HttpRequest, said: CallGiven) -> Status[CallTold]:
    """Count a call that needs no record of a person; nothing is sent to anybody."""
    actor = actor_of(request)
    tally = actions.tally_call(
        kind=said.kind,
        answer=said.answer,
        program_id=_program_id(said.program, "program", actor),
        category=said.category,
        reason=said.reason,
        spoke=said.spoke,
        release=said.release,
        by=actor,
        now=clock.now(),
    )
    return Status(201, CallTold.model_validate(tally))
