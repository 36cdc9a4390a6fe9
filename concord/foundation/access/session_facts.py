"""Writes into the session what the actor is resolved from.

When the sign-in began, on what device, with or without a second factor, for which membership. A changed
password or second factor ends the other sign-ins of the person.
"""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from django.http import HttpRequest

from concord.foundation.access import devices
from concord.foundation.accounts import actions, queries
from concord.foundation.accounts.models import Person
from concord.foundation.accounts.oneself import oneself
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Membership


def begin(request: HttpRequest, person: Person) -> None:
    """Fill a new sign-in's session, and record it for the lead of the organization."""
    records: list[dict[str, Any]] = get_authentication_records(request, person)
    membership = _membership(person.id)
    session = request.session
    session["started_at"] = clock.now().isoformat()
    session["device"] = devices.describe(request.headers.get("User-Agent", ""))
    session["second_factor"] = any(record["method"] == "mfa" for record in records)
    session["membership"] = str(membership.id) if membership else None
    session.pop("locked_at", None)
    if records:  # whoever has just given the password need not give it again to add a second factor
        records[-1]["reauthenticated"] = True
        session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    record(request, person.id, "session.started")


def second_factor_given(request: HttpRequest) -> None:
    """Count a second factor that confirms an open session."""
    request.session["second_factor"] = True


def second_factors_changed(request: HttpRequest, person_id: UUID, action: str) -> None:
    """Bring the session up to date and end the others. Adding one proves that it is at hand."""
    request.session["second_factor"] = queries.has_second_factor(person_id)
    end_others(request, person_id)
    record(request, person_id, action)


def end_others(request: HttpRequest, person_id: UUID) -> None:
    """End every other sign-in of the person."""
    actions.end_other_sessions(
        person_id=person_id,
        keep=request.session.session_key or "",
        by=oneself(request, person_id),
        now=clock.now(),
    )


def record(request: HttpRequest, person_id: UUID, action: str) -> None:
    """Log what a person did with the own sign-in, where the lead of the organization reads it."""
    membership = _membership(person_id)
    audit.record(
        oneself(request, person_id),
        action,
        now=clock.now(),
        kind="person",
        subject=person_id,
        owner=membership.organization_id if membership else None,
    )


def _membership(person_id: UUID) -> Membership | None:
    return Membership.objects.filter(person_id=person_id, active=True).order_by("since").first()
