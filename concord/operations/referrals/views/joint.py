"""The joint call, and how it went."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from concord.foundation.access.doors import door
from concord.operations.referrals import actions, rules
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.forms import FollowUpForm, JointForm
from concord.operations.referrals.views import saving


@require_http_methods(["GET", "HEAD", "POST"])
@door("referral.write")
def joint(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record a joint call; what most calls are is filled in."""
    here = saving.find(request, reference)
    actor, now = here.actor, here.now
    if request.method != "POST":
        rules.check_record_joint(actor, here.view.facts, now)
    form = JointForm(saving.posted(request), initial=JointForm.defaults(now))

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

    return saving.save(request, here, form, "referrals/joint.html", act, {})


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
