"""Bringing something in: taken, looked over by the worker, written in one transaction, undone."""

import base64
import logging
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from concord.exchange.transfers import kinds, rules, states
from concord.exchange.transfers.kinds import Checked, Done, FaultyError, Tell
from concord.exchange.transfers.models import Transfer
from concord.exchange.transfers.queries import STUCK
from concord.foundation.access import queries as access
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible

log = logging.getLogger(__name__)
_UNDECIDED: Final = timedelta(days=2)  # so long a file waits for somebody to have it written
_EVERY: Final = 25  # rows between two signs of life


@transaction.atomic
def begin(
    *, kind: str, called: str, content: bytes, options: Mapping[str, Any], by: Actor, now: datetime
) -> Transfer:
    """Take a file; the worker looks it over. Raises Denied for whoever may not bring this kind in."""
    kinds.get(kind).check_actor(by)
    transfer = Transfer(
        kind=kind,
        organization_id=by.organization,
        asked_by_id=by.person,
        called=called[:120],
        content=base64.b64encode(zlib.compress(content, 1)).decode(),
        options=dict(options),
        asked_at=now,
        beat_at=now,
    )
    transfer.save(force_insert=True)
    _record(transfer, "transfer.begun", by, now)
    return transfer


@transaction.atomic
def want_writing(*, transfer: Transfer, by: Actor, now: datetime) -> None:
    """Ask for what was looked over to be written."""
    _move(transfer, states.WANTED, by, now)
    _record(transfer, "transfer.wanted", by, now)


@transaction.atomic
def want_undo(*, transfer: Transfer, by: Actor, now: datetime) -> None:
    """Ask for what was written to be taken back."""
    _move(transfer, states.UNDO_WANTED, by, now)
    _record(transfer, "transfer.undo_wanted", by, now)


@transaction.atomic
def drop(*, transfer: Transfer, by: Actor, now: datetime) -> None:
    """Let go of a file that is not to be written."""
    _move(transfer, states.DROPPED, by, now, content="")
    _record(transfer, "transfer.dropped", by, now)


def _move(transfer: Transfer, to: str, by: Actor, now: datetime, **more: Any) -> None:
    rules.check_see(by, transfer.organization_id)
    kinds.get(transfer.kind).check_actor(by)
    rules.check_move(transfer.state, to)
    held = Transfer.objects.filter(id=transfer.id, state=transfer.state)
    if not held.update(state=to, beat_at=now, done=0, **more):
        raise Conflict("transfer_moved", state=transfer.state)
    transfer.refresh_from_db()


# -- the worker's part -----------------------------------------------------------------------------
@transaction.atomic
def take_next(*, now: datetime) -> Transfer | None:
    """Take what waits longest, or what a worker that died left behind: nothing of that was written."""
    stuck = Q(state__in=list(states.WORK.values()), beat_at__lt=now - STUCK)
    waiting = Transfer.objects.select_for_update(skip_locked=True).filter(
        Q(state__in=list(states.WORK)) | stuck
    )
    transfer = waiting.order_by("asked_at").first()
    if transfer is None:
        return None
    transfer.state = states.WORK.get(transfer.state, transfer.state)
    transfer.beat_at = now
    transfer.done = 0
    transfer.save(update_fields=["state", "beat_at", "done"])
    return transfer


def run(*, transfer: Transfer, now: datetime) -> None:
    """Do what was asked for, in the name and with the rights of who asked; all of it, or nothing."""
    by = access.get_member_actor(transfer.asked_by_id, transfer.organization_id, now)
    try:
        with scope.acting(by):
            if not _is_ours(transfer):
                return
            kinds.get(transfer.kind).check_actor(by)
            _run(transfer, by, now)
    except FaultyError as faulty:
        _finish(transfer, states.FAULTY, by, now, checked=faulty.checked)
    except (Denied, Conflict, Invalid, NotVisible) as refused:
        _finish(transfer, _back(transfer), by, now, code=getattr(refused, "code", "not_found"))
    except Exception:
        log.exception("transfer failed")
        _finish(transfer, _back(transfer), by, now, code="transfer_failed")


