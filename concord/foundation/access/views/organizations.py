"""Organizations of the network, for the backbone; and the public page on which one asks to take part."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concord.foundation.access import actions, queries, words
from concord.foundation.access.doors import actor_of, door, go, public, respond
from concord.foundation.access.forms.people import (
    AccessRequestForm,
    LeadForm,
    RegisterForm,
    show_problems,
)
from concord.foundation.access.views.pages import UNPROCESSABLE
from concord.foundation.accounts.oneself import oneself
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible
from concord.foundation.organizations import queries as organizations

# A public form: a handful of requests from one place in an hour are enough.
_LIMITS = {"access_request": "5/h/ip"}


@door("organizations.register")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """List the requests that wait, and every organization."""
    return respond(
        request,
        "access/organizations.html",
        {
            "waiting": queries.list_waiting_requests(),
            "organizations": queries.list_organizations(),
            "types": words.TYPES,
            "sub_types": words.SUB_TYPES,
        },
    )


@door("organizations.register")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register an organization of one of the listed kinds."""
    regions = [(region.code, region.name) for region in organizations.list_regions()]
    form = RegisterForm(request.POST or None, regions=regions)
    if form.is_valid():
        org_type, sub_type = form.kind_of()
        try:
            organization = actions.register_organization(
                name=form.cleaned_data["name"],
                org_type=org_type,
                sub_type=sub_type,
                regions=form.cleaned_data["regions"],
                public_body=form.cleaned_data["public_body"],
                by=actor_of(request),
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "access:first_lead", reference=organization.reference)
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, "access/organization_new.html", {"form": form}, status=status)


@door("organizations.register")
@require_http_methods(["GET", "POST"])
def first_lead(request: HttpRequest, reference: str) -> HttpResponse:
    """Invite the first lead of an organization."""
    organization = queries.get_organization_to_lead(reference)
    form = LeadForm(request.POST or None)
    if form.is_valid():
        try:
            actions.invite_first_lead(
                organization=organization,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                by=actor_of(request),
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "access:organizations")
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    context = {"form": form, "organization": organization}
    return respond(request, "access/first_lead.html", context, status=status)


@door("organizations.register")
@require_POST
def decide(request: HttpRequest, reference: str, decision: str) -> HttpResponse:
    """Accept or decline a request to take part."""
    asked = queries.get_request(reference)
    if decision == "accept":
        actions.accept_request(request=asked, by=actor_of(request), now=clock.now())
    elif decision == "decline":
        actions.decline_request(request=asked, by=actor_of(request), now=clock.now())
    else:
        raise NotVisible
    return go(request, "access:organizations")


@public("an organization that does not take part yet asks to")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the request of somebody who acts for an organization. There is no sign-up for anybody else."""
    form = AccessRequestForm(request.POST or None)
    if form.is_valid():
        refused = ratelimit.consume_or_429(request, app="concord", action="access_request", config=_LIMITS)
        if refused:
            return refused  # type: ignore[no-any-return]  # allauth has no types
        org_type, sub_type = form.kind_of()
        actions.ask_for_access(
            organization_name=form.cleaned_data["organization_name"],
            org_type=org_type,
            sub_type=sub_type,
            person_name=form.cleaned_data["person_name"],
            work_email=form.cleaned_data["work_email"],
            by=oneself(request, actor_of(request).person_id),
            now=clock.now(),
        )
        return go(request, "access:asked")
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, "access/ask.html", {"form": form}, status=status)


@public("an organization that does not take part yet asks to")
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    return respond(request, "access/asked.html", {})
