"""The own agency's calls: those of the last seven days, and the counts that stay."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, respond
from concord.governance.directory import queries as directory
from concord.governance.directory import words as directory_words
from concord.operations.referrals import queries, words
from concord.operations.referrals.views import places


@require_safe
@door("connect.call")
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls and the months; no call says whom it was for, and no two are chained."""
    actor = actor_of(request)
    names = _names(actor)
    context = {
        "calls": [_call(tally, names) for tally in queries.list_tallies(for_=actor)],
        "months": [_month(count, names) for count in queries.list_tally_counts(for_=actor)],
    }
    return respond(request, "referrals/calls.html", context)


def _names(actor: Actor) -> dict[Any, str]:
    page = directory.list_programs(actor, directory.Filters(), size=places.MOST)
    return {row.program_id: places.name_of(row) for row in page.rows if row.program_id}


def _named(program_id: Any, names: dict[Any, str]) -> str:
    if program_id is None:
        return _("A place outside the network")
    return names.get(program_id, _("A program of the network"))


def _call(tally: Any, names: dict[Any, str]) -> dict[str, str]:
    return {
        "day": formats.date_format(tally.on_day, "D j M"),
        "program": _named(tally.program_id, names),
        "kind": words.label(words.TALLY_KINDS, tally.kind),
        "category": directory_words.category_label(tally.category) if tally.category else "",
        "answer": _answer(tally),
    }


def _answer(one: Any) -> str:
    return words.label(words.TALLY_ANSWERS if one.kind == "look" else words.CALL_ANSWERS, one.answer)


def _month(count: Any, names: dict[Any, str]) -> dict[str, Any]:
    return {
        "month": formats.date_format(count.month, "F Y"),
        "program": _named(count.program_id, names),
        "kind": words.label(words.TALLY_KINDS, count.kind),
        "category": directory_words.category_label(count.category) if count.category else "",
        "answer": _answer(count),
        "n": count.n,
    }
