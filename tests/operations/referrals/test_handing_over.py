"""Handed over by telephone: who spoke of the person, and where we did, under which release of ours."""

from datetime import timedelta
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied, Invalid
from concord.information.releases import actions as releases
from concord.operations.referrals import actions
from concord.operations.referrals.models import Tally, TallyCount
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, program

pytestmark = [pytest.mark.django_db, pytest.mark.req("REF-28", "REF-29")]


def _told(by: Actor, release: str, to: str | None = "lakeside-shelter", **more: Any) -> Tally:
    facts = {"kind": "phone_handoff", "answer": "yes", "spoke": "we", "release": release} | more
    program_id = program(to).id if to else None
    return actions.tally_call(program_id=program_id, by=by, now=clock.now(), **facts)


def _nothing_kept(by: Actor) -> bool:
    told = Entry.objects.filter(action__in=["call.told", "call.tallied"], result="done")
    return not (Tally.objects.exists() or TallyCount.objects.exists() or told.exists())


@pytest.fixture
def release(ana: Actor) -> Any:
    """Harbor House's release naming Lakeside's shelter; both are covered."""
    with scope.acting(ana):
        return make_release(ana, "harbor-shelter", "lakeside-shelter", SENT_ITEMS)


def test_the_release_is_kept_with_the_call_and_its_use_in_the_log(ana: Actor, release: Any) -> None:
    with scope.acting(ana):
        assert _told(ana, release.reference).release_id == release.id
        assert Tally.objects.get().release_id == release.id
        entry = Entry.objects.get(action="call.told")
    assert (entry.subject_kind, entry.subject_id) == ("release", release.id)


def test_a_release_that_names_the_whole_organization_covers_its_programs(ana: Actor) -> None:
    with scope.acting(ana):
        whole = make_release(ana, "harbor-shelter", "lakeside-shelter", SENT_ITEMS)
        type(whole).objects.filter(id=whole.id).update(recipient_program=None)
        assert _told(ana, whole.reference).release_id == whole.id


def test_a_release_of_another_recipient_opens_nothing(ana: Actor, release: Any) -> None:
    with scope.acting(ana):
        with pytest.raises(Denied) as refusal:
            _told(ana, release.reference, to="northside-counseling")
        assert refusal.value.code == "release_wrong_recipient"
        assert _nothing_kept(ana)


def test_a_release_that_has_ended_opens_nothing(ana: Actor, release: Any, now: clock.Frozen) -> None:
    now.move_to(release.ends_at - timedelta(seconds=1))
    with scope.acting(ana):
        assert _told(ana, release.reference)
        before = Tally.objects.count()
        now.tick(1)
        with pytest.raises(Denied) as refusal:
            _told(ana, release.reference)
        assert refusal.value.code == "release_expired"
        assert Tally.objects.count() == before


def test_a_release_that_was_withdrawn_opens_nothing(ana: Actor, release: Any) -> None:
    with scope.acting(ana):
        releases.withdraw_release(release=release, by=ana, now=clock.now())
        with pytest.raises(Denied) as refusal:
            _told(ana, release.reference)
        assert refusal.value.code == "release_withdrawn"
        assert _nothing_kept(ana)


def test_a_release_of_somebody_else_does_not_exist(ana: Actor, release: Any) -> None:
    lou = cast.actor("lou")
    with scope.acting(lou):
        with pytest.raises(Invalid) as refusal:
            _told(lou, release.reference, to="harbor-shelter")
        assert [problem.code for problem in refusal.value.problems] == ["release_unknown"]
        assert _nothing_kept(lou)


@pytest.mark.parametrize(
    ("changes", "to", "field", "code"),
    [
        ({"release": ""}, "lakeside-shelter", "release", "release_choice_missing"),
        ({}, None, "program", "program_missing"),
        ({"spoke": ""}, "lakeside-shelter", "spoke", "spoke_missing"),
        ({"spoke": "somebody"}, "lakeside-shelter", "spoke", "code_unknown"),
        ({"spoke": "they"}, "lakeside-shelter", "release", "code_unknown"),
        ({"kind": "look"}, "lakeside-shelter", "spoke", "code_unknown"),
    ],
)
def test_a_handoff_says_who_spoke_and_we_name_program_and_release(
    ana: Actor, release: Any, changes: dict[str, str], to: str | None, field: str, code: str
) -> None:
    given = {"release": release.reference} | changes
    with scope.acting(ana):
        with pytest.raises(Invalid) as refusal:
            _told(ana, given.pop("release"), to=to, **given)
        assert (field, code) in {(one.field, one.code) for one in refusal.value.problems}
        assert _nothing_kept(ana)


@pytest.mark.parametrize("spoke", ["they", "nobody"])
def test_where_we_told_nothing_no_release_is_asked_or_kept(ana: Actor, spoke: str) -> None:
    with scope.acting(ana):
        assert _told(ana, "", spoke=spoke).release_id is None
        assert not Entry.objects.filter(action="call.told").exists()


def test_whoever_sends_no_referrals_tells_nothing_under_a_release(db: None) -> None:
    tom = cast.actor("tom")
    with scope.acting(tom):
        with pytest.raises(Denied) as refusal:
            _told(tom, "L-2222-2222")
        assert refusal.value.code == "closed_by_tier"
        assert _nothing_kept(tom)
