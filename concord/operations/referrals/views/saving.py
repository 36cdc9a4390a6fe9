"""Forms on a referral: shown, saved through one action, and kept as typed where that is refused."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from concord.foundation.access.doors import actor_of, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from concord.operations.referrals import queries
from concord.operations.referrals.forms import AskedForm
from concord.operations.referrals.views.possible import Here

# What a rule says where somebody was first between the page and its form.
TOO_LATE: Final = frozenset({"referral_not_open", "outcome_final", "joint_already_recorded"})


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
        except (Conflict, Denied) as error:
            if isinstance(error, Denied) and error.code not in TOO_LATE:
                raise
            first, status = _who_was_first(here), 409
        else:
            return go(request, "referrals:one", reference=here.view.reference)
    if form.errors:
        status = 422
    shown = {"form": form, "first": first, "reference": here.view.reference, "back": here.url("one")}
    return respond(request, template, {**shown, **context}, status=status)


def _who_was_first(here: Here) -> Mapping[str, Any]:
    """Read again who took the last step, and when."""
    view = queries.get_referral(here.view.reference, for_=here.actor, now=here.now)
    last = view.timeline[-1]
    return {"who": last.who, "at": last.at}
