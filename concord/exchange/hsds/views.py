"""Pages of the exchange: taking data out, bringing it in, and who is published."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.exchange.hsds import actions, rules, writing
from concord.exchange.hsds.forms import BringForm, ChoiceForm, OwnForm, SwitchForm
from concord.exchange.hsds.queries import datasets, public
from concord.exchange.hsds.writing import Dataset
from concord.exchange.own import rules as own
from concord.exchange.transfers import actions as transfers
from concord.foundation.access import uploads
from concord.foundation.access.doors import actor_of, door, go, respond, signed_in
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible, allowed
from concord.governance.directory import queries as directory

_UNPROCESSABLE: Final = 422
_WHOSE: Final = {"own": datasets.get_own, "all": datasets.get_all}
_SHAPES: Final[dict[str, tuple[str, str, Callable[[Dataset], Iterator[bytes]]]]] = {
    "json": ("application/json", "json", writing.as_json),
    "lines": ("application/x-ndjson", "ndjson", writing.as_lines),
    "tables": ("application/zip", "zip", lambda data: writing.as_package(data, at=clock.now())),
}


@signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Show what can be taken out and brought in, and who is published."""
    actor = actor_of(request)
    is_open, published = public.get_choice_facts(actor.organization)
    context = {
        "may_all": allowed(rules.check_take_all, actor) is None,
        "may_choose": allowed(rules.check_choose, actor) is None,
        "may_switch": allowed(rules.check_switch, actor) is None,
        "may_bring_in": allowed(rules.check_bring_in, actor) is None,
        "may_bring_own": allowed(rules.check_bring_own, actor) is None,
        "may_take_own_data": allowed(own.check_take, actor) is None,
        "is_open": is_open,
        "published": published,
        "choice": ChoiceForm(initial={"published": published}),
        "switch": SwitchForm(initial={"is_open": is_open}),
        "count": public.count_published(),
    }
    return respond(request, "hsds/export.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, whose: str, shape: str) -> HttpResponseBase:
    """Answer with a file that is gathered while it is written; who may not have it is refused before."""
    if whose not in _WHOSE or shape not in _SHAPES:
        raise NotVisible
    kind, ending, write = _SHAPES[shape]
    answer = StreamingHttpResponse(write(_WHOSE[whose](actor_of(request))), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="services.{ending}"'
    return answer


@signed_in
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose for the own organization whether its services are told to everybody."""
    actions.choose(published=bool(request.POST.get("published")), by=actor_of(request), now=clock.now())
    return go(request, "hsds:export")


@door("network.manage")
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Open or close what is told to everybody."""
    actions.open_data(is_open=bool(request.POST.get("is_open")), by=actor_of(request), now=clock.now())
    return go(request, "hsds:export")


@door("organizations.register")
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a file with services for the coalition to list."""
    form = BringForm(*_sent(request), regions=directory.get_regions())
    names = ("org_type", "categories", "harm_scope", "serves", "regions")
    lead = _(
        "Nothing is written before you have seen what it would do. A listing that its agency keeps itself is"
        " left as it is."
    )
    return _take(request, form, "hsds", names, lead)


@door("directory.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring_own(request: HttpRequest) -> HttpResponse:
    """Take a file with an organization's own services."""
    lead = _(
        "Your own services, as they were exported here or elsewhere. Nothing is written before you have seen"
        " what it would do."
    )
    return _take(request, OwnForm(*_sent(request)), "hsds_own", (), lead)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _take(
    request: HttpRequest, form: django_forms.Form, kind: str, names: tuple[str, ...], lead: str
) -> HttpResponse:
    uploads.refuse_too_large(form, request)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        transfer = transfers.begin(
            kind=kind,
            called=file.name,
            content=file.read(),
            options={name: form.cleaned_data[name] for name in names},
            by=actor_of(request),
            now=clock.now(),
        )
        return go(request, "transfers:show", reference=transfer.reference)
    status = _UNPROCESSABLE if form.is_bound else 200
    return respond(
        request, "hsds/bring.html", {"form": form, "lead": lead, "where": request.path}, status=status
    )
