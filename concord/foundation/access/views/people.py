"""The people of an organization, for its lead."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concord.foundation.access import actions, queries, words
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.access.forms.people import GIVEN, InviteForm, MemberForm, show_problems
from concord.foundation.access.views.pages import UNPROCESSABLE
from concord.foundation.accounts import states
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible

# what stands in the address -> the action it calls, and the question that is asked before it
STEPS: dict[str, Callable[..., object]] = {
    "invite": actions.invite_again,
    "suspend": actions.suspend_member,
    "reactivate": actions.reactivate_member,
    "second-factor": actions.reset_member_second_factor,
    "sign-ins": actions.end_member_sessions,
    "left": actions.mark_member_left,
}


@door("people.manage")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    members = queries.list_members(actor_of(request))
    return respond(
        request,
        "access/people.html",
        {"members": members, "roles": words.ROLES, "states": words.STATES},
    )


@door("people.manage")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague; a letter with a link goes out, which says nothing else."""
    actor = actor_of(request)
    form = InviteForm(request.POST or None, programs=queries.list_programs(actor))
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.invite_member(
                email=facts["email"],
                name=facts["name"],
                roles=facts["roles"],
                title=facts["title"],
                program_id=facts["program"],
                by=actor,
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "access:people")
    return _form_page(request, "access/person_invite.html", form, {})


@door("people.manage")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one person, and change title, program and roles."""
    actor = actor_of(request)
    member = queries.get_member(actor, reference)
    initial = {"title": member.title, "program": member.program_id, "roles": member.roles}
    form = MemberForm(request.POST or None, initial=initial, programs=queries.list_programs(actor))
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.change_member(
                reference=reference,
                roles=facts["roles"],
                title=facts["title"],
                program_id=facts["program"],
                by=actor,
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "access:people")
    context = {
        "member": member,
        "steps": steps_for(member, is_self=member.person_id == actor.person_id),
        "roles": words.ROLES,
        "states": words.STATES,
        "kept": [words.ROLES[role] for role in member.roles if role not in GIVEN],
    }
    return _form_page(request, "access/person.html", form, context)


def steps_for(member: queries.Member, *, is_self: bool) -> list[str]:
    """Return what can be done with a member now, in the order of the page."""
    if is_self:
        return ["sign-ins"]
    if member.state == states.INVITED:
        return ["invite", "left"]
    if member.state == states.SUSPENDED:
        return ["reactivate", "left"]
    return ["sign-ins", *(["second-factor"] if member.second_factor else []), "suspend", "left"]


@door("people.manage")
@require_GET
def ask(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Ask back before a step that shuts somebody out."""
    member = queries.get_member(actor_of(request), reference)
    if step not in STEPS:
        raise NotVisible
    return respond(request, "access/person_step.html", {"member": member, "step": step})


@door("people.manage")
@require_POST
def take(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Take the step."""
    if step not in STEPS:
        raise NotVisible
    STEPS[step](reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "access:people")


def _form_page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, template, {"form": form, **context}, status=status)
