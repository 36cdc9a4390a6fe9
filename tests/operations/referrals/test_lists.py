"""What a line of the queue tells, and who holds an item."""

from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict
from concord.information.releases import actions as releases
from concord.operations.referrals import actions, queries
from concord.operations.referrals.models import Referral
from tests import cast
from tests.operations.referrals.conftest import sending


def _first(actor: Actor, view: str = "needs") -> queries.Row:
    with scope.acting(actor):
        return queries.list_queue(for_=actor, view=view, now=clock.now()).rows[0]


@pytest.mark.req("CONSENT-04")
def test_a_line_tells_only_what_a_narrowed_release_still_names(
    sent: Referral, release_of_hal: Any, hal: Actor, ana: Actor
) -> None:
    assert _first(ana).interpreter_language == "es"
    with scope.acting(hal):
        releases.narrow_release(
            release=release_of_hal, items={"service_needed", "how_soon"}, by=hal, now=clock.now()
        )
    assert _first(ana).category == "emergency_housing"
    assert _first(ana).interpreter_language == ""
    assert _first(hal, "sent").interpreter_language == "es"


def test_a_line_tells_nothing_once_the_release_is_withdrawn(
    sent: Referral, release_of_hal: Any, hal: Actor, ana: Actor
) -> None:
    with scope.acting(hal):
        releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
    assert not _first(ana).released
    assert _first(ana).category == ""


@pytest.mark.req("REF-15")
def test_the_most_overdue_stands_first_whatever_its_reminder(
    release_of_hal: Any, hal: Actor, ana: Actor
) -> None:
    with scope.acting(hal):
        for sensitivity in ("standard", "priority", "urgent"):
            asked = sending(release_of_hal.reference, sensitivity=sensitivity)
            actions.send(sending=asked, by=hal, now=clock.now())
    with scope.acting(ana):
        rows = queries.list_queue(for_=ana, view="needs", now=clock.now()).rows
    assert [row.sensitivity for row in rows] == ["urgent", "priority", "standard"]
    assert [row.key_at for row in rows] == [row.overdue_at for row in rows]


def test_the_second_who_takes_learns_who_was_first(sent: Referral, ana: Actor) -> None:
    ruth = cast.actor("ruth")
    with scope.acting(ruth):
        actions.take(referral=Referral.objects.get(id=sent.id), by=ruth, now=clock.now())
    with scope.acting(ana), pytest.raises(Conflict) as refusal:
        actions.take(referral=Referral.objects.get(id=sent.id), by=ana, now=clock.now())
    assert refusal.value.parameters["who"] == "Ruth Okafor"


def test_a_colleague_takes_over_on_purpose(sent: Referral, ana: Actor) -> None:
    ruth = cast.actor("ruth")
    with scope.acting(ruth):
        actions.take(referral=Referral.objects.get(id=sent.id), by=ruth, now=clock.now())
    with scope.acting(ana):
        taken = actions.take(referral=Referral.objects.get(id=sent.id), by=ana, now=clock.now(), over=True)
    assert taken.handler_name == "Ana Reyes"


def test_months_keep_the_counts_of_calls(ana: Actor) -> None:
    with scope.acting(ana):
        for _ in range(2):
            actions.tally_call(
                kind="look", answer="no", category="emergency_housing", by=ana, now=clock.now()
            )
        counted = queries.list_tally_counts(for_=ana)
    assert [(count.kind, count.answer, count.n) for count in counted] == [("look", "no", 2)]


def _pages(actor: Actor, view: str, size: int = 2) -> tuple[list[str], list[str]]:
    """Turn every page of a view; returns the references in their order, and the keys."""
    found, keys, after = [], [], ""
    while True:
        page = queries.list_queue(for_=actor, view=view, now=clock.now(), after=after, size=size)
        found += [row.reference for row in page.rows]
        if not (after := page.after):
            return found, keys
        keys.append(after)


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("view", ["needs", "closed"])
def test_pages_follow_each_other_by_references_and_no_id_stands_in_a_key(
    release_of_hal: Any, hal: Actor, ana: Actor, view: str
) -> None:
    with scope.acting(hal):
        asked = sending(release_of_hal.reference)
        ids = {actions.send(sending=asked, by=hal, now=clock.now()).id for _ in range(5)}
        if view == "closed":
            for referral in Referral.objects.all():
                actions.withdraw(referral=referral, by=hal, now=clock.now())
    with scope.acting(ana):
        whole = [row.reference for row in queries.list_queue(for_=ana, view=view, now=clock.now()).rows]
        found, keys = _pages(ana, view)
    assert found == whole
    assert len(set(found)) == 5
    assert [key.partition("~")[2] for key in keys] == [found[1], found[3]]
    assert not any(str(one) in key for key in keys for one in ids)


@pytest.mark.parametrize("view", ["needs", "closed"])
@pytest.mark.parametrize("key", ["nonsense", "~", "2026-11-20", "x~R-2222-2222", "2026-11-20~R\x00"])
def test_a_strange_key_is_no_error(sent: Referral, ana: Actor, view: str, key: str) -> None:
    with scope.acting(ana):
        queries.list_queue(for_=ana, view=view, now=clock.now(), after=key)


def test_a_key_whose_line_is_gone_goes_on_at_its_instant(sent: Referral, ana: Actor) -> None:
    with scope.acting(ana):
        (row,) = queries.list_queue(for_=ana, view="needs", now=clock.now()).rows
        after = f"{row.key_at.isoformat()}~R-2222-2222"
        again = queries.list_queue(for_=ana, view="needs", now=clock.now(), after=after).rows
    assert [one.reference for one in again] == [row.reference]
