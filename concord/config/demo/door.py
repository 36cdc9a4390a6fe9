"""The demo's door: one click signs in as somebody invented, each in a window with cookies of its own.

It opens only in the demo, on this machine, reached by a name of this machine, and never beside a
production secret. Everywhere else its addresses do not exist.
"""

import ipaddress
import os
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from concord.config.demo.cast import DEMO_PASSWORD, EMAIL_DOMAIN, ORGANIZATIONS, PEOPLE, Member
from concord.foundation.access import session_facts
from concord.foundation.access.doors import actor_of, public, respond
from concord.foundation.accounts.models import Person
from concord.foundation.lib.denied import NotVisible
from concord.pages.views import home

_REASON = "the demo only: closed unless it runs on this machine without a production secret"
_LOCAL = "localhost"
# Whom to try first, and what for; the others follow by organization.
FIRST = ("ana", "hal", "noor", "lena", "lou", "pell", "tom", "bea")


def is_open(request: HttpRequest) -> bool:
    """Whether this is the demo, on this machine, asked by a name of this machine."""
    host = request.get_host().partition(":")[0].lower()
    return (
        bool(settings.DEMO)
        and not settings.PRODUCTION_SECRET
        and _is_loopback(os.environ.get("CONCORD_BIND", "").rpartition(":")[0])
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and (host == _LOCAL or host.endswith(f".{_LOCAL}"))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == _LOCAL


def _check_open(request: HttpRequest) -> None:
    if not is_open(request):
        raise NotVisible


@public(_REASON)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the invented people, each with an address that opens a window of their own."""
    _check_open(request)
    members = {member.reference: member for member in ORGANIZATIONS}
    everybody = [_card(name, members[one.organization], request) for name, one in PEOPLE.items()]
    by_name = {card["name"]: card for card in everybody}
    context = {
        "first": [by_name[name] for name in FIRST],
        "others": [card for card in everybody if card["name"] not in FIRST],
        "password": DEMO_PASSWORD,
    }
    return respond(request, "pages/demo.html", context)


def _card(name: str, member: Member, request: HttpRequest) -> dict[str, Any]:
    someone = PEOPLE[name]
    _, colon, port = request.get_host().partition(":")
    address = f"{name}.{_LOCAL}{colon}{port}"
    return {
        "name": name,
        "full_name": someone.name,
        "title": someone.title,
        "organization": member.name,
        "tier": member.tier,
        "window": f"http://{address}/demo/as/{name}/",
        "address": address,
    }


@public(_REASON)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Sign in as somebody invented; the second factor counts as given."""
    _check_open(request)
    if name not in PEOPLE:
        raise NotVisible
    person = Person.objects.filter(email=f"{name}@{EMAIL_DOMAIN}").first()
    if person is None:
        raise NotVisible
    request.session.flush()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session_facts.begin(request, person)
    request.session["second_factor"] = True
    request.session["shared"] = False  # nobody else sits here: the longer idle time holds
    return redirect("pages:home")


@public(_REASON + "; otherwise the start page")
@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """Offer somebody's own window one button to sign in, and strangers everybody to choose from."""
    if actor_of(request).is_authenticated or "start" in request.GET or not is_open(request):
        return home.home(request)
    name = request.get_host().partition(".")[0]
    if name in PEOPLE:
        return respond(request, "pages/demo_door.html", {"name": name, "someone": PEOPLE[name]})
    return redirect("demo:show")
