"""Reading a member list in, importing all of it or nothing, and undoing that."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from concord.foundation.access import actions as access
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Conflict, Invalid, NotVisible, Problem
from concord.foundation.statements import insert
from concord.governance.directory import actions as directory
from concord.governance.directory.drafts import NewListing, ProgramDraft
from concord.governance.members import codes, matching, queries, rules
from concord.governance.members.checking import Line
from concord.governance.members.models import ImportBatch, ImportedProgram
from concord.governance.members.sheets import Sheet


@transaction.atomic
def read_list(*, name: str, sheet: Sheet, by: Actor, now: datetime) -> ImportBatch:
    """Keep the cells of a list, with a guess of what its columns say. Nothing of it is in the directory."""
    rules.check_office(by)
    batch = ImportBatch(
        name=name[-120:],
        header=list(sheet.header),
        rows=[list(row) for row in sheet.rows],
        formulas=[list(place) for place in sheet.formulas],
        columns=matching.guess(sheet.header),
        read_at=now,
        read_by_id=by.person_id,
    )
    batch.save(force_insert=True)
    _note(by, "import.read", batch, now)
    return batch


@transaction.atomic
def match_columns(*, reference: str, columns: Mapping[str, int], by: Actor, now: datetime) -> ImportBatch:
    """Say which column of the list says what; raises Invalid where one is taken twice or does not exist."""
    batch = _locked(reference)
    rules.check_step(by, state=batch.state, needed=codes.READ)
    places = list(columns.values())
    wrong = [Problem(column, "column_twice") for column, at in columns.items() if places.count(at) > 1]
    wrong += [
        Problem(column, "column_unknown") for column, at in columns.items() if not 0 <= at < len(batch.header)
    ]
    if wrong:
        raise Invalid(wrong)
    ImportBatch.objects.filter(id=batch.id).update(columns=dict(columns))
    batch.columns = dict(columns)
    _note(by, "import.matched", batch, now)
    return batch


@transaction.atomic
def import_list(*, reference: str, by: Actor, now: datetime) -> ImportBatch:
    """Enter every row as a listing of the coalition, all or none.

    Raises Conflict("import_has_faults") where a check finds one now, and Conflict("import_moved_on").
    """
    batch = _locked(reference)
    rules.check_step(by, state=batch.state, needed=codes.READ)
    checked = queries.check_batch(batch)
    if checked.faults or not checked.lines:
        raise Conflict("import_has_faults", count=len(checked.faults))
    entered = _enter(batch, checked.lines, by, now)
    ImportBatch.objects.filter(id=batch.id, state=codes.READ).update(
        state=codes.IMPORTED,
        imported_at=now,
        rows=[],
        formulas=[],
        programs=len(checked.lines),
        organizations=entered,
    )
    batch.refresh_from_db()
    _note(by, "import.done", batch, now)
    return batch


def _enter(batch: ImportBatch, lines: Sequence[Line], by: Actor, now: datetime) -> int:
    """Write organizations, programs and listings; returns how many organizations."""
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(matching.plain(line.organization), []).append(line)
    owners = [_organization(same, by, now) for same in grouped.values()]
    owned = [(owner, line) for owner, same in zip(owners, grouped.values(), strict=True) for line in same]
    listings = directory.create_listings(
        new=[NewListing(owner, ProgramDraft(line.program), line.draft) for owner, line in owned],
        by=by,
        now=now,
    )
    insert(
        *(
            ImportedProgram(
                batch=batch,
                organization_id=owner,
                program_id=listing.program_id,
                code=line.code,
                lead_name=line.lead_name,
                lead_email=line.lead_email,
            )
            for (owner, line), listing in zip(owned, listings, strict=True)
        )
    )
    return len(grouped)


def _organization(lines: Sequence[Line], by: Actor, now: datetime) -> UUID:
    """Register the organization that some lines name alike."""
    first = lines[0]
    organization = access.register_organization(
        name=first.organization,
        org_type=first.org_type,
        sub_type=first.sub_type,
        website=next((one.website for one in lines if one.website), ""),
        phone=first.draft.phone,
        regions=list(dict.fromkeys(region for one in lines for region in one.draft.regions)),
        by=by,
        now=now,
    )
    return organization.id


@transaction.atomic
def undo_import(*, reference: str, by: Actor, now: datetime) -> ImportBatch:
    """Take everything out again that an import entered, while nothing of it was claimed or invited.

    Raises Conflict where an agency has claimed a listing, somebody was invited, or other work names it.
    """
    batch = _locked(reference)
    rules.check_step(by, state=batch.state, needed=codes.IMPORTED)
    entered = list(batch.entered.values_list("program_id", "organization_id"))
    directory.withdraw_listings(program_ids=[program for program, _ in entered], by=by, now=now)
    access.withdraw_organizations(organization_ids=list({owner for _, owner in entered}), by=by, now=now)
    ImportBatch.objects.filter(id=batch.id).update(state=codes.UNDONE, undone_at=now)
    batch.refresh_from_db()
    _note(by, "import.undone", batch, now)
    return batch


@transaction.atomic
def purge_imports(*, now: datetime) -> int:
    """Let go of lists that nobody imported in time; returns how many."""
    old = now - timedelta(days=ImportBatch.retention.days or 0)
    gone, _ = ImportBatch.objects.filter(read_at__lt=old, state=codes.READ).delete()
    return gone


def _locked(reference: str) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().filter(reference=reference.upper()).first()
    if batch is None:
        raise NotVisible
    return batch


def _note(by: Actor, action: str, batch: ImportBatch, now: datetime) -> None:
    audit.record(
        by, action, now=now, kind="import", subject=batch.id,
        detail={"programs": batch.programs, "organizations": batch.organizations},
    )  # fmt: skip
