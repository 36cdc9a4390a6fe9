"""What the backbone does: registers organizations, names their first lead, decides requests."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from concord.foundation.access import rules
from concord.foundation.access.actions.leads import leads_of
from concord.foundation.access.actions.people import LEAD, place
from concord.foundation.access.actions.standing import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import AccessRequest, Standing
from concord.foundation.audit import actions as audit
from concord.foundation.lib import references
from concord.foundation.lib.denied import Conflict
from concord.foundation.lib.who import Who
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations import rules as kinds
from concord.foundation.organizations.models import Membership, Organization

FIRST_TIER = 1


@transaction.atomic
def register_organization(
    *, name: str, org_type: str, by: Actor, now: datetime, **facts: Any
) -> Organization:
    """Register a verified organization at the first tier. Raises Invalid for a kind that is not listed."""
    rules.check_register(by)
    organization = organizations.create_organization(name=name, org_type=org_type, by=by, now=now, **facts)
    set_standing(organization_id=organization.id, tier=FIRST_TIER, switched_off=(), by=by, now=now)
    return organization


@transaction.atomic
def invite_first_lead(
    *, organization: Organization, email: str, name: str, by: Actor, now: datetime
) -> Membership:
    """Invite the first lead of a verified organization; raises Denied where there is one."""
    locked = Organization.objects.select_for_update(no_key=True).get(id=organization.id)
    rules.check_first_lead(by, verified=locked.verified_at is not None, leads=leads_of(locked.id).count())
    return place(
        email=email, name=name, organization=locked, roles=[LEAD], title="", program=None, by=by, now=now
    )


@transaction.atomic
def ask_for_access(
    *,
    organization_name: str,
    org_type: str,
    sub_type: str,
    person_name: str,
    work_email: str,
    by: Who,
    now: datetime,
) -> AccessRequest:
    """Keep the wish of an organization to take part. It opens nothing. Raises Invalid for its kind."""
    kinds.check_kind(org_type, sub_type, ())
    request = AccessRequest(
        reference=references.new_reference("Q"),
        organization_name=organization_name.strip(),
        org_type=org_type,
        sub_type=sub_type,
        person_name=person_name.strip(),
        work_email=work_email.strip().lower(),
        asked_at=now,
    )
    request.save(force_insert=True)
    audit.record(by, "access.asked", now=now, kind="access_request", subject=request.id)
    return request


@transaction.atomic
def accept_request(*, request: AccessRequest, by: Actor, now: datetime) -> Organization:
    """Register the organization that asked, verified, and invite the person as its first lead."""
    rules.check_register(by)
    organization = register_organization(
        name=request.organization_name, org_type=request.org_type, sub_type=request.sub_type, by=by, now=now
    )
    _decide(request, "accepted", by, now, organization)
    invite_first_lead(
        organization=organization, email=request.work_email, name=request.person_name, by=by, now=now
    )
    return organization


@transaction.atomic
def decline_request(*, request: AccessRequest, by: Actor, now: datetime) -> None:
    """Close a request without opening anything; nobody is written to."""
    rules.check_register(by)
    _decide(request, "declined", by, now, None)


@transaction.atomic
def withdraw_organizations(*, organization_ids: Collection[UUID], by: Actor, now: datetime) -> None:
    """Take back organizations that were entered by mistake; all or none.

    Raises Denied, NotVisible, and Conflict("still_in_use") where somebody works there or anything names one.
    """
    rules.check_register(by)
    if Membership.objects.filter(organization_id__in=organization_ids).exists():
        raise Conflict("still_in_use")
    Standing.objects.filter(organization_id__in=organization_ids).delete()
    try:
        organizations.withdraw_organizations(organization_ids=organization_ids, by=by, now=now)
    except (ProtectedError, RestrictedError):
        raise Conflict("still_in_use") from None


def _decide(
    request: AccessRequest, state: str, by: Actor, now: datetime, organization: Organization | None
) -> None:
    decided = AccessRequest.objects.filter(id=request.id, state="waiting").update(
        state=state, decided_at=now, decided_by_id=by.person_id, organization=organization
    )
    if not decided:
        raise Conflict("request_decided")
    audit.record(by, f"access.{state}", now=now, kind="access_request", subject=request.id)
