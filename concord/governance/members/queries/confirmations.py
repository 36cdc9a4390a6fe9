"""Which listings wait to be confirmed, and the link by which an agency confirms without signing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.db.models import Expression, Q, QuerySet
from django.urls import reverse

from concord.foundation.access import gates
from concord.foundation.accounts import states as accounts
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.governance.directory.codes import CLAIMED
from concord.governance.directory.queries import ContactRow, list_incomplete_organizations
from concord.governance.directory.queries.contacts import list_contacts
from concord.governance.directory.states import ENDED
from concord.governance.members.models import ConfirmationRequest

LINK_DAYS: Final = 14
ASK_AGAIN: Final = timedelta(days=30)
_SALT: Final = "concord.confirm"
_MOST: Final = 200
REGION_SIZE: Final = 100
_EDITORS: Final = sorted(gates.GATES["directory.edit"].roles)


@dataclass(frozen=True, slots=True)
class Due:
    """A listing that waits to be confirmed."""

    program_id: UUID
    reference: str
    name: str
    organization: str
    phone: str
    categories: tuple[str, ...]
    version: int
    confirmed_at: datetime | None
    organization_id: UUID
    claimed: bool


@dataclass(frozen=True, slots=True)
class Agency:
    """An organization of a region: whom to call, and what of it is stale or incomplete."""

    reference: str
    name: str
    phone: str
    contacts: tuple[ContactRow, ...]
    lacking: tuple[str, ...]
    due: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What the link of a letter opens: whose listings, by whom, and which."""

    organization_id: UUID
    person_id: UUID
    roles: tuple[str, ...]
    listings: tuple[Due, ...]


def _due(before: datetime | Expression) -> QuerySet[Any]:
    """Return the programs whose agency has claimed them and has not confirmed them since an instant."""
    never = Q(listing__last_confirmed_at=None) | Q(listing__last_confirmed_at__lt=before)
    found = organizations.list_verified_programs().filter(never, listing__isnull=False)
    return found.exclude(status=ENDED).exclude(organization__status=ENDED).select_related("listing")


def list_due(now: datetime, *, organization_id: UUID | None = None, regions: Sequence[str] = ()) -> list[Due]:
    """List what is due: of one organization, or of all that work in some regions."""
    found = _due(organizations.get_review_begin(now))
    if organization_id is not None:
        found = found.filter(organization_id=organization_id)
    if regions:
        found = found.filter(organization__regions__overlap=list(regions))
    return [_row(program) for program in found.order_by("listing__last_confirmed_at", "id")[:_MOST]]


def list_to_ask(now: datetime) -> list[UUID]:
    """List the organizations with something due that were not asked within a month and have an editor."""
    asked = ConfirmationRequest.objects.filter(Q(answered_at=None) | Q(sent_at__gt=now - ASK_AGAIN))
    found = _due(organizations.get_review_begin(now)).exclude(
        organization_id__in=asked.values("organization_id")
    )
    led = found.filter(
        organization__memberships__active=True,
        organization__memberships__roles__overlap=_EDITORS,
        organization__memberships__person__state=accounts.ACTIVE,
    )
    return list(led.order_by().values_list("organization_id", flat=True).distinct()[:_MOST])


def list_region(
    region: str, now: datetime, *, after: str = "", size: int = REGION_SIZE
) -> tuple[list[Agency], str]:
    """List organizations of a region with their contacts, by name, in a fixed number of queries (DIR-10).

    Returns also the reference behind which the next page begins, "" at the end; raises NotVisible for an
    ``after`` that is none.
    """
    listed = organizations.list_verified_organizations()
    rows = listed.filter(regions__contains=[region]).exclude(status=ENDED)
    if after:
        last = listed.filter(reference=after).first()
        if last is None:
            raise NotVisible
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, id__gt=last.id))
    found = list(rows.order_by("name", "id")[: size + 1])
    following = found[size - 1].reference if len(found) > size else ""
    found = found[:size]
    ids = [one.id for one in found]
    lacks = list_incomplete_organizations(ids)
    named = list_contacts(ids)
    due = set(
        _due(organizations.get_review_begin(now))
        .filter(organization_id__in=ids)
        .values_list("organization_id", flat=True)
    )
    asked = ConfirmationRequest.objects.filter(organization_id__in=ids, answered_at=None)
    waiting = set(asked.values_list("organization_id", flat=True))
    agencies = [
        Agency(
            reference=one.reference,
            name=one.name,
            phone=one.phone,
            contacts=named.get(one.id, ()),
            lacking=lacks.get(one.id, ()),
            due=one.id in due,
            asked=one.id in waiting,
        )
        for one in found
    ]
    return agencies, following


def list_editors(organization_id: UUID) -> list[UUID]:
    """List the people who keep an organization's listings right and can sign in."""
    found = organizations.list_verified_organizations().filter(
        id=organization_id,
        memberships__active=True,
        memberships__roles__overlap=_EDITORS,
        memberships__person__state=accounts.ACTIVE,
    )
    return list(found.values_list("memberships__person_id", flat=True))


def get_confirmation_path(person_id: UUID, organization_id: UUID, now: datetime) -> str | None:
    """Return the path of a letter's link; None where the person does not edit there any more."""
    if person_id not in list_editors(organization_id):
        return None
    said = {"o": organization_id.hex, "p": person_id.hex, "t": now.timestamp()}
    return reverse("members:still", args=[signing.dumps(said, salt=_SALT)])


def open_link(token: str, now: datetime) -> Opened | None:
    """Return what a link opens; None where it is forged, has ended, or everything was confirmed since.

    The link works once: what it confirms is confirmed after it was made.
    """
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    made = datetime.fromtimestamp(said["t"], UTC)
    organization_id, person_id = UUID(said["o"]), UUID(said["p"])
    if now - made >= timedelta(days=LINK_DAYS):
        return None
    place = organizations.list_verified_organizations().filter(
        id=organization_id,
        memberships__active=True,
        memberships__person_id=person_id,
        memberships__person__state=accounts.ACTIVE,
    )
    roles = place.values_list("memberships__roles", flat=True).first()
    listings = tuple(_row(program) for program in _due(made).filter(organization_id=organization_id))
    if roles is None or set(roles).isdisjoint(_EDITORS) or not listings:
        return None
    return Opened(organization_id, person_id, tuple(roles), listings)


def _row(program: Any) -> Due:
    listing = program.listing
    return Due(
        program_id=program.id,
        reference=program.reference,
        name=program.name,
        organization=program.organization.name,
        phone=listing.phone,
        categories=tuple(listing.categories),
        version=listing.version,
        confirmed_at=listing.last_confirmed_at,
        organization_id=program.organization_id,
        claimed=listing.listing_state == CLAIMED,
    )
