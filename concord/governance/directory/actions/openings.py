"""Saying what is open and who is on: fast, without notes and without counts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.governance.directory import problems, rules
from concord.governance.directory.drafts import ShiftDraft
from concord.governance.directory.events import OnCallChanged, OpeningsChanged
from concord.governance.directory.models import Listing, OnCallShift, Opening


@transaction.atomic
def set_opening(*, program_id: UUID, kind: str, state: str, band: str, by: Actor, now: datetime) -> Opening:
    """Say what a program has open of one kind; the last word counts (DIR-09).

    Raises NotVisible for a program without a listing, Denied, Invalid for unknown codes or a band that
    does not fit the state.
    """
    organization_id = _owner(program_id)
    rules.check_post(by, organization_id)
    problems.refuse(problems.of_opening(kind, state, band))
    before = Opening.objects.select_for_update().filter(program_id=program_id, kind=kind).first()
    changed = before is None or (before.state, before.band) != (state, band)
    said = {"state": state, "band": band, "updated_at": now, "updated_by_id": by.person_id}
    if changed:
        said["changed_at"] = now
        said["previous_state"] = before.state if before is not None else ""
        said["previous_band"] = before.band if before is not None else ""
    opening, _ = Opening.objects.update_or_create(program_id=program_id, kind=kind, defaults=said)
    _tell(opening, organization_id, by, now, changed=changed)
    return opening


@transaction.atomic
def still_right(*, program_id: UUID, by: Actor, now: datetime) -> int:
    """Say of all openings of a program, with one tap, that they are as they were; returns how many."""
    organization_id = _owner(program_id)
    rules.check_post(by, organization_id)
    held = list(Opening.objects.select_for_update().filter(program_id=program_id).order_by("kind"))
    Opening.objects.filter(id__in=[opening.id for opening in held]).update(
        updated_at=now, updated_by_id=by.person_id
    )
    for opening in held:
        _tell(opening, organization_id, by, now, changed=False)
    return len(held)


@transaction.atomic
def set_on_call(*, program_id: UUID, draft: ShiftDraft, by: Actor, now: datetime) -> OnCallShift:
    """Put somebody on call; raises NotVisible, Denied or Invalid."""
    organization_id = _owner(program_id)
    rules.check_post(by, organization_id)
    problems.refuse(problems.of_shift(draft))
    shift = OnCallShift(
        program_id=program_id,
        name=draft.name.strip(),
        phone=draft.phone.strip(),
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        set_by_id=by.person_id,
    )
    shift.save(force_insert=True)
    _tell_on_call(program_id, organization_id, "on_call.set", by, now)
    return shift


@transaction.atomic
def end_on_call(*, shift_id: UUID, by: Actor, now: datetime) -> None:
    """End a shift now, or take back one that has not begun.

    Raises NotVisible, Denied, or Conflict where it is over.
    """
    shift = OnCallShift.objects.select_for_update().filter(id=shift_id).first()
    if shift is None:
        raise NotVisible
    organization_id = _owner(shift.program_id)
    rules.check_post(by, organization_id)
    if shift.ends_at <= now:
        raise Conflict("shift_over")
    if shift.starts_at >= now:
        shift.delete()
    else:
        OnCallShift.objects.filter(id=shift_id).update(ends_at=now)
    _tell_on_call(shift.program_id, organization_id, "on_call.ended", by, now)


def _owner(program_id: UUID) -> UUID:
    listing = Listing.objects.select_related("program").filter(program_id=program_id).first()
    if listing is None:
        raise NotVisible
    owner: UUID = listing.program.organization_id
    return owner


def _tell(opening: Opening, organization_id: UUID, by: Actor, now: datetime, *, changed: bool) -> None:
    audit.record(
        by, "opening.set" if changed else "opening.confirmed", now=now, kind="program",
        subject=opening.program_id, owner=organization_id,
        detail={"kind": opening.kind, "state": opening.state, "band": opening.band},
    )  # fmt: skip
    events.announce(
        OpeningsChanged(
            opening.program_id, organization_id, opening.kind, opening.state, opening.band, changed
        ),
        now=now,
    )


def _tell_on_call(program_id: UUID, organization_id: UUID, action: str, by: Actor, now: datetime) -> None:
    audit.record(by, action, now=now, kind="program", subject=program_id, owner=organization_id)
    events.announce(OnCallChanged(program_id, organization_id), now=now)
