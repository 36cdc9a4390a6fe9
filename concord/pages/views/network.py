"""What the backbone sets for the whole network, and what the machinery could not deliver."""

from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.audit import queries as audit
from concord.foundation.events import queries as events
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations import queries as settled
from concord.foundation.organizations.words import PROBLEMS
from concord.governance.protocols import actions as protocols
from concord.governance.protocols import queries as protocol_queries
from concord.governance.protocols.words import REFUSALS
from concord.pages.forms import HolidayForm, NetworkForm, RegionForm

_UNPROCESSABLE = 422
_FIELDS = (
    "name", "exit_url", "time_zone", "languages", "region_scheme", "line_name", "line_phone",
    "language_line_phone", "review_interval_days",
)  # fmt: skip


@door("network.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show what holds for the network, and settle it."""
    network = settled.get_network()
    held = {name: getattr(network, name) for name in _FIELDS}
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=held)
    if form.is_bound and form.is_valid():
        try:
            organizations.set_network(by=actor_of(request), now=clock.now(), **form.cleaned_data)
        except Invalid as refused:
            take_over(form, refused)
        else:
            return go(request, "pages:network")
    return _page(request, form, RegionForm(auto_id="region_%s"))


@door("network.manage")
@require_POST
def add_region(request: HttpRequest) -> HttpResponse:
    """Add a region to the network's scheme."""
    form = RegionForm(request.POST, auto_id="region_%s")
    network = settled.get_network()
    known = settled.list_regions()
    if form.is_valid() and form.cleaned_data["code"] in {region.code for region in known}:
        form.add_error("code", django_forms.ValidationError(_("There is a region with this code already.")))
    if not form.is_valid():
        held = {name: getattr(network, name) for name in _FIELDS}
        return _page(request, NetworkForm(initial=held), form)
    organizations.create_region(
        **form.cleaned_data,
        scheme=network.region_scheme,
        position=len(known),
        by=actor_of(request),
        now=clock.now(),
    )
    return go(request, "pages:network")


def _page(request: HttpRequest, form: NetworkForm, region: RegionForm) -> HttpResponse:
    failed = bool(form.errors or region.errors)
    context = {"form": form, "region": region, "regions": settled.list_regions(), "failed": failed}
    return respond(request, "pages/network.html", context, status=_UNPROCESSABLE if failed else 200)


@door("network.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """List the days on which no office counts, and add one."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            protocols.add_holiday(on=given["date"], name=given["name"], by=actor_of(request), now=clock.now())
        except Invalid as refused:
            take_over(form, refused)
        else:
            return go(request, "pages:holidays")
    listed = [
        (on.isoformat(), formats.date_format(on, "D j M Y"), name)
        for on, name in protocol_queries.list_holidays()
    ]
    context = {"form": form, "holidays": listed}
    status = _UNPROCESSABLE if form.errors else 200
    return respond(request, "pages/holidays.html", context, status=status)


@door("network.manage")
@require_POST
def end_holiday(request: HttpRequest) -> HttpResponse:
    """Let a day count again."""
    try:
        day = date.fromisoformat(request.POST.get("date", ""))
    except ValueError:
        raise NotVisible from None
    protocols.remove_holiday(on=day, by=actor_of(request), now=clock.now())
    return go(request, "pages:holidays")


@door("network.manage")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show what could not be delivered, and whether the machinery keeps up."""
    now = clock.now()
    context = {
        "dead": events.list_dead_letters(),
        "heartbeat": events.get_heartbeat(),
        "waiting": events.get_lag(now),
        "unchained": audit.get_lag(now),
    }
    return respond(request, "pages/letters.html", context)


def take_over(form: django_forms.Form, refused: Invalid) -> None:
    """Put what an action found wrong beside the fields it concerns."""
    for problem in refused.problems:
        reason: Any = REFUSALS.get(problem.code, (PROBLEMS.get(problem.code, problem.code),))[0]
        form.add_error(problem.field if problem.field in form.fields else None, str(reason))
