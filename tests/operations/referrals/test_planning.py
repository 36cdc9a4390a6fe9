"""A joint call that is not held yet: proposed, agreed on, changed, missed; by two at once, and twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events import actions as events
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from concord.foundation.notices.models import Notice
from concord.information.releases import actions as releases
from concord.operations.referrals import actions, queries, states
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.models import Handoff, Participant, Referral, Step
from tests import cast
from tests.committed import Committed
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, sending

Seen = Callable[[Referral, Actor], queries.View]
pytestmark = pytest.mark.req("REF-09")


def _at(hours: float = 3) -> datetime:
    return clock.now() + timedelta(hours=hours)


def _plan(referral: Referral, by: Actor, hours: float = 3, **more: Any) -> Referral:
    plan = actions.Plan(_at(hours), more.pop("mode", "conference_call"))
    with scope.acting(by):
        return actions.plan_joint_contact(referral=referral, plan=plan, by=by, now=clock.now(), **more)


def _agree(referral: Referral, by: Actor, hours: float = 3) -> Referral:
    with scope.acting(by):
        return actions.agree_on_joint_time(referral=referral, at=_at(hours), by=by, now=clock.now())


def _miss(referral: Referral, by: Actor) -> Referral:
    with scope.acting(by):
        return actions.miss_joint_contact(referral=referral, by=by, now=clock.now())


def _joint(by: Actor, referral: Referral) -> Referral:
    held = Joint(
        at=clock.now(), person_present="yes", roles_agreed="receiver_leads", next_steps=("appointment_set",)
    )
    with scope.acting(by):
        return actions.record_joint_contact(referral=referral, joint=held, by=by, now=clock.now())


def _codes(referral: Referral, actor: Actor) -> list[str]:
    with scope.acting(actor):
        steps = Step.objects.filter(referral_id=referral.id, record="handoff").order_by("id")
        return [step.code for step in steps]


def test_a_proposal_is_seen_by_both_and_recorded_once_everywhere(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    with scope.acting(hal):
        news = Outbox.objects.filter(name="referral.joint_time").count()
    _plan(sent, hal, mode="virtual")
    for actor in (hal, ana):
        view = seen_by(sent, actor)
        assert view.handoff is not None
        assert (view.handoff.state, view.handoff.mode, view.handoff.at) == (
            states.PLANNED, "virtual", _at(),
        )  # fmt: skip
        assert view.handoff.sender_name == "Hal Ito"
        assert [(step.code, step.before) for step in view.timeline][-1] == ("joint_planned", "none")
    with scope.acting(hal):
        assert Entry.objects.filter(action="referral.joint_planned", subject_id=sent.id).count() == 1
        assert Outbox.objects.filter(name="referral.joint_time").count() == news + 1


def test_the_other_side_agrees_and_nobody_agrees_with_themselves(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    _plan(sent, hal)
    with pytest.raises(Denied) as refusal:
        _agree(sent, hal)
    assert refusal.value.code == "other_side_agrees"
    _agree(sent, ana)
    view = seen_by(sent, hal)
    assert view.facts.handoff_agreed
    assert view.handoff is not None
    assert view.handoff.receiver_name == "Ana Reyes"
    with pytest.raises(Conflict) as second:
        _agree(sent, cast.actor("ruth"))
    assert (second.value.parameters["who"], second.value.parameters["did"]) == ("Ana Reyes", "joint_agreed")


def test_another_time_takes_the_place_of_the_first_and_is_to_be_agreed_on_anew(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    _plan(sent, hal)
    _agree(sent, ana)
    _plan(sent, ana, 5, instead_of=_at(3))
    view = seen_by(sent, hal)
    assert view.handoff is not None
    assert (view.handoff.at, view.facts.handoff_agreed) == (_at(5), False)
    _agree(sent, hal, 5)
    assert _codes(sent, hal) == ["joint_planned", "joint_agreed", "joint_planned", "joint_agreed"]


def test_the_same_proposal_again_changes_nothing_and_tells_nobody(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    _plan(sent, hal)
    _agree(sent, ana)
    with scope.acting(hal):
        before = Outbox.objects.count()
    _plan(sent, hal)
    assert _codes(sent, hal) == ["joint_planned", "joint_agreed"]
    assert seen_by(sent, hal).facts.handoff_agreed
    with scope.acting(hal):
        assert Outbox.objects.count() == before


@pytest.mark.parametrize("instead_of", [None, 4])
def test_a_time_chosen_while_another_was_put_there_is_not_put_over_it(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen, instead_of: int | None
) -> None:
    _plan(sent, ana)
    seen = _at(instead_of) if instead_of else None
    with pytest.raises(Conflict) as refusal:
        _plan(sent, hal, 5, instead_of=seen)
    assert refusal.value.parameters["who"] == "Harbor House · Emergency shelter"
    handoff = seen_by(sent, hal).handoff
    assert handoff is not None
    assert handoff.at == _at(3)
    assert _codes(sent, hal) == ["joint_planned"]


def test_agreeing_to_a_time_that_was_changed_meanwhile_is_a_conflict(
    sent: Referral, hal: Actor, ana: Actor
) -> None:
    _plan(sent, hal)
    _plan(sent, hal, 5, instead_of=_at(3))
    with pytest.raises(Conflict):
        _agree(sent, ana, 3)


@pytest.mark.parametrize(
    ("hours", "mode", "code"),
    [
        (0, "virtual", "joint_plan_past"), (-1, "virtual", "joint_plan_past"),
        (24 * 91, "virtual", "joint_plan_far"), (24 * 31, "virtual", "joint_plan_after_release"),
        (1, "at her flat", "joint_mode_missing"),
    ],
)  # fmt: skip
def test_a_time_is_ahead_and_within_the_release(
    sent: Referral, hal: Actor, hours: float, mode: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        _plan(sent, hal, hours, mode=mode)
    assert [problem.code for problem in refusal.value.problems] == [code]
    with scope.acting(hal):
        assert not Handoff.objects.exists()


@pytest.mark.req("REF-28")
def test_a_covered_program_without_its_own_release_says_when_it_can_be_called_and_nothing_else(
    sent: Referral, hal: Actor, ana: Actor, seen_by: Seen
) -> None:
    _plan(sent, ana)
    step = seen_by(sent, hal).timeline[-1]
    assert step.code == "joint_planned"
    with scope.acting(ana):
        row = Step.objects.get(referral_id=sent.id, code="joint_planned")
    assert (row.about_person, row.release_id) == (False, None)
    with pytest.raises(Denied) as refusal:
        _joint(ana, sent)
    assert refusal.value.code == "release_missing"


@pytest.mark.req("REF-28", "CONSENT-02")
@pytest.mark.parametrize("name", ["hal", "ana"])
@pytest.mark.parametrize("verb", [_plan, _agree, _miss])
def test_nothing_is_planned_about_a_person_whose_release_has_ended(
    sent: Referral, hal: Actor, ana: Actor, release_of_hal: Any, name: str, verb: Any
) -> None:
    if verb is _agree:
        _plan(sent, ana if name == "hal" else hal)
    with scope.acting(hal):
        releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
        before = Step.objects.count()
    with pytest.raises(Denied) as refusal:
        verb(sent, cast.actor(name))
    assert (refusal.value.code, dict(refusal.value.parameters)) == ("release_not_active", {})
    with scope.acting(hal):
        assert Step.objects.count() == before


@pytest.mark.req("REF-28", "CONSENT-02")
def test_the_senders_plan_is_read_only_while_its_release_lasts(
    sent: Referral, hal: Actor, ana: Actor, release_of_hal: Any, seen_by: Seen
) -> None:
    _plan(sent, hal)
    with scope.acting(hal):
        releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
    view = seen_by(sent, ana)
    assert view.handoff is None
    assert "joint_planned" not in [step.code for step in view.timeline]
    assert seen_by(sent, hal).handoff is not None


def test_a_question_between_programs_needs_no_release_to_plan_a_call(hal: Actor, ana: Actor) -> None:
    from concord.operations.referrals.actions import Sending

    asked = Sending(
        receiver_program="harbor-shelter", about="coordination", sensitivity="standard",
        function="joint_meeting", contact_phone="860-555-0130",
    )  # fmt: skip
    with scope.acting(hal):
        referral = actions.send(sending=asked, by=hal, now=clock.now())
    _plan(referral, ana, 24 * 60)
    _agree(referral, hal, 24 * 60)


def test_a_planned_call_is_recorded_in_its_place_and_then_confirmed(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any, seen_by: Seen, now: clock.Frozen
) -> None:
    _plan(sent, ana)
    _agree(sent, hal)
    now.tick(3 * 3600)
    _joint(hal, sent)
    view = seen_by(sent, ana)
    assert (view.facts.handoff, view.facts.handoff_by) == (states.RECORDED, hal.organization_id)
    assert not view.facts.handoff_agreed
    assert [(step.code, step.before) for step in view.timeline][-1] == ("joint_recorded", "planned")
    with scope.acting(ana):
        actions.confirm_joint_contact(referral=sent, by=ana, now=clock.now())
    assert seen_by(sent, hal).facts.handoff == states.CONFIRMED


@pytest.mark.req("REF-27")
def test_a_call_that_is_only_planned_connects_nobody(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any
) -> None:
    _plan(sent, hal)
    _agree(sent, ana)
    with scope.acting(ana):
        met = {"interpreter_language": "in_house"}
        actions.answer(referral=sent, outcome="accepted", needs_met=met, by=ana, now=clock.now())
        with pytest.raises(Denied) as refusal:
            actions.follow_up(referral=sent, result="connected", by=ana, now=clock.now())
    assert refusal.value.code == "joint_missing"


@pytest.mark.parametrize("verb", [_plan, _agree, _miss])
def test_nothing_is_planned_once_the_call_is_recorded(
    sent: Referral, hal: Actor, ana: Actor, verb: Any
) -> None:
    _joint(hal, sent)
    with pytest.raises(Conflict) as refusal:
        verb(sent, ana)
    assert refusal.value.parameters["who"] == "St. Brigid Hospital DV Team"


def test_a_recording_of_which_another_was_first_is_a_conflict_after_a_plan_as_well(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any
) -> None:
    from concord.operations.referrals.actions import joint

    _plan(sent, hal)
    with scope.acting(ana):
        late = Handoff.objects.get(referral_id=sent.id)
    _joint(hal, sent)
    with scope.acting(ana), pytest.raises(Conflict):
        joint._write(late, states.PLANNED, sent, ana)


@pytest.mark.parametrize("name", ["lou", "tom", "mia"])
def test_nobody_else_plans(sent: Referral, name: str) -> None:
    actor = cast.actor(name)
    for verb in (_plan, _agree, _miss):
        with pytest.raises(Denied) as refusal:
            verb(sent, actor)
        assert refusal.value.code in {"not_party", "closed_by_tier", "closed_by_role"}


def test_a_second_click_says_once_that_nobody_was_reached(
    sent: Referral, hal: Actor, ana: Actor, now: clock.Frozen
) -> None:
    _plan(sent, hal)
    _miss(sent, ana)
    _miss(sent, ana)
    assert _codes(sent, hal) == ["joint_planned", "joint_missed"]
    with pytest.raises(Conflict) as colleague:
        _miss(sent, cast.actor("ruth"))
    assert colleague.value.parameters["who"] == "Ana Reyes"
    now.tick(600)
    _miss(sent, ana)
    _miss(sent, hal)
    assert _codes(sent, hal) == ["joint_planned", *["joint_missed"] * 3]


def test_there_is_nothing_to_agree_to_without_a_plan(sent: Referral, ana: Actor) -> None:
    with pytest.raises(Denied) as refusal:
        _agree(sent, ana)
    assert refusal.value.code == "joint_not_planned"


@pytest.fixture(scope="module")
def network(committed: Committed) -> Committed:
    """A database with one referral, committed, from St. Brigid to Harbor House."""
    with clock.frozen(datetime.fromisoformat("2026-11-18T17:00:00+00:00")), committed.role("app"):
        hal = cast.actor("hal")
        with scope.acting(hal):
            release = make_release(hal, "brigid-team", "harbor-shelter", SENT_ITEMS)
            actions.send(sending=sending(release.reference), by=hal, now=clock.now(), key="first")
    return committed


def _race(network: Committed, jobs: list[tuple[str, float]]) -> list[str]:
    """Let all plan the same call at once; returns who won, and what the others were told."""
    barrier, results = Barrier(len(jobs)), []
    at = clock.now()

    def work(name: str, hours: float) -> None:
        with network.role("app"), clock.frozen(at):
            actor = cast.actor(name)
            with scope.acting(actor):
                party = Participant.objects.get(organization_id=actor.organization)
                referral = queries.get_for_change(party.reference, for_=actor)
            barrier.wait()
            try:
                _plan(referral, actor, hours)
                results.append("won")
            except Exception as error:  # noqa: BLE001 - told to the assertion below
                results.append(type(error).__name__)

    with network.role("app"):
        for name, _hours in jobs:
            cast.actor(name)
    threads = [Thread(target=work, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_times_proposed_at_once_one_stands_and_a_retry_at_once_is_no_second(network: Committed) -> None:
    results = _race(network, [("ana", 3), ("ruth", 4), ("bo", 5), ("ana", 3), ("hal", 6)])
    with network.role("app"), scope.acting(cast.actor("ana")):
        planned = Step.objects.filter(code="joint_planned").count()
        standing = Handoff.objects.get()
    assert planned == 1
    same = [hours for hours in (3, 4, 5, 3, 6) if _at(hours) == standing.at]
    assert results.count("won") == len(same)
    assert set(results) <= {"won", "Conflict"}


@pytest.mark.req("COMM-08")
def test_the_other_side_is_told_that_there_is_news(network: Committed) -> None:
    with network.role("app"), scope.acting(cast.actor("ana")) as ana:
        standing = Handoff.objects.get()
        by_harbor = standing.recorded_by_organization_id == ana.organization_id
    with network.role("jobs"):
        while events.deliver_next(now=clock.now()):
            pass
        told = {
            notice.person.name
            for notice in Notice.objects.select_related("person").filter(kind="referral.joint_time")
        }
    assert ("Hal Ito" in told) is by_harbor
    assert ("Ana Reyes" in told) is not by_harbor
