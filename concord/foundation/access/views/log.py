"""The log of an organization's records, for its lead."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from concord.foundation.access import actions, log_words, queries
from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock


@door("log.read")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """List who saw and did what with the own organization's records, newest first."""
    actor = actor_of(request)
    page = queries.get_log_page(actor, before=_key(request.GET.get("before", "")))
    actions.record_log_read(by=actor, now=clock.now())
    lines = [
        {
            "at": line.at,
            "who": log_words.who(line),
            "partner": line.partner,
            "what": log_words.label(line),
            "refused": line.result == "refused",
            "key": line.door == "api",
        }
        for line in page.lines
    ]
    older = f"{page.older[0].isoformat()}~{page.older[1]}" if page.older else ""
    return respond(request, "access/log.html", {"lines": lines, "older": older})


def _key(text: str) -> tuple[datetime, UUID] | None:
    """Read a page key from an address; anything else starts at the newest."""
    at, _, last = text.partition("~")
    try:
        found, entry = parse_datetime(at), UUID(last)
    except ValueError:
        return None
    return (found, entry) if found is not None and found.utcoffset() is not None else None
