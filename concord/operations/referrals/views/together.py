"""The person is on the line, or here: the call together, one step at a time. Nothing about them is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible
from concord.governance.directory import queries as directory
from concord.operations.referrals import actions, call_words, words
from concord.operations.referrals.forms import CallForm
from concord.operations.referrals.views import places

_LONGEST: Final = timedelta(hours=12)


@require_http_methods(["GET", "HEAD", "POST"])
@door("connect.call")
def call(request: HttpRequest) -> HttpResponseBase:
    """Choose whom to call, then lead through the call; everything travels as form fields."""
    actor, now = actor_of(request), clock.now()
    if request.POST.get("answer"):
        return _count(request, actor, now)
    posted = request.POST if request.method == "POST" else None
    form = CallForm(posted, programs=places.choices(actor), initial=_initial(request, actor))
    if posted is None or not form.is_valid():
        status = 422 if form.errors else 200
        return respond(request, "referrals/call_start.html", {"form": form}, status=status)
    return respond(request, "referrals/call.html", _step(form, request, actor, now))


def _initial(request: HttpRequest, actor: Actor) -> dict[str, str]:
    return {"program": request.GET.get("to", ""), "lang": call_words.language_of(actor.language)}


def _step(form: CallForm, request: HttpRequest, actor: Actor, now: datetime) -> dict[str, Any]:
    said = form.cleaned_data
    reference = form.reference()
    place = (
        places.get_place(reference, actor, now)
        if reference
        else places.outside(said["place"], said["number"])
    )
    number = _number(request.POST.get("step", ""))
    code = call_words.STEPS[number - 1]
    lang = call_words.language_of(said["lang"])
    started = _started(request.POST.get("started", ""), now)
    return {
        "place": place,
        "code": code,
        "step": number,
        "steps": len(call_words.STEPS),
        "dropped": request.POST.get("dropped") == "yes",
        "said": call_words.SAID[code],
        "lang_": lang,
        "languages_of": call_words.LANGUAGE_NAMES,
        "language_line": directory.get_tonight(actor, now).language_line_phone
        if code == "interpreter"
        else "",
        "started": started,
        "elapsed_url": f"{reverse('referrals:elapsed')}?{urlencode({'at': int(started.timestamp())})}",
        "values": {
            "program": said["program"],
            "place": said["place"],
            "number": said["number"],
            "lang": lang,
            "started": str(int(started.timestamp())),
        },
        "answers": list(words.CALL_ANSWERS.items()),
    }


def _number(asked: str) -> int:
    number = int(asked) if asked.isdecimal() and len(asked) < len("00") else 1
    return min(max(number, 1), len(call_words.STEPS))


def _started(asked: str, now: datetime) -> datetime:
    """Read when the call began; anything else than a call of today begins now."""
    at = (
        datetime.fromtimestamp(int(asked), UTC)
        if asked.isdecimal() and len(asked) < len("00000000000")
        else now
    )
    return at if now - _LONGEST < at <= now else now


@require_safe
@door("connect.call")
def elapsed(request: HttpRequest) -> HttpResponse:
    """Say how long the call has lasted."""
    now = clock.now()
    return respond(request, "referrals/_elapsed.html", {"started": _started(request.GET.get("at", ""), now)})


def _count(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Count the call for the own agency, and forget the rest."""
    actions.tally_call(
        kind="joint_call",
        answer=request.POST["answer"],
        program_id=program_id(request.POST.get("program", ""), actor, now),
        by=actor,
        now=now,
    )
    return go(request, "referrals:calls")


def program_id(reference: str, actor: Actor, now: datetime) -> Any:
    """Return a program's id for the count; None for a place outside the network."""
    try:
        return directory.get_receiver(reference, actor, now).program_id
    except NotVisible:
        return None
