"""They will call themselves: numbers, hours, what to say, a card to print. The agency is told nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.operations.referrals import actions, call_words
from concord.operations.referrals.forms import CallForm
from concord.operations.referrals.views import places
from concord.operations.referrals.views.together import program_id


@require_http_methods(["GET", "HEAD", "POST"])
@door("connect.call")
def alone(request: HttpRequest) -> HttpResponseBase:
    """Choose the program; then show what the person takes along, and count that they will call."""
    actor, now = actor_of(request), clock.now()
    if request.POST.get("count"):
        actions.tally_call(
            kind="self_contact",
            answer="yes",
            program_id=program_id(request.POST.get("program", ""), actor, now),
            by=actor,
            now=now,
        )
        return go(request, "referrals:calls")
    posted = request.POST if request.method == "POST" else None
    initial = {"program": request.GET.get("to", ""), "lang": call_words.language_of(actor.language)}
    form = CallForm(posted, programs=places.choices(actor), initial=initial)
    if posted is None or not form.is_valid():
        return respond(
            request, "referrals/alone_start.html", {"form": form}, status=422 if form.errors else 200
        )
    said, reference = form.cleaned_data, form.reference()
    place = (
        places.get_place(reference, actor, now)
        if reference
        else places.outside(said["place"], said["number"])
    )
    lang = call_words.language_of(said["lang"])
    context = {
        **_card(place, lang),
        "alone": call_words.ALONE[lang],
        "values": {"program": said["program"], "count": "yes"},
    }
    return respond(request, "referrals/alone.html", context)


@require_safe
@door("connect.call")
def card(request: HttpRequest) -> HttpResponse:
    """Show the card alone, for the printer: a number and its hours, and no name of anybody."""
    actor, now = actor_of(request), clock.now()
    lang = call_words.language_of(request.GET.get("lang", ""))
    place = places.get_place(request.GET.get("to", ""), actor, now)
    return respond(request, "referrals/card.html", _card(place, lang))


def _card(place: places.Place, lang: str) -> dict[str, Any]:
    """Say in the person's language what stands on the card."""
    hours = places.hours_in(place, lang)
    return {"place": place, "lang_": lang, "card_words": call_words.CARD[lang], "card_hours": hours}
