"""The log cannot be changed, and a change made past the software is named."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions, queries
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from tests import cast
from tests.committed import Committed


def _write(count: int) -> None:
    with scope.acting(cast.actor("ana")) as ana:
        for number in range(count):
            actions.record(ana, f"test.{number}", now=clock.now(), detail={"n": number})


@pytest.fixture(scope="module")
def chained(committed: Committed) -> Committed:
    """Ten entries of Ana's beside those of the cast, all chained."""
    with committed.role("app"):
        _write(10)
    with committed.role("jobs"):
        while actions.sequence():
            pass
    return committed


def test_chain_is_whole_after_sequencing(chained: Committed) -> None:
    with chained.role("owner"):
        verdict = queries.verify()
    assert verdict.whole
    assert verdict.checked >= 10


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE audit_entry SET action = 'other' WHERE position = 5",
        "UPDATE audit_entry SET detail = '{\"n\": 99}' WHERE position = 5",
        "UPDATE audit_entry SET at = at + interval '1 second' WHERE position = 5",
        "UPDATE audit_entry SET person_id = gen_random_uuid() WHERE position = 5",
        "UPDATE audit_entry SET chain = chain || '\\x00'::bytea WHERE position = 5",
        "DELETE FROM audit_entry WHERE position = 5",
        "UPDATE audit_entry SET position = -5 WHERE position = 5",
    ],
)
def test_first_altered_entry_is_named(chained: Committed, tamper: str) -> None:
    with chained.role("owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(tamper)
        verdict = queries.verify()
        transaction.set_rollback(True)
    assert not verdict.whole
    assert verdict.position in {1, 5}


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
@pytest.mark.parametrize("login", ["app", "jobs"])
def test_neither_web_nor_worker_can_change_an_entry(chained: Committed, login: str, statement: str) -> None:
    with chained.role(login), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_two_sequencers_at_once_make_one_chain(committed: Committed) -> None:
    from threading import Thread

    with committed.role("app"):
        _write(50)

    def run() -> None:
        with committed.role("jobs"):
            for _ in range(20):
                actions.sequence(limit=7)

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with committed.role("jobs"):
        while actions.sequence():
            pass
    with committed.role("owner"):
        assert queries.verify().whole
        assert not Entry.objects.filter(position__isnull=True).exists()


def test_entry_exists_exactly_when_its_transaction_commits(db: None, as_: Any) -> None:
    with as_("ana") as ana:
        before = Entry.objects.count()
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.record(ana, "test.undone", now=clock.now())
            raise RuntimeError
        assert Entry.objects.count() == before


@pytest.mark.req("SEC-05")
def test_only_the_owner_of_a_record_reads_its_entries(db: None) -> None:
    with scope.acting(cast.actor("ana")) as ana:
        actions.record(ana, "test.own", now=clock.now())
        assert Entry.objects.filter(action="test.own").exists()
    with scope.acting(cast.actor("lou")):
        assert not Entry.objects.filter(action="test.own").exists()


def test_nobody_writes_an_entry_in_another_organizations_name(db: None) -> None:
    forged = Actor(door="page", organization_id=cast.actor("lou").organization_id)
    with scope.acting(cast.actor("ana")), pytest.raises(ProgrammingError, match="row-level security"):
        actions.record(forged, "test.forged", now=clock.now())
