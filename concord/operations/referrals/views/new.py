"""New: three ways without a record, then four questions, a look at what will be sent, and the sending."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import allowed
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import codes as directory_codes
from concord.governance.directory import queries as directory
from concord.operations.referrals import codes, queries
from concord.operations.referrals.forms import SendForm
from concord.operations.referrals.views import asking, checking

PARTS = frozenset({"rest", "found", "release", "covered", "deadline"})
WAYS = checking.Ways("referrals:send", "referrals:new", "referrals:keep_draft")


def category_of(number: str) -> str:
    """Read a kind of help from an address, where it is a number and no word ("": none)."""
    known = directory_codes.CATEGORIES
    index = int(number) - 1 if number.isdecimal() and len(number) < len("000") else -1
    return known[index] if 0 <= index < len(known) else ""


def number_of(category: str) -> str:
    """Write a kind of help so that it can stand in an address."""
    known = directory_codes.CATEGORIES
    return str(known.index(category) + 1) if category in known else ""


def inferred(actor: Actor) -> dict[str, Any]:
    """Return what is filled in and shown for correction: from the role, the place and the person."""
    organization = organizations.get_organization(actor.organization_reference)
    return {
        "basis": ["direct_client_interview"],
        "source": codes.SOURCE_OF_TYPE.get(organization.sub_type, "community_based_organization"),
        "pathway": codes.PATHWAYS_OPEN[0],
        "contact_name": actor.name,
        "contact_phone": actor.phone,
    }


def _partners(actor: Actor) -> list[tuple[str, str]]:
    page = directory.list_programs(actor, directory.Filters(), size=asking.MOST)
    named = {row.organization_reference: row.organization_name for row in page.rows if not row.ended}
    return list(named.items())


def form_of(request: HttpRequest, actor: Actor) -> SendForm:
    """Return the form as it was posted, to be checked."""
    return SendForm(request.POST, partners=_partners(actor), initial=inferred(actor))


def _shown_form(request: HttpRequest, actor: Actor, initial: dict[str, Any]) -> SendForm:
    """Return the form to go on with: what was posted stands in it, and nothing is called wrong yet."""
    return checking.shown(SendForm(partners=_partners(actor)), request, inferred(actor) | initial)


@require_http_methods(["GET", "HEAD", "POST"])
@door("connect.call")
def new(request: HttpRequest) -> HttpResponseBase:
    """Offer the ways without a record first; below them, for whoever may send, the four questions."""
    actor, now = actor_of(request), clock.now()
    if not actor.can("referral.write"):
        return respond(request, "referrals/new.html", {"form": None, "drafts": (), "unlearned": None})
    unlearned = allowed(access.check_learned, actor, "referral.send")
    if unlearned is not None:
        return respond(request, "referrals/new.html", {"form": None, "drafts": (), "unlearned": unlearned})
    initial = _prefilled(request, actor, now) if request.method != "POST" else {}
    form = _shown_form(request, actor, initial)
    return show(request, form, actor, now, errors=False)


def _prefilled(request: HttpRequest, actor: Actor, now: datetime) -> dict[str, Any]:
    """Fill in what an address says: a draft, an own referral to be asked elsewhere, a fresh release."""
    asked = request.GET
    found: dict[str, Any] = {}
    if asked.get("from"):
        found |= _asked_elsewhere(asked["from"], actor, now)
    draft = next(
        (one for one in queries.list_drafts(for_=actor) if one.reference == asked.get("draft")), None
    )
    if draft is not None:
        receiver = directory.get_receiver(draft.subject.receiver_program_id, actor, now)
        found |= {"receiver_program": receiver.program_reference, "sensitivity": draft.subject.sensitivity}
        found["draft"] = draft.reference
    if asked.get("to"):
        found["receiver_program"] = asked["to"]
    found |= {"category": category_of(asked["help"])} if asked.get("help") else {}
    return found | ({"release": asked["release"]} if asked.get("release") else {})


def _asked_elsewhere(reference: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Take the question of a referral that was answered with another program's name; never its release."""
    view = queries.get_referral(reference, for_=actor, now=now)
    if view.side != "sender" or view.answer is None or view.answer.suggested_program_id is None:
        return {}
    named = directory.get_receiver(view.answer.suggested_program_id, actor, now)
    return {
        "category": view.referral.category,
        "sensitivity": view.referral.sensitivity,
        "receiver_program": named.program_reference,
    }


def show(
    request: HttpRequest, form: SendForm, actor: Actor, now: datetime, *, errors: bool = True, part: str = ""
) -> HttpResponse:
    """Show the questions, or one part of what follows from them."""
    asked = asking.build(form, actor, now, asking.read_find(request))
    context = {
        "form": form,
        "unlearned": None,
        "asked": asked,
        "errors": errors,
        "soon": asking.sensitivity_choices(),
        "drafts": () if part else [_draft_shown(one) for one in queries.list_drafts(for_=actor)],
        "inferred_open": errors and any(form.has_error(name) for name in (*inferred(actor), "basis_partner")),
    }
    template = f"referrals/_{part}.html" if part else "referrals/new.html"
    status = 422 if errors and form.errors else 200
    return respond(request, template, context, status=status)


def _draft_shown(party: Any) -> dict[str, Any]:
    return {
        "label": party.subject.receiver_label,
        "until": party.subject.expires_at,
        "reference": party.reference,
        "href": f"{reverse('referrals:new')}?{urlencode({'draft': party.reference})}",
    }


@require_POST
@door("referral.write")
def part(request: HttpRequest) -> HttpResponseBase:
    """Answer a change with the part of the page that follows from it; nothing is stored."""
    actor, now = actor_of(request), clock.now()
    wanted = request.GET.get("part", "")
    form = _shown_form(request, actor, {})
    return show(request, form, actor, now, errors=False, part=wanted if wanted in PARTS else "")


@require_POST
@door("referral.write")
def check(request: HttpRequest) -> HttpResponseBase:
    """Show what they will see and by when they answer; every missing field is named at once."""
    actor = actor_of(request)
    form = form_of(request, actor)
    return checking.check(request, form, WAYS) or show(request, form, actor, clock.now())


@require_POST
@door("referral.write")
def send(request: HttpRequest) -> HttpResponseBase:
    """Send, once: a second click with the same key leads to the same referral."""
    actor = actor_of(request)
    form = form_of(request, actor)
    return checking.send(request, form) or show(request, form, actor, clock.now())
