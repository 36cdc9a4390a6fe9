"""Clocks of referrals: whose turn it is, when it is due, and who is told."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from concord.config import wiring
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.events import actions as events
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict
from concord.foundation.notices.models import Letter, Notice
from concord.information.releases import actions as releases
from concord.operations.referrals import actions, jobs, queries, states
from concord.operations.referrals.models import Participant, Referral, Step, Tally, TallyCount
from tests import cast
from tests.committed import Committed
from tests.operations.referrals.conftest import ANSWER_ITEMS, SENT_ITEMS, make_release, sending


def _party(referral: Referral, actor: Actor) -> Participant:
    return Participant.objects.get(subject_id=referral.id, organization_id=actor.organization_id)


@pytest.mark.req("REF-05", "REF-15")
def test_priority_is_acknowledged_the_same_day_in_the_receivers_own_hours(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        party = _party(sent, ana)
    assert party.turn
    assert party.due_at == sent.due_at
    assert sent.due_at is not None
    assert clock.now() < sent.due_at <= datetime(2026, 11, 19, 5, 0, tzinfo=UTC)  # midnight in New York: 24/7


@pytest.mark.req("REF-05")
def test_urgent_is_due_within_the_hour_at_a_program_that_never_closes(
    hal: Actor, release_of_hal: Any
) -> None:
    with scope.acting(hal):
        what = sending(release_of_hal.reference, sensitivity="urgent")
        referral = actions.send(sending=what, by=hal, now=clock.now())
    assert referral.due_at == clock.now() + timedelta(minutes=60)


@pytest.mark.req("COMM-03")
def test_turn_passes_to_nobody_when_the_referral_is_closed(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        actions.close_on_our_side(referral=sent, by=ana, now=clock.now())
        party = _party(sent, ana)
    assert (party.open, party.turn) == (False, False)


@pytest.mark.req("REF-15")
def test_late_answer_is_recorded_as_late(
    sent: Referral, ana: Actor, release_of_ana: Any, now: clock.Frozen
) -> None:
    assert sent.overdue_at is not None
    now.move_to(sent.overdue_at + timedelta(minutes=1))
    with scope.acting(ana):
        actions.acknowledge(referral=sent, by=ana, now=clock.now())
        assert Step.objects.get(referral_id=sent.id, code="acknowledged").late is True


@pytest.mark.req("REF-29")
class TestTally:
    def test_call_leaves_no_row_about_a_person_and_tells_nobody(self, hal: Actor) -> None:
        with scope.acting(hal):
            actions.tally_call(kind="joint_call", answer="yes", by=hal, now=clock.now())
            assert Referral.objects.count() == 0
            assert Tally.objects.count() == 1

    def test_only_the_own_agency_sees_it(self, hal: Actor, ana: Actor) -> None:
        with scope.acting(hal):
            actions.tally_call(kind="look", answer="no", by=hal, now=clock.now())
        with scope.acting(ana):
            assert queries.list_tallies(for_=ana) == []

    def test_counts_of_a_month_add_up(self, hal: Actor) -> None:
        with scope.acting(hal):
            for answer in ("yes", "yes", "no"):
                actions.tally_call(kind="look", answer=answer, by=hal, now=clock.now())
            counted = dict(TallyCount.objects.values_list("answer", "n"))
        assert counted == {"yes": 2, "no": 1}


@pytest.fixture(scope="module")
def network(committed: Committed) -> Committed:
    """A database with one referral, committed, from St. Brigid to Harbor House."""
    with clock.frozen(datetime(2026, 11, 18, 17, 0, tzinfo=UTC)), committed.role("app"):
        hal = cast.actor("hal")
        with scope.acting(hal):
            release = make_release(hal, "brigid-team", "harbor-shelter", SENT_ITEMS)
            actions.send(sending=sending(release.reference), by=hal, now=clock.now(), key="first")
    return committed


def _deliver(committed: Committed) -> None:
    with committed.role("jobs"):
        while events.deliver_next(now=clock.now()):
            pass


@pytest.mark.req("COMM-08")
def test_workers_of_the_program_are_told_without_content(network: Committed) -> None:
    _deliver(network)
    with network.role("jobs"):
        told = {notice.person.name for notice in Notice.objects.select_related("person")}
        letters = list(Letter.objects.all())
    assert "Ana Reyes" in told
    assert "Hal Ito" not in told
    assert letters
    assert all("R-" not in str(vars(letter)) for letter in letters)


@pytest.mark.req("REF-15")
def test_due_and_overdue_are_told_once_each_to_the_side_that_can_act(
    network: Committed, now: clock.Frozen
) -> None:
    _deliver(network)
    now.tick(36 * 3600)
    for _ in range(3):
        jobs_left = True
        with network.role("jobs"):
            while jobs_left:
                jobs_left = jobs.tell_clocks(clock.now())
        _deliver(network)
    with network.role("jobs"):
        told = [
            (notice.kind, notice.person.name)
            for notice in Notice.objects.select_related("person").filter(kind="referral.overdue")
        ]
    assert len(told) == len(set(told))
    assert {name for _, name in told} >= {"Ana Reyes", "Ruth Okafor"}
    assert "Hal Ito" not in {name for _, name in told}


def test_two_advocates_at_once_one_wins_and_the_other_is_told(network: Committed) -> None:
    barrier, results = Barrier(6), []

    def answer(name: str) -> None:
        with network.role("app"):
            actor = cast.actor(name)
            barrier.wait()
            try:
                with scope.acting(actor):
                    referral = queries.get_for_change(
                        Participant.objects.get(role="receiver").reference, for_=actor
                    )
                    actions.acknowledge(referral=referral, by=actor, now=clock.now())
                results.append("won")
            except Conflict as conflict:
                results.append(str(conflict.parameters.get("who")))
            except Exception as error:  # noqa: BLE001 - told to the assertion below
                results.append(type(error).__name__)

    with network.role("app"):
        for name in ("ana", "ruth", "bo"):
            cast.actor(name)
    threads = [Thread(target=answer, args=(name,)) for name in ("ana", "ruth", "bo") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("won") == 1
    assert set(results) - {"won"} <= {"Ana Reyes", "Ruth Okafor", "Bo Chen", "Denied"}


def test_every_duty_runs_under_the_workers_login(network: Committed) -> None:
    with network.role("jobs"):
        for duty in (wiring.duties() | wiring.seldom()).values():
            duty(clock.now())


@pytest.mark.req("REF-31")
def test_draft_is_gone_after_a_day(network: Committed, now: clock.Frozen) -> None:
    with network.role("app"), scope.acting(cast.actor("hal")) as hal:
        actions.save_draft(receiver_program="harbor-shelter", sensitivity="urgent", by=hal, now=clock.now())
    now.tick(24 * 3600 - 1)
    with network.role("jobs"):
        assert not jobs.purge_drafts(clock.now())
    now.tick(1)
    with network.role("jobs"):
        assert jobs.purge_drafts(clock.now())
        assert not Referral.objects.filter(state=states.DRAFT).exists()


@pytest.mark.req("REF-29")
def test_tally_is_gone_on_day_eight_and_its_count_stays(network: Committed, now: clock.Frozen) -> None:
    with network.role("app"), scope.acting(cast.actor("hal")) as hal:
        actions.tally_call(kind="look", answer="no", by=hal, now=clock.now())
    for days, left in ((7, True), (1, False)):
        now.tick(days * 86400)
        with network.role("jobs"):
            jobs.purge_tallies(clock.now())
            assert Tally.objects.exists() is left
    with network.role("owner"):
        assert TallyCount.objects.exists()


@pytest.mark.req("REF-28", "CONSENT-02")
class TestClocksFollowReleases:
    def test_withdrawal_stops_the_receivers_clock(
        self, sent: Referral, hal: Actor, release_of_hal: Any
    ) -> None:
        with scope.acting(hal):
            releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
            actions.follow_releases(one=sent.owner_id, other=sent.receiver_id, now=clock.now())
            assert Referral.objects.get(id=sent.id).clock == ""

    def test_own_release_recorded_later_starts_the_clock(self, sent: Referral, ana: Actor) -> None:
        with scope.acting(ana):
            actions.acknowledge(referral=sent, by=ana, now=clock.now())
            make_release(ana, "harbor-shelter", "brigid-team", ANSWER_ITEMS, purpose="report_back")
            actions.follow_releases(one=sent.owner_id, other=sent.receiver_id, now=clock.now())
            assert Referral.objects.get(id=sent.id).clock == states.FEEDBACK_CLOCK

    def test_own_release_withdrawn_stops_the_clock(
        self, sent: Referral, ana: Actor, release_of_ana: Any
    ) -> None:
        with scope.acting(ana):
            actions.acknowledge(referral=sent, by=ana, now=clock.now())
            assert Referral.objects.get(id=sent.id).clock == states.FEEDBACK_CLOCK
            releases.withdraw_release(release=release_of_ana, by=ana, now=clock.now())
            actions.follow_releases(one=sent.receiver_id, other=sent.owner_id, now=clock.now())
            assert Referral.objects.get(id=sent.id).clock == ""

    def test_clock_under_a_release_that_ran_out_is_stopped_and_told_to_nobody(
        self, sent: Referral, hal: Actor, release_of_hal: Any, now: clock.Frozen
    ) -> None:
        now.move_to(release_of_hal.ends_at)
        with scope.acting(hal):
            before = Outbox.objects.count()
            assert actions.tell_next_clock(now=clock.now())
            assert Referral.objects.get(id=sent.id).clock == ""
            assert Outbox.objects.count() == before
