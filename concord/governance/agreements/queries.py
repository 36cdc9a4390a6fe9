"""Reads what two organizations have agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from concord.foundation.statements import Prepared
from concord.governance.agreements.models import Agreement, AgreementParty

Windows = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds between two organizations on a day: the closest agreement, with what others add.

    ``agreement_reference``, ``title`` and ``ends_on`` are those of the agreement with the fewest parties.
    Tracking by a shared reference is permitted where any of them permits it (A-10: off until one says so).
    """

    agreement_reference: str
    title: str
    tracking_permitted: bool
    windows: Windows
    ends_on: date | None
    packet_elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization bound by the same agreement."""

    organization_id: UUID
    name: str
    agreement_reference: str
    agreement_title: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its parties, for the partial that shows it."""

    reference: str
    title: str
    starts_on: date
    ends_on: date | None
    parties: tuple[str, ...]


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _between(organization_id: UUID, other_id: UUID, on: date) -> "QuerySet[Agreement]":
    """Agreements in force that bind both, the closest (fewest parties, then newest) first."""
    bound = AgreementParty.objects.filter(organization_id=organization_id).values("agreement_id")
    other = AgreementParty.objects.filter(organization_id=other_id).values("agreement_id")
    found = Agreement.objects.filter(_in_force(on), id__in=bound).filter(id__in=other)
    return found.annotate(size=Count("parties")).order_by("size", "-starts_on", "-id")


_BETWEEN = Prepared(_between)


def get_terms(organization_id: UUID, other_id: UUID, on: date) -> Terms | None:
    """Return what holds between two organizations on a day, or None without an agreement. One query."""
    if organization_id == other_id:
        return None
    found = _BETWEEN.list(organization_id=organization_id, other_id=other_id, on=on)
    if not found:
        return None
    closest = found[0]
    elements = dict.fromkeys(element for agreement in found for element in agreement.packet_elements)
    return Terms(
        agreement_reference=closest.reference,
        title=closest.title,
        tracking_permitted=any(agreement.tracking_permitted for agreement in found),
        windows=_merged([agreement.windows for agreement in reversed(found)]),
        ends_on=closest.ends_on,
        packet_elements=tuple(elements),
    )


def _merged(layers: list[dict[str, dict[str, Any]]]) -> Windows:
    """Lay closer agreements' windows over wider ones', step by step."""
    merged: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for matter, steps in layer.items():
            merged[matter] = {**merged.get(matter, {}), **steps}
    return MappingProxyType(merged)


def list_partners(organization_id: UUID, on: date) -> tuple[Partner, ...]:
    """List the organizations that share an agreement in force, by name; each once, its closest agreement."""
    bound = AgreementParty.objects.filter(organization_id=organization_id).values("agreement_id")
    agreements = Agreement.objects.filter(_in_force(on), id__in=bound)
    sizes = agreements.annotate(size=Count("parties")).values("id", "size")
    size_of = {row["id"]: row["size"] for row in sizes}
    rows = (
        AgreementParty.objects.filter(agreement_id__in=list(size_of))
        .exclude(organization_id=organization_id)
        .select_related("agreement", "organization")
        .order_by("organization__name", "organization_id")
    )
    closest: dict[UUID, AgreementParty] = {}
    for row in sorted(rows, key=lambda row: size_of[row.agreement_id]):
        closest.setdefault(row.organization_id, row)
    partners = [
        Partner(key, row.organization.name, row.agreement.reference, row.agreement.title)
        for key, row in closest.items()
    ]
    return tuple(sorted(partners, key=lambda partner: partner.name))


def get_agreement(organization_id: UUID, other_id: UUID, on: date) -> AgreementView | None:
    """Return the closest agreement between two organizations with the names of all parties."""
    found = _between(organization_id, other_id, on).first()
    if found is None:
        return None
    names = found.parties.order_by("organization__name").values_list("organization__name", flat=True)
    return AgreementView(found.reference, found.title, found.starts_on, found.ends_on, tuple(names))
