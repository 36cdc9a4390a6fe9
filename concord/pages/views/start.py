"""Start your network: a guided path for the first person of the office that runs it (ONB-11)."""

from typing import Any, Final

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations import queries as settled
from concord.information.releases import words as release_words
from concord.information.releases.rulesets import TABLE, get_ruleset
from concord.pages import start, start_forms
from concord.pages.views.network import take_over

_UNPROCESSABLE = 422
_PARTS: Final[dict[str, type[django_forms.Form]]] = {
    "name": start_forms.NamePart,
    "regions": start_forms.RegionsPart,
    "languages": start_forms.LanguagesPart,
    "lines": start_forms.LinesPart,
    "names": start_forms.NamesPart,
}


@door("network.manage")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the steps: what is done, and what is next."""
    return _page(request, _forms())


@door("network.manage")
@require_POST
def settle(request: HttpRequest, step: str) -> HttpResponse:
    """Settle what one step asks, and go on to the next."""
    if step not in _PARTS:
        raise NotVisible
    form = _PARTS[step](request.POST, auto_id=f"{step}_%s")
    if form.is_valid():
        try:
            organizations.set_network(by=actor_of(request), now=clock.now(), **form.cleaned_data)
        except Invalid as refused:
            take_over(form, refused)
        else:
            return go(request, f"{reverse('pages:start')}#{step}")
    return _page(request, _forms() | {step: form})


def _forms() -> dict[str, django_forms.Form]:
    network = settled.get_network()
    return {
        step: part(
            auto_id=f"{step}_%s",
            initial={
                name: getattr(network, name) or part.base_fields[name].initial
                for name in getattr(part, "kept", None) or part.base_fields
            },
        )
        for step, part in _PARTS.items()
    }


def _page(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse:
    steps = start.list_steps(named=settled.is_settled())
    failed = [form for form in forms.values() if form.errors]
    leads, joined = settled.count_leads()
    context = {
        "steps": steps,
        "forms": forms,
        "failed": failed,
        "done": sum(step.state == start.DONE for step in steps),
        "regions": settled.list_regions(),
        "laws": [
            (release_words.REGIMES[code], get_ruleset(code).confirmed_by)
            for code in dict.fromkeys(one.code for one in reversed(TABLE))
        ],
        "members": settled.count_members(),
        "leads": leads,
        "joined": joined,
    }
    return respond(request, "pages/start.html", context, status=_UNPROCESSABLE if failed else 200)


@door("network.manage")
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Show the sheet that a new agency is handed."""
    return respond(request, "pages/kit.html", {"network": settled.get_network()})


@door("network.manage")
@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Show what running a network costs, and how that was reckoned."""
    return respond(request, "pages/costs.html", {})
