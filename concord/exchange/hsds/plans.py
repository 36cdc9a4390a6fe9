"""What bringing a file in would do: which organizations and services are new, changed, the same, or not ours.

A listing that its agency has claimed is left as the agency wrote it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from concord.exchange.hsds import identifiers, mapping, places
from concord.exchange.hsds.mapping import Defaults, OrganizationRead, ServiceRead
from concord.exchange.hsds.reading import Placed, Read, read
from concord.exchange.hsds.structure import Record
from concord.exchange.transfers.kinds import Checked, Fault, Tell, part_of
from concord.foundation.lib.denied import Problem
from concord.foundation.organizations import codes as kinds
from concord.governance.directory import codes as directory
from concord.governance.directory import problems
from concord.governance.directory.drafts import ProgramDraft
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid

NEW: Final = "new"
CHANGED: Final = "changed"
SAME: Final = "same"
CLAIMED: Final = "claimed"
_READ: Final = 0.3  # the share of looking a file over that goes into reading it


@dataclass(frozen=True, slots=True)
class Known:
    """What there is already, by the id that others see; and the regions, code -> name."""

    organizations: Mapping[str, OrganizationSaid]
    programs: Mapping[str, ProgramSaid]
    kept: Mapping[UUID, Record]
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OrganizationPlan:
    """One organization of the file; ``there`` is ours where it is known."""

    identifier: str
    placed: Placed
    said: OrganizationRead
    there: UUID | None = None


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """One service of the file, what is to be done with it, and the record that is kept."""

    identifier: str
    owner: str
    placed: Placed
    said: ServiceRead
    what: str
    keep: Record
    there: ProgramSaid | None = None


@dataclass
class Plan:
    """Everything that is to be done, in order; with faults, nothing of it is."""

    organizations: list[OrganizationPlan] = field(default_factory=list)
    services: list[ServicePlan] = field(default_factory=list)
    loose: list[tuple[str, Record]] = field(default_factory=list)
    read: Read = field(default_factory=Read)

    @property
    def counts(self) -> dict[str, int]:
        """How many of what, by code."""
        found = {"organizations_new": sum(one.there is None for one in self.organizations)}
        for what in (NEW, CHANGED, SAME, CLAIMED):
            found[f"services_{what}"] = sum(one.what == what for one in self.services)
        found["places_hidden"] = sum(one.said.draft.address_confidential for one in self.services)
        return found

    def checked(self) -> Checked:
        """Return what looking it over found."""
        return Checked(self.counts, tuple(self.read.faults), self.read.more)


def draw(
    name: str, content: bytes, *, known: Known, defaults: Defaults, tell: Tell, own: UUID | None = None
) -> Plan:
    """Read a file and say what it would do.

    ``own``: the only organization that may be touched; its own claimed listings may be then.
    """
    found = read(name, content, part_of(tell, 0, _READ))
    tell = part_of(tell, _READ, 1)
    plan = Plan(read=found, loose=found.loose)
    if found.faults:
        return plan
    if own is not None:
        _check_own(plan, known, own)
    hidden = places.hidden(one.record for one in found.services.values() if places.is_flagged(one.record))
    for identifier, placed in found.organizations.items():
        plan.organizations.append(_organization(plan, identifier, placed, known, defaults, hidden))
    total = len(found.services)
    for done, (identifier, placed) in enumerate(found.services.items(), start=1):
        planned = _service(plan, identifier, placed, known, defaults, hidden)
        if own is not None and planned.what == CLAIMED:
            planned = replace(planned, what=_what(planned, known))
        plan.services.append(planned)
        tell(done, total)
    _check_owners(found, known)
    return plan


def _check_owners(found: Read, known: Known) -> None:
    """Find services whose organization is neither in the file nor here."""
    first: dict[str, Placed] = {}
    for one in found.services.values():
        first.setdefault(str(one.record.get("organization_id")), one)
    for owner in sorted(first.keys() - found.organizations.keys() - known.organizations.keys()):
        lost = first[owner]
        found.fault(
            lost.file, lost.row, "organization_id", "leads_nowhere", value=owner[:40], file="organizations"
        )


def _check_own(plan: Plan, known: Known, own: UUID) -> None:
    """Find everything in a file that is another organization's."""
    ours = {identifier for identifier, one in known.organizations.items() if one.id == own}
    for identifier, placed in plan.read.organizations.items():
        if identifier not in ours:
            plan.read.fault(placed.file, placed.row, "id", "own_only")
    for identifier, placed in plan.read.services.items():
        there = known.programs.get(identifier)
        foreign = there is not None and there.organization_id != own
        if foreign or str(placed.record.get("organization_id")) not in ours:
            plan.read.fault(placed.file, placed.row, "organization_id", "own_only")


