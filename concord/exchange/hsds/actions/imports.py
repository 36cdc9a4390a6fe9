"""Writing what was looked over: everything in one transaction, in slices of services."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import transaction

from concord.exchange.hsds import mapping, plans
from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.plans import OrganizationPlan, Plan, ServicePlan
from concord.exchange.hsds.structure import Record
from concord.exchange.transfers.kinds import FaultyError, Tell
from concord.foundation.access import actions as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from concord.foundation.organizations.codes import ENDED
from concord.governance.directory import actions as directory
from concord.governance.directory.drafts import NewListing, ProgramDraft
from concord.governance.directory.queries import ProgramSaid

T = TypeVar("T")
_SLICE: Final = 100  # services that are written together
_KEPT: Final = ("extra", "brought_at", "organization", "program", "version", "places")


@dataclass
class Run:
    """What one run of writing carries along; ``kept``: what was kept of each program before."""

    by: Actor
    now: datetime
    regions: Mapping[str, str]
    owners: dict[str, UUID] = field(default_factory=dict)
    kept: Mapping[UUID, Record] = field(default_factory=dict)
    undo: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def write(
    *,
    plan: Plan,
    regions: Mapping[str, str],
    owners: Mapping[str, UUID],
    by: Actor,
    now: datetime,
    tell: Tell,
) -> list[dict[str, Any]]:
    """Write a plan; returns what undoes it, the last first. Raises FaultyError, and then nothing stays.

    Whether somebody may is asked for each listing, by the directory's own rules.

    ``owners``: organizations that there are already, by the id that others see.
    """
    if plan.read.faults:
        raise FaultyError(plan.checked())
    run = Run(by, now, regions, dict(owners), _kept(plan))
    for organizations in _slices(plan.organizations):
        _organizations(run, organizations)
    done = 0
    for services in _slices(plan.services):
        _services(run, services)
        done += len(services)
        tell(done, len(plan.services))
    for loose in _slices(plan.loose):
        _keep(_row(entity, str(row["id"]), row, now) for entity, row in loose)
    return list(reversed(run.undo))


def _slices(found: Sequence[T]) -> Iterator[Sequence[T]]:
    return (found[start : start + _SLICE] for start in range(0, len(found), _SLICE))


def _kept(plan: Plan) -> dict[UUID, Record]:
    """Return what is kept of the programs that change, in one query."""
    changed = [one.there.id for one in plan.services if one.what == plans.CHANGED and one.there]
    found = Kept.objects.filter(program_id__in=changed).values_list("program_id", "extra")
    return dict(found)


# -- organizations ---------------------------------------------------------------------------------
def _organizations(run: Run, planned: Sequence[OrganizationPlan]) -> None:
    run.owners |= {one.identifier: one.there for one in planned if one.there is not None}
    _keep([_organization(run, one) for one in planned if one.there is None])


def _organization(run: Run, planned: OrganizationPlan) -> Kept:
    said = planned.said
    made = access.register_organization(
        name=said.name, org_type=said.org_type, by=run.by, now=run.now, **said.facts
    )
    directory.enter_contacts(organization_id=made.id, drafts=said.contacts, by=run.by, now=run.now)
    run.owners[planned.identifier] = made.id
    run.undo.append({"what": "organization", "id": made.id.hex})
    return _row("organization", planned.identifier, planned.placed.record, run.now, organization_id=made.id)


# -- services --------------------------------------------------------------------------------------
def _services(run: Run, planned: Sequence[ServicePlan]) -> None:
    new = [one for one in planned if one.what == plans.NEW]
    kept = _attempt(run, _make, new) if new else []
    for one in planned:
        if one.what == plans.CHANGED:
            kept += _attempt(run, _change, [one])
    _keep(kept)


def _attempt(
    run: Run, do: Callable[[Run, Sequence[ServicePlan]], list[Kept]], planned: Sequence[ServicePlan]
) -> list[Kept]:
    """Write services together; where one of them is refused, find out which, and raise FaultyError."""
    try:
        return do(run, planned)
    except (Denied, Conflict, Invalid) as refused:
        for one in planned if len(planned) > 1 else ():
            _attempt(run, do, [one])
        code = refused.problems[0].code if isinstance(refused, Invalid) else refused.code
        raise FaultyError(plans.first_fault(code, planned[0].placed)) from refused


def _make(run: Run, planned: Sequence[ServicePlan]) -> list[Kept]:
    listings = directory.create_listings(
        new=[
            NewListing(
                run.owners[one.owner],
                ProgramDraft(one.said.name, one.said.regime),
                one.said.draft,
                one.said.channels,
            )
            for one in planned
        ],
        by=run.by,
        now=run.now,
    )
    pairs = list(zip(planned, listings, strict=True))
    for one, listing in pairs:
        if one.said.status == ENDED:
            directory.mark_ended(
                organization_id=run.owners[one.owner], program_id=listing.program_id, by=run.by, now=run.now
            )
    run.undo += [
        {"what": "program", "id": listing.program_id.hex, "version": listing.version} for _, listing in pairs
    ]
    return [_row_of_service(run, one, listing.program_id, listing.version) for one, listing in pairs]


def _change(run: Run, planned: Sequence[ServicePlan]) -> list[Kept]:
    return [_change_one(run, one, one.there) for one in planned if one.there is not None]


def _change_one(run: Run, planned: ServicePlan, there: ProgramSaid) -> Kept:
    before = mapping.service_out(there, organization="", regions=run.regions)
    listing = directory.edit_listing(
        program_id=there.id, version=there.version, draft=planned.said.draft, by=run.by, now=run.now
    )
    run.undo.append(
        {
            "what": "listing",
            "id": there.id.hex,
            "version": listing.version,
            "before": before,
            "kept": run.kept.get(there.id),
            "channels": _add_channels(run, planned, there),
        }
    )
    return _row_of_service(run, planned, there.id, listing.version)


def _add_channels(run: Run, planned: ServicePlan, there: ProgramSaid) -> list[list[Any]]:
    """Add the channels that are not there; returns them as `undoing` needs them."""
    held = {(one.kind, one.value) for one in there.channels}
    missing = [one for one in planned.said.channels if (one.kind, one.value) not in held]
    if not missing:
        return []
    rows = directory.add_channels(program_id=there.id, drafts=missing, by=run.by, now=run.now)
    return [[row.id.hex, row.kind, row.value, row.hours, row.position] for row in rows]


# -- what is kept ----------------------------------------------------------------------------------
def _row_of_service(run: Run, planned: ServicePlan, program_id: UUID, version: int) -> Kept:
    links = len(planned.keep.get("service_at_locations", ()))
    return _row(
        "service",
        planned.identifier,
        planned.keep,
        run.now,
        program_id=program_id,
        version=version,
        places=links,
    )


def _row(entity: str, identifier: str, record: Record, now: datetime, **hangs: Any) -> Kept:
    return Kept(entity=entity, identifier=UUID(identifier), extra=record, brought_at=now, **hangs)


def _keep(rows: Iterable[Kept]) -> None:
    """Keep records under their ids, in one statement; the last one of an id stays."""
    once = {(row.entity, row.identifier): row for row in rows}
    Kept.objects.bulk_create(
        once.values(), update_conflicts=True, unique_fields=["entity", "identifier"], update_fields=_KEPT
    )
