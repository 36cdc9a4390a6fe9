"""The worker, under its own login, with transactions that are real."""

import json
from copy import copy
from pathlib import Path

import psycopg
import pytest

from concord.exchange.hsds.models import Kept
from concord.exchange.transfers import actions, jobs, states
from concord.exchange.transfers.models import Transfer
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.governance.directory import queries
from concord.governance.directory.models import Listing
from tests import cast
from tests.committed import Committed

EXAMPLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "examples"


def _move(transfer: Transfer, step: str) -> None:
    with scope.acting(cast.actor("bea")) as bea:
        transfer.refresh_from_db()
        getattr(actions, step)(transfer=transfer, by=bea, now=clock.now())


def test_the_worker_reads_writes_and_takes_back_under_its_own_login(committed: Committed) -> None:
    with committed.role("app"), scope.acting(cast.actor("bea")) as bea:
        options = {
            "org_type": "direct_service", "categories": ["counselling"], "serves": ["pweh"],
            "harm_scope": ["domestic_violence"], "regions": [queries.get_regions()[0][0]],
        }  # fmt: skip
        content = (EXAMPLES / "organization_full.json").read_bytes()
        transfer = actions.begin(
            kind="hsds", called="a.json", content=content, options=options, by=bea, now=clock.now()
        )
        assert json.loads(content)["name"] not in str(
            Transfer.objects.filter(id=transfer.id).values("options", "called")
        )
    for step, state in (("", states.CHECKED), ("want_writing", states.WRITTEN), ("want_undo", states.UNDONE)):
        with committed.role("app"):
            if step:
                _move(transfer, step)
        with committed.role("jobs"):
            assert jobs.work(clock.now())
            assert not jobs.work(clock.now())
        with committed.role("app"), scope.acting(cast.actor("bea")):
            transfer.refresh_from_db()
            assert transfer.state == state, transfer.faults
            there = Listing.objects.filter(program__name="Community Counselling").exists()
            assert there == (state == states.WRITTEN)
            assert Kept.objects.exists() == there


@pytest.mark.req("SEC-02")
def test_another_organization_has_no_row_of_it(committed: Committed) -> None:
    with committed.role("app"), scope.acting(cast.actor("bo")):
        assert Transfer.objects.count() == 0
    with committed.role("app"), scope.acting(cast.actor("bea")):
        assert Transfer.objects.count() == 1


def test_what_somebody_is_still_at_is_not_done_twice(committed: Committed) -> None:
    """A worker without a sign of life is taken to have died; one that only was slow still holds its lock."""
    with committed.role("app"), scope.acting(cast.actor("bea")) as bea:
        transfer = actions.begin(
            kind="hsds", called="slow.json", content=b"{}", options={}, by=bea, now=clock.now()
        )
    with committed.role("jobs"):
        with scope.acting(Actor.system("transfers")):
            taken = actions.take_next(now=clock.now())
        assert taken is not None
        assert taken.id == transfer.id
        late = copy(taken)
        with psycopg.connect(**{**committed.superuser, "dbname": committed.name}) as slow:  # type: ignore[arg-type]  # facts of many types
            slow.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"transfer {transfer.id}"])
            actions.run(transfer=taken, now=clock.now())
        states_after = [taken.state]
        actions.run(transfer=taken, now=clock.now())
        states_after.append(taken.state)
        actions.run(transfer=late, now=clock.now())  # what it found has changed meanwhile
        states_after.append(late.state)
    assert states_after == [states.READING, states.FAULTY, states.READING]
    with committed.role("app"), scope.acting(cast.actor("bea")):
        transfer.refresh_from_db()
        assert transfer.state == states.FAULTY
