"""What the receiver says: that it arrived, who has it, what came of it. Each statement passes the gate."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Invalid
from concord.governance.protocols import queries as protocols
from concord.operations.referrals import clocks, codes, queries, rules, states
from concord.operations.referrals.actions import moves, speech
from concord.operations.referrals.models import Outcome, Referral


@transaction.atomic
def acknowledge(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Say that the referral arrived. A fact about ourselves: no release is asked.

    Raises Denied (`not_receiver`, `referral_not_open`) and Conflict when a colleague was first.
    """
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        rules.check_acknowledge(by, queries.facts_of(referral), now)
    moves.move(
        referral, states.SENT, states.ACKNOWLEDGED, by=by, acknowledged_at=now, acknowledged_by=by.person
    )
    moves.record("acknowledged", referral, by=by, now=now, said=moves.Said(before=states.SENT))
    moves.change(referral, by=by, **_after_acknowledging(referral, now).columns())
    return referral


def _after_acknowledging(referral: Referral, now: datetime) -> clocks.Running:
    """Start the feedback clock from the sending, where the receiver may report at all."""
    if not speech.may_receiver_report(referral, now=now):
        return clocks.STOPPED
    return _feedback_clock(referral, states.FEEDBACK_CLOCK, referral.sent_at or now)


def _feedback_clock(referral: Referral, kind: str, at: datetime) -> clocks.Running:
    return clocks.start(
        kind,
        owed_by_id=referral.receiver_id,
        window=clocks.from_json(referral.windows["feedback"]),
        calendar=protocols.get_calendar(referral.receiver_program_id),
        at=at,
    )


@transaction.atomic
def take(*, referral: Referral, by: Actor, now: datetime, over: bool = False) -> Referral:
    """Take a referral into one's own hands; acknowledges it where nobody had.

    Raises Conflict where a colleague has it, unless it is taken ``over`` from them on purpose.
    """
    with moves.first_come(referral, by):
        rules.check_take(by, queries.facts_of(referral), now)
    before = referral.handler_id
    if before not in {None, by.person} and not over:
        raise moves.conflict(referral, by)
    if referral.state == states.SENT:
        acknowledge(referral=referral, by=by, now=now)
    else:
        access.check_capability(by, "referral.write")
    unchanged = Referral.objects.filter(id=referral.id, state__in=states.OPEN, handler_id=before)
    if not unchanged.update(handler_id=by.person, handler_name=by.name):
        raise moves.conflict(referral, by)
    referral.handler_id, referral.handler_name = by.person, by.name
    moves.record("taken", referral, by=by, now=now)
    return referral


@transaction.atomic
def answer(
    *,
    referral: Referral,
    outcome: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    needs_met: Mapping[str, str] | None = None,
    expected_on: date | None = None,
    follow_up_on: date | None = None,
    suggested_program_id: UUID | None = None,
) -> Referral:
    """Set the outcome: accepted, pending, waitlisted or declined.

    Raises Denied (`not_receiver`, `outcome_final`, or a release code where the answer tells about the
    person), Invalid (a decline without reason, a need without an answer) and Conflict.
    """
    access.check_capability(by, "referral.write")
    facts = queries.facts_of(referral)
    if outcome in codes.OUTCOMES:
        with moves.first_come(referral, by):
            rules.check_answer(by, facts, outcome, now)
    problems = rules.find_answer_problems(facts, outcome, reason, needs_met or {})
    if problems:
        raise Invalid(problems)
    about_person, release_id = _release_for(referral, outcome, reason, needs_met or {}, by, now)
    if referral.state == states.SENT:
        acknowledge(referral=referral, by=by, now=now)
    said = moves.Said(facts.outcome, reason, release_id, about_person)
    _write_outcome(
        referral,
        facts,
        Outcome(
            referral_id=referral.id,
            organization_id=by.organization,
            state=outcome,
            reason=reason,
            release_id=release_id,
            about_person=about_person,
            needs_met=dict(needs_met or {}),
            expected_on=expected_on,
            suggested_program_id=suggested_program_id,
            said_at=now,
            said_by=by.person,
        ),
        by,
    )
    moves.record(outcome, referral, by=by, now=now, said=said)
    _after_answering(referral, outcome, by, now, follow_up_on)
    return referral


def _statements(outcome: str, reason: str, needs_met: Mapping[str, str]) -> tuple[str, ...]:
    """Name what an answer about the person states, in the gate's words."""
    if outcome == states.DECLINED:
        known = {"unable_to_reach", "survivor_chose_otherwise"}
        return (reason if reason in known else "not_eligible",)
    stated = "pending_review" if outcome == states.PENDING else outcome
    return (stated, "needs_response") if needs_met else (stated,)


