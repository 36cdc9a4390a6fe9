"""Forms on a referral: shown, saved through one action, and kept as typed where that is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from concord.foundation.access.doors import actor_of, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Invalid
from concord.operations.referrals import queries
from concord.operations.referrals.forms import AskedForm
from concord.operations.referrals.views.possible import Here


def find(request: HttpRequest, reference: str) -> Here:
    """Load a referral for its party; raises NotVisible for anybody else."""
    actor, now = actor_of(request), clock.now()
    return Here(queries.get_referral(reference, for_=actor, now=now), actor, now)


def posted(request: HttpRequest) -> Any:
    """Return what a form is bound to, also where a form holds nothing but its button."""
    return request.POST if request.method == "POST" else None


def save(
    request: HttpRequest,
    here: Here,
    form: AskedForm,
    template: str,
    act: Callable[[], object],
    context: Mapping[str, Any],
) -> HttpResponseBase:
    """Run the action for a posted form, else show it; the second of two reads who was first."""
    first: Mapping[str, Any] | None = None
    status = 200
    if form.is_bound and form.is_valid():
        try:
            act()
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            first, status = _who_was_first(error), 409
        else:
            return go(request, "referrals:one", reference=here.view.reference)
    if form.errors:
        status = 422
    shown = {"form": form, "first": first, "reference": here.view.reference, "back": here.url("one")}
    return respond(request, template, {**shown, **context}, status=status)


def _who_was_first(conflict: Conflict) -> Mapping[str, Any]:
    """Say who took the last step, and when."""
    said = conflict.parameters
    return {"who": said.get("who", _("Somebody")), "at": said.get("at")}
