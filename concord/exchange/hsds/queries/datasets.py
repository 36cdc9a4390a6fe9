"""All that goes out, read whole before the first byte is written."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from concord.exchange.hsds import identifiers, mapping, places, rules
from concord.exchange.hsds.queries import kept
from concord.exchange.hsds.structure import Record
from concord.exchange.hsds.writing import Dataset
from concord.foundation.access.actor import Actor
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid


def get_all(for_: Actor) -> Dataset:
    """Return the whole directory, for the backbone office."""
    rules.check_take_all(for_)
    organizations = directory.list_organizations_said()
    programs = directory.list_programs_said(for_=for_)
    return Dataset(assemble(organizations, programs), kept.loose())


def get_own(for_: Actor) -> Dataset:
    """Return what one's own organization says, at any level."""
    rules.check_take_own(for_)
    organizations = directory.list_organizations_said([for_.organization])
    return Dataset(
        assemble(organizations, directory.list_programs_said(for_=for_, organization_ids=[for_.organization]))
    )


def get_whole() -> Dataset:
    """Return the whole directory as a stranger of the first level sees it: for the command line."""
    return Dataset(
        assemble(directory.list_organizations_said(), directory.list_programs_said()), kept.loose()
    )


def assemble(
    organizations: Sequence[OrganizationSaid], programs: Sequence[ProgramSaid], *, internal: bool = True
) -> list[Record]:
    """Return organizations of HSDS, each with its services."""
    services = services_of(programs, internal=internal)
    theirs: dict[UUID, list[Record]] = {}
    for program, service in zip(programs, services, strict=True):
        theirs.setdefault(program.organization_id, []).append(service)
    bare = organizations_of(organizations, programs)
    return [
        record | ({"services": theirs[one.id]} if one.id in theirs else {})
        for one, record in zip(organizations, bare, strict=True)
    ]


def services_of(programs: Sequence[ProgramSaid], *, internal: bool) -> list[Record]:
    """Return services of HSDS, in three queries."""
    held = kept.of_programs(programs)
    owners = organization_ids({program.organization_id for program in programs})
    regions = dict(directory.get_regions())
    shared = hidden_by_organization(programs, held)
    return [
        places.conceal_shared(
            mapping.service_out(
                program,
                organization=owners[program.organization_id],
                regions=regions,
                kept=held.get(program.id),
                internal=internal,
            ),
            shared.get(program.organization_id, frozenset()),
        )
        for program in programs
    ]


def organizations_of(
    organizations: Sequence[OrganizationSaid], programs: Iterable[ProgramSaid]
) -> list[Record]:
    """Return organizations of HSDS without services; places that their services hide are left out."""
    programs = tuple(programs)
    held = kept.of_organizations(one.id for one in organizations)
    hidden = hidden_by_organization(programs, kept.of_programs(programs))
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
    came = kept.of_organizations(wanted)
    return {
        key: came[key].identifier if key in came else identifiers.of("organization", key) for key in wanted
    }
