"""What every page view needs of access: a declared door, the actor, and page or fragment from one template.

Each view declares who may come in, so that the sweep can prove it:

    @door("referral.read")       a capability of the gate table
    @signed_in                   anybody who is signed in and unlocked
    @public("the landing page")  no sign-in, with the reason
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.template import engines
from jinja2_fragments import render_block

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class _Declared(Protocol):
    access: str
    reason: str


def actor_of(request: HttpRequest) -> Actor:
    """Return who is asking; set by the middleware for every request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by config.middleware


def _declare(view: object, access: str, reason: str = "") -> None:
    declared = cast("_Declared", view)
    declared.access = access
    declared.reason = reason


def door(capability: str) -> Callable[[View[P]], View[P]]:
    """Let in whoever the gate table lets in; everyone else gets the refusal with its way out."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            rules.check_capability(actor_of(request), capability)
            return view(request, *args, **kwargs)

        _declare(guarded, capability)
        return cast("View[P]", guarded)

    return decorate


def signed_in(view: View[P]) -> View[P]:
    """Let in anybody who is signed in, has given the second factor and is not locked."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        rules.check_signed_in(actor_of(request))
        return view(request, *args, **kwargs)

    _declare(guarded, "signed_in")
    return cast("View[P]", guarded)


def public(reason: str) -> Callable[[View[P]], View[P]]:
    """Let in everybody; the reason stands in the sweep's list."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        _declare(open_to_all, "public", reason)
        return cast("View[P]", open_to_all)

    return decorate


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment; a boosted visit asks for the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page, or only one of its blocks where htmx asks for it."""
    engine: Any = engines["jinja2"]
    values = dict(context)
    for processor in engine.template_context_processors:
        values |= processor(request)
    values["request"] = request
    if block is not None and is_swap(request):
        text = render_block(engine.env, template, block, values)
    else:
        text = engine.env.get_template(template).render(values)
    return HttpResponse(text, status=status)


def go(request: HttpRequest, to: str, **kwargs: Any) -> HttpResponse:
    """Redirect after a change: 303 for a page, `HX-Location` for a fragment."""
    target: HttpResponseRedirect = redirect(to, **kwargs)
    if is_swap(request):
        answer = HttpResponse(status=204)
        answer["HX-Location"] = target.url
        return answer
    target.status_code = 303
    return target
