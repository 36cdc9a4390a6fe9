"""Pages of the releases that name the own organization: what others may tell it, and its own copy."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.information.releases import actions, codes, queries, words
from concord.information.releases.forms import ConfirmForm, local_zone
from concord.information.releases.views.own import onward, own_program, sides


@require_safe
@door("referral.read")
def received_list(request: HttpRequest) -> HttpResponse:
    """List the releases that name the own organization, the newest first."""
    actor, now = actor_of(request), clock.now()
    page = queries.list_received(for_=actor, now=now, after=request.GET.get("after", ""))
    owners = [(found.id, found.owner_id) for found in page.releases]
    audit.record_read(actor, "release.received_listed", now=now, kind="release", owners=owners)
    rows = [_line(found) for found in page.releases]
    older = f"{reverse('releases:received_list')}?after={page.after}" if page.after else ""
    context = {"rows": rows, "older": older, "sides": sides(actor, "received")}
    return respond(request, "releases/received_list.html", context)


def _line(found: queries.ReceivedRelease) -> dict[str, Any]:
    kind, state = words.STATES[found.shown_state]
    return {
        "found": found,
        "chip_kind": kind,
        "state": state,
        "purpose": words.PURPOSES.get(found.purpose, ""),
    }


@require_http_methods(["GET", "POST"])
@door("referral.read")
def received(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Show the other side's scope and end, and let us confirm that we hold our signed copy."""
    actor, now = actor_of(request), clock.now()
    found = queries.get_received(reference, for_=actor, now=now)
    owners = [(found.id, found.owner_id)]
    audit.record_read(actor, "release.received", now=now, kind="release", owners=owners)
    posted = request.POST if request.method == "POST" else None
    today = now.astimezone(local_zone()).date()
    programs = queries.list_own_programs(for_=actor)
    form = ConfirmForm(posted, programs=programs, initial={"given_on": today})
    if form.is_valid():
        program = own_program(programs, form.cleaned_data["program"])
        try:
            own = actions.confirm_copy(
                release_id=found.id, program_id=program.id, given_on=form.given_at(now), by=actor, now=now
            )
        except Invalid as error:
            for problem in error.problems:
                form.add_error(
                    problem.field if problem.field in form.fields else None,
                    words.reason(problem.code, **problem.parameters),
                )
        else:
            return go(request, onward(request) or reverse("releases:one", args=[own.reference]))
    context = _line(found) | _confirming(request, found, form, actor)
    return respond(request, "releases/received.html", context, status=422 if form.errors else 200)


def _confirming(
    request: HttpRequest, found: queries.ReceivedRelease, form: ConfirmForm, actor: Actor
) -> dict[str, Any]:
    return {
        "items": [words.ITEMS[item] for item in found.items],
        "answer_items": [words.ITEMS[item] for item in codes.ANSWER_ITEMS],
        "form": form,
        "may_confirm": actor.can("release.write") and found.report_back_until is not None,
        "next": onward(request),
    }
