"""What the pages around sign-in share."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from concord.foundation.access import rules
from concord.foundation.access.doors import actor_of
from concord.foundation.lib.denied import Denied

UNPROCESSABLE = 422
Page = Callable[..., HttpResponseBase]


def identified(view: Page) -> Page:
    """Let in whoever is signed in and unlocked, the second factor not asked for yet.

    For the pages on which it is set up, and no others.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rules.check_identified(actor_of(request))
        return view(request, *args, **kwargs)

    guarded.access = "identified"  # type: ignore[attr-defined]  # read by the sweep
    guarded.reason = "the second factor is set up here"  # type: ignore[attr-defined]  # as above
    return guarded


def person_of(request: HttpRequest) -> UUID:
    """Return the signed-in person's id; raises Denied for nobody."""
    person_id = actor_of(request).person_id
    if person_id is None:
        raise Denied("not_signed_in")
    return person_id


class Unprocessable:
    """Answers a form that cannot be taken with 422 instead of 200."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view it is mixed into
        if response.status_code == HttpResponse.status_code:
            response.status_code = UNPROCESSABLE
        return response