def _organization(
    plan: Plan, identifier: str, placed: Placed, known: Known, defaults: Defaults, hidden: frozenset[str]
) -> OrganizationPlan:
    there = known.organizations.get(identifier)
    said = mapping.read_organization(placed.record, defaults=defaults)
    if there is None:
        for column, code, parameters in _organization_faults(said, known):
            plan.read.fault(placed.file, placed.row, column, code, **parameters)
    kept = Placed(places.conceal_shared(placed.record, hidden), placed.file, placed.row)
    return OrganizationPlan(identifier, kept, said, there.id if there else None)


def _organization_faults(said: OrganizationRead, known: Known) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if not said.name:
        yield "name", "missing", {}
    if said.org_type not in kinds.TYPES:
        yield "org_type", "missing", {}
    for region in said.facts["regions"]:
        if region not in known.regions:
            yield "region", "unknown_code", {"codes": [region]}


def _service(
    plan: Plan, identifier: str, placed: Placed, known: Known, defaults: Defaults, hidden: frozenset[str]
) -> ServicePlan:
    said = mapping.read_service(placed.record, regions=known.regions, defaults=defaults)
    for problem in _service_problems(said, known):
        plan.read.fault(placed.file, placed.row, problem.field, problem.code, **problem.parameters)
    keep = places.conceal_shared(placed.record, hidden)
    if said.draft.address_confidential:
        keep = places.conceal(keep)
    there = known.programs.get(identifier)
    owner = str(placed.record.get("organization_id"))
    planned = ServicePlan(identifier, owner, placed, said, NEW, keep, there)
    if there is not None and there.listing_state == directory.CLAIMED:
        return replace(planned, what=CLAIMED)
    return replace(planned, what=_what(planned, known))


def _service_problems(said: ServiceRead, known: Known) -> Iterator[Problem]:
    yield from problems.of_program(ProgramDraft(said.name, said.regime))
    yield from problems.of_listing(said.draft, frozenset(known.regions))
    for channel in said.channels:
        yield from problems.of_channel(channel, confidential=said.draft.address_confidential)


def _what(planned: ServicePlan, known: Known) -> str:
    """Say what an open listing needs."""
    there, said = planned.there, planned.said
    if there is None:
        return NEW
    missing = {(one.kind, one.value) for one in said.channels}
    missing -= {(one.kind, one.value) for one in there.channels}
    after = replace(there, draft=said.draft)
    same = mapping.said_of(there, known.regions) == mapping.said_of(after, known.regions)
    kept = known.kept.get(there.id, planned.keep) == planned.keep
    return SAME if same and kept and not missing else CHANGED


def faulty(plan: Plan) -> bool:
    """Tell whether anything is wrong."""
    return bool(plan.read.faults)


def own_id(entity: str, key: UUID, came: Mapping[UUID, str]) -> str:
    """Return the id that others see of a thing of ours."""
    return came.get(key) or identifiers.of(entity, key)


def first_fault(code: str, placed: Placed, **parameters: Any) -> Checked:
    """Return one fault at the place of a record, found while it was written."""
    return Checked({}, (Fault(placed.file, placed.row, "", code, parameters),))
