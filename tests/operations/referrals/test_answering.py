"""Outcome, handoff and follow-up: who may say what, in which order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from concord.operations.referrals import actions, queries, states
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.models import Note, Referral
from tests import cast

Seen = Callable[[Referral, Actor], queries.View]
MET = {"interpreter_language": "in_house"}


def _accept(referral: Referral, by: Actor) -> Referral:
    return actions.answer(referral=referral, outcome="accepted", needs_met=MET, by=by, now=clock.now())


def _joint(at: Any = None) -> Joint:
    return Joint(
        at=at or clock.now(),
        person_present="yes",
        roles_agreed="receiver_leads",
        next_steps=("appointment_set",),
    )


@pytest.mark.req("REF-14")
def test_sender_cannot_set_the_outcome(sent: Referral, hal: Actor) -> None:
    with scope.acting(hal), pytest.raises(Denied) as refusal:
        _accept(sent, hal)
    assert refusal.value.code == "not_receiver"


@pytest.mark.req("REF-14")
def test_accepted_is_final_but_for_a_logged_correction(
    sent: Referral, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(ana):
        _accept(sent, ana)
        with pytest.raises(Conflict) as refusal:
            actions.answer(referral=sent, outcome="waitlisted", by=ana, now=clock.now())
        assert refusal.value.parameters["did"] == "accepted"
        actions.correct(referral=sent, outcome="waitlisted", by=ana, now=clock.now())
    view = seen_by(sent, ana)
    assert view.facts.outcome == "waitlisted"
    assert [(step.code, step.before) for step in view.timeline][-1] == ("corrected", "accepted")


@pytest.mark.req("REF-16")
def test_decline_needs_a_coded_reason(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana), pytest.raises(Invalid) as refusal:
        actions.answer(referral=sent, outcome="declined", by=ana, now=clock.now())
    assert refusal.value.problems[0].code == "decline_reason_missing"


@pytest.mark.req("REF-22")
def test_acceptance_says_how_each_need_is_met(sent: Referral, ana: Actor, release_of_ana: Any) -> None:
    with scope.acting(ana), pytest.raises(Invalid) as refusal:
        actions.answer(referral=sent, outcome="accepted", by=ana, now=clock.now())
    assert refusal.value.problems[0].field == "needs_interpreter_language"


def test_two_colleagues_answering_at_once_leave_one_answer(
    sent: Referral, ana: Actor, release_of_ana: Any
) -> None:
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
        stale = queries.facts_of(sent)
        _accept(sent, ana)
        from concord.operations.referrals.actions import answering
        from concord.operations.referrals.models import Outcome

        with pytest.raises(Conflict) as conflict:
            answering._write_outcome(
                sent,
                stale,
                Outcome(
                    referral_id=sent.id, organization_id=ana.organization_id, state="declined",
                    reason="no_capacity", said_at=clock.now(), said_by=ana.person_id,
                ),
                ana,
            )  # fmt: skip
    assert conflict.value.parameters["who"] == ana.name


@pytest.mark.req("REF-09")
def test_joint_contact_needs_the_other_sides_confirmation(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(hal):
        actions.record_joint_contact(referral=sent, joint=_joint(), by=hal, now=clock.now())
        with pytest.raises(Denied) as refusal:
            actions.confirm_joint_contact(referral=sent, by=hal, now=clock.now())
    assert refusal.value.code == "other_side_confirms"
    with scope.acting(ana):
        _accept(sent, ana)
        with pytest.raises(Denied) as refusal:
            actions.follow_up(referral=sent, result="connected", by=ana, now=clock.now())
        assert refusal.value.code == "joint_unconfirmed"
        actions.confirm_joint_contact(referral=sent, by=ana, now=clock.now())
    assert seen_by(sent, hal).facts.handoff == states.CONFIRMED


@pytest.mark.req("REF-09")
def test_joint_contact_lists_everything_it_lacks(sent: Referral, hal: Actor) -> None:
    with scope.acting(hal), pytest.raises(Invalid) as refusal:
        actions.record_joint_contact(
            referral=sent, joint=Joint(at=clock.now() + timedelta(hours=1)), by=hal, now=clock.now()
        )
    assert {problem.field for problem in refusal.value.problems} == {
        "at", "person_present", "roles_agreed", "next_steps",
    }  # fmt: skip


@pytest.mark.req("REF-27")
def test_follow_up_closes_after_acceptance_only(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(ana):
        with pytest.raises(Denied) as refusal:
            actions.follow_up(referral=sent, result="connected", by=ana, now=clock.now())
        assert refusal.value.code == "follow_up_after_acceptance"
        _accept(sent, ana)
        assert sent.follow_up_on is not None
        with pytest.raises(Invalid):
            actions.follow_up(referral=sent, result="well", by=ana, now=clock.now())
        actions.record_joint_contact(referral=sent, joint=_joint(), by=ana, now=clock.now())
    with scope.acting(hal):
        actions.confirm_joint_contact(referral=sent, by=hal, now=clock.now())
    with scope.acting(ana):
        actions.follow_up(referral=sent, result="connected", by=ana, now=clock.now())
    view = seen_by(sent, hal)
    assert view.referral.state == states.CLOSED
    assert view.answer is not None
    assert view.answer.follow_up == "connected"


@pytest.mark.req("REF-24")
def test_withdrawn_referral_leaves_the_receiver_a_stub_without_a_reason(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    with scope.acting(hal):
        actions.withdraw(referral=sent, by=hal, now=clock.now())
    view = seen_by(sent, ana)
    assert view.stub
    assert view.person == {}
    assert view.timeline[-1].reason == ""


@pytest.mark.req("REF-20")
def test_internal_note_is_seen_by_its_own_agency_only(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    with scope.acting(ana):
        actions.add_note(referral=sent, text="Room 4 from Friday", by=ana, now=clock.now())
    assert [note.text for note in seen_by(sent, ana).notes] == ["Room 4 from Friday"]
    assert seen_by(sent, hal).notes == []
    with scope.acting(hal):
        assert not Note.objects.exists()


@pytest.mark.req("REF-16")
def test_decline_for_our_own_reasons_closes_and_keeps_the_reason(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    with scope.acting(ana):
        actions.answer(referral=sent, outcome="declined", reason="no_capacity", by=ana, now=clock.now())
    view = seen_by(sent, hal)
    assert view.referral.state == states.CLOSED
    assert view.answer is not None
    assert view.answer.reason == "no_capacity"


@pytest.mark.req("REF-15")
def test_waitlisting_starts_a_review_clock(
    sent: Referral, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(ana):
        actions.answer(referral=sent, outcome="waitlisted", by=ana, now=clock.now())
    assert seen_by(sent, ana).referral.clock == states.REVIEW_CLOCK


def test_somebody_of_the_sender_who_is_no_case_worker_cannot_act(sent: Referral) -> None:
    mia = cast.actor("mia")
    with scope.acting(mia), pytest.raises(Denied) as refusal:
        actions.withdraw(referral=sent, by=mia, now=clock.now())
    assert refusal.value.code == "closed_by_role"


@pytest.mark.req("REF-09")
def test_agreed_joint_call_that_never_was_connects_nobody(
    sent: Referral, ana: Actor, release_of_ana: Any
) -> None:
    with scope.acting(ana):
        _accept(sent, ana)
        with pytest.raises(Denied) as refusal:
            actions.follow_up(referral=sent, result="connected", by=ana, now=clock.now())
        assert refusal.value.code == "joint_missing"
        actions.follow_up(referral=sent, result="unknown", by=ana, now=clock.now())


@pytest.mark.req("REF-14")
def test_outcome_outside_the_vocabulary_is_refused(sent: Referral, ana: Actor, release_of_ana: Any) -> None:
    with scope.acting(ana):
        with pytest.raises(Invalid) as refusal:
            actions.answer(referral=sent, outcome="perhaps", by=ana, now=clock.now())
        assert refusal.value.problems[0].field == "outcome"
        _accept(sent, ana)
        with pytest.raises(Invalid):
            actions.correct(referral=sent, outcome="perhaps", by=ana, now=clock.now())


@pytest.mark.req("REF-22", "SEC-07")
def test_answer_about_a_need_that_nobody_stated_is_refused(
    sent: Referral, ana: Actor, release_of_ana: Any
) -> None:
    told = {**MET, "name": "Maria"}
    with scope.acting(ana), pytest.raises(Invalid) as refusal:
        actions.answer(referral=sent, outcome="accepted", needs_met=told, by=ana, now=clock.now())
    assert refusal.value.problems[0].field == "needs_met"


@pytest.mark.req("SEC-07")
def test_those_who_spoke_are_named_only_where_they_work_there(sent: Referral, hal: Actor) -> None:
    stranger = Joint(
        at=clock.now(), person_present="yes", roles_agreed="receiver_leads",
        next_steps=("appointment_set",), receiver_name="Maria Lopez",
    )  # fmt: skip
    with scope.acting(hal), pytest.raises(Invalid) as refusal:
        actions.record_joint_contact(referral=sent, joint=stranger, by=hal, now=clock.now())
    assert refusal.value.problems[0].code == "contact_not_ours"
