"""Today: what waits for the person who looks, and the own openings, to be said in one tap."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, is_swap, respond, signed_in
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible
from concord.foundation.notices import queries as notices
from concord.foundation.notices.queries import Group, Waiting
from concord.governance.directory import actions, codes, words
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import OwnProgram
from concord.governance.participation import queries as participation
from concord.pages.ports import WorkItem
from concord.pages.sources import SOURCES

_NOTICES = 5
_ON = 4
_NEVER = datetime.max.replace(tzinfo=UTC)
_LATER = 6  # of what is in time; the queue has all of it


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what waits, the most urgent first, in a fixed number of queries."""
    actor, now = actor_of(request), clock.now()
    work = [item for source in SOURCES for item in source.list_work(actor, now)]
    _note_read(actor, work, now)
    person_id = actor.person_id
    context = {
        "work": _sorted(work),
        "shown_later": _LATER,
        "notices": _unread(notices.get_page(person_id).notices) if person_id else [],
        "lacking": _lacking(actor),
        "on_call": _on_call(actor, now),
        "programs": _programs(actor, now),
        "sends": actor.can("referral.write"),
        "reads": actor.can("referral.read"),
    }
    return respond(request, "pages/today.html", context)


def _unread(page: Sequence[Waiting]) -> list[Group]:
    """Return what is new, each sentence once; what several things have in common leads to all messages."""
    return notices.group(one for one in page if not one.read)[:_NOTICES]


def _lacking(actor: Actor) -> str:
    """Say in words which contacts for referrals the own organization lacks, to whoever may name them."""
    may = actor.can("directory.edit") and actor.can("referral.read")
    if actor.organization_id is None or not may:
        return ""
    return "; ".join(words.say_lacking(participation.get_lacking(actor.organization_id, actor.tier)))


def _note_read(actor: Actor, work: list[WorkItem], now: datetime) -> None:
    """Log which referrals the page showed; each stands in the log once."""
    own = actor.organization_id
    shown = dict.fromkeys(item.subject_id for item in work if item.subject_id)
    if shown and own:
        audit.record_read(
            actor, "today.shown", now=now, kind="referral", owners=[(one, own) for one in shown]
        )


def _sorted(work: list[WorkItem]) -> dict[str, list[WorkItem]]:
    answers = [item for item in work if item.kind == "answer"]
    return {
        "late": [item for item in answers if item.late],
        "soon": [item for item in answers if item.soon],
        "later": sorted(
            (item for item in answers if not (item.late or item.soon)), key=lambda item: item.at or _NEVER
        ),
        "calls": [item for item in work if item.kind == "call"],
        "drafts": [item for item in work if item.kind == "draft"],
        "confirm": [item for item in work if item.kind == "confirm"],
        "releases": [item for item in work if item.kind == "release"],
    }


def _on_call(actor: Actor, now: datetime) -> tuple[Any, ...]:
    return directory.list_on_call(actor, now)[:_ON] if actor.can("tonight.read") else ()


def _programs(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    if not actor.can("openings.post"):
        return []
    return [_program(program) for program in directory.list_own_programs(actor, now) if program.openings]


def _program(program: OwnProgram) -> dict[str, Any]:
    """Word a program's openings with the buttons that change them."""
    return {
        "reference": program.program_reference,
        "name": program.program_name,
        "openings": [
            {
                "kind": one.kind,
                "label": words.label(words.OPENING_KINDS, one.kind),
                "at": one.updated_at,
                "stale": one.stale,
                "taps": words.taps(one),
            }
            for one in program.openings
        ],
    }


@door("openings.post")
@require_POST
def set_opening(request: HttpRequest) -> HttpResponse:
    """Say what one of the own programs has open; answers with that program's part of the page."""
    actor = actor_of(request)
    program = _own(request, actor)
    state, band = codes.SAYINGS.get(request.POST.get("saying", ""), ("", ""))
    actions.set_opening(
        program_id=program.program_id,
        kind=request.POST.get("kind", ""),
        state=state,
        band=band,
        by=actor,
        now=clock.now(),
    )
    return _shown(request, actor)


@door("openings.post")
@require_POST
def still_right(request: HttpRequest) -> HttpResponse:
    """Say that all openings of a program are as they were."""
    actor = actor_of(request)
    actions.still_right(program_id=_own(request, actor).program_id, by=actor, now=clock.now())
    return _shown(request, actor)


def _own(request: HttpRequest, actor: Actor) -> OwnProgram:
    wanted = request.POST.get("program", "")
    for program in directory.list_own_programs(actor, clock.now()):
        if program.program_reference == wanted:
            return program
    raise NotVisible


def _shown(request: HttpRequest, actor: Actor) -> HttpResponse:
    if not is_swap(request):
        return go(request, "pages:today")
    reference = request.POST["program"]
    program = next(one for one in _programs(actor, clock.now()) if one["reference"] == reference)
    return respond(request, "pages/_own_openings.html", {"program": program})
