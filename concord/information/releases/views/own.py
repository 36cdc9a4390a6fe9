"""Pages of the own releases: list, record, one, narrow, withdraw, the sheet."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import formats, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from concord.foundation.access import rules as access
from concord.foundation.access import words as access_words
from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond, signed_in
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible, allowed
from concord.information.releases import actions, codes, queries, rules, sheet_words, states, words
from concord.information.releases.forms import NarrowForm, RecordForm, StartForm, local_zone
from concord.information.releases.models import Release
from concord.information.releases.queries import OwnProgram, Recipient
from concord.information.releases.rulesets import get_ruleset


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """List the own releases, the newest first; also for an organization that takes part no longer.

    Whoever may see none reads why in place of the list.
    """
    actor, now = actor_of(request), clock.now()
    page = queries.list_releases(for_=actor, after=request.GET.get("after", ""))
    shown = [(release.id, release.organization_id) for release in page.releases]
    audit.record_read(actor, "release.listed", now=now, kind="release", owners=shown)
    rows = [_line(release, now) for release in page.releases]
    older = f"{reverse('releases:list')}?after={page.after}" if page.after else ""
    context = {"rows": rows, "older": older, "sides": sides(actor, "list"), "closed": _closed(actor)}
    return respond(request, "releases/list.html", context)


def _closed(actor: Actor) -> tuple[Any, Any] | None:
    """Return why somebody may see no releases, and what to do; None where they may."""
    refused = allowed(rules.check_list, actor)
    return access_words.REFUSALS[refused.code][:2] if refused is not None else None


def sides(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the two lists as tabs: what we may tell, and what may be told to us."""
    lists = [("list", _("Ours"), reverse("releases:list"))]
    if actor.can("referral.read"):
        lists.append(("received", pgettext("releases", "Received"), reverse("releases:received_list")))
    return [{"href": href, "label": label, "current": key == current} for key, label, href in lists]


def _line(release: Release, now: datetime) -> dict[str, Any]:
    kind, state = words.STATES[release.facts.shown_state(now)]
    return {
        "release": release,
        "recipient": _listed_name(release),
        "chip_kind": kind,
        "state": state,
        "purpose": words.PURPOSES[release.purpose],
    }


def _listed_name(release: Release) -> str:
    """Name the recipient in a list, without asking how many programs it has."""
    named = release.recipient_program
    name = release.recipient_organization.name
    return f"{name}, {named.name}" if named else name


