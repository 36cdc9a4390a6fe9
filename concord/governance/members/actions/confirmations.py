"""Asking an agency whether its listings are still right, and its answer by the link of a letter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.foundation.lib.who import Who
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import actions as directory
from concord.governance.members import rules
from concord.governance.members.events import ConfirmationAsked
from concord.governance.members.models import ConfirmationRequest
from concord.governance.members.queries import confirmations as queries


@transaction.atomic
def ask_to_confirm(*, reference: str, by: Actor, now: datetime) -> ConfirmationRequest:
    """Ask an agency of the own region to confirm (DIR-10).

    Raises NotVisible, Denied("not_core_here") for other regions, and
    Conflict("confirmation_asked_already").
    """
    organization = organizations.list_verified_organizations().filter(reference=reference).first()
    if organization is None:
        raise NotVisible
    rules.check_ask(by, organization.regions)
    return _ask(organization.id, by, now)


@transaction.atomic
def ask_when_due(*, organization_id: UUID, by: Actor, now: datetime) -> ConfirmationRequest:
    """Ask an agency because the review interval has passed; a duty of the worker."""
    rules.check_job(by)
    return _ask(organization_id, by, now)


def _ask(organization_id: UUID, by: Actor, now: datetime) -> ConfirmationRequest:
    if ConfirmationRequest.objects.filter(organization_id=organization_id, answered_at=None).exists():
        raise Conflict("confirmation_asked_already")
    request = ConfirmationRequest(
        organization_id=organization_id,
        asked_for_id=by.organization_id,
        sent_by_id=by.person_id,
        sent_at=now,
    )
    request.save(force_insert=True)
    audit.record(
        by, "confirmation.asked", now=now, kind="organization", subject=organization_id,
        owner=organization_id,
    )  # fmt: skip
    events.announce(ConfirmationAsked(request.id, organization_id), now=now)
    return request


@transaction.atomic
def confirm_by_link(*, token: str, versions: dict[UUID, int], by: Who, now: datetime) -> int:
    """Confirm what the page of a letter's link showed; raises NotVisible for a link that has ended."""
    opened = queries.open_link(token, now)
    if opened is None:
        raise NotVisible
    rules.check_link(opened.person_id, by.person_id)
    return directory.confirm_by_letter(
        organization_id=opened.organization_id, versions=versions, roles=opened.roles, by=by, now=now
    )


@transaction.atomic
def note_answer(*, organization_id: UUID, now: datetime) -> None:
    """Close the open request of an agency that has confirmed."""
    ConfirmationRequest.objects.filter(organization_id=organization_id, answered_at=None).update(
        answered_at=now
    )
