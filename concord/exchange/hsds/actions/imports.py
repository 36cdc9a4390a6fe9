"""Writing what was looked over: everything in one transaction, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from concord.exchange.hsds import mapping, plans
from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.plans import OrganizationPlan, Plan, ServicePlan
from concord.exchange.hsds.structure import Record
from concord.exchange.transfers.kinds import FaultyError, Tell
from concord.foundation.access import actions as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.foundation.organizations.codes import ENDED
from concord.governance.directory import actions as directory
from concord.governance.directory.drafts import ProgramDraft

_TAKEN_BACK, _STAYS = "taken_back", "stays"


@dataclass
class _Run:
    """What one run of writing carries along."""

    by: Actor
    now: datetime
    regions: Mapping[str, str]
    owners: dict[str, UUID] = field(default_factory=dict)
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
    run = _Run(by, now, regions, dict(owners))
    for organization in plan.organizations:
        _organization(run, organization)
    for done, service in enumerate(plan.services, start=1):
        try:
            _service(run, service)
        except (Denied, Conflict) as refused:
            raise FaultyError(plans.first_fault(refused.code, service.placed)) from refused
        except Invalid as refused:
            raise FaultyError(plans.first_fault(refused.problems[0].code, service.placed)) from refused
        tell(done, len(plan.services))
    for entity, row in plan.loose:
        _keep(entity, str(row["id"]), row, now)
    return list(reversed(run.undo))


def _organization(run: _Run, planned: OrganizationPlan) -> None:
    if planned.there is not None:
        run.owners[planned.identifier] = planned.there
        return
    said = planned.said
    made = access.register_organization(
        name=said.name, org_type=said.org_type, by=run.by, now=run.now, **said.facts
    )
    directory.enter_contacts(organization_id=made.id, drafts=said.contacts, by=run.by, now=run.now)
    _keep("organization", planned.identifier, planned.placed.record, run.now, organization_id=made.id)
    run.owners[planned.identifier] = made.id
    run.undo.append({"what": "organization", "id": made.id.hex})


def _service(run: _Run, planned: ServicePlan) -> None:
    if planned.what == plans.NEW:
        _make(run, planned)
    elif planned.what == plans.CHANGED:
        _change(run, planned)


def _make(run: _Run, planned: ServicePlan) -> None:
    said = planned.said
    listing = directory.create_listing(
        organization_id=run.owners[planned.owner],
        program=ProgramDraft(said.name, said.regime),
        draft=said.draft,
        by=run.by,
        now=run.now,
    )
    for channel in said.channels:
        directory.save_channel(program_id=listing.program_id, draft=channel, by=run.by, now=run.now)
    if said.status == ENDED:
        directory.mark_ended(
            organization_id=run.owners[planned.owner], program_id=listing.program_id, by=run.by, now=run.now
        )
    _keep_service(run, planned, listing.program_id, listing.version)
    run.undo.append({"what": "program", "id": listing.program_id.hex, "version": listing.version})


def _change(run: _Run, planned: ServicePlan) -> None:
    there = planned.there
    if there is None:
        raise TypeError("what changes is there")
    before = mapping.service_out(there, organization="", regions=run.regions)
    kept = Kept.objects.filter(program_id=there.id).values_list("extra", flat=True).first()
    listing = directory.edit_listing(
        program_id=there.id, version=there.version, draft=planned.said.draft, by=run.by, now=run.now
    )
    held = {(one.kind, one.value) for one in there.channels}
    for channel in planned.said.channels:
        if (channel.kind, channel.value) not in held:
            directory.save_channel(program_id=there.id, draft=channel, by=run.by, now=run.now)
    _keep_service(run, planned, there.id, listing.version)
    run.undo.append(
        {"what": "listing", "id": there.id.hex, "version": listing.version, "before": before, "kept": kept}
    )


def _keep_service(run: _Run, planned: ServicePlan, program_id: UUID, version: int) -> None:
    links = len(planned.keep.get("service_at_locations", ()))
    _keep(
        "service",
        planned.identifier,
        planned.keep,
        run.now,
        program_id=program_id,
        version=version,
        places=links,
    )


def _keep(entity: str, identifier: str, record: Record, now: datetime, **hangs: Any) -> None:
    facts = {"extra": record, "brought_at": now, **hangs}
    Kept.objects.update_or_create(entity=entity, identifier=identifier, defaults=facts)


# -- taking back -----------------------------------------------------------------------------------
@transaction.atomic
def undo(
    *, steps: tuple[Mapping[str, Any], ...], regions: Mapping[str, str], by: Actor, now: datetime, tell: Tell
) -> dict[str, int]:
    """Take back what nobody has touched since; what somebody has stays. Returns how many of each.

    Whether somebody may is asked for each listing, by the directory's own rules, as it is in `write`.
    """
    counts = {_TAKEN_BACK: 0, _STAYS: 0}
    run = _Run(by, now, regions)
    for done, step in enumerate(steps, start=1):
        counts[_TAKEN_BACK if _take_back(run, step) else _STAYS] += 1
        tell(done, len(steps))
    return counts


def _take_back(run: _Run, step: Mapping[str, Any]) -> bool:
    key = UUID(step["id"])
    try:
        with transaction.atomic():
            if step["what"] == "organization":
                _take_organization(run, key)
            elif step["what"] == "program":
                Kept.objects.filter(program_id=key).delete()
                directory.withdraw_listing(program_id=key, version=step["version"], by=run.by, now=run.now)
            else:
                _restore(run, key, step)
    except (Denied, Conflict, NotVisible, ProtectedError, IntegrityError):
        return False
    return True


def _take_organization(run: _Run, key: UUID) -> None:
    Kept.objects.filter(organization_id=key).delete()
    directory.withdraw_contacts(organization_id=key, by=run.by, now=run.now)
    access.withdraw_organization(organization_id=key, by=run.by, now=run.now)


def _restore(run: _Run, key: UUID, step: Mapping[str, Any]) -> None:
    said = mapping.read_service(step["before"], regions=run.regions, defaults=mapping.Defaults())
    listing = directory.edit_listing(
        program_id=key, version=step["version"], draft=said.draft, by=run.by, now=run.now
    )
    if step["kept"] is None:
        Kept.objects.filter(program_id=key).delete()
    else:
        Kept.objects.filter(program_id=key).update(extra=step["kept"], version=listing.version)