@require_http_methods(["GET", "POST"])
@door("release.write")
def new(request: HttpRequest) -> HttpResponseBase:
    """Choose whom to name first; then explain point by point and record, or record that they said no."""
    actor, now = actor_of(request), clock.now()
    asked = request.POST if request.method == "POST" else request.GET
    programs = queries.list_own_programs(for_=actor)
    unlearned = allowed(access.check_learned, actor, "release.record")
    if unlearned is not None and request.method != "POST":
        return respond(request, "releases/unlearned.html", {"unlearned": unlearned})
    if not asked.get("to"):
        return _start(request, actor, programs)
    recipient = queries.get_recipient(asked["to"], for_=actor)
    program = own_program(programs, asked.get("program", ""))
    language, purpose = _language(asked.get("lang", "")), _purpose(asked.get("purpose", ""))
    if request.method == "POST" and asked.get("said") == "no":
        draft = rules.Draft(
            program_id=program.id,
            recipient_organization_id=recipient.organization_id,
            recipient_program_id=recipient.program_id,
            purpose=purpose,
            sheet_language=language,
        )
        actions.record_refusal(draft=draft, by=actor, now=now)
        return go(request, onward(request) or reverse("releases:list"))
    form = _record_form(request, program, recipient, purpose, now)
    if request.method == "POST":
        release = _record(form, actor, language, now)
        if release is not None:
            return go(request, _back_with(request, release))
    context = _record_context(request, form, actor, language)
    return respond(request, "releases/new.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest, actor: Actor, programs: tuple[OwnProgram, ...]) -> HttpResponse:
    recipients = queries.list_recipients(for_=actor)
    initial = {"lang": "en", "purpose": _purpose(request.GET.get("purpose", ""))}
    asked = request.GET if "to" in request.GET else None
    form = StartForm(asked, recipients=recipients, programs=programs, initial=initial)
    context = {"form": form, "next": onward(request)}
    return respond(request, "releases/start.html", context, status=422 if form.errors else 200)


def own_program(programs: tuple[OwnProgram, ...], reference: str) -> OwnProgram:
    if not programs:
        raise NotVisible
    return next((program for program in programs if program.reference == reference), programs[0])


def _language(asked: str) -> str:
    return asked if asked in codes.SHEET_LANGUAGES else "en"


def _purpose(asked: str) -> str:
    return asked if asked in codes.PURPOSES else "referral"


def onward(request: HttpRequest) -> str:
    """Return the address to go on to, where it is one of our own."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else ""


def _back_with(request: HttpRequest, release: Release) -> str:
    address = onward(request)
    if not address:
        return reverse("releases:one", args=[release.reference])
    return f"{address}{'&' if '?' in address else '?'}release={release.reference}"


def _record_form(
    request: HttpRequest, program: OwnProgram, recipient: Recipient, purpose: str, now: datetime
) -> RecordForm:
    if request.method == "POST":
        return RecordForm(request.POST, program=program, recipient=recipient, purpose=purpose)
    today = now.astimezone(local_zone()).date()
    ruleset = get_ruleset(program.regime)
    initial = {
        "items": list(codes.first_items(purpose, covered=ruleset.requires_release_to_answer)),
        "method": codes.WRITTEN,
        "signer": "person",
        "given_on": today,
        "ends_on": today.fromordinal(today.toordinal() + ruleset.default_days),
    }
    return RecordForm(program=program, recipient=recipient, purpose=purpose, initial=initial)


def _record(form: RecordForm, actor: Actor, language: str, now: datetime) -> Release | None:
    """Record what the form holds; otherwise put every problem beside its field, all at once."""
    valid = form.is_valid()
    draft = form.draft(now, language)
    unconfirmed = form.wants_confirmation(draft, now)
    try:
        if valid and not unconfirmed:
            return actions.record_release(draft=draft, by=actor, now=now)
        rules.check_record(actor, draft, queries.get_places(draft), now)
    except Invalid as error:
        form.take(error)
    return None


def _record_context(request: HttpRequest, form: RecordForm, actor: Actor, language: str) -> dict[str, Any]:
    program, recipient, purpose = form.program, form.recipient, form.purpose
    address = f"to={recipient.reference}&program={program.reference}&purpose={purpose}"
    return {
        "form": form,
        "recipient": recipient,
        "program": program,
        "ruleset": form.ruleset,
        "regime": words.REGIMES[program.regime],
        "purpose": purpose,
        "purpose_said": words.PURPOSES[purpose],
        "sheet": _sheet(actor.organization_name, recipient, purpose, form.ruleset.max_days, language),
        "sheet_url": f"{reverse('releases:blank_sheet')}?{address}&lang={language}",
        "language_name": sheet_words.LANGUAGE_NAMES[language],
        "next": onward(request),
    }


def _sheet(owner: str, recipient: Recipient, purpose: str, days: int, language: str) -> sheet_words.Sheet:
    """Build a sheet to be filled in by hand."""
    facts = sheet_words.SheetFacts(
        owner=owner,
        recipient=recipient.name,
        purpose=purpose,
        items=codes.offered_items(purpose, serves_pwch=recipient.serves_pwch),
        answer_items=() if purpose == "report_back" else codes.ANSWER_ITEMS,
        duties=recipient.duties,
        days=days,
    )
    return sheet_words.build(language, facts)


@require_safe
@door("release.write")
def blank_sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet to be read aloud, printed and signed before anything is recorded."""
    actor, asked = actor_of(request), request.GET
    recipient = queries.get_recipient(asked.get("to", ""), for_=actor)
    program = own_program(queries.list_own_programs(for_=actor), asked.get("program", ""))
    language, purpose = _language(asked.get("lang", "")), _purpose(asked.get("purpose", ""))
    days = get_ruleset(program.regime).max_days
    sheet = _sheet(actor.organization_name, recipient, purpose, days, language)
    kept = f"to={recipient.reference}&program={program.reference}&purpose={purpose}"
    return _sheet_page(request, sheet, f"{request.path}?{kept}&lang=", f"{reverse('releases:new')}?{kept}")


@require_safe
@signed_in
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the sheet of a recorded release; it names the items and the end, and no person."""
    actor = actor_of(request)
    release = queries.get_release(reference, for_=actor)
    if release.state == states.REFUSED:
        raise NotVisible
    language = _language(request.GET.get("lang", release.sheet_language))
    facts = sheet_words.SheetFacts(
        owner=release.organization.name,
        recipient=queries.get_recipient_name(release),
        purpose=release.purpose,
        agreed=True,
        items=tuple(release.items),
        answer_items=codes.ANSWER_ITEMS if release.report_back_until else (),
        duties=queries.get_duties(release),
        days=release.max_days,
        until=_said_day(release.ends_at, language),
        report_back_until=_said_day(release.report_back_until, language),
    )
    built = sheet_words.build(language, facts)
    return _sheet_page(request, built, f"{request.path}?lang=", reverse("releases:one", args=[reference]))


def _said_day(at: datetime | None, language: str) -> str:
    """Write a day out in the language of the sheet."""
    if at is None:
        return ""
    with translation.override(language):
        return str(formats.date_format(at.astimezone(local_zone()), "DATE_FORMAT"))


def _sheet_page(request: HttpRequest, built: sheet_words.Sheet, address: str, back: str) -> HttpResponse:
    languages = [
        {"href": f"{address}{code}", "label": name, "lang": code, "current": code == built.language}
        for code, name in sheet_words.LANGUAGE_NAMES.items()
    ]
    return respond(request, "releases/sheet.html", {"sheet": built, "languages_of": languages, "back": back})


@require_safe
@signed_in
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one of the own releases, with what can be done about it."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    owners = [(release.id, release.organization_id)]
    audit.record_read(actor, "release.read", now=now, kind="release", owners=owners)
    copy = queries.get_copy(release, now=now)
    return respond(request, "releases/one.html", _one_context(release, actor, now) | {"copy": copy})


def _one_context(release: Release, actor: Actor, now: datetime) -> dict[str, Any]:
    ruleset = get_ruleset(release.ruleset)
    return _line(release, now) | {
        "recipient": queries.get_recipient_name(release),
        "items": [words.ITEMS[item] for item in release.items],
        "method": words.METHODS[release.method],
        "signer": words.SIGNERS[release.signer],
        "sheet_language": sheet_words.LANGUAGE_NAMES[release.sheet_language],
        "regime": words.REGIMES[release.ruleset],
        "ruleset": ruleset,
        "refused": release.state == states.REFUSED,
        "may_withdraw": allowed(rules.check_withdraw, actor, release.facts) is None,
        "may_narrow": len(release.items) > 1 and release.facts.active(now),
    }


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask back once, then end the release; no reason is asked."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    if request.method == "POST":
        actions.withdraw_release(release=release, by=actor, now=now)
        return go(request, reverse("releases:one", args=[reference]))
    rules.check_withdraw(actor, release.facts)
    name, copy = queries.get_recipient_name(release), queries.get_copy(release, now=now)
    context = {"release": release, "recipient": name, "copy": copy}
    return respond(request, "releases/withdraw.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def narrow(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take items away."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    rules.check_withdraw(actor, release.facts)
    posted = request.POST if request.method == "POST" else None
    form = NarrowForm(posted, items=release.items, initial={"items": release.items})
    if form.is_valid():
        try:
            actions.narrow_release(release=release, items=form.cleaned_data["items"], by=actor, now=now)
        except Invalid as error:
            for problem in error.problems:
                form.add_error("items", words.reason(problem.code, **problem.parameters))
        else:
            return go(request, reverse("releases:one", args=[reference]))
    context = {"release": release, "recipient": queries.get_recipient_name(release), "form": form}
    return respond(request, "releases/narrow.html", context, status=422 if form.errors else 200)
