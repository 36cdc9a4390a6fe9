"""A region's contact list: whom to call in each agency, printable; its core asks for confirmations."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible, allowed
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import words as labels
from concord.governance.members import queries, rules


@door("directory.read")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the contact list of one region; the own one where none is asked for."""
    actor = actor_of(request)
    regions = [(region.code, region.name) for region in organizations.list_regions()]
    known = dict(regions)
    own = next((code for code in actor.regions if code in known), next(iter(known), ""))
    region = request.GET.get("region", "") or own
    if region not in known:
        raise NotVisible
    may_ask = allowed(rules.check_ask, actor, [region]) is None
    context = {
        "region": region,
        "name": known[region],
        "regions": regions,
        "may_ask": may_ask,
        "agencies": [
            {
                "agency": agency,
                "contacts": [
                    {
                        "scope": labels.label(labels.CONTACT_SCOPES, each.scope),
                        "rank": labels.label(labels.CONTACT_RANKS, each.rank) if each.rank else "",
                        "contact": each,
                    }
                    for each in agency.contacts
                ],
            }
            for agency in queries.list_region(region, clock.now())
        ],
    }
    return respond(request, "members/region.html", context)
