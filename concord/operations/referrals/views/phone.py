"""Log a phone handoff in under a minute: first, who spoke about the person."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import Receiver
from concord.information.releases import queries as releases
from concord.operations.referrals import actions, queries
from concord.operations.referrals.forms import PhoneForm, UnderReleaseForm
from concord.operations.referrals.views import places
from concord.operations.referrals.views.together import program_id


@require_http_methods(["GET", "HEAD", "POST"])
@door("connect.call")
def phone(request: HttpRequest) -> HttpResponseBase:
    """Count the call; where we spoke about the person, ask first under which release."""
    actor, now = actor_of(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    form = PhoneForm(posted, programs=places.choices(actor), initial={"program": request.GET.get("to", "")})
    if posted is None or not form.is_valid():
        return respond(request, "referrals/phone.html", {"form": form}, status=422 if form.errors else 200)
    if form.cleaned_data["spoke"] == "we":
        return _under_release(request, form, actor, now)
    return _count(form, actor, now, request)


def _count(
    form: PhoneForm, actor: Actor, now: datetime, request: HttpRequest, release: str = ""
) -> HttpResponse:
    actions.tally_call(
        kind="phone_handoff",
        spoke=form.cleaned_data["spoke"],
        release=release,
        answer=form.cleaned_data["answer"],
        program_id=program_id(form.reference(), actor, now),
        by=actor,
        now=now,
    )
    return go(request, "referrals:calls")


def _under_release(request: HttpRequest, form: PhoneForm, actor: Actor, now: datetime) -> HttpResponse:
    """Ask for the release that named the program; without one, the count alone is offered."""
    access.check_capability(actor, "referral.write")
    receiver = _receiver(form.reference(), actor, now)
    running = _running(receiver, actor, now)
    chosen = request.POST if "handoff_release" in request.POST or request.POST.get("second") else None
    second = UnderReleaseForm(chosen, releases=running, referrals=_referrals(receiver, actor, now))
    if chosen is not None and running and second.is_valid():
        reference = second.cleaned_data["referral"]
        if reference:
            return go(request, "referrals:joint", reference=reference)
        return _count(form, actor, now, request, second.cleaned_data["handoff_release"])
    onward = urlencode({"to": form.reference(), "purpose": "joint_call", "next": reverse("referrals:phone")})
    context = {
        "form": second,
        "running": running,
        "values": {name: form.cleaned_data[name] for name in ("program", "spoke", "answer")},
        "record_url": f"{reverse('releases:new')}?{onward}" if receiver else "",
        "name": places.receiver_name(receiver) if receiver else "",
    }
    status = 422 if chosen is not None else 200
    return respond(request, "referrals/phone_release.html", context, status=status)


def _receiver(reference: str, actor: Actor, now: datetime) -> Receiver | None:
    try:
        return directory.get_receiver(reference, actor, now) if reference else None
    except NotVisible:
        return None


def _running(receiver: Receiver | None, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    if receiver is None:
        return []
    found = releases.find_active(
        by_organization_id=actor.organization,
        recipient_organization_id=receiver.organization_id,
        recipient_program_id=receiver.program_id,
        now=now,
    )
    return [(facts.reference, _dated(facts.reference, facts.starts_at)) for facts in found]


def _dated(reference: str, at: datetime) -> str:
    day = formats.date_format(at, "D j M Y")
    return _("%(reference)s, recorded on %(day)s") % {"reference": reference, "day": day}


def _referrals(receiver: Receiver | None, actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """List the open referrals that we sent to this program."""
    if receiver is None:
        return []
    label = f"{receiver.organization_name} · {receiver.program_name}"
    page = queries.list_queue(for_=actor, view="sent", now=now, size=places.MOST)
    return [(row.reference, row.reference) for row in page.rows if row.receiver == label]
