"""The page of a letter's link: what an agency has said, and one button that says it is still right."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import actor_of, door, go, public, respond
from concord.foundation.accounts.oneself import Oneself
from concord.foundation.lib import clock
from concord.governance.directory import words as labels
from concord.governance.members import actions, queries
from concord.governance.members.queries import Due

_GONE = 410


@public("the signed link in the letter says who confirms for whom, and nothing else can be reached by it")
@require_http_methods(["GET", "HEAD", "POST"])
def still(request: HttpRequest, token: str) -> HttpResponse:
    """Show what waits to be confirmed; POST confirms it. GET changes nothing, so a mail scanner cannot."""
    now = clock.now()
    opened = queries.open_link(token, now)
    if opened is None:
        return respond(request, "members/still_ended.html", {}, status=_GONE)
    if request.method == "POST":
        actions.confirm_by_link(
            token=token,
            versions=_versions(request, opened.listings),
            by=Oneself(opened.person_id),
            now=now,
        )
        return respond(request, "members/still_done.html", {})
    listed = [
        {"due": each, "services": [labels.category_label(code) for code in each.categories]}
        for each in opened.listings
    ]
    return respond(request, "members/still.html", {"listed": listed})


def _versions(request: HttpRequest, listings: tuple[Due, ...]) -> dict[UUID, int]:
    """Return which version of each listing the page showed; what it did not show was never read."""
    shown = {each.reference: request.POST.get(f"version-{each.reference}", "") for each in listings}
    return {
        each.program_id: int(shown[each.reference]) if shown[each.reference].isdecimal() else 0
        for each in listings
    }


@door("directory.read")
@require_POST
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an agency of the region to confirm its listings."""
    actions.ask_to_confirm(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "members:region")
