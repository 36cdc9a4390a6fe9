"""The page of an organization's level: what it unlocks, its history, changing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied
from concord.governance.participation import actions, queries, rules, words
from concord.governance.participation.forms import LevelForm

_HELD = "participation:level"


@require_safe
@door("directory.read")
def level(request: HttpRequest) -> HttpResponse:
    """Show where the own organization stands, since when and why."""
    actor = actor_of(request)
    return _page(request, actor, LevelForm(initial={"tier": actor.tier}))


def _page(request: HttpRequest, actor: Actor, form: LevelForm, refused: Denied | None = None) -> HttpResponse:
    status = 422 if form.errors else 403 if refused else 200
    return respond(request, "participation/level.html", _context(actor, form, refused), status=status)


def _context(actor: Actor, form: LevelForm, refused: Denied | None) -> dict[str, Any]:
    if actor.organization_id is None:
        raise Denied("no_organization")
    periods = queries.list_periods(actor.organization_id)
    switched_off = queries.get_switched_off(actor.organization_id)
    return {
        "form": form,
        "tier": actor.tier,
        "levels": [
            {"tier": tier, "name": name, "unlocks": words.UNLOCKS[tier], "open": tier <= actor.tier}
            for tier, name in words.NAMES.items()
        ],
        "history": [
            {
                "name": words.NAMES[period.tier],
                "period": period,
                "reasons": [(words.REASONS[name], text) for name, text in period.reasons],
            }
            for period in periods
        ],
        "groups": [
            {"capability": name, "label": words.SWITCHES[name], "on": name not in switched_off}
            for name in rules.switchable()
            if actor.tier >= rules.SENDING_TIER
        ],
        "may_change": actor.can("tier.change"),
        "lacking": [words.lacking(code) for code in _lacking(refused)],
    }


def _lacking(refused: Denied | None) -> list[str]:
    found = refused.parameters.get("lacking", []) if refused else []
    return [str(code) for code in found] if isinstance(found, list) else []


@require_POST
@door("tier.change")
def change(request: HttpRequest) -> HttpResponseBase:
    """Choose another level; what it still needs is named on the same page."""
    actor = actor_of(request)
    form = LevelForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, form)
    try:
        actions.set_tier(tier=form.cleaned_data["tier"], reasons=form.reasons(), by=actor, now=clock.now())
    except Denied as refused:
        if refused.code != "tier_needs":
            raise
        form.add_error("tier", _("This level still needs something; see above."))
        return _page(request, actor, form, refused)
    return go(request, _HELD)


@require_POST
@door("tier.change")
def switch(request: HttpRequest) -> HttpResponseBase:
    """Switch something off that the level would open, or on again."""
    actions.switch_capability(
        capability=request.POST.get("capability", ""),
        on=request.POST.get("on") == "yes",
        by=actor_of(request),
        now=clock.now(),
    )
    return go(request, _HELD)
