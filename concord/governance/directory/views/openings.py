"""The Openings page: what the own programs have, in one or two taps, and who is on call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, is_swap, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible
from concord.governance.directory import actions, codes, queries, words
from concord.governance.directory.forms import choices, mark_needed, show_problems
from concord.governance.directory.forms.others import OpeningForm, ShiftForm
from concord.governance.directory.queries import OwnProgram


@require_safe
@door("openings.post")
def openings_page(request: HttpRequest) -> HttpResponse:
    """Show the own programs with a button for each thing that can be said."""
    own = queries.list_own_programs(actor_of(request), clock.now())
    return respond(request, "directory/openings.html", {"programs": [_shown(program) for program in own]})


@require_POST
@door("openings.post")
def post_opening(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what there is; answers the program's card to a swap, the page otherwise."""
    program = _own(request, reference)
    form = OpeningForm(request.POST)
    if not form.is_valid():
        return _card(request, reference, form, status=422)
    state, band = form.said()
    actions.set_opening(
        program_id=program.program_id,
        kind=form.cleaned_data["kind"],
        state=state,
        band=band,
        by=actor_of(request),
        now=clock.now(),
    )
    return _card(request, reference)


@require_POST
@door("openings.post")
def post_still_right(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that everything is as it was."""
    program = _own(request, reference)
    actions.still_right(program_id=program.program_id, by=actor_of(request), now=clock.now())
    return _card(request, reference)


@require_http_methods(["GET", "HEAD", "POST"])
@door("openings.post")
def on_call_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who is on, and put somebody on call."""
    program = _own(request, reference)
    ends = [shift.ends_at for shift in program.on_call]
    proposed = ShiftForm.following(ends, clock.now(), program.facts.time_zone)
    form = ShiftForm(request.POST if request.method == "POST" else None, initial=proposed)
    if form.is_bound and form.is_valid():
        try:
            actions.set_on_call(
                program_id=program.program_id,
                draft=form.draft(program.facts.time_zone),
                by=actor_of(request),
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "directory:on_call", reference=reference)
    mark_needed(form, ["name", "phone"])
    values = {"program": _shown(program), "form": form}
    return respond(request, "directory/on_call.html", values, status=422 if form.is_bound else 200)


@require_POST
@door("openings.post")
def end_shift(request: HttpRequest, reference: str, shift: str) -> HttpResponse:
    """End a shift, or take one back."""
    program = _own(request, reference)
    shift_id = next((each.id for each in program.on_call if each.reference == shift), None)
    if shift_id is None:
        raise NotVisible
    actions.end_on_call(shift_id=shift_id, by=actor_of(request), now=clock.now())
    return go(request, "directory:on_call", reference=reference)


def _own(request: HttpRequest, reference: str) -> OwnProgram:
    for program in queries.list_own_programs(actor_of(request), clock.now()):
        if program.program_reference == reference:
            return program
    raise NotVisible


def _card(
    request: HttpRequest, reference: str, form: OpeningForm | None = None, *, status: int = 200
) -> HttpResponse:
    if form is None and not is_swap(request):
        return go(request, "directory:openings")
    program = _shown(_own(request, reference))
    if form is not None:
        program["errors"] = [(f"kind-{reference}", text) for texts in form.errors.values() for text in texts]
    if is_swap(request):
        return respond(request, "directory/_openings_card.html", {"program": program}, status=status)
    own = queries.list_own_programs(actor_of(request), clock.now())
    cards = [program if each.program_reference == reference else _shown(each) for each in own]
    return respond(request, "directory/openings.html", {"programs": cards}, status=status)


def _shown(program: OwnProgram) -> dict[str, Any]:
    """Return a program's card: a line for each kind it has, and the kinds that can be added."""
    reference = program.program_reference
    named = {view.kind: view for view in program.openings if view.kind}
    return {
        "reference": reference,
        "name": program.program_name,
        "lines": [
            {
                "kind": kind,
                "label": words.label(words.OPENING_KINDS, kind),
                "said": words.say_opening(view),
                "at": view.updated_at,
                "stale": view.stale,
                "taps": words.taps(view),
            }
            for kind, view in named.items()
        ],
        "line_only": any(view.shows == "line" for view in program.openings),
        "further": choices(words.OPENING_KINDS, [kind for kind in codes.OPENING_KINDS if kind not in named]),
        "sayings": choices(words.SAYINGS, codes.SAYINGS),
        "whys": {name: OpeningForm().why(name) for name in OpeningForm.base_fields},
        "errors": [],
        "post_url": reverse("directory:post_opening", args=[reference]),
        "still_url": reverse("directory:still_right", args=[reference]),
        "on_call_url": reverse("directory:on_call", args=[reference]),
        "on_call": [
            {
                "name": shift.name,
                "phone": shift.phone,
                "starts_at": shift.starts_at,
                "ends_at": shift.ends_at,
                "now": shift.starts_at <= clock.now(),
                "end_url": reverse("directory:end_shift", args=[reference, shift.reference]),
            }
            for shift in program.on_call
        ],
        "time_zone": program.facts.time_zone.replace("_", " "),
    }