def _release_for(
    referral: Referral, outcome: str, reason: str, needs_met: Mapping[str, str], by: Actor, now: datetime
) -> tuple[bool, UUID | None]:
    """Tell whether an answer speaks of the person, and under which release it is given."""
    if referral.about != "person" or not rules.statement_about_person(outcome, reason):
        return False, None
    stated = _statements(outcome, reason, needs_met)
    return True, speech.release_to_say(stated, referral, by=by, now=now)


def _write_outcome(referral: Referral, facts: rules.Facts, outcome: Outcome, by: Actor) -> None:
    """Write the receiver's row under the state it was read in; the second of two gets a Conflict."""
    if not facts.outcome_exists:
        try:
            with transaction.atomic():
                outcome.save(force_insert=True)
        except IntegrityError as error:
            raise moves.conflict(referral, by) from error
        return
    changed = Outcome.objects.filter(referral_id=referral.id, state=facts.outcome).update(
        **{
            field.attname: getattr(outcome, field.attname)
            for field in Outcome._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
            if field.attname not in {"referral_id", "organization_id", "follow_up"}
        }
    )
    if not changed:
        raise moves.conflict(referral, by)


def feedback_clock(referral: Referral, at: datetime) -> clocks.Running:
    """Start the clock of an answer from an instant, in the receiver's own hours."""
    return _feedback_clock(referral, states.FEEDBACK_CLOCK, at)


def _after_answering(
    referral: Referral, outcome: str, by: Actor, now: datetime, follow_up_on: date | None
) -> None:
    """Stop the clock that ran and start the next: review, follow-up, or none."""
    if outcome == states.DECLINED:
        moves.change(
            referral, by=by, state=states.CLOSED, closed_at=now, follow_up_on=None, **clocks.STOPPED.columns()
        )
    elif outcome == states.ACCEPTED:
        zone = protocols.get_calendar(referral.receiver_program_id).time_zone
        on = follow_up_on or (now + timedelta(days=clocks.FOLLOW_UP_DAYS)).date()
        clock = clocks.start_follow_up(
            states.FOLLOW_UP_CLOCK, owed_by_id=referral.receiver_id, on=on, zone=zone
        )
        moves.change(referral, by=by, follow_up_on=on, **clock.columns())
    else:
        clock = _feedback_clock(referral, states.REVIEW_CLOCK, now)
        moves.change(referral, by=by, **clock.columns())


@transaction.atomic
def correct(
    *, referral: Referral, outcome: str, by: Actor, now: datetime, reason: str = "",
    needs_met: Mapping[str, str] | None = None,
) -> Referral:  # fmt: skip
    """Correct a final outcome, on the record. Raises as `answer` does, and `nothing_to_correct`."""
    access.check_capability(by, "referral.write")
    facts = queries.facts_of(referral)
    rules.check_correct(by, facts, now)
    problems = rules.find_answer_problems(facts, outcome, reason, needs_met or {})
    if problems:
        raise Invalid(problems)
    about_person, release_id = _release_for(referral, outcome, reason, needs_met or {}, by, now)
    changed = Outcome.objects.filter(referral_id=referral.id, state=facts.outcome).update(
        state=outcome,
        reason=reason,
        about_person=about_person,
        release_id=release_id,
        needs_met=dict(needs_met or {}),
        said_at=now,
        said_by=by.person,
    )
    if not changed:
        raise moves.conflict(referral, by)
    said = moves.Said(facts.outcome, reason or outcome, release_id, about_person)
    moves.record("corrected", referral, by=by, now=now, said=said)
    if referral.state == states.CLOSED and outcome != states.DECLINED:
        moves.move(referral, states.CLOSED, states.ACKNOWLEDGED, by=by, closed_at=None)
        _after_answering(referral, outcome, by, now, None)
    return referral


@transaction.atomic
def call_us(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Ask the sender to telephone: a fact about ourselves, which also acknowledges."""
    access.check_capability(by, "referral.write")
    if referral.state == states.SENT:
        acknowledge(referral=referral, by=by, now=now)
    with moves.first_come(referral, by):
        rules.check_take(by, queries.facts_of(referral), now)
    moves.record("call_us", referral, by=by, now=now)
    return referral


@transaction.atomic
def close_on_our_side(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Say that nothing more will come from here, which tells nothing about the person (REF-28)."""
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        rules.check_close_on_our_side(by, queries.facts_of(referral), now)
    expected = referral.state
    moves.move(referral, expected, states.CLOSED, by=by, closed_at=now, **clocks.STOPPED.columns())
    moves.record("closed_on_our_side", referral, by=by, now=now, said=moves.Said(before=expected))
    return referral
