"""All that goes out. For a request it is gathered in slices, while it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from concord.exchange.hsds import identifiers, mapping, places, rules
from concord.exchange.hsds.queries import kept
from concord.exchange.hsds.structure import Record
from concord.exchange.hsds.writing import Dataset
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid

_SLICE: Final = 200  # programs, or rows that hang on nothing, that are gathered together


def get_all(for_: Actor) -> Dataset:
    """Return the whole directory, for the backbone office; gathered as `_gathered` says."""
    rules.check_take_all(for_)
    return Dataset(_gathered(for_, directory.list_sizes()), _gathered_loose(for_))


def get_own(for_: Actor) -> Dataset:
    """Return what one's own organization says, at any level; gathered as `_gathered` says."""
    rules.check_take_own(for_)
    return Dataset(_gathered(for_, directory.list_sizes([for_.organization])))


def _gathered(for_: Actor, sizes: Iterable[tuple[UUID, int]]) -> Iterator[Record]:
    """Gather organizations, some hundred programs at a time, each time in a transaction of its own.

    Each organization is told as it stands at one moment, but not all of them at the same one: no
    transaction stays open while somebody slowly takes what is written. One that has gone since is left out.
    """
    for ids in _slices(sizes):
        with scope.reading(for_):
            organizations = directory.list_organizations_said(ids)
            programs = directory.list_programs_said(for_=for_, organization_ids=ids)
            records = assemble(organizations, programs)
        yield from records


def _slices(sizes: Iterable[tuple[UUID, int]]) -> Iterator[list[UUID]]:
    """Sort organizations into slices; one with many programs is a slice of its own."""
    some: list[UUID] = []
    held = 0
    for key, size in sizes:
        if some and held + size + 1 > _SLICE:
            yield some
            some, held = [], 0
        some.append(key)
        held += size + 1
    if some:
        yield some


def _gathered_loose(for_: Actor) -> Iterator[tuple[str, Record]]:
    after: UUID | None = None
    while True:
        with scope.reading(for_):
            after, rows = kept.some_loose(after, _SLICE)
        yield from rows
        if after is None:
            return


def get_whole() -> Dataset:
    """Return the whole directory as a stranger of the first level sees it: for the command line."""
    return Dataset(
        assemble(directory.list_organizations_said(), directory.list_programs_said()), kept.loose()
    )


def assemble(
    organizations: Sequence[OrganizationSaid], programs: Sequence[ProgramSaid], *, internal: bool = True
) -> list[Record]:
    """Return organizations of HSDS, each with its services."""
    held = kept.of_programs(programs)
    hidden = hidden_by_organization(programs, held)
    theirs: dict[UUID, list[Record]] = {}
    for program, service in zip(programs, _services(programs, held, hidden, internal=internal), strict=True):
        theirs.setdefault(program.organization_id, []).append(service)
    return [
        record | ({"services": theirs[one.id]} if one.id in theirs else {})
        for one, record in zip(organizations, _organizations(organizations, hidden), strict=True)
    ]


def services_of(programs: Sequence[ProgramSaid], *, internal: bool) -> list[Record]:
    """Return services of HSDS, in three queries."""
    held = kept.of_programs(programs)
    return _services(programs, held, hidden_by_organization(programs, held), internal=internal)


def organizations_of(
    organizations: Sequence[OrganizationSaid], programs: Sequence[ProgramSaid]
) -> list[Record]:
    """Return organizations of HSDS without services; places that their services hide are left out."""
    return _organizations(organizations, hidden_by_organization(programs, kept.of_programs(programs)))


_Hidden = Mapping[UUID, frozenset[str]]


def _services(
    programs: Sequence[ProgramSaid], held: Mapping[UUID, mapping.Kept], hidden: _Hidden, *, internal: bool
) -> list[Record]:
    owners = organization_ids({program.organization_id for program in programs})
    regions = dict(directory.get_regions())
    return [
        places.conceal_shared(
            mapping.service_out(
                program,
                organization=owners[program.organization_id],
                regions=regions,
                kept=held.get(program.id),
                internal=internal,
            ),
            hidden.get(program.organization_id, frozenset()),
        )
        for program in programs
    ]


def _organizations(organizations: Sequence[OrganizationSaid], hidden: _Hidden) -> list[Record]:
    held = kept.of_organizations(one.id for one in organizations)
    return [
        mapping.organization_out(one, kept=held.get(one.id), hidden=hidden.get(one.id, frozenset()))
        for one in organizations
    ]


def hidden_by_organization(
    programs: Iterable[ProgramSaid], held: Mapping[UUID, mapping.Kept]
) -> dict[UUID, frozenset[str]]:
    """Return the places that an organization's confidential programs hide, as far as they were ever told."""
    found: dict[UUID, frozenset[str]] = {}
    for program in programs:
        if program.draft.address_confidential and program.id in held:
            told = places.hidden([held[program.id].record])
            found[program.organization_id] = found.get(program.organization_id, frozenset()) | told
    return found


def organization_ids(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the ids that others see of several organizations."""
    wanted = list(keys)
    came = kept.identifiers_among(wanted)
    return {key: came.get(key) or identifiers.of("organization", key) for key in wanted}
