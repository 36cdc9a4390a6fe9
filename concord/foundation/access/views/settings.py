"""A person's own settings: sign-ins, and how pages look."""

from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from concord.foundation.access.doors import actor_of, go, public, respond, signed_in
from concord.foundation.access.views.pages import person_of
from concord.foundation.accounts import actions, queries
from concord.foundation.accounts.oneself import oneself
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible

SEE_OTHER = 303
# name on the page -> name of the person's field
_DISPLAY: Final[Mapping[str, str]] = {
    "language": "language",
    "theme": "theme",
    "text": "text_size",
    "density": "density",
    "keys": "letter_keys",
    "shift_exit": "shift_exit",
}
# what the pages of an office are called, and what opens them
_OFFICE: Final = (
    (_("People"), "access:people", "people.manage"),
    (_("Log"), "access:log", "log.read"),
    (_("Keys"), "access:keys", "keys.manage"),
    (_("Members"), "access:organizations", "organizations.register"),
    (_("Export"), "hsds:export", "directory.read"),
)
_SWITCHES: Final = frozenset({"letter_keys", "shift_exit"})


@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """List what a person can set, and where the person is signed in."""
    now = clock.now()
    person_id = person_of(request)
    return respond(
        request,
        "access/settings.html",
        {
            "sign_ins": queries.list_sign_ins(person_id, current=actor_of(request).session_key, now=now),
            "has_second_factor": queries.has_second_factor(person_id),
            "office": [(label, page) for label, page, needed in _OFFICE if actor_of(request).can(needed)],
        },
    )


@signed_in
@require_POST
def end_session(request: HttpRequest, reference: str) -> HttpResponse:
    """End one sign-in; ending this one is signing out."""
    session = queries.get_session(person_of(request), reference)
    if session is None:
        raise NotVisible
    actions.end_session(session=session, by=actor_of(request), now=clock.now())
    if session.session_key == actor_of(request).session_key:
        request.session.flush()
        return go(request, "account_login")
    return go(request, "access:settings")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    actions.end_other_sessions(
        person_id=person_of(request), keep=actor.session_key, by=actor, now=clock.now()
    )
    return go(request, "access:settings")


@public("language and display are for everybody")
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Set how pages look: for a signed-in person in the account, otherwise the language in a cookie."""
    chosen: dict[str, Any] = {
        field: request.POST[name] for name, field in _DISPLAY.items() if name in request.POST
    }
    for field in _SWITCHES & chosen.keys():
        chosen[field] = {"on": True, "off": False}.get(chosen[field], chosen[field])
    back = request.POST.get("next", "")
    answer = redirect(back if back.startswith("/") and get_adapter().is_safe_url(back) else "/")
    answer.status_code = SEE_OTHER
    actor = actor_of(request)
    if actor.person_id is not None:
        actions.set_preferences(
            person_id=actor.person_id, by=oneself(request, actor.person_id), now=clock.now(), **chosen
        )
    elif chosen.get("language") in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen["language"],
            secure=settings.SECURE,
            httponly=True,
            samesite="Strict",
        )
    return answer
