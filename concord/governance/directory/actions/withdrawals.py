"""Taking back listings that the coalition entered by mistake, while no agency has claimed one."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict
from concord.governance.directory import codes, rules
from concord.governance.directory.events import ListingChanged
from concord.governance.directory.models import Channel, Listing


@transaction.atomic
def withdraw_listings(*, program_ids: Collection[UUID], by: Actor, now: datetime) -> None:
    """Remove listings of the coalition; all or none.

    Raises Denied, Conflict("claimed_by_agency_meanwhile") as soon as one was claimed, and
    Conflict("still_in_use") where other work names one.
    """
    rules.check_office(by)
    listings = list(
        Listing.objects.select_for_update(of=("self",))
        .filter(program_id__in=program_ids)
        .select_related("program")
    )
    if any(listing.listing_state == codes.CLAIMED for listing in listings):
        raise Conflict("claimed_by_agency_meanwhile")
    try:
        Channel.objects.filter(program_id__in=program_ids).delete()
        Listing.objects.filter(program_id__in=program_ids).delete()
    except (ProtectedError, RestrictedError):
        raise Conflict("still_in_use") from None
    for listing in listings:
        owner = listing.program.organization_id
        audit.record(
            by, "listing.withdrawn", now=now, kind="program", subject=listing.program_id, owner=owner
        )  # fmt: skip
        events.announce(ListingChanged(listing.program_id, owner, "withdrawn", listing.version), now=now)
