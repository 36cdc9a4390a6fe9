"""Many at once: one referral has one answer, one key sends once. And the naive way is caught at it."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied
from concord.operations.referrals import actions, states
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.models import Participant, Referral
from tests import cast
from tests.committed import Committed

TABLES = ("referrals_referral", "events_outbox", "audit_entry")
BETWEEN_AGENCIES = Sending(
    receiver_program="harbor-shelter",
    about="coordination",
    sensitivity="standard",
    function="joint_meeting",
    contact_phone="860-555-0130",
)
BATCH = 10  # referrals that everybody reads before anybody answers

# One sent referral and its parties, again and again under other ids.
_COPIES = """
WITH made AS (
  INSERT INTO referrals_referral
  SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'idempotency_key', null))).*
  FROM referrals_referral r, generate_series(1, %(more)s) WHERE r.id = %(id)s RETURNING id, owner_id
), numbered AS (SELECT id, row_number() OVER () AS n FROM made)
INSERT INTO referrals_participant
SELECT (jsonb_populate_record(p, jsonb_build_object(
  'id', gen_random_uuid(), 'subject_id', m.id, 'reference', left(p.role, 1) || m.n))).*
FROM referrals_participant p, numbered m WHERE p.subject_id = %(id)s
"""


def _sent(committed: Committed, many: int) -> list[UUID]:
    committed.empty(*TABLES)
    hal = cast.actor("hal")
    with committed.role(), scope.acting(hal):
        first = actions.send(sending=BETWEEN_AGENCIES, by=hal, now=clock.now())
    with psycopg.connect(committed.urls.owner or "", autocommit=True) as owner:
        owner.execute(_COPIES, {"more": many - 1, "id": first.id})
        return [row[0] for row in owner.execute("SELECT id FROM referrals_referral ORDER BY id").fetchall()]


def _race(
    committed: Committed, workers: int, referrals: Sequence[UUID], say: Callable[[Referral, Actor], bool]
) -> Counter[UUID]:
    """Let all workers read a batch, then say something to each of it; returns how often each was won."""
    ana, barrier = cast.actor("ana"), Barrier(workers)

    def work(number: int) -> list[UUID]:
        by = replace(ana, person_id=uuid4(), name=f"Worker {number}")
        won, order = [], random.Random(number)  # noqa: S311 - a mixed order, not a secret
        with committed.role():
            for start in range(0, len(referrals), BATCH):
                with scope.acting(by):
                    batch = list(Referral.objects.filter(id__in=referrals[start : start + BATCH]))
                order.shuffle(batch)
                barrier.wait()
                won += [referral.id for referral in batch if say(referral, by)]
        return won

    with ThreadPoolExecutor(workers) as pool:
        return Counter(one for won in pool.map(work, range(workers)) for one in won)


def _answer(referral: Referral, by: Actor) -> bool:
    """Accept or decline, as the page does; half of the workers say the one, half the other."""
    accepts = int(by.name.split()[1]) % 2 == 0
    try:
        with scope.acting(by):
            actions.answer(
                referral=referral,
                outcome=states.ACCEPTED if accepts else states.DECLINED,
                reason="" if accepts else "no_capacity",
                by=by,
                now=clock.now(),
            )
    except (Conflict, Denied):
        return False
    return True


def _answer_naively(referral: Referral, by: Actor) -> bool:
    """Read, check, write: what every tutorial shows, and what must not be."""
    with scope.acting(by):
        if Referral.objects.get(id=referral.id).state != states.SENT:
            return False
        return Referral.objects.filter(id=referral.id).update(state=states.ACKNOWLEDGED) == 1


def _answers(committed: Committed) -> dict[str, list[tuple[object, ...]]]:
    """Read what the winners left, as the owner: the step, the news and the log entry of each answer."""
    with psycopg.connect(committed.urls.owner or "", autocommit=True) as owner:
        return {
            "outcomes": owner.execute(
                "SELECT referral_id, o.state, r.state FROM referrals_outcome o"
                " JOIN referrals_referral r ON r.id = referral_id"
            ).fetchall(),
            "steps": owner.execute(
                "SELECT referral_id FROM referrals_step WHERE code IN ('accepted', 'declined')"
            ).fetchall(),
            "acknowledged": owner.execute(
                "SELECT referral_id FROM referrals_step WHERE code = 'acknowledged'"
            ).fetchall(),
            "news": owner.execute(
                "SELECT subject_id FROM events_outbox WHERE name = 'referral.answered'"
            ).fetchall(),
            "log": owner.execute(
                "SELECT subject_id FROM audit_entry"
                " WHERE code IN ('accepted', 'declined') AND result = 'done'"
            ).fetchall(),
        }


def _prove_one_winner(committed: Committed, workers: int, many: int) -> None:
    referrals = _sent(committed, many)
    won = _race(committed, workers, referrals, _answer)
    assert set(won) == set(referrals)
    assert set(won.values()) == {1}
    left = _answers(committed)
    for name in ("steps", "acknowledged", "news", "log"):
        assert Counter(row[0] for row in left[name]) == dict.fromkeys(referrals, 1), name
    expected = {states.ACCEPTED: states.ACKNOWLEDGED, states.DECLINED: states.CLOSED}
    assert len(left["outcomes"]) == many
    assert all(expected[str(outcome)] == delivery for _, outcome, delivery in left["outcomes"])


def _prove_one_sending(committed: Committed, retries: int, keys: int) -> None:
    committed.empty(*TABLES)
    hal, barrier = cast.actor("hal"), Barrier(retries)

    def work(_number: int) -> list[UUID]:
        sent = []
        with committed.role():
            for key in range(keys):
                barrier.wait()
                with scope.acting(hal):
                    found = actions.send(sending=BETWEEN_AGENCIES, by=hal, now=clock.now(), key=f"key-{key}")
                    sent.append(found.id)
        return sent

    with ThreadPoolExecutor(retries) as pool:
        answers = list(pool.map(work, range(retries)))
    assert all(one == answers[0] for one in answers)
    assert len(set(answers[0])) == keys
    with psycopg.connect(committed.urls.owner or "", autocommit=True) as owner:
        for table, each in (("referrals_referral", 1), ("referrals_participant", 2), ("referrals_step", 1),
                            ("events_outbox", 1), ("audit_entry", 1)):  # fmt: skip
            row = owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
            assert row == (keys * each,), table


@pytest.mark.req("REF-14")
def test_of_eight_answers_at_once_one_is_taken(committed: Committed) -> None:
    _prove_one_winner(committed, workers=8, many=10)


def test_four_retries_at_once_send_once(committed: Committed) -> None:
    _prove_one_sending(committed, retries=4, keys=5)


def test_naive_answer_is_caught(committed: Committed) -> None:
    """The control: with a bench that finds nothing here, the two tests above would prove nothing."""
    referrals = _sent(committed, 40)
    won = _race(committed, 16, referrals, _answer_naively)
    assert max(won.values()) > 1


@pytest.mark.drill
@pytest.mark.timeout(3600)
@pytest.mark.req("REF-14")
def test_each_of_1000_referrals_raced_by_32_workers_has_one_answer(committed: Committed) -> None:
    _prove_one_winner(committed, workers=32, many=1000)


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_each_of_200_keys_retried_16_times_at_once_sends_once(committed: Committed) -> None:
    _prove_one_sending(committed, retries=16, keys=200)


def test_parties_of_the_copies_are_as_those_of_the_first(committed: Committed) -> None:
    """The bench itself: copies that nobody may see would be won by nobody."""
    _sent(committed, 3)
    with committed.role(), scope.acting(cast.actor("ana")):
        assert Participant.objects.filter(role="receiver", open=True, turn=True).count() == 3
