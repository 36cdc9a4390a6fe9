"""What happens to every request, from the door to the commit.

Order, outermost first: identity for the logs, security headers, static files, session, CSRF, acting.
"""

import logging
import secrets
import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from concord.config import refusals
from concord.foundation.access import queries, scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible

log = logging.getLogger("concord.request")
GetResponse = Callable[[HttpRequest], HttpResponseBase]

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; "
    "trusted-types htmx concord"
)
_OPEN = "/hsds/"
_HEADERS = {
    # Other sites learn nothing. "no-referrer" would make browsers send forms with "Origin: null", which
    # the check of the token rightly refuses.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
}


def request_log(get_response: GetResponse) -> GetResponse:
    """Give the request an id and log one line: route, status and time; no path, query or person."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]  # read by the logs
        response = get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "request_id": request.request_id,  # type: ignore[attr-defined]  # set above
                "route": match.view_name if match else "",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        return response

    return handle


def security_headers(get_response: GetResponse) -> GetResponse:
    """Put the policy with a nonce of its own, and the other headers, on every response."""
    hsts = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"

    def handle(request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # read by page_context
        response = get_response(request)
        response["Content-Security-Policy"] = _POLICY.format(nonce=nonce)
        for name, value in _HEADERS.items():
            response[name] = value
        if settings.SECURE_HSTS_SECONDS:
            response["Strict-Transport-Security"] = hsts
        if not request.path.startswith(settings.STATIC_URL):
            # Open data may be kept, and is asked for again each time; everything else is kept nowhere.
            response["Cache-Control"] = "no-cache" if request.path.startswith(_OPEN) else "no-store"
        return response

    return handle


class Acting:
    """Find out who asks, and run the request in one transaction scoped to them.

    A refused request (status 400 and above) is rolled back whole; what was refused is then recorded in
    a transaction of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor = _resolve(request)
        request.actor = actor  # type: ignore[attr-defined]  # read through doors.actor_of
        request.refused = []  # type: ignore[attr-defined]  # filled by refusals.note
        with translation.override(_language(request, actor)):
            with transaction.atomic():
                scope.enter(actor)
                response = self.get_response(request)
                if response.status_code >= 400:  # noqa: PLR2004 - every refusal and error
                    transaction.set_rollback(True)
            _record_refusals(request, actor)
            if not response.has_header("Content-Language"):
                response["Content-Language"] = translation.get_language() or "en"
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Answer that there is nothing where somebody asks for a NUL sign, which no row can hold."""
        if request.path.startswith(("/api/", _OPEN)):  # their shapes refuse it, each in its own place
            return None
        said = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        texts = (text for fields in said for _name, found in fields.lists() for text in found)
        if any("\0" in str(text) for text in (*kwargs.values(), *texts)):
            return refusals.not_found(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn the expected refusals into pages; anything else reaches the log and the error page."""
        if isinstance(error, Denied | Conflict | Invalid | NotVisible):
            return refusals.page(request, error)
        return None


def _resolve(request: HttpRequest) -> Actor:
    now = clock.now()
    header = request.headers.get("Authorization", "")
    if request.path.startswith("/api/") and header.startswith("Bearer "):
        return queries.get_key_actor(header.removeprefix("Bearer ").strip(), now)
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session_key or request.path.startswith("/api/"):
        return Actor.nobody()
    return queries.get_session_actor(session_key, now)


def _language(request: HttpRequest, actor: Actor) -> str:
    if actor.is_authenticated:
        return actor.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return translation.get_language_from_request(request)


def _record_refusals(request: HttpRequest, actor: Actor) -> None:
    refused: list[Denied] = request.refused  # type: ignore[attr-defined]  # set in __call__
    if not refused or not actor.is_authenticated:
        return
    match = request.resolver_match
    with scope.acting(actor):
        for refusal in refused:
            audit.record(
                actor,
                (match.view_name if match else "request")[:48],
                now=clock.now(),
                result="refused",
                code=refusal.code,
            )
