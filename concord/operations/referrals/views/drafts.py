"""Drafts, which hold a program and how soon; the way to a release and back; the look at what is typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.lib.screening import Finding, allowed_form, screen
from concord.governance.directory import queries as directory
from concord.operations.referrals import actions, rules, words
from concord.operations.referrals.forms import SendForm
from concord.operations.referrals.views import new as new_page


def _save(form: SendForm, actor: Actor) -> str:
    """Keep program and how soon for 24 hours; returns the reference, "" where something is wrong."""
    form.full_clean()
    form.errors.clear()
    if not form.given("receiver_program"):
        form.take(Invalid([Problem("receiver_program", "program_missing")]))
        return ""
    try:
        return actions.save_draft(
            receiver_program=str(form.given("receiver_program")),
            sensitivity=str(form.given("sensitivity")),
            draft=str(form.given("draft")),
            by=actor,
            now=clock.now(),
        )
    except Invalid as error:
        form.take(error)
        return ""


@require_POST
@door("referral.write")
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep a draft, and show it."""
    actor = actor_of(request)
    form = new_page.form_of(request, actor)
    reference = _save(form, actor)
    if not reference:
        return new_page.show(request, form, actor, clock.now())
    return go(request, f"{reverse('referrals:new')}?{urlencode({'draft': reference})}")


@require_POST
@door("referral.write")
def discard(request: HttpRequest) -> HttpResponseBase:
    """Throw a draft away."""
    actions.discard_draft(reference=request.POST.get("draft", ""), by=actor_of(request), now=clock.now())
    return go(request, "referrals:new")


@require_POST
@door("referral.write")
def to_release(request: HttpRequest) -> HttpResponseBase:
    """Go and record a release for the chosen program, and come back to what was answered.

    The draft keeps the program and how soon. What help is needed is about the person, so it is stored
    nowhere: it travels in the address, as a number.
    """
    actor = actor_of(request)
    form = new_page.form_of(request, actor)
    reference = _save(form, actor)
    if not reference:
        return new_page.show(request, form, actor, clock.now())
    back = {"draft": reference, "help": new_page.number_of(str(form.given("category")))}
    onward = {
        "to": str(form.given("receiver_program")),
        "purpose": "referral",
        "next": f"{reverse('referrals:new')}?{urlencode(back)}",
    }
    return go(request, f"{reverse('releases:new')}?{urlencode(onward)}")


@require_POST
@door("referral.write")
def look_over(request: HttpRequest) -> HttpResponse:
    """Mark what would identify somebody in a text as it is typed; nothing is stored."""
    actor = actor_of(request)
    text = request.POST.get("text", "")[: rules.MOST_NOTE]
    mine = frozenset(allowed_form(detail) for detail in (actor.phone, actor.email) if detail)
    findings = screen(text, allow=mine | directory.get_work_details(actor))
    if not findings:
        return HttpResponse()
    advice = _("Take out what is marked. The text is about the service, never about the person.")
    return respond(request, "referrals/_screened.html", {"parts": parts(text, findings), "advice": advice})


def parts(text: str, findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """Cut a text where something was found."""
    cut, at = [], 0
    for finding in findings:
        cut.append({"text": text[at : finding.start]})
        said = words.label(words.FINDINGS, str(finding.kind))
        cut.append({"text": text[finding.start : finding.end], "reason": said})
        at = finding.end
    return [*cut, {"text": text[at:]}]
