"""Answers that ask something: accept, waiting list, cannot help, correct; and the two ways to end it."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from concord.foundation.access.doors import door, go, is_swap, respond
from concord.foundation.lib.denied import NotVisible
from concord.governance.directory import queries as directory
from concord.operations.referrals import actions, codes, rules, states, words
from concord.operations.referrals.forms import AcceptForm, CorrectForm, DeclineForm, WaitlistForm
from concord.operations.referrals.views import asking, possible, saving
from concord.operations.referrals.views.possible import Here
from concord.operations.referrals.views.telling import person_value

_FORM = require_http_methods(["GET", "HEAD", "POST"])


def _check_answer(request: HttpRequest, here: Here, answer: str) -> None:
    """Refuse to show a form for an answer that cannot be given; what is posted is refused by the verb."""
    if request.method != "POST":
        rules.check_answer(here.actor, here.view.facts, answer, here.now)


@_FORM
@door("referral.write")
def accept(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Accept; every need that was stated is answered first."""
    here = saving.find(request, reference)
    facts = here.view.facts
    _check_answer(request, here, states.ACCEPTED)
    form = AcceptForm(saving.posted(request), needs=facts.needs)
    stated = [(form[f"needs_{need}"], _stated(here, need)) for need in facts.needs]

    def act() -> object:
        return actions.answer(
            referral=here.view.referral,
            outcome=states.ACCEPTED,
            needs_met=form.needs_met(),
            follow_up_on=form.cleaned_data["follow_up_on"],
            by=here.actor,
            now=here.now,
        )

    return saving.save(request, here, form, "referrals/accept.html", act, {"stated": stated})


def _stated(here: Here, need: str) -> str:
    value = here.view.person.get(need)
    return person_value(need, value) if value else ""


@_FORM
@door("referral.write")
def waitlist(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Put on the waiting list."""
    here = saving.find(request, reference)
    _check_answer(request, here, states.WAITLISTED)
    form = WaitlistForm(saving.posted(request))

    def act() -> object:
        return actions.answer(
            referral=here.view.referral,
            outcome=states.WAITLISTED,
            expected_on=form.cleaned_data["expected_on"],
            by=here.actor,
            now=here.now,
        )

    return saving.save(request, here, form, "referrals/waitlist.html", act, {})


@_FORM
@door("referral.write")
def decline(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say that we cannot help: for a reason about us, or one about the person where that may be said."""
    here = saving.find(request, reference)
    _check_answer(request, here, states.DECLINED)
    find = asking.read_find(request)
    programs, more = _other_programs(here, find, request.POST.get("suggested", ""))
    context = _reasons(here) | {"asked": {"more": more, "find": find}}
    if request.method == "POST" and "find" in request.GET:  # only the names are looked for; nothing is said
        shown = DeclineForm(programs=programs, initial=request.POST.dict())
        rest = {"form": shown, "first": None, "reference": reference, "back": here.url("one")}
        template = "referrals/_suggested.html" if is_swap(request) else "referrals/decline.html"
        return respond(request, template, rest | context)
    form = DeclineForm(saving.posted(request), programs=programs)

    def act() -> object:
        return actions.answer(
            referral=here.view.referral,
            outcome=states.DECLINED,
            reason=form.cleaned_data["reason"],
            suggested_program_id=_suggested(form.cleaned_data["suggested"], here),
            by=here.actor,
            now=here.now,
        )

    return saving.save(request, here, form, "referrals/decline.html", act, context)


def _reasons(here: Here) -> dict[str, Any]:
    """Group the reasons: about us, always; about the person, where the gate lets them pass."""
    refused = here.silenced("not_eligible")
    person = words.choices(words.DECLINES, codes.DECLINES_ABOUT_PERSON)
    labels = tuple(str(text) for _code, text in person)
    return {
        "about_us": words.choices(words.DECLINES, codes.DECLINES_ABOUT_US),
        "about_person": [] if refused else person,
        "barred": possible.barred(here, refused, labels) if refused else None,
    }


def _other_programs(here: Here, find: str, chosen: str) -> tuple[list[tuple[str, str]], bool]:
    """List programs of others that offer the same, and whether there are more; neither side is among them."""
    category = here.view.person.get("category", "")
    found, more = asking.list_receivers(category, find, here.actor, here.now)
    receivers = list(found[: asking.FIRST] if more else found)
    if chosen and chosen not in {one.program_reference for one in receivers}:
        with suppress(NotVisible):
            receivers.insert(0, directory.get_receiver(chosen, here.actor, here.now))
    sides = {here.view.facts.owner_id, here.view.facts.receiver_id}
    named = [
        (one.program_reference, f"{one.organization_name}, {one.program_name}")
        for one in receivers
        if one.organization_id not in sides and one.can_receive
    ]
    return named, more


def _suggested(reference: str, here: Here) -> UUID | None:
    return directory.get_receiver(reference, here.actor, here.now).program_id if reference else None


@_FORM
@door("referral.write")
def correct(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Correct a final answer; the correction stands beside it."""
    here = saving.find(request, reference)
    facts = here.view.facts
    if request.method != "POST":
        rules.check_correct(here.actor, facts, here.now)
    form = CorrectForm(saving.posted(request), needs=facts.needs)

    def act() -> object:
        said = form.cleaned_data
        return actions.correct(
            referral=here.view.referral,
            outcome=said["outcome"],
            reason=said["reason"] if said["outcome"] == states.DECLINED else "",
            needs_met=form.needs_met() if said["outcome"] == states.ACCEPTED else {},
            by=here.actor,
            now=here.now,
        )

    context = {"now_said": words.label(words.OUTCOMES, facts.outcome)}
    return saving.save(request, here, form, "referrals/correct.html", act, context)


@_FORM
@door("referral.write")
def close(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask back once, then say that nothing more comes from here."""
    here = saving.find(request, reference)
    if request.method == "POST":
        actions.close_on_our_side(referral=here.view.referral, by=here.actor, now=here.now)
        return go(request, "referrals:one", reference=reference)
    rules.check_close_on_our_side(here.actor, here.view.facts, here.now)
    context = {"reference": reference, "sender": here.view.referral.sender_label}
    return respond(request, "referrals/close.html", context)


@_FORM
@door("referral.write")
def withdraw(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask back once, then take the referral back; no reason is asked."""
    here = saving.find(request, reference)
    if request.method == "POST":
        actions.withdraw(referral=here.view.referral, by=here.actor, now=here.now)
        return go(request, "referrals:one", reference=reference)
    rules.check_withdraw(here.actor, here.view.facts, here.now)
    context = {"reference": reference, "receiver": here.view.referral.receiver_label}
    return respond(request, "referrals/withdraw.html", context)
