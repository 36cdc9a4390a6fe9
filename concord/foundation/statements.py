"""Statements that Django compiles once in a process: what is asked or written with every request.

Compiling a wide SELECT or INSERT costs Django several times what PostgreSQL needs to run it. The queryset
stays the only description of the query; only its values change from one asking to the next.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField, Field, Model, QuerySet
from django.db.models import query as of_django
from django.db.models.expressions import RawSQL
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=Model)
_MARK: Final = "prepared_slot"
_related: Any = of_django.get_related_populators


class Prepared(Generic[M]):
    """A query whose values come later, by name.

    ``build`` takes the values and returns a queryset; it may not decide by a value, since it runs once.
    Values are UUIDs, texts, dates or instants, each compared as it is (no pattern, no None), or a list that
    `any_of` compares.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._compiled: _Compiled | None = None

    def list(self, **values: object) -> "list[M]":
        """Ask, and return the rows as instances, related ones with them; one statement."""
        if self._compiled is None:
            self._compiled = _compile(self._build, values)
        return self._compiled.fetch(values)

    def first(self, **values: object) -> M | None:
        """Ask, and return the first row; the query itself should say that it wants one."""
        return next(iter(self.list(**values)), None)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: tuple[object, ...]  # constants, and marked values whose places are filled at each asking
    model: type[Model]
    columns: slice
    names: Sequence[str]
    annotations: Mapping[str, int]
    related: Sequence[Any]
    compiler: Any
    converters: Mapping[int, Any]

    def fetch(self, values: Mapping[str, object]) -> list[Any]:
        filled: list[Any] = [
            values[getattr(one, _MARK)] if hasattr(one, _MARK) else one for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows = cursor.fetchall()
        if not rows:
            return []
        return [self._instance(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def _instance(self, row: Sequence[Any]) -> Model:
        found = self.model.from_db(connection.alias, self.names, row[self.columns])
        for related in self.related:
            related.populate(row, found)
        for name, position in self.annotations.items():
            setattr(found, name, row[position])
        return found


def _compile(build: Callable[..., "QuerySet[Any]"], values: Mapping[str, object]) -> _Compiled:
    """Compile with marked values, and remember where each of them stands."""
    query = build(**{name: _marked(name, value) for name, value in values.items()}).query
    compiler: Any = query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    placed = {getattr(one, _MARK) for one in parameters if hasattr(one, _MARK)}
    if placed != values.keys():
        raise TypeError(f"not in the query as they are: {sorted(values.keys() - placed)}")
    shape = compiler.klass_info
    chosen = shape["select_fields"]
    columns = slice(chosen[0], chosen[-1] + 1)
    return _Compiled(
        sql=sql,
        parameters=tuple(parameters),
        model=shape["model"],
        columns=columns,
        names=[column[0].target.attname for column in compiler.select[columns]],
        annotations=dict(compiler.annotation_col_map or {}),
        related=_related(shape, compiler.select, connection.alias),
        compiler=compiler,
        converters=compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]]),
    )


def _marked(name: str, value: object) -> object:
    """Return the same value in a subclass of its type that says which one it is."""
    if not isinstance(value, UUID | str | date | list):
        kind = type(value).__name__
        raise TypeError(f"{name} is {kind}: prepare with a UUID, a text, a date, an instant or a list")
    marked: Any = type(_MARK, (type(value),), {_MARK: name})
    if isinstance(value, UUID):
        return marked(int=value.int)
    return marked(value) if isinstance(value, str | list) else marked.fromisoformat(value.isoformat())


def any_of(column: str, values: Sequence[object]) -> RawSQL:
    """Build the condition that a column is one of several values; one statement however many there are."""
    return RawSQL(f"{column} = ANY(%s)", [values], output_field=BooleanField())  # noqa: S611 - columns of ours


# -- writing -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Insert:
    head: str
    one_row: str
    fields: Sequence["Field[Any, Any]"]

    def values(self, row: Model) -> list[Any]:
        return [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in self.fields]


@contextmanager
def together() -> Iterator[None]:
    """Let the block's writes travel to the database together, all or none of them.

    Inside a transaction only, which goes on after an error as after one of `atomic`. An error of any comes
    at the end of the block, so nothing in it may depend on what one of its statements answered.
    """
    savepoint = ""
    try:
        with connection.wrap_database_errors, connection.connection.pipeline():
            savepoint = transaction.savepoint()
            yield
            transaction.savepoint_commit(savepoint)
    except BaseException:
        connection.needs_rollback = False  # as when `atomic` goes back to its savepoint
        transaction.savepoint_rollback(savepoint)
        raise


def insert(*rows: Model) -> None:
    """Write new rows of one model in one statement, as `save(force_insert=True)` does; no signals.

    Raises IntegrityError as saving does, and TypeError for a model whose keys the database draws.
    """
    plan = _plan(type(rows[0]))
    values = [value for row in rows for value in plan.values(row)]
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(f"{plan.head} VALUES {', '.join([plan.one_row] * len(rows))}", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django's own saving


@cache
def _plan(model: type[Model]) -> _Insert:
    """Let Django write the statement for one empty row."""
    meta = model._meta  # noqa: SLF001 - the documented interface
    if meta.db_returning_fields:
        raise TypeError(f"{model.__name__} has columns that the database fills")
    query = InsertQuery(model)
    query.insert_values(meta.local_concrete_fields, [model()])
    [(sql, _)] = query.get_compiler(connection=connection).as_sql()
    head, found, row = sql.partition(" VALUES ")
    if not found:
        raise TypeError(f"{model.__name__} cannot be written in rows of values: {sql}")
    return _Insert(head, row, tuple(meta.local_concrete_fields))
