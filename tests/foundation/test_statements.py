"""What is compiled once asks and writes exactly what Django itself would."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Model
from django.db.models.sql import InsertQuery
from django.test.utils import CaptureQueriesContext

from concord.foundation import statements
from concord.foundation.organizations.models import Organization, Program
from concord.foundation.statements import Prepared, any_of, insert, together
from concord.governance.protocols.models import Holiday

pytestmark = pytest.mark.django_db
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("concord.") and not model._meta.db_returning_fields
]


def _of(reference: str) -> list[Program]:
    found = Program.objects.filter(organization__reference=reference)
    return list(found.select_related("organization").order_by("name"))


def test_each_asking_brings_its_own_values() -> None:
    programs = Prepared(
        lambda reference: (
            Program.objects.filter(organization__reference=reference)
            .select_related("organization")
            .order_by("name")
        )
    )
    references = list(Organization.objects.order_by("name").values_list("reference", flat=True))
    assert len(references) > 3
    for reference in references:
        found = programs.list(reference=reference)
        expected = _of(reference)
        assert [vars(one) | {"_state": 0} for one in found] == [vars(one) | {"_state": 0} for one in expected]
        assert [one.organization.name for one in found] == [one.organization.name for one in expected]


def test_related_rows_come_with_the_same_statement() -> None:
    programs = Prepared(lambda name: Program.objects.filter(name=name).select_related("organization"))
    name = Program.objects.order_by("name").first().name  # type: ignore[union-attr]  # there in the cast
    with CaptureQueriesContext(connection) as seen:
        for program in programs.list(name=name):
            assert program.organization.name
    assert len(seen) == 1


def test_counted_columns_come_along() -> None:
    query = Prepared(
        lambda reference: Organization.objects.filter(reference=reference).annotate(size=Count("programs"))
    )
    organization = Organization.objects.annotate(size=Count("programs")).order_by("-size")[0]
    found = query.first(reference=organization.reference)
    assert found is not None
    assert found.size == organization.size > 0  # type: ignore[attr-defined]  # known here, not to the stubs


def test_instants_and_ids_are_compared_as_they_are() -> None:
    since = Prepared(
        lambda at, identity: Program.objects.filter(id=identity, organization__verified_at__lte=at)
    )
    program = Program.objects.filter(organization__verified_at__isnull=False)[0]
    now, before = datetime(2100, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)
    assert since.first(at=now, identity=program.id) == program
    assert since.first(at=before, identity=program.id) is None
    assert since.first(at=now, identity=uuid4()) is None


def test_a_list_is_compared_whatever_its_length() -> None:
    several = Prepared(
        lambda programs: Program.objects.filter(any_of("organizations_program.id", programs)).order_by("id")
    )
    known = list(Program.objects.order_by("id"))
    for wanted in (known[:1], known[:3], known, []):
        assert several.list(programs=[program.id for program in wanted]) == wanted


def test_what_does_not_stand_in_the_query_as_it_is_is_refused() -> None:
    pattern = Prepared(lambda name: Program.objects.filter(name__contains=name))
    with pytest.raises(TypeError, match="name"):
        pattern.list(name="shelter")


@pytest.mark.parametrize("value", [None, ("a",), 3.5])
def test_only_plain_values_are_prepared(value: Any) -> None:
    with pytest.raises(TypeError, match="prepare with"):
        Prepared(lambda name: Program.objects.filter(name=name)).list(name=value)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_a_row_is_written_as_django_writes_it(model: type[Model]) -> None:
    """For every model: the same statement with the same values."""
    row = model()
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, [row])
    [(sql, values)] = query.get_compiler(connection=connection).as_sql()
    plan = statements._plan(model)
    assert f"{plan.head} VALUES {plan.one_row}" == sql
    assert [repr(one) for one in plan.values(row)] == [repr(one) for one in values]


def test_a_written_row_is_there_and_knows_it() -> None:
    one, two = (Holiday(date=date(2031, 1, day), name=f"Day {day}") for day in (1, 2))
    insert(one, two)
    assert not one._state.adding
    assert set(Holiday.objects.filter(date__year=2031)) == {one, two}
    one.name = "Another"
    one.save()
    assert Holiday.objects.get(id=one.id).name == "Another"


def test_a_row_that_may_not_be_is_refused_as_by_saving() -> None:
    insert(Holiday(date=date(2031, 1, 1), name="One"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Holiday(date=date(2031, 1, 1), name="Two"))
    assert Holiday.objects.filter(date=date(2031, 1, 1)).count() == 1


def test_of_what_travels_together_all_or_nothing_is_written() -> None:
    insert(Holiday(date=date(2031, 1, 1), name="One"))
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        insert(Holiday(date=date(2031, 1, 2), name="Two"))
        insert(Holiday(date=date(2031, 1, 1), name="Twice"))
        insert(Holiday(date=date(2031, 1, 3), name="Three"))
    assert [one.name for one in Holiday.objects.filter(date__year=2031)] == ["One"]
    assert isinstance(Holiday.objects.get(date=date(2031, 1, 1)).id, UUID)
