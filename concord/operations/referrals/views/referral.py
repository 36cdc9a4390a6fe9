"""The page of one referral, and what changes it at once."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.operations.referrals import actions, queries
from concord.operations.referrals.forms import NoteForm
from concord.operations.referrals.views import page


@require_safe
@door("referral.read")
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a referral as its party may read it now."""
    return _show(request, reference, NoteForm())


def _show(request: HttpRequest, reference: str, note_form: NoteForm) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    view = queries.get_referral(reference, for_=actor, now=now)
    owners = [(view.referral.id, view.referral.owner_id)]
    audit.record_read(actor, "referral.read", now=now, kind="referral", owners=owners)
    shown = page.build(view, actor, now)
    template = "referrals/stub.html" if shown.stub else "referrals/one.html"
    context = {"page": shown, "note_form": note_form, "may_write": actor.can("referral.write")}
    return respond(request, template, context, status=422 if note_form.errors else 200)


@require_POST
@door("referral.write")
def add_note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Keep a note of the own agency."""
    actor = actor_of(request)
    referral = queries.get_for_change(reference, for_=actor)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.add_note(referral=referral, text=form.cleaned_data["note"], by=actor, now=clock.now())
        except Invalid as error:
            form.take(error)
        else:
            return go(request, "referrals:one", reference=reference)
    return _show(request, reference, form)


@require_POST
@door("referral.write")
def called(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Note that the receiver of an urgent referral was telephoned."""
    actor = actor_of(request)
    actions.log_call(referral=queries.get_for_change(reference, for_=actor), by=actor, now=clock.now())
    return go(request, "referrals:one", reference=reference)


@require_POST
@door("referral.write")
def confirm_joint(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Confirm the other side's record of a joint call."""
    actor = actor_of(request)
    referral = queries.get_for_change(reference, for_=actor)
    actions.confirm_joint_contact(referral=referral, by=actor, now=clock.now())
    return go(request, "referrals:one", reference=reference)


@require_POST
@door("referral.write")
def call_us(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Ask the sender to telephone."""
    actor = actor_of(request)
    actions.call_us(referral=queries.get_for_change(reference, for_=actor), by=actor, now=clock.now())
    return go(request, "referrals:one", reference=reference)


@require_POST
@door("referral.write")
def pending(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say that it is still being decided."""
    actor = actor_of(request)
    referral = queries.get_for_change(reference, for_=actor)
    actions.answer(referral=referral, outcome="pending", by=actor, now=clock.now())
    return go(request, "referrals:one", reference=reference)
