"""The start page, and what everybody may read: what this is, and how to leave it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, public, respond
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as organizations

_NIGHT_BEGINS, _NIGHT_ENDS = 18, 8
_NIGHT_ROLES = ("oncall", "triage")


@public("the start page says what this is, and leads members on")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show strangers what this is; lead members to Today, at night those on call to Tonight."""
    actor = actor_of(request)
    if actor.is_authenticated:
        rules.check_signed_in(actor)
        return redirect(f"pages:{start_of(actor, clock.now())}")
    return respond(request, "pages/home.html", {"line_phone": organizations.get_network().line_phone})


def start_of(actor: Actor, now: datetime) -> str:
    """Name the page on which somebody begins: ``tonight`` for who is on at night, else ``today``."""
    hour = now.astimezone(ZoneInfo(settings.DISPLAY_TIME_ZONE)).hour
    at_night = hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS
    return "tonight" if at_night and actor.has_role(*_NIGHT_ROLES) else "today"


@public("a sheet for talks inside an organization; it names no agency, contact or person")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return respond(request, "pages/about.html", {})


@public("what leaving does and does not do, before anybody needs it")
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    return respond(request, "pages/safety.html", {"exit_url": organizations.get_exit_url()})
