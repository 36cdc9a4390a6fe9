"""The own agency's calls: those of the last seven days, and the counts that stay."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib.denied import allowed
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import words as directory_words
from concord.information.releases import queries as releases
from concord.information.releases.rules import check_list
from concord.operations.referrals import queries, words


@require_safe
@door("connect.call")
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls and the months; no call says whom it was for, and no two are chained."""
    actor = actor_of(request)
    tallies, counts = queries.list_tallies(for_=actor), queries.list_tally_counts(for_=actor)
    names = _names({one.program_id for one in tallies} | {one.program_id for one in counts})
    under = _releases(tallies, actor)
    context = {
        "calls": [_call(tally, names, under) for tally in tallies],
        "months": [_month(count, names) for count in counts],
    }
    return respond(request, "referrals/calls.html", context)


def _names(ids: set[Any]) -> dict[Any, str]:
    found = organizations.list_verified_programs().filter(id__in=ids - {None})
    return {program.id: f"{program.organization.name} · {program.name}" for program in found}


def _named(program_id: Any, names: dict[Any, str]) -> str:
    if program_id is None:
        return _("A place outside the network")
    return names.get(program_id, _("A program of the network"))


def _releases(tallies: Sequence[Any], actor: Actor) -> dict[Any, str]:
    """Return the references of own releases under which something was told, to whoever may list them."""
    told = {one.release_id for one in tallies if one.release_id}
    if not told or allowed(check_list, actor) is not None:
        return {}
    return {one.id: one.reference for one in releases.list_facts(told).values()}


def _kind(tally: Any, under: dict[Any, str]) -> str:
    kind = words.label(words.TALLY_KINDS, tally.kind)
    if tally.release_id not in under:
        return kind
    return _("%(what)s, under %(reference)s") % {"what": kind, "reference": under[tally.release_id]}


def _call(tally: Any, names: dict[Any, str], under: dict[Any, str]) -> dict[str, str]:
    return {
        "day": formats.date_format(tally.on_day, "D j M"),
        "program": _named(tally.program_id, names),
        "kind": _kind(tally, under),
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
