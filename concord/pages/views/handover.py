"""Night to day in one page: what the shift that ends tells the one that begins (GOV-12). No person."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.audit import actions as audit
from concord.foundation.events import queries as events
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as settled
from concord.governance.directory import actions, words
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import Change
from concord.operations.referrals import queries as referrals
from concord.operations.referrals.queries import OpenCall
from concord.pages import night

_SLOW = 300  # seconds after which messages count as late


@door("openings.post")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the shift in one page, on the screen and on paper."""
    actor, now = actor_of(request), clock.now()
    found = directory.get_handover(actor, now)
    changes = [_said(one) for one in found.changes]
    context = {
        "found": found,
        "shift": words.label(words.SHIFTS, found.shift),
        "stamp": night.exact(found.at, year=True),
        "calls": _calls(actor, now),
        "closed": [one for one in changes if one["closed"]],
        "changed": [one for one in changes if not one["closed"]],
        "late": events.get_lag(now) > _SLOW,
        "network": settled.get_network(),
        "exact": night.exact,
        "paper": True,
    }
    return respond(request, "pages/handover.html", context)


def _calls(actor: Actor, now: datetime) -> list[OpenCall]:
    """List the open joint calls of whoever may read referrals; which ones were shown stands in the log."""
    if not actor.can("referral.read"):
        return []
    found = list(referrals.list_open_calls(actor))
    if found:
        owners = [(one.subject_id, actor.organization) for one in found]
        audit.record_read(actor, "handover.shown", now=now, kind="referral", owners=owners)
    return found


def _said(change: Change) -> dict[str, Any]:
    (heard,) = night.say_openings([change.opening])
    return {
        "program": change.program_name,
        "organization": change.organization_name,
        "heard": heard,
        "closed": change.closed,
    }


@door("openings.post")
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Record that the next shift was told."""
    actions.hand_over(by=actor_of(request), now=clock.now())
    return go(request, "pages:handover")
