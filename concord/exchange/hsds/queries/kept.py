"""What came from outside, by what it hangs on."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from uuid import UUID

from django.db.models import QuerySet

from concord.exchange.hsds.mapping import Kept as KeptRecord
from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.structure import Record
from concord.governance.directory.queries import ProgramSaid

Rows: TypeAlias = QuerySet[Kept]


def of_programs(programs: Iterable[ProgramSaid]) -> dict[UUID, KeptRecord]:
    """Return what is kept of several programs, in one query."""
    versions = {program.id: program.version for program in programs}
    found = Kept.objects.filter(program_id__in=versions)
    return {
        kept.program_id: KeptRecord(
            str(kept.identifier), kept.extra, fresh=kept.version == versions[kept.program_id]
        )
        for kept in found
        if kept.program_id is not None
    }


def of_organizations(ids: Iterable[UUID]) -> dict[UUID, KeptRecord]:
    """Return what is kept of several organizations, in one query."""
    found = Kept.objects.filter(organization_id__in=list(ids))
    return {
        kept.organization_id: KeptRecord(str(kept.identifier), kept.extra)
        for kept in found
        if kept.organization_id is not None
    }


def identifiers_of(entity: str) -> Mapping[UUID, str]:
    """Return the ids under which things came: by our key."""
    column = "organization_id" if entity == "organization" else "program_id"
    found = Kept.objects.filter(entity=entity).values_list(column, "identifier")
    return {key: str(identifier) for key, identifier in found}


def identifiers_among(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the ids under which some organizations came: by our key."""
    found = Kept.objects.filter(organization_id__in=list(ids)).values_list("organization_id", "identifier")
    return {key: str(identifier) for key, identifier in found}


def loose() -> tuple[tuple[str, Record], ...]:
    """Return the rows that hang on nothing of ours."""
    return tuple((kept.entity, kept.extra) for kept in _loose())


def some_loose(after: UUID | None, size: int) -> tuple[UUID | None, tuple[tuple[str, Record], ...]]:
    """Return some of the rows that hang on nothing of ours, and the key after which the next ones come."""
    found = _loose().filter(id__gt=after) if after else _loose()
    rows = list(found.order_by("id")[:size])
    return (rows[-1].id if len(rows) == size else None), tuple((kept.entity, kept.extra) for kept in rows)


def _loose() -> Rows:
    return Kept.objects.filter(organization=None, program=None).order_by("entity", "id")
