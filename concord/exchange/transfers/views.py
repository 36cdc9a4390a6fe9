"""Pages of what is brought in: the list, one file with its faults and how far it is, and the steps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from concord.exchange.transfers import actions, kinds, queries, states
from concord.exchange.transfers.faults import say
from concord.exchange.transfers.models import Transfer
from concord.exchange.transfers.words import COUNTS, MARKS, STATES
from concord.foundation.access.doors import actor_of, go, respond, signed_in
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible

_STEPS = {"write": actions.want_writing, "undo": actions.want_undo, "drop": actions.drop}


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what was brought in lately."""
    actor = actor_of(request)
    context = {
        "transfers": [_said(transfer) for transfer in queries.list_transfers(actor)],
        "ways": [(kind.title, kind.page) for kind in kinds.open_to(actor)],
    }
    return respond(request, "transfers/list.html", context)


@signed_in
@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one file: how far it is, what it would do or did, and every fault with its place."""
    transfer = queries.get_transfer(reference, actor_of(request))
    context = _said(transfer) | {
        "moving": transfer.state in states.MOVING,
        "can_write": transfer.state == states.CHECKED,
        "can_undo": transfer.state == states.WRITTEN,
        "counts": [(str(COUNTS[code]), count) for code, count in transfer.counts.items() if code in COUNTS],
        "faults": [_fault(fault) for fault in transfer.faults],
        "more": transfer.more_faults,
    }
    return respond(request, "transfers/show.html", {"file": context}, block="state")


@signed_in
@require_POST
def move(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Take one step: write, take back, let go."""
    transfer = queries.get_transfer(reference, actor_of(request))
    if step not in _STEPS:
        raise NotVisible
    _STEPS[step](transfer=transfer, by=actor_of(request), now=clock.now())
    return go(request, "transfers:show", reference=reference)


def _said(transfer: Transfer) -> dict[str, Any]:
    return {
        "reference": transfer.reference,
        "called": transfer.called,
        "state": str(STATES[transfer.state]),
        "mark": MARKS.get(transfer.state, "hold"),
        "asked_at": transfer.asked_at,
        "done": transfer.done,
        "total": transfer.total,
    }


def _fault(fault: dict[str, Any]) -> dict[str, Any]:
    """Return one fault with its words; where and what, for a table."""
    return {"file": fault["file"], "row": fault["row"] or "", "column": fault["column"], "said": say(fault)}
