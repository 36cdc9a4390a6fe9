"""Taking back listings that the coalition entered by mistake, while no agency has claimed one."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import codes, rules
from concord.governance.directory.models import Channel, Listing


@transaction.atomic
def withdraw_listings(*, program_ids: Collection[UUID], by: Actor, now: datetime) -> None:
    """Take back listings of the coalition with their programs; all or none.

    Raises Denied, Conflict("claimed_by_agency_meanwhile") as soon as one was claimed, and
    Conflict("still_in_use") where other work names one.
    """
    rules.check_office(by)
    listings = Listing.objects.filter(program_id__in=program_ids)
    if codes.CLAIMED in listings.select_for_update().values_list("listing_state", flat=True):
        raise Conflict("claimed_by_agency_meanwhile")
    try:
        Channel.objects.filter(program_id__in=program_ids).delete()
        listings.delete()
        organizations.withdraw_programs(program_ids=program_ids, by=by, now=now)
    except (ProtectedError, RestrictedError):
        raise Conflict("still_in_use") from None
