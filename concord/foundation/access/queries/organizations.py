"""What the backbone sees of organizations and of requests to take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from concord.foundation.access.models import AccessRequest
from concord.foundation.accounts import states
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Registered:
    """One organization of the network. ``leads``: people who are or may soon be its lead."""

    id: UUID
    reference: str
    name: str
    org_type: str
    sub_type: str
    status: str
    verified: bool
    leads: int


def list_organizations() -> Sequence[Registered]:
    """List every organization by name."""
    lead = Q(
        memberships__active=True,
        memberships__roles__contains=["agency_lead"],
        memberships__person__state__in=[states.ACTIVE, states.INVITED],
    )
    found = Organization.objects.annotate(leads=Count("memberships", filter=lead, distinct=True))
    return [_registered(organization, organization.leads) for organization in found.order_by("name")]


def get_organization_to_lead(reference: str) -> Organization:
    """Return an organization by its reference; raises NotVisible where there is none."""
    found = Organization.objects.filter(reference=reference).first()
    if found is None:
        raise NotVisible
    return found


def list_waiting_requests() -> Sequence[AccessRequest]:
    """List the requests that nobody has decided, the oldest first."""
    return list(AccessRequest.objects.filter(state="waiting").order_by("asked_at", "id"))


def get_request(reference: str) -> AccessRequest:
    """Return a request by its reference; raises NotVisible where there is none."""
    found = AccessRequest.objects.filter(reference=reference.upper()).first()
    if found is None:
        raise NotVisible
    return found


def _registered(organization: Organization, leads: int) -> Registered:
    return Registered(
        id=organization.id,
        reference=organization.reference,
        name=organization.name,
        org_type=organization.org_type,
        sub_type=organization.sub_type,
        status=organization.status,
        verified=organization.verified_at is not None,
        leads=leads,
    )
