"""The queue: what needs an answer, with whom it is, and what waits on others."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, is_swap, respond
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.operations.referrals import actions, queries, words
from concord.operations.referrals.queries.lists import MOST_COUNTED, VIEWS
from concord.operations.referrals.views import rows

MOST_BACK = 12  # pages that "Newer" finds its way back through


@require_safe
@door("referral.read")
def queue(request: HttpRequest) -> HttpResponse:
    """Show one view of the queue, a page at a time."""
    actor, now = actor_of(request), clock.now()
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    counts = queries.get_counts(for_=actor)
    page = queries.list_queue(for_=actor, view=view, now=now, after=request.GET.get("after", ""))
    if page.rows:
        seen = [(row.subject_id, actor.organization) for row in page.rows]
        audit.record_read(actor, "referral.queue_read", now=now, kind="referral", owners=seen)
    lines = [rows.shown(row, actor, now) for row in page.rows]
    late = sum(line.late for line in lines)
    context = {
        "view": view,
        "tabs": _tabs(view, counts),
        "rows": lines,
        "late": ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": late} if late else "",
        "may_write": actor.can("referral.write"),
        "news_url": f"{reverse('referrals:count')}?{urlencode({'had': counts.needs})}",
        **_pages(request, view, page.after),
    }
    return respond(request, "referrals/queue.html", context)


def _tabs(current: str, counts: queries.Counts) -> list[dict[str, Any]]:
    here = reverse("referrals:queue")
    return [
        {
            "href": f"{here}?view={view}",
            "label": words.VIEWS[view],
            "count": _counted(getattr(counts, view, None)),
            "current": view == current,
        }
        for view in VIEWS
    ]


def _counted(number: int | None) -> str | None:
    if number is None:
        return None
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)


def _pages(request: HttpRequest, view: str, after: str) -> dict[str, str]:
    """Build the addresses of the next page and of the one before; earlier keys travel in the address."""
    here, back = request.GET.get("after", ""), request.GET.getlist("back")[-MOST_BACK:]
    older = {"view": view, "after": after, "back": [*back, here]} if after else {}
    newer: dict[str, Any] = {}
    if here:
        newer = {"view": view, "after": back[-1] if back else "", "back": back[:-1]}
    return {"newer": _address(newer), "older": _address(older)}


def _address(query: dict[str, Any]) -> str:
    return f"{reverse('referrals:queue')}?{urlencode(query, doseq=True)}" if query else ""


@require_safe
@door("referral.read")
def count(request: HttpRequest) -> HttpResponse:
    """Say how many items came since the page was loaded; a count is no reading, so nothing is logged."""
    had = request.GET.get("had", "")
    needs = queries.get_counts(for_=actor_of(request)).needs
    new = needs - int(had) if had.isdecimal() else 0
    if new <= 0:
        return HttpResponse(status=204)
    sentence = ngettext("%(n)s new referral came in.", "%(n)s new referrals came in.", new) % {"n": new}
    return respond(request, "referrals/_news.html", {"sentence": sentence})


@require_POST
@door("referral.write")
def take(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take an item: its line comes back where a line was asked for, else its page."""
    actor, now = actor_of(request), clock.now()
    referral = queries.get_for_change(reference, for_=actor)
    actions.take(referral=referral, by=actor, now=now, over=request.POST.get("over") == "yes")
    if request.POST.get("row") and is_swap(request):
        view = queries.get_referral(reference, for_=actor, now=now)
        return respond(request, "referrals/_row.html", {"row": rows.row_of(view, actor, now), "taken": True})
    if request.POST.get("row"):
        return go(request, f"{reverse('referrals:queue')}?view=needs")
    return go(request, "referrals:one", reference=reference)
