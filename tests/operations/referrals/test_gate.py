"""Whoever speaks, discloses: every statement of every kind of program, with and without its own release."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied
from concord.information.releases import actions as releases
from concord.operations.referrals import actions, codes, queries
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.models import Referral
from tests import cast
from tests.operations.referrals.conftest import ANSWER_ITEMS, SENT_ITEMS, make_release, sending

Seen = Callable[[Referral, Actor], queries.View]
Say = Callable[[Referral, Actor], Any]


def _answer(outcome: str, reason: str = "", **facts: Any) -> Say:
    def say(referral: Referral, by: Actor) -> Any:
        return actions.answer(
            referral=referral, outcome=outcome, reason=reason, by=by, now=clock.now(), **facts
        )

    return say


def _joint(referral: Referral, by: Actor) -> Any:
    joint = Joint(
        at=clock.now(), person_present="yes", roles_agreed="receiver_leads", next_steps=("call_back_agreed",)
    )
    return actions.record_joint_contact(referral=referral, joint=joint, by=by, now=clock.now())


NEEDS_MET = {"interpreter_language": "in_house"}
ABOUT_OURSELVES: dict[str, Say] = {
    "acknowledge": lambda referral, by: actions.acknowledge(referral=referral, by=by, now=clock.now()),
    "take": lambda referral, by: actions.take(referral=referral, by=by, now=clock.now()),
    "call_us": lambda referral, by: actions.call_us(referral=referral, by=by, now=clock.now()),
    "close": lambda referral, by: actions.close_on_our_side(referral=referral, by=by, now=clock.now()),
    **{f"declined_{reason}": _answer("declined", reason) for reason in codes.DECLINES_ABOUT_US},
}
ABOUT_THE_PERSON: dict[str, Say] = {
    "accepted": _answer("accepted", needs_met=NEEDS_MET),
    "pending": _answer("pending"),
    "waitlisted": _answer("waitlisted"),
    "joint_contact": _joint,
    **{f"declined_{reason}": _answer("declined", reason) for reason in codes.DECLINES_ABOUT_PERSON},
}


@pytest.mark.req("REF-28")
@pytest.mark.parametrize("statement", ABOUT_OURSELVES)
def test_covered_receiver_always_may_speak_of_itself(statement: str, sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        ABOUT_OURSELVES[statement](sent, ana)


@pytest.mark.req("REF-28", "CONSENT-06")
@pytest.mark.parametrize("statement", ABOUT_THE_PERSON)
def test_covered_receiver_without_its_own_release_may_not_speak_of_the_person(
    statement: str, sent: Referral, ana: Actor
) -> None:
    with scope.acting(ana), pytest.raises(Denied) as refusal:
        ABOUT_THE_PERSON[statement](sent, ana)
    assert refusal.value.code == "release_missing"


@pytest.mark.req("REF-28")
@pytest.mark.parametrize("statement", ABOUT_THE_PERSON)
def test_covered_receiver_with_its_own_release_may_speak_of_the_person(
    statement: str, sent: Referral, ana: Actor, release_of_ana: Any
) -> None:
    with scope.acting(ana):
        ABOUT_THE_PERSON[statement](sent, ana)


@pytest.mark.req("REF-28")
def test_release_of_somebody_else_opens_nothing(sent: Referral, ana: Actor) -> None:
    lou = cast.actor("lou")
    with scope.acting(lou):
        make_release(lou, "lakeside-shelter", "brigid-team", ANSWER_ITEMS, purpose="report_back")
    with scope.acting(ana), pytest.raises(Denied):
        ABOUT_THE_PERSON["accepted"](sent, ana)


@pytest.mark.req("CONSENT-06")
@pytest.mark.parametrize("name", ["ruth", "bo"])
def test_no_rank_overrides_the_gate(name: str, sent: Referral) -> None:
    actor = cast.actor(name)
    with scope.acting(actor), pytest.raises(Denied) as refusal:
        ABOUT_THE_PERSON["accepted"](sent, actor)
    assert refusal.value.code == "release_missing"


@pytest.mark.req("CONSENT-01")
class TestSendingNeedsARelease:
    def test_recipient_that_is_not_named_gets_nothing(self, hal: Actor, release_of_hal: Any) -> None:
        with scope.acting(hal), pytest.raises(Denied) as refusal:
            actions.send(
                sending=sending(release_of_hal.reference, to="lakeside-shelter"), by=hal, now=clock.now()
            )
        assert refusal.value.code == "release_wrong_recipient"

    def test_item_that_is_not_named_is_not_sent(self, hal: Actor) -> None:
        with scope.acting(hal):
            narrow = make_release(hal, "brigid-team", "harbor-shelter", SENT_ITEMS[:4])
            with pytest.raises(Denied) as refusal:
                actions.send(sending=sending(narrow.reference), by=hal, now=clock.now())
        assert refusal.value.code == "release_items_missing"
        assert refusal.value.parameters["items"] == ["interpreter_language"]

    def test_release_that_ended_a_moment_ago_sends_nothing(
        self, hal: Actor, release_of_hal: Any, now: clock.Frozen
    ) -> None:
        now.move_to(release_of_hal.ends_at)
        with scope.acting(hal), pytest.raises(Denied) as refusal:
            actions.send(sending=sending(release_of_hal.reference), by=hal, now=clock.now())
        assert refusal.value.code == "release_expired"

    def test_release_is_still_good_a_second_before_its_end(
        self, hal: Actor, release_of_hal: Any, now: clock.Frozen
    ) -> None:
        now.move_to(release_of_hal.ends_at - timedelta(seconds=1))
        with scope.acting(hal):
            actions.send(sending=sending(release_of_hal.reference), by=hal, now=clock.now())


@pytest.mark.req("CONSENT-02")
def test_withdrawal_closes_the_receivers_view_at_that_instant(
    sent: Referral, hal: Actor, ana: Actor, release_of_hal: Any, seen_by: Seen
) -> None:
    assert seen_by(sent, ana).person["category"] == "emergency_housing"
    with scope.acting(hal):
        releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
    view = seen_by(sent, ana)
    assert view.stub
    assert view.person == {}
    assert view.text == ""


@pytest.mark.req("CONSENT-01")
def test_expiry_closes_the_receivers_view_at_the_minute(
    sent: Referral, ana: Actor, release_of_hal: Any, seen_by: Seen, now: clock.Frozen
) -> None:
    now.move_to(release_of_hal.ends_at - timedelta(seconds=1))
    assert seen_by(sent, ana).person
    now.tick(1)
    assert seen_by(sent, ana).stub


@pytest.mark.req("CONSENT-02")
def test_narrowing_takes_an_item_away_from_the_receiver(
    sent: Referral, hal: Actor, ana: Actor, release_of_hal: Any, seen_by: Seen
) -> None:
    kept = [item for item in release_of_hal.items if item != "interpreter_language"]
    with scope.acting(hal):
        releases.narrow_release(release=release_of_hal, items=kept, by=hal, now=clock.now())
    assert "interpreter_language" not in seen_by(sent, ana).person
    assert "interpreter_language" in seen_by(sent, hal).person


@pytest.mark.req("REF-28")
def test_answer_closes_to_the_sender_when_the_receivers_release_ends(
    sent: Referral, hal: Actor, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(ana):
        ABOUT_THE_PERSON["accepted"](sent, ana)
    assert seen_by(sent, hal).answer is not None
    with scope.acting(ana):
        releases.withdraw_release(release=release_of_ana, by=ana, now=clock.now())
    view = seen_by(sent, hal)
    assert view.answer is None
    assert [step.code for step in view.timeline] == ["sent", "acknowledged"]
