"""Reads organizations, programs, regions and the network's own facts, which are public to every member."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import (
    DateTimeField,
    DurationField,
    Expression,
    ExpressionWrapper,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import codes
from concord.foundation.organizations.models import Membership, Network, Organization, Program, Region


def get_network() -> Network:
    """Return what holds for the whole network; the defaults until somebody has settled it."""
    return Network.objects.filter(id=1).first() or Network(exit_url=settings.NEUTRAL_EXIT_URL)


def get_exit_url() -> str:
    """Return where Leave leads to: a secure address elsewhere."""
    return get_network().exit_url or str(settings.NEUTRAL_EXIT_URL)


def is_settled() -> bool:
    """Tell whether somebody has settled the network; until then everything is as delivered."""
    return Network.objects.filter(id=1).exists()


def has_any() -> bool:
    """Tell whether there is any organization at all."""
    return Organization.objects.exists()


def count_members() -> int:
    """Count the verified organizations beside the office that runs the network."""
    return Organization.objects.filter(is_backbone=False, verified_at__isnull=False, status="active").count()


def count_leads() -> tuple[int, int]:
    """Count the leads of members who are invited, and those who have joined."""
    leads = Membership.objects.filter(
        active=True, roles__contains=["agency_lead"], organization__is_backbone=False
    )
    joined = leads.filter(person__joined_at__isnull=False).count()
    return leads.count(), joined


def get_organization(reference: str) -> Organization:
    """Return an organization by its reference; raises NotVisible where there is none."""
    found = Organization.objects.filter(reference=reference).first()
    if found is None:
        raise NotVisible
    return found


def list_regions(scheme: str = "") -> Sequence[Region]:
    """List the regions, of one scheme or of all."""
    return list(Region.objects.filter(scheme=scheme) if scheme else Region.objects.all())


def list_programs(organization_id: UUID) -> Sequence[Program]:
    """List an organization's programs in their order."""
    return list(Program.objects.filter(organization_id=organization_id))


def get_regime(program_id: UUID | None) -> str:
    """Return the law that binds a program; ``unknown``, the strictest, where there is none."""
    if program_id is None:
        return "unknown"
    found = Program.objects.filter(id=program_id).values_list("confidentiality_regime", flat=True).first()
    return found or "unknown"


def list_workers(organization_id: UUID, program_id: UUID | None) -> Sequence[UUID]:
    """List the people who work on referrals for a program, and those who work for all of them."""
    members = Membership.objects.filter(
        organization_id=organization_id, active=True, roles__overlap=sorted(codes.CASE_FACING)
    )
    if program_id is not None:
        members = members.filter(Q(program_id=program_id) | Q(program_id=None))
    return list(members.values_list("person_id", flat=True))


def list_verified_organizations() -> "QuerySet[Organization]":
    """List all verified organizations, those that have ended too; rooms above narrow it to what they show."""
    return Organization.objects.filter(verified_at__isnull=False)


def list_verified_programs() -> "QuerySet[Program]":
    """List the programs of all verified organizations, with their organizations; rooms above narrow it."""
    found = Program.objects.filter(organization__verified_at__isnull=False)
    return found.select_related("organization")


def get_verified_at(organization_id: UUID) -> datetime | None:
    """Return when an organization was let in; None where it was not yet."""
    return Organization.objects.filter(id=organization_id).values_list("verified_at", flat=True).first()


def list_chosen_regions() -> frozenset[str]:
    """Return the codes of the regions by which the network organizes itself, in one query (GOV-06)."""
    settled = Subquery(Network.objects.filter(id=1).values("region_scheme")[:1])
    chosen = Coalesce(settled, Value(Network().region_scheme))
    return frozenset(Region.objects.filter(scheme=chosen).values_list("code", flat=True))


def get_review_days() -> Coalesce:
    """Return after how many days a listing is confirmed again (DIR-07): an expression, for other queries.

    The database works it out once for a query, however many rows that finds.
    """
    settled = Subquery(Network.objects.filter(id=1).values("review_interval_days")[:1])
    return Coalesce(settled, Value(Network().review_interval_days))


def get_review_begin(now: datetime) -> Expression:
    """Return since when a listing must have been confirmed, as an expression like `get_review_days`."""
    interval = ExpressionWrapper(get_review_days() * Value(timedelta(days=1)), DurationField())
    return ExpressionWrapper(Value(now) - interval, DateTimeField())


def get_member_names(organization_id: UUID) -> frozenset[str]:
    """Return the names of the people who work for an organization now."""
    members = Membership.objects.filter(organization_id=organization_id, active=True)
    return frozenset(members.values_list("person__name", flat=True))
