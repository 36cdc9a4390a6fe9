"""Beneath all filters: what row-level security lets the application's login see and do."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection
from django.db.models import Model, sql

from concord.foundation.access import scope
from concord.foundation.accounts.models import Person
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Organization, Program
from concord.operations.referrals.models import Participant, Referral
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.req("SEC-02")]
FOREIGN = ("lakeside", "puente")


def _insert(owner: psycopg.Connection[Any], row: Model) -> None:
    """Write a row as the owner of the tables, past the application."""
    query = sql.InsertQuery(type(row))
    query.insert_values(row._meta.concrete_fields, [row], raw=True)
    for statement, parameters in query.get_compiler(connection=connection).as_sql():
        owner.execute(statement, parameters)


@pytest.fixture
def planted(db: None) -> Iterator[Referral]:
    """A referral between two agencies, written and committed by the owner; gone afterwards."""
    sender, receiver = (Organization.objects.get(reference=reference) for reference in FOREIGN)
    person = Person.objects.get(email=cast.email("lou"))
    program = Program.objects.filter(organization=receiver).first()
    assert program is not None
    now = clock.now()
    row = Referral(
        owner_id=sender.id, receiver_id=receiver.id, receiver_program_id=program.id, state="sent",
        about="coordination", sensitivity="standard", function="capacity_planning", sender_label="x",
        receiver_label="y", receiver_regime="unknown", contact_id=person.id, contact_name="x",
        created_at=now, created_by=person.id, sent_at=now,
    )  # fmt: skip
    party = Participant(
        subject_id=row.id, organization_id=sender.id, role="sender", added_by=sender.id,
        reference="R-PLAN-TED0", due_at=now,
    )  # fmt: skip
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        _insert(owner, row)
        _insert(owner, party)
        yield row
        owner.execute("DELETE FROM referrals_participant WHERE subject_id = %s", [row.id])
        owner.execute("DELETE FROM referrals_referral WHERE id = %s", [row.id])


def _seen(row: Referral) -> list[int]:
    found = []
    with connection.cursor() as cursor:
        for table, column in (("referrals_referral", "id"), ("referrals_participant", "subject_id")):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [row.id])  # noqa: S608 - fixed names
            found.append(cursor.fetchone()[0])
    return found


def test_without_a_scope_nothing_is_there(planted: Referral) -> None:
    assert _seen(planted) == [0, 0]


@pytest.mark.parametrize("name", ["ana", "hal", "tom", "bea", "sys"])
def test_for_everybody_else_nothing_is_there(planted: Referral, name: str) -> None:
    with scope.acting(cast.actor(name)):
        assert _seen(planted) == [0, 0]


def test_for_its_party_it_is_there(planted: Referral) -> None:
    """The control: the row exists, and it is the scope that decides."""
    with scope.acting(cast.actor("lou")):
        assert _seen(planted) == [1, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE referrals_referral SET state = 'closed' WHERE id = %s",
        "DELETE FROM referrals_participant WHERE subject_id = %s",
    ],
)
def test_nobody_else_changes_it(planted: Referral, statement: str) -> None:
    """Either the row is not there, or the login may not do that to any row."""
    with scope.acting(cast.actor("ana")), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT tried")
        with contextlib.suppress(ProgrammingError):
            cursor.execute(statement, [planted.id])
        touched = cursor.rowcount
        cursor.execute("ROLLBACK TO SAVEPOINT tried")
    assert touched <= 0


def test_nobody_makes_itself_a_party(planted: Referral) -> None:
    ana = cast.actor("ana")
    with scope.acting(ana), pytest.raises(Exception, match=r"row-level security|violates"):
        Participant(
            subject_id=planted.id, organization_id=ana.organization, role="receiver",
            added_by=ana.organization, reference="R-SELF-MADE", due_at=clock.now(),
        ).save(force_insert=True)  # fmt: skip
