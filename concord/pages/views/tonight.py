"""Tonight: who is on, which number answers, what is open (DIR-16); on the screen and as a sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock
from concord.governance.directory import queries as directory
from concord.governance.protocols import queries as protocols
from concord.pages import night


@door("tonight.read")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the night of the whole network, or of one region."""
    context = _context(request)
    return respond(
        request,
        "pages/tonight.html",
        context | {"paper": False, "hands_over": _hands_over(actor_of(request), context["night"])},
    )


def _hands_over(actor: Actor, shown: night.Night) -> bool:
    """Whether the actor works on a line that never closes, and so hands shifts over."""
    return actor.can("openings.post") and any(
        place.until is None and place.organization == actor.organization_name for place in shown.places
    )


@door("tonight.read")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the same as a sheet to print; with ``save`` it is a file with a neutral name."""
    context = _context(request) | {"paper": True}
    if "save" not in request.GET:
        return respond(request, "pages/sheet.html", context)
    answer = respond(request, "pages/sheet_file.html", context)
    local = timezone.localtime(context["night"].at, night.zone())
    answer["Content-Disposition"] = f'attachment; filename="sheet-{local:%Y-%m-%d-%H%M}.html"'
    return answer


def _context(request: HttpRequest) -> dict[str, Any]:
    regions = directory.get_regions()
    region = request.GET.get("region", "")
    if region not in dict(regions):
        region = ""
    found = directory.get_tonight(
        actor_of(request), clock.now(), region=region, holidays=protocols.get_holidays()
    )
    return {
        "night": night.say(found),
        "regions": regions,
        "region": region,
        "exact": night.exact,
        "region_name": dict(regions).get(region, ""),
    }
