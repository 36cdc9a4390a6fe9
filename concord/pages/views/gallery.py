"""Every building block of the screens, for those who build and those who run a network."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from concord.foundation.access.doors import actor_of, public, respond
from concord.foundation.lib.denied import NotVisible


@public("invented data only; outside the demo it is there for the backbone's staff alone")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show all components; it does not exist for others in a real network."""
    if not (settings.DEBUG or settings.DEMO or actor_of(request).can("network.manage")):
        raise NotVisible
    return respond(request, "ui/gallery.html", {})
