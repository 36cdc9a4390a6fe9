"""Work numbers, mail addresses and places that stand in the directory, which a text may name (SEC-18)."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.lib.screening import allowed_form
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import rules
from concord.governance.directory.models import Channel, Contact, Listing


def get_work_details(for_: Actor, receiver_program: UUID | str | None = None) -> frozenset[str]:
    """Return, in the form that screening compares, what two organizations publish of how to reach them.

    Those of the actor's organization and of the one that a program belongs to (by id or reference; an
    unknown one adds nothing), and the network's own lines.
    """
    rules.check_read(for_)
    network = organizations.get_network()
    details = [network.line_phone, network.language_line_phone]
    named = (for_.organization_id, _owner(receiver_program))
    members = [organization_id for organization_id in named if organization_id is not None]
    if members:
        details += _published(members)
    return frozenset(allowed_form(form) for detail in details for form in _forms(detail))


def _owner(program: UUID | str | None) -> UUID | None:
    if not program:
        return None
    key = {"id": program} if isinstance(program, UUID) else {"reference": program}
    found = organizations.list_verified_programs().filter(**key)
    return found.values_list("organization_id", flat=True).first()


def _published(ids: Sequence[UUID]) -> list[str]:
    """Read listings, channels, named contacts and the organizations' own numbers: four queries."""
    rows: tuple[Iterable[tuple[str | None, ...]], ...] = (
        organizations.list_verified_organizations().filter(id__in=ids).values_list("phone", "website"),
        Listing.objects.filter(program__organization_id__in=ids).values_list(
            "phone", "urgent_phone", "address"
        ),
        Channel.objects.filter(program__organization_id__in=ids).values_list("value"),
        Contact.objects.filter(organization_id__in=ids, ended_at=None).values_list("phone", "secure_email"),
    )
    return [detail for found in rows for row in found for detail in row if detail]


def _forms(detail: str) -> Iterator[str]:
    """Say an address also without its town, as people write it."""
    if detail.strip():
        yield detail
        street = detail.partition(",")[0]
        if street != detail and any(sign.isdigit() for sign in street):
            yield street
