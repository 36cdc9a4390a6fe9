"""A draft holds a program and how soon, and goes when it is thrown away, sent or a day old."""

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import actions
from concord.operations.referrals.models import Participant, Referral


@pytest.fixture
def draft(hal: Actor) -> str:
    with scope.acting(hal):
        return actions.save_draft(
            receiver_program="harbor-shelter", sensitivity="urgent", by=hal, now=clock.now()
        )


@pytest.mark.req("REF-31")
def test_a_draft_is_thrown_away_with_its_place_in_the_list(draft: str, hal: Actor) -> None:
    with scope.acting(hal):
        actions.discard_draft(reference=draft, by=hal, now=clock.now())
        assert not Referral.objects.exists()
        assert not Participant.objects.exists()
        actions.discard_draft(reference=draft, by=hal, now=clock.now())


@pytest.mark.req("REF-31")
def test_nobody_else_throws_it_away(draft: str, hal: Actor, ana: Actor) -> None:
    with scope.acting(ana):
        actions.discard_draft(reference=draft, by=ana, now=clock.now())
    with scope.acting(hal):
        assert Referral.objects.get().state == "draft"
