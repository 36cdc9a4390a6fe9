"""Hide the screen, unlock it, leave."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access import session_facts
from concord.foundation.access.doors import actor_of, public, respond
from concord.foundation.access.forms.sign_in import ConfirmPasskeyForm, ReauthenticateForm
from concord.foundation.access.views.pages import UNPROCESSABLE, person_of
from concord.foundation.accounts import queries as accounts
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as organizations

SEE_OTHER = 303


def _see(path: str) -> HttpResponse:
    answer = redirect(path)
    answer.status_code = SEE_OTHER
    return answer


@public("hiding the screen is never refused")
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the session. Work and drafts stay; every page but unlock, sign-out and leave is closed."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        return _see(reverse("account_login"))
    if actor.locked_at is None:
        request.session["locked_at"] = clock.now().isoformat()
        session_facts.record(request, person_of(request), "session.hidden")
    back = request.POST.get("next") or ""
    return _see(_unlock_path(back))


def _unlock_path(back: str) -> str:
    path = reverse("access:unlock")
    return f"{path}?next={back}" if back and get_adapter().is_safe_url(back) else path


@public("the screen is locked: the person is known, and shows it again")
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password or a passkey, and open the session as it was."""
    actor = actor_of(request)
    if not actor.is_authenticated:
        return _see(reverse("account_login"))
    if actor.locked_at is None:
        return _see(_back(request))
    if request.method == "POST":
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="reauthenticate", user=request.user
        )
        if refused:
            return refused
    posted = request.POST if request.method == "POST" else None
    passkey = ConfirmPasskeyForm(posted if posted and posted.get("credential") else None, user=request.user)
    password = ReauthenticateForm(None if passkey.is_bound else posted, user=request.user)
    form = passkey if passkey.is_bound else password
    if form.is_bound and form.is_valid():
        if passkey.is_bound:
            passkey.save()
        return _open(request)
    context = {
        "form": password,
        "passkey_errors": passkey.errors.get("credential", []) if passkey.is_bound else [],
        "has_passkey": accounts.has_passkey(person_of(request)),
        "options": auth.begin_authentication(request.user),
        "next": request.GET.get("next") or request.POST.get("next") or "",
    }
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, "access/unlock.html", context, status=status)


def _open(request: HttpRequest) -> HttpResponse:
    request.session.pop("locked_at", None)
    request.session.cycle_key()
    session_facts.record(request, person_of(request), "session.shown")
    return _see(_back(request))


def _back(request: HttpRequest) -> str:
    """Return the path to go back to; anything else would be looked up as the name of a page."""
    wanted = request.GET.get("next") or request.POST.get("next") or ""
    return wanted if wanted.startswith("/") and get_adapter().is_safe_url(wanted) else "/"


@public("leaving is never refused, and a forced sign-out is the worst that can come of it")
@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and clear the browser; a beacon gets 204, a link goes on to the neutral address."""
    if actor_of(request).is_authenticated:
        session_facts.record(request, person_of(request), "session.left")
    request.session.flush()
    if request.method == "POST":
        answer = HttpResponse(status=204)
    else:
        answer = HttpResponse(status=302)
        answer["Location"] = organizations.get_exit_url()
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    return answer
