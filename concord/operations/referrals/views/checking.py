"""What is looked at before it is sent, and the sending: the same for a referral and for a question."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied, Invalid
from concord.information.releases import words as release_words
from concord.operations.referrals import actions, codes, queries, words
from concord.operations.referrals.forms import SendingForm
from concord.operations.referrals.forms.sending import LISTS
from concord.operations.referrals.views import asking, telling

F = TypeVar("F", bound=SendingForm)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the check page leads: on, back, and aside (no draft is kept where that is "")."""

    send: str
    change: str
    draft: str = ""


def shown(form: F, request: HttpRequest, known: Mapping[str, Any]) -> F:
    """Return the form to go on with: what was posted stands in it, and nothing is called wrong yet."""
    posted = {
        name: request.POST.getlist(name) if name in LISTS else request.POST[name]
        for name in form.fields
        if name in request.POST
    }
    form.initial = {**known, **posted}
    return form


def check(request: HttpRequest, form: SendingForm, ways: Ways) -> HttpResponse | None:
    """Show what they will see and by when they answer; None where something is wrong with the form."""
    actor, now = actor_of(request), clock.now()
    ready = _ready(request, form, actor, now)
    if ready is None:
        return None
    sending = form.sending({})
    kind, urgency = words.SENSITIVITIES[sending.sensitivity]
    person = {name: getattr(sending, name) for name in codes.ITEM_OF}
    deadlines = asking.get_deadlines(
        ready.receiver, sending.sensitivity, sending.category, actor, now, about=sending.about
    )
    context = {
        "receiver": ready.receiver,
        "name": asking.name_of(ready.receiver),
        "see": [
            (_("How soon"), str(urgency)),
            *telling.shared_rows(person, sending.text, sending.about, sending.function),
        ],
        "from": f"{actor.organization_name}: {sending.contact_name or actor.name}, {sending.contact_phone}",
        "urgent": kind == "now",
        "release": ready.release,
        "deadlines": deadlines,
        "warnings": asking.find_warnings(form, ready.receiver),
        "values": form.values(),
        "key": secrets.token_urlsafe(16),
        "ways": ways,
    }
    return respond(request, "referrals/check.html", context)


def _ready(request: HttpRequest, form: SendingForm, actor: Actor, now: datetime) -> actions.Ready | None:
    """Ask everything that sending asks; what is wrong stands beside its field afterwards."""
    whole = form.is_valid()
    try:
        ready = actions.check_sending(sending=_sending(request, form), by=actor, now=now)
    except Invalid as error:
        form.take(error)
    except Denied as refusal:
        _put_beside_release(request, form, refusal)
    else:
        return ready if whole else None
    return None


def _sending(request: HttpRequest, form: SendingForm) -> actions.Sending:
    return form.sending(form.initial, request.POST.get("referring_organization", ""))


def _put_beside_release(request: HttpRequest, form: SendingForm, refusal: Denied) -> None:
    """Say beside the question why the gate is closed; anything else is a page of its own."""
    if not refusal.code.startswith("release_"):
        raise refusal
    request.refused.append(refusal)  # type: ignore[attr-defined]  # the middleware records refusals
    reason, remedy, _page = release_words.REFUSALS[refusal.code]
    items = refusal.parameters.get("items", ())
    named = words.labels(release_words.ITEMS, items if isinstance(items, list) else [])
    form.add_error("release", f"{str(reason) % {'items': named}} {remedy}")


def send(request: HttpRequest, form: SendingForm) -> HttpResponse | None:
    """Send, once: a second click with the same key leads to the same referral.

    None where something is wrong with the form, which says what.
    """
    actor, now = actor_of(request), clock.now()
    if not form.is_valid():
        _ready(request, form, actor, now)
        return None
    key, draft = request.POST.get("key", "")[:64], str(form.cleaned_data.get("draft", ""))
    try:
        referral = actions.send(sending=_sending(request, form), by=actor, now=now, key=key, draft=draft)
    except Invalid as error:
        form.take(error)
    except Denied as refusal:
        _put_beside_release(request, form, refusal)
    else:
        known = referral.own_reference or queries.get_reference(referral.id, actor.organization)
        return go(request, "referrals:one", reference=known)
    return None
