"""What is overdue stands on the work lists of both agencies, whichever of the clocks ran out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions, queries, states
from concord.operations.referrals.models import Referral
from tests.operations.referrals.pages.conftest import main_of, text_of

Browser = Callable[[str], Client]
MET = {"interpreter_language": "in_house"}

# The clock -> what the receiver said last.
LAST_SAID: dict[str, dict[str, Any]] = {
    states.FEEDBACK_CLOCK: {"outcome": ""},
    states.REVIEW_CLOCK: {"outcome": "waitlisted"},
    states.FOLLOW_UP_CLOCK: {"outcome": "accepted", "needs_met": MET},
}


def _run(referral: Referral, kind: str, ana: Actor) -> Referral:
    """Bring a referral to where one of its clocks runs."""
    with scope.acting(ana):
        if kind != states.ACKNOWLEDGE_CLOCK:
            actions.acknowledge(referral=referral, by=ana, now=clock.now())
        if LAST_SAID.get(kind, {}).get("outcome"):
            actions.answer(referral=referral, by=ana, now=clock.now(), **LAST_SAID[kind])
        found = Referral.objects.get(id=referral.id)
    assert found.clock == kind
    return found


@pytest.mark.req("REF-15", "REF-27")
@pytest.mark.parametrize(
    "kind", [states.ACKNOWLEDGE_CLOCK, states.FEEDBACK_CLOCK, states.REVIEW_CLOCK, states.FOLLOW_UP_CLOCK]
)
def test_what_is_overdue_stands_on_both_work_lists_and_only_one_side_is_asked(
    browser: Browser,
    sent: Referral,
    hal: Actor,
    ana: Actor,
    release_of_ana: Any,
    kind: str,
    now: clock.Frozen,
) -> None:
    running = _run(sent, kind, ana)
    assert running.overdue_at is not None
    lists = (("ana", "needs"), ("hal", "waiting"), ("hal", "sent"))
    for moment, late in ((running.overdue_at - timedelta(seconds=1), 0), (running.overdue_at, 1)):
        now.move_to(moment)
        for name, view in lists:
            page = browser(name).get(f"/queue/?view={view}")
            assert text_of(page).count("1 overdue") == late, (name, view, moment)
            assert main_of(page).count('data-state="late"') == late, (name, view, moment)
    assert "Nothing needs an answer" in text_of(browser("hal").get("/queue/"))
    with scope.acting(hal):
        (row,) = queries.list_queue(for_=hal, view="waiting", now=clock.now()).rows
    assert (row.clock, row.turn) == (kind, False)


@pytest.mark.req("REF-15", "REF-27")
def test_a_word_given_takes_it_from_both_lists_again(
    browser: Browser, sent: Referral, ana: Actor, release_of_ana: Any, now: clock.Frozen
) -> None:
    running = _run(sent, states.FOLLOW_UP_CLOCK, ana)
    assert running.overdue_at is not None
    now.move_to(running.overdue_at + timedelta(minutes=1))
    with scope.acting(ana):
        actions.follow_up(referral=running, result="unknown", by=ana, now=clock.now())
    for name, view in (("ana", "needs"), ("hal", "waiting"), ("hal", "sent")):
        page = browser(name).get(f"/queue/?view={view}")
        assert "overdue" not in text_of(page)
        assert 'data-state="late"' not in main_of(page)
