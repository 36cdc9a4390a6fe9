"""The page of what waits for a person."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from concord.foundation.access.doors import actor_of, go, respond, signed_in
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied
from concord.foundation.notices import actions, queries
from concord.foundation.notices.forms import MailForm, ReadForm


def _person(request: HttpRequest) -> UUID:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise Denied("not_signed_in")
    return person_id


@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """List the notices and say whether mail is sent."""
    person_id = _person(request)
    page = queries.get_page(person_id, before=_instant(request.GET.get("before", "")))
    return respond(
        request,
        "notices/list.html",
        {
            "page": page,
            "groups": queries.group(page.notices),
            "unread": queries.count_unread(person_id),
            "mail_form": MailForm(initial={"mail": queries.wants_mail(person_id)}),
            "until": clock.now().isoformat(),
        },
    )


@signed_in
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.mark_read(person_id=_person(request), until=form.cleaned_data["until"], now=clock.now())
    return go(request, "notices:list")


@signed_in
@require_POST
def set_mail(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.POST)
    if form.is_valid():
        actions.set_mail(
            person_id=_person(request),
            wanted=form.cleaned_data["mail"],
            by=actor_of(request),
            now=clock.now(),
        )
    return go(request, "notices:list")


def _instant(text: str) -> datetime | None:
    """Read an aware instant from an address; anything else starts at the newest."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.utcoffset() is not None else None
