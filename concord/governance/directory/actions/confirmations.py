"""Confirming an agency's listings by the link of a letter, without a sign-in (DIR-07, DIR-15)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict
from concord.foundation.lib.who import Who
from concord.governance.directory import codes, rules
from concord.governance.directory.events import ListingChanged
from concord.governance.directory.models import Listing
from concord.governance.directory.queries import sources


@transaction.atomic
def confirm_by_letter(
    *, organization_id: UUID, versions: dict[UUID, int], roles: Collection[str], by: Who, now: datetime
) -> int:
    """Say that listings of one agency are still right, as they were read; returns how many.

    The caller has checked the link; ``roles``: what the person it was made for may act as now.
    ``versions``: what was shown, program -> version; raises Conflict("confirmed_otherwise") where one of
    them has been edited since.
    """
    rules.check_by_letter(roles)
    running = sources.programs().filter(
        organization_id=organization_id, id__in=list(versions), listing__isnull=False
    )
    shown = Listing.objects.select_for_update().filter(program_id__in=running.values("id"))
    listings = {listing.program_id: listing for listing in shown}
    if {program: listing.version for program, listing in listings.items()} != versions:
        raise Conflict("confirmed_otherwise")
    Listing.objects.filter(program_id__in=list(listings)).update(
        last_confirmed_at=now, last_confirmed_by_id=by.person_id, listing_state=codes.CLAIMED
    )
    for program_id, listing in listings.items():
        audit.record(
            by, "listing.confirmed", now=now, kind="program", subject=program_id, owner=organization_id,
            detail={"version": listing.version, "by": "letter"},
        )  # fmt: skip
        events.announce(ListingChanged(program_id, organization_id, "confirmed", listing.version), now=now)
    return len(listings)
