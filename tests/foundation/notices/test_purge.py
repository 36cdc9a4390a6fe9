"""What is of no use any more is removed after the declared time, and nothing sooner."""

import pytest

from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts.jobs import purge_accounts
from concord.foundation.accounts.models import Invitation, Person, Session
from concord.foundation.lib import clock
from concord.foundation.notices import actions, words
from concord.foundation.notices.jobs import purge_notices
from concord.foundation.notices.models import Letter, Notice
from tests import cast

pytestmark = pytest.mark.req("SEC-06")
DAY = 86400


@pytest.fixture
def told(worker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ana has a notice, and a letter that waits."""
    monkeypatch.setattr(words, "KINDS", {"thing.came": ("A thing came in.", "", "")})
    ana = Person.objects.get(email=cast.email("ana"))
    actions.notify(person_ids=[ana.id], kind="thing.came", now=clock.now())


@pytest.mark.parametrize(("days", "left"), [(90, 1), (91, 0)])
def test_notices_stay_ninety_days(told: None, now: clock.Frozen, days: int, left: int) -> None:
    now.tick(days * DAY)
    purge_notices(clock.now())
    assert Notice.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(14, 1), (15, 0)])
def test_sent_letters_stay_two_weeks(told: None, now: clock.Frozen, days: int, left: int) -> None:
    Letter.objects.update(sent_at=clock.now())
    now.tick(days * DAY)
    purge_notices(clock.now())
    assert Letter.objects.count() == left


def test_a_letter_that_waits_is_not_removed(told: None, now: clock.Frozen) -> None:
    now.tick(15 * DAY)
    purge_notices(clock.now())
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("days", "left"), [(7 + 30, 1), (7 + 31, 0)])
def test_invitations_stay_thirty_days_after_their_end(
    worker: Actor, now: clock.Frozen, days: int, left: int
) -> None:
    someone = accounts.create_person(email="new@demo.example", name="New", by=worker, now=clock.now())
    accounts.invite(person=someone, by=worker, now=clock.now())
    now.tick(days * DAY)
    purge_accounts(clock.now())
    assert Invitation.objects.filter(person=someone).count() == left


def test_ended_sessions_go_a_day_later(db: None, now: clock.Frozen) -> None:
    key = cast.session_for("ana")
    purge_accounts(clock.now())
    assert Session.objects.filter(session_key=key).exists()
    now.tick(2 * DAY)
    purge_accounts(clock.now())
    assert not Session.objects.filter(session_key=key).exists()
