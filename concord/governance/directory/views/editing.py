"""Keeping a listing right: edit, confirm, claim, channels, a new program, what has ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Invalid, NotVisible
from concord.governance.directory import actions, queries, rules
from concord.governance.directory.forms import mark_needed, show_problems
from concord.governance.directory.forms.listing import (
    ListingForm,
    ProgramForm,
    criteria_forms,
    criteria_of,
    draft_of,
)
from concord.governance.directory.forms.others import ChannelForm, EndForm
from concord.governance.directory.views import shown

NEEDED = ("categories", "harm_scope", "serves", "regions")
UNPROCESSABLE = 422
CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@door("directory.read")
def edit_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Edit a listing; who was faster is named, and what was written stays."""
    actor = actor_of(request)
    found = queries.get_program(reference, actor)
    rules.check_edit(actor, found.facts)
    base, regions = draft_of(found), queries.get_regions()
    sent = request.POST if request.method == "POST" else None
    form = ListingForm(sent, regions=regions, base=base, initial={"version": found.version})
    rows = criteria_forms(sent, base)
    if sent is None:
        return _edit_page(request, found, form, rows)
    if not (form.is_valid() & rows.is_valid()):
        return _edit_page(request, found, form, rows, status=UNPROCESSABLE)
    try:
        actions.edit_listing(
            program_id=found.facts.program_id,
            version=form.cleaned_data["version"],
            draft=form.draft(criteria_of(rows)),
            by=actor,
            now=clock.now(),
        )
    except Invalid as refusal:
        show_problems(form, refusal)
        return _edit_page(request, found, form, rows, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _edit_page(request, found, form, rows, status=CONFLICT, conflict=conflict)
    return go(request, "directory:program", reference=reference)


def _edit_page(
    request: HttpRequest,
    found: queries.ProgramDetail,
    form: ListingForm,
    rows: Any,
    *,
    status: int = 200,
    conflict: Conflict | None = None,
) -> HttpResponse:
    mark_needed(form, NEEDED)
    version = conflict.parameters["version"] if conflict is not None else form["version"].value()
    values = {
        "program": shown.program(found, actor_of(request)),
        "form": form,
        "rows": rows,
        "version": version,
        "conflict": dict(conflict.parameters) if conflict is not None else None,
        "channel_form": ChannelForm(),
        "new": False,
    }
    return respond(request, "directory/edit.html", values, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@door("directory.read")
def new_program_page(request: HttpRequest, reference: str) -> HttpResponse:
    """List a new program of an organization."""
    actor = actor_of(request)
    organization = queries.get_organization(reference, actor)
    rules.check_create(actor, organization.id)
    sent = request.POST if request.method == "POST" else None
    form = ListingForm(sent, regions=queries.get_regions(), initial={"regions": list(organization.regions)})
    named, rows = ProgramForm(sent), criteria_forms(sent)
    status = 200
    if sent is not None:
        status = UNPROCESSABLE
        if named.is_valid() & form.is_valid() & rows.is_valid():
            try:
                listing = actions.create_listing(
                    organization_id=organization.id,
                    program=named.draft(),
                    draft=form.draft(criteria_of(rows)),
                    by=actor,
                    now=clock.now(),
                )
            except Invalid as refusal:
                show_problems(form, refusal)
            else:
                return go(request, "directory:program", reference=listing.program.reference)
    mark_needed(form, NEEDED)
    values = {
        "program": {"name": _("New program"), "organization": organization.name,
                    "url": reverse("directory:organization", args=[reference])},
        "form": form, "named": named, "rows": rows, "version": 1, "conflict": None, "new": True,
    }  # fmt: skip
    return respond(request, "directory/edit.html", values, status=status)


@require_POST
@door("directory.edit")
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a listing is still right."""
    found = queries.get_program(reference, actor_of(request))
    actions.confirm_listing(program_id=found.facts.program_id, by=actor_of(request), now=clock.now())
    return go(request, "directory:program", reference=reference)


@require_POST
@door("directory.edit")
def claim_listing(request: HttpRequest, reference: str) -> HttpResponse:
    """Take over what the coalition listed."""
    found = queries.get_program(reference, actor_of(request))
    actions.claim(program_id=found.facts.program_id, by=actor_of(request), now=clock.now())
    return go(request, "directory:program", reference=reference)


@require_http_methods(["GET", "HEAD", "POST"])
@door("directory.read")
def add_channel(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a way to reach a program."""
    actor = actor_of(request)
    found = queries.get_program(reference, actor)
    rules.check_edit(actor, found.facts)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.save_channel(
                program_id=found.facts.program_id, draft=form.draft(), by=actor, now=clock.now()
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "directory:add_channel", reference=reference)
    mark_needed(form, ["value"])
    values = {"program": shown.program(found, actor), "form": form}
    return respond(request, "directory/channels.html", values, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@door("directory.read")
def drop_channel(request: HttpRequest, reference: str, channel: str) -> HttpResponse:
    """Take a channel out."""
    found = queries.get_program(reference, actor_of(request))
    channel_id = next((each.id for each in found.channels if each.reference == channel), None)
    if channel_id is None:
        raise NotVisible
    actions.remove_channel(channel_id=channel_id, by=actor_of(request), now=clock.now())
    return go(request, "directory:add_channel", reference=reference)


@require_http_methods(["GET", "HEAD", "POST"])
@door("directory.read")
def end_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a program, or the whole organization, is no longer operational."""
    actor = actor_of(request)
    organization = queries.get_organization(reference, actor)
    rules.check_end(actor, organization.id)
    running = [each for each in organization.programs if not each.row.ended]
    named = [(each.row.program_reference, each.row.program_name) for each in running]
    form = EndForm(request.POST if request.method == "POST" else None, programs=named)
    if form.is_bound and form.is_valid():
        ids = {each.row.program_reference: each.row.program_id for each in running}
        try:
            actions.mark_ended(
                organization_id=organization.id,
                program_id=ids.get(form.cleaned_data["what"]),
                ended_on=form.cleaned_data["ended_on"],
                legacy_contact=form.cleaned_data["legacy_contact"],
                by=actor,
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "directory:organization", reference=reference)
    values = {"form": form, "name": organization.name,
              "url": reverse("directory:organization", args=[reference])}  # fmt: skip
    return respond(request, "directory/end.html", values, status=UNPROCESSABLE if form.is_bound else 200)
