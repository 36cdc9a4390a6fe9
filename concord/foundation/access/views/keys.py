"""The keys of an organization's own systems, for its lead."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access import actions, queries, rules, words
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.access.forms.people import KeyForm, show_problems
from concord.foundation.access.views.pages import UNPROCESSABLE
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid


@door("keys.manage")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """List the keys and make a new one; its secret stands on the answer and nowhere else."""
    actor = actor_of(request)
    form = KeyForm(request.POST or None, scopes=rules.get_grantable_scopes(actor))
    secret = ""
    if form.is_valid():
        try:
            _key, secret = actions.create_key(
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                days=form.cleaned_data["days"],
                by=actor,
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
    context = {
        "form": form,
        "secret": secret,
        "keys": queries.list_keys(actor, clock.now()),
        "states": words.KEY_STATES,
        "capabilities": words.CAPABILITIES,
    }
    status = UNPROCESSABLE if form.is_bound and not secret else HttpResponse.status_code
    return respond(request, "access/keys.html", context, status=status)


@door("keys.manage")
@require_POST
def revoke(request: HttpRequest, reference: str) -> HttpResponse:
    actions.revoke_key(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "access:keys")
