"""Whom the own organization names."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible
from concord.governance.directory import actions, codes, queries, words
from concord.governance.directory.forms import mark_needed, show_problems
from concord.governance.directory.forms.others import ContactForm
from concord.governance.directory.queries import ContactRow
from concord.governance.directory.queries.contacts import lacking
from concord.governance.directory.views import shown

_FIVE = ("name", "role_title", "phone", "secure_email", "after_hours_process")  # DIR-06


@require_http_methods(["GET", "HEAD", "POST"])
@door("directory.edit")
def contacts_page(request: HttpRequest, contact: str = "") -> HttpResponse:
    """Show the own contacts; name a new one, or put one right (``contact`` is its reference)."""
    actor = actor_of(request)
    organization_id = _own(request)
    rows = queries.get_contacts(organization_id)
    edited = _find(rows, contact) if contact else None
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_initial(edited, request))
    if form.is_bound and form.is_valid():
        try:
            actions.save_contact(
                organization_id=organization_id,
                draft=form.draft(),
                contact_id=edited.id if edited is not None else None,
                by=actor,
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "directory:contacts")
    scope = form["scope"].value()
    mark_needed(form, ["name"] if scope == codes.PUBLISHED else _FIVE)
    values = {
        "rows": [shown.contact(row) for row in rows],
        "lacking": words.say_lacking(lacking((row.scope, row.rank) for row in rows)),
        "form": form,
        "edited": edited.reference if edited is not None else "",
    }
    return respond(request, "directory/contacts.html", values, status=422 if form.is_bound else 200)


@require_POST
@door("directory.edit")
def confirm_named(request: HttpRequest) -> HttpResponse:
    """Say that all own contacts are right, whatever was warned of."""
    actions.confirm_contacts(organization_id=_own(request), by=actor_of(request), now=clock.now())
    return go(request, "directory:contacts")


@require_POST
@door("directory.edit")
def drop_contact(request: HttpRequest, contact: str) -> HttpResponse:
    """End one of the own contacts."""
    found = _find(queries.get_contacts(_own(request)), contact)
    actions.remove_contact(contact_id=found.id, by=actor_of(request), now=clock.now())
    return go(request, "directory:contacts")


def _own(request: HttpRequest) -> UUID:
    organization_id = actor_of(request).organization_id
    if organization_id is None:
        raise NotVisible
    return organization_id


def _find(rows: tuple[ContactRow, ...], reference: str) -> ContactRow:
    for row in rows:
        if row.reference == reference:
            return row
    raise NotVisible


def _initial(edited: ContactRow | None, request: HttpRequest) -> dict[str, Any]:
    if edited is None:
        return {"scope": request.GET.get("scope", ""), "rank": request.GET.get("rank", "primary")}
    names = (
        "scope",
        "rank",
        "name",
        "role_title",
        "phone",
        "extension",
        "secure_email",
        "after_hours_process",
    )
    return {name: getattr(edited, name) or "" for name in names}
