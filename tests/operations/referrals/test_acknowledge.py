"""The slice that every other verb copies: one test a way out of `acknowledge`."""

from collections.abc import Callable
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied
from concord.operations.referrals import actions, queries, states
from concord.operations.referrals.models import Participant, Referral, Step
from tests import cast

Seen = Callable[[Referral, Actor], queries.View]


def test_receiver_acknowledges_and_the_time_is_kept(sent: Referral, ana: Actor, seen_by: Seen) -> None:
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
    view = seen_by(sent, ana)
    assert view.referral.state == states.ACKNOWLEDGED
    assert view.referral.acknowledged_at == clock.now()
    assert view.facts.outcome == states.PENDING


def test_sender_may_not_acknowledge(sent: Referral, hal: Actor) -> None:
    with scope.acting(hal), pytest.raises(Denied) as refusal:
        actions.acknowledge(referral=sent, by=hal, now=clock.now())
    assert refusal.value.code == "not_receiver"


def test_second_of_two_is_told_who_was_first_and_when(sent: Referral, ana: Actor, now: clock.Frozen) -> None:
    ruth = cast.actor("ruth")
    with scope.acting(ana):
        mine = queries.get_for_change(_reference(sent, ana), for_=ana)
        theirs = queries.get_for_change(_reference(sent, ana), for_=ruth)
        actions.acknowledge(referral=mine, by=ana, now=clock.now())
        first_at = clock.now()
        now.tick(30)
        with pytest.raises(Conflict) as conflict:
            actions.acknowledge(referral=theirs, by=ruth, now=clock.now())
    assert conflict.value.parameters["who"] == ana.name
    assert conflict.value.parameters["at"] == first_at


def test_closed_referral_cannot_be_acknowledged(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        actions.close_on_our_side(referral=sent, by=ana, now=clock.now())
        with pytest.raises(Conflict) as refusal:
            actions.acknowledge(referral=sent, by=ana, now=clock.now())
    assert (refusal.value.parameters["who"], refusal.value.parameters["did"]) == (
        "Ana Reyes", "closed_on_our_side",
    )  # fmt: skip


@pytest.mark.req("SEC-05")
def test_entry_and_event_are_written_with_the_step(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
    with scope.acting(cast.actor("hal")):
        entry = Entry.objects.get(action="referral.acknowledged", subject_id=sent.id)
    assert (entry.person_id, entry.organization_id, entry.owner_id) == (
        ana.person_id,
        ana.organization_id,
        sent.owner_id,
    )
    event = Outbox.objects.get(name="referral.acknowledged", subject_id=sent.id)
    assert event.facts["to_organization_id"] == str(sent.owner_id)


def test_refused_step_leaves_nothing_behind(sent: Referral, hal: Actor) -> None:
    with scope.acting(hal):
        before = Step.objects.count(), Entry.objects.count(), Outbox.objects.count()
        with pytest.raises(Denied):
            actions.acknowledge(referral=sent, by=hal, now=clock.now())
        assert (Step.objects.count(), Entry.objects.count(), Outbox.objects.count()) == before


@pytest.mark.req("REF-28")
def test_no_clock_runs_for_a_covered_program_without_its_own_release(
    sent: Referral, ana: Actor, seen_by: Seen
) -> None:
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
    assert seen_by(sent, ana).referral.clock == ""


@pytest.mark.req("REF-15")
def test_feedback_clock_starts_where_the_receiver_may_report(
    sent: Referral, ana: Actor, release_of_ana: Any, seen_by: Seen
) -> None:
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
    referral = seen_by(sent, ana).referral
    assert referral.clock == states.FEEDBACK_CLOCK
    assert referral.owed_by_id == ana.organization_id


def _reference(referral: Referral, actor: Actor) -> str:
    found = Participant.objects.get(subject_id=referral.id, organization_id=actor.organization_id)
    return found.reference
