"""The joint call: planned, held, or nobody reached; and how it went."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import door, go
from concord.foundation.lib.denied import Conflict
from concord.operations.referrals import actions, rules, words
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.forms import FollowUpForm, JointForm, PlanForm
from concord.operations.referrals.views import planned, possible, saving
from concord.operations.referrals.views.possible import Here


@require_http_methods(["GET", "HEAD", "POST"])
@door("referral.write")
def joint(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record a joint call; what most calls are is filled in. Beside it stand the other two ways."""
    here = saving.find(request, reference)
    actor, now = here.actor, here.now
    if request.method != "POST":
        rules.check_record_joint(actor, here.view.facts, now)
    form = JointForm(saving.posted(request), initial=_held(here))

    def act() -> object:
        said = form.cleaned_data
        held = Joint(
            at=form.at(),
            mode=said["mode"],
            person_present=said["person_present"],
            roles_agreed=said["roles_agreed"],
            next_steps=tuple(said["next_steps"]),
            **{f"{here.view.side}_name": actor.name},
        )
        return actions.record_joint_contact(referral=here.view.referral, joint=held, by=actor, now=now)

    plan_form = PlanForm(initial=planned.defaults(here), auto_id="f-%s")
    context = _ways(here) | {"plan": plan_form, "planning": request.GET.get("way") == "plan"}
    return saving.save(request, here, form, "referrals/joint.html", act, context)


@require_http_methods(["GET", "HEAD", "POST"])
@door("referral.write")
def plan(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Propose a time for the joint call, on the same page."""
    here = saving.find(request, reference)
    if request.method != "POST":
        return go(request, "referrals:joint", reference=reference)
    form = PlanForm(request.POST)

    def act() -> object:
        return actions.plan_joint_contact(
            referral=here.view.referral,
            plan=actions.Plan(form.at(), form.cleaned_data["plan_mode"]),
            instead_of=form.cleaned_data["instead_of"],
            by=here.actor,
            now=here.now,
        )

    context = _ways(here) | {"form": JointForm(initial=_held(here)), "plan": form, "planning": True}
    return saving.save(request, here, form, "referrals/joint.html", act, context)


@require_POST
@door("referral.write")
def agree(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Agree to the time that the other side proposed and that the page showed."""
    here = saving.find(request, reference)
    at = _instant(request.POST.get("at", ""))
    if at is None:
        raise Conflict("referral_moved")
    actions.agree_on_joint_time(referral=here.view.referral, at=at, by=here.actor, now=here.now)
    return go(request, "referrals:one", reference=reference)


@require_POST
@door("referral.write")
def missed(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say that nobody there was reached for the joint call."""
    here = saving.find(request, reference)
    actions.miss_joint_contact(referral=here.view.referral, by=here.actor, now=here.now)
    return go(request, "referrals:one", reference=reference)


def _instant(text: str) -> datetime | None:
    """Read an instant that a page wrote; None for anything else."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def _held(here: Here) -> Mapping[str, Any]:
    """Fill in what most calls are; once the planned time has come, that it was held then."""
    known = here.view.handoff
    if known is None or known.at > here.now:
        return JointForm.defaults(here.now)
    return JointForm.defaults(known.at) | {"mode": known.mode}


def _ways(here: Here) -> dict[str, Any]:
    """Say what stands, and which of the three ways are open."""
    refused = here.silenced("handoff_state")
    label = str(words.MOVES["joint_recorded"][1])
    return {
        "standing": planned.shown(here.view),
        "agree": planned.agree_step(here),
        "closed": possible.barred(here, refused, (label,)) if refused else None,
        "may_plan": planned.may_plan(here),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@door("referral.write")
def follow_up(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say whether the connection was made, which closes the referral."""
    here = saving.find(request, reference)
    if request.method != "POST":
        rules.check_follow_up(here.actor, here.view.facts, here.now)
    form = FollowUpForm(saving.posted(request))

    def act() -> object:
        result = form.cleaned_data["result"]
        return actions.follow_up(referral=here.view.referral, result=result, by=here.actor, now=here.now)

    return saving.save(request, here, form, "referrals/follow_up.html", act, {})
