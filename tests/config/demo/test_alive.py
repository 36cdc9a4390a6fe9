"""The demo's network is at work: something in every state, and nobody sees what is not theirs."""

import io
from collections import Counter

import pytest
from django.core.management import call_command

from concord.config.demo.alive import load_alive
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.operations.referrals import queries
from concord.operations.referrals.models import Handoff, Outcome, Referral
from tests import cast


@pytest.fixture
def alive(db: None) -> None:
    with scope.acting(Actor.system("demo")):
        load_alive(clock.now())


@pytest.mark.usefixtures("alive")
def test_every_state_is_there_to_be_seen() -> None:
    ana = cast.actor("ana")
    with scope.acting(ana):
        found = Counter(Referral.objects.values_list("state", flat=True))
        outcomes = set(Outcome.objects.values_list("state", flat=True))
        handoffs = set(Handoff.objects.values_list("state", flat=True))
        waiting = queries.list_queue(for_=ana, view="needs", now=clock.now()).rows
        calls = queries.list_queue(for_=ana, view="to_call", now=clock.now()).rows
    assert set(found) == {"draft", "sent", "acknowledged", "closed", "withdrawn"}
    assert outcomes == {"accepted", "waitlisted", "declined"}
    assert handoffs == {"planned", "recorded", "confirmed"}
    left = [(row.overdue_at - clock.now()).total_seconds() for row in waiting if row.overdue_at]
    assert any(seconds <= 0 for seconds in left)
    assert any(0 < seconds <= 3600 for seconds in left)
    assert any(seconds > 3600 for seconds in left)
    assert calls


@pytest.mark.django_db
def test_a_network_that_is_there_is_left_alone() -> None:
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    assert said.getvalue() == "There is a network already; nothing was loaded.\n"