def _is_ours(transfer: Transfer) -> bool:
    """Tell whether nobody else does it, or has done it: who gave no sign of life may still be at work.

    A lock that lasts as long as the transaction, beside the row: how far it is must stay writable.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"transfer {transfer.id}"]
        )
        free = cursor.fetchone()
    same = Transfer.objects.filter(id=transfer.id, state=transfer.state)
    return bool(free and free[0]) and same.exists()


def _run(transfer: Transfer, by: Actor, now: datetime) -> None:
    kind, tell = kinds.get(transfer.kind), _teller(transfer.id)
    if transfer.state == states.UNDOING:
        counts = kind.undo(tuple(transfer.undo), by, tell)
        _save(transfer, states.UNDONE, counts=dict(counts), undo=[])
        _record(transfer, "transfer.undone", by, now)
        return
    content = zlib.decompress(base64.b64decode(transfer.content))
    if transfer.state == states.READING:
        checked = kind.check(transfer.called, content, transfer.options, by, tell)
        _keep(transfer, states.FAULTY if checked.faults else states.CHECKED, checked)
        return
    done: Done = kind.write(transfer.called, content, transfer.options, by, tell)
    _save(
        transfer, states.WRITTEN, counts=dict(done.counts), undo=[dict(one) for one in done.undo], content=""
    )
    _record(transfer, "transfer.written", by, now)


def _back(transfer: Transfer) -> str:
    """Say where something stands that did not work: what was written before is still written."""
    return states.WRITTEN if transfer.state == states.UNDOING else states.FAILED


def _finish(
    transfer: Transfer,
    state: str,
    by: Actor,
    now: datetime,
    *,
    checked: Checked | None = None,
    code: str = "",
) -> None:
    """Note in a transaction of its own that nothing was written."""
    found = checked or Checked({}, (kinds.Fault("", 0, "", code),))
    with scope.acting(by):
        _keep(transfer, state, found)
        _record(transfer, "transfer.failed", by, now)


def _keep(transfer: Transfer, state: str, checked: Checked) -> None:
    more: dict[str, Any] = {} if state in states.NEEDS_FILE else {"content": ""}
    faults = [asdict(fault) | {"parameters": dict(fault.parameters)} for fault in checked.faults]
    counts = dict(checked.counts) or transfer.counts
    _save(transfer, state, faults=faults, more_faults=checked.more, counts=counts, **more)


def _save(transfer: Transfer, state: str, **facts: Any) -> None:
    transfer.state = state
    for name, value in facts.items():
        setattr(transfer, name, value)
    transfer.save(update_fields=["state", *facts])


def _teller(transfer_id: UUID) -> Tell:
    """Return what notes how far it is, on the connection that commits on its own."""
    rows = Transfer.objects.using("side").filter(id=transfer_id)
    told = (-_EVERY, 0)

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done == total or total != told[1] or abs(done - told[0]) >= _EVERY:
            told = (done, total)
            rows.update(done=done, total=total, beat_at=clock.now())

    return tell


@transaction.atomic
def purge(*, now: datetime) -> int:
    """Let go of files that nobody wrote, and of what was brought in long ago, which cannot be undone then."""
    left = Transfer.objects.filter(state=states.CHECKED, beat_at__lt=now - _UNDECIDED)
    left.update(state=states.DROPPED, content="", beat_at=now)
    ended = now - timedelta(days=Transfer.retention.days or 0)
    gone, _ = Transfer.objects.filter(beat_at__lt=ended).delete()
    return gone


def _record(transfer: Transfer, action: str, by: Actor, now: datetime) -> None:
    audit.record(
        by, action, now=now, kind="transfer", subject=transfer.id, owner=transfer.organization_id,
        detail={"kind": transfer.kind},
    )  # fmt: skip
