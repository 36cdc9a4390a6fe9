"""A region: whom to call in each agency and who offers what, printable; its core asks for confirmations."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible, allowed
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import words as labels
from concord.governance.members import queries, rules
from concord.governance.members.queries import Agency, Service

# What the marks of an entry also tell; on the map it is in the region, runs, and its contacts stand above.
_ALL_ELSE_WELL: Final = {"ended": False, "region_missing": False, "lacking": ()}


@door("directory.read")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show contacts and services of one region; of the own one where none is asked for."""
    actor, now = actor_of(request), clock.now()
    regions = [(region.code, region.name) for region in organizations.list_regions()]
    known = dict(regions)
    own = next((code for code in actor.regions if code in known), next(iter(known), ""))
    region = request.GET.get("region", "") or own
    if region not in known:
        raise NotVisible
    services = queries.list_services(region, now)
    agencies, following = queries.list_region(region, now, after=request.GET.get("after", ""))
    context = {
        "region": region,
        "name": known[region],
        "regions": regions,
        "may_ask": allowed(rules.check_ask, actor, [region]) is None,
        "agencies": [_agency(agency) for agency in agencies],
        "following": following,
        "services": [_service(category, region, service) for category, service in services.items()],
        "offered": sum(bool(service.count) for service in services.values()),
    }
    return respond(request, "members/region.html", context)


def _agency(agency: Agency) -> dict[str, Any]:
    contacts = [
        {
            "scope": labels.label(labels.CONTACT_SCOPES, each.scope),
            "rank": labels.label(labels.CONTACT_RANKS, each.rank) if each.rank else "",
            "contact": each,
        }
        for each in agency.contacts
    ]
    return {"agency": agency, "contacts": contacts, "lacking": labels.say_lacking(agency.lacking)}


def _service(category: str, region: str, service: Service) -> dict[str, Any]:
    """Return a line of the service map; its label leads to what the service means, as everywhere."""
    return {
        "label": labels.category_label(category),
        "url": f"{reverse('directory:services')}#{category}",
        "offers": [
            {
                "name": offer.name,
                "organization": offer.organization,
                "url": reverse("directory:program", args=[offer.reference]),
                "paused": offer.paused,
                "unconfirmed": offer.unconfirmed,
                "due": offer.due,
                **_ALL_ELSE_WELL,
            }
            for offer in service.offers
        ],
        "others": service.count - len(service.offers),
        "list": f"{reverse('directory:list')}?{urlencode({'category': category, 'region': region})}",
    }
