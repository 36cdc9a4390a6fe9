"""Pages that need no request, no database and no actor: when everything else has failed."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines


@lru_cache(maxsize=2)
def _text(title: str, message: str) -> str:
    engine: Any = engines["jinja2"]
    return str(engine.env.get_template("ui/static_error.html").render(title=title, message=message))


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that was rendered from nothing."""
    try:
        text = _text("Error", "Something went wrong on our side. Nothing was sent. Please try again.")
    except Exception:  # noqa: BLE001 - the last page must not fail
        text = "<!doctype html><title>Error</title><p>Something went wrong. Please try again.</p>"
    return HttpResponse(text, status=500)


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token; it may be an old tab after a sign-out."""
    del reason
    message = "This page was open too long, or your sign-in ended. Go back, reload and try again."
    return HttpResponse(_text("Reload", message), status=403)
