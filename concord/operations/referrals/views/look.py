"""Look for a place: call around, and count which program was asked and what it said. No person in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, is_swap, respond
from concord.foundation.lib import clock
from concord.governance.directory import queries as directory
from concord.governance.directory import words as directory_words
from concord.governance.directory.queries import ProgramRow
from concord.operations.referrals import actions, queries, words
from concord.operations.referrals.forms.sending import category_choices
from concord.operations.referrals.views import places
from concord.operations.referrals.views.new import category_of, number_of


@require_http_methods(["GET", "HEAD", "POST"])
@door("connect.call")
def look(request: HttpRequest) -> HttpResponseBase:
    """Show the programs that offer something, each with its number and the three answers."""
    if request.method == "POST":
        return _count(request)
    actor = actor_of(request)
    category = category_of(request.GET.get("help", ""))
    asked = _asked_today(actor) if category else {}
    lines = [_line(row, asked.get(row.program_id, [])) for row in places.list_rows(actor, category)]
    context = {
        "help": number_of(category),
        "choices": [("", _("Choose")), *((number_of(code), text) for code, text in category_choices())],
        "lines": [*lines, _outside(asked.get(None, []))] if category else [],
    }
    return respond(request, "referrals/look.html", context)


def _asked_today(actor: Actor) -> dict[Any, list[str]]:
    """Return what the own agency heard today, by program: colleagues need not call again."""
    found: dict[Any, list[str]] = {}
    for tally in queries.list_tallies(for_=actor):
        if tally.kind == "look" and tally.on_day == places.today(clock.now()):
            found.setdefault(tally.program_id, []).append(words.label(words.TALLY_ANSWERS, tally.answer))
    return found


def _line(row: ProgramRow, asked: list[str]) -> dict[str, Any]:
    openings = [directory_words.say_opening(one) for one in row.openings if one.shows != "none"]
    return {
        "id": row.program_reference,
        "program": row.program_reference,
        "name": places.name_of(row),
        "phone": row.phone,
        "languages": ", ".join(directory_words.labels(directory_words.LANGUAGES, row.languages)),
        "openings": openings,
        "asked": asked,
    }


def _outside(asked: list[str]) -> dict[str, Any]:
    return {
        "id": "outside",
        "program": "",
        "name": _("A place outside the network"),
        "phone": "",
        "languages": "",
        "openings": [],
        "asked": asked,
    }


def _count(request: HttpRequest) -> HttpResponse:
    """Count one answer; nothing is sent to the program, and nothing says whom it was for."""
    actor, now = actor_of(request), clock.now()
    reference, number = request.POST.get("program", ""), request.POST.get("help", "")
    receiver = directory.get_receiver(reference, actor, now) if reference else None
    category = category_of(number)
    actions.tally_call(
        kind="look",
        answer=request.POST.get("answer", ""),
        category=category,
        program_id=receiver.program_id if receiver else None,
        by=actor,
        now=now,
    )
    if not is_swap(request):
        return go(request, f"{reverse('referrals:look')}?{urlencode({'help': number})}")
    asked = _asked_today(actor).get(receiver.program_id if receiver else None, [])
    rows = places.list_rows(actor, category) if receiver else []
    row = next((one for one in rows if one.program_reference == reference), None)
    line = _line(row, asked) if row else _outside(asked)
    return respond(request, "referrals/_look_line.html", {"line": line, "help": number, "counted": True})
