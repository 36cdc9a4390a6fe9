"""Saying that an organization or a program is no longer operational."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events import actions as events
from concord.foundation.lib.denied import Conflict, Invalid, NotVisible, Problem
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import codes, rules
from concord.governance.directory.events import ListingChanged, NoLongerOperational
from concord.governance.directory.models import Listing, OnCallShift, Opening
from concord.governance.directory.queries import sources


@transaction.atomic
def mark_ended(
    *,
    organization_id: UUID,
    by: Actor,
    now: datetime,
    program_id: UUID | None = None,
    ended_on: date | None = None,
    legacy_contact: str = "",
) -> None:
    """Mark an organization, or one of its programs, as ended (DIR-12): findable, but no receiver.

    Openings go and shifts end. ``ended_on`` and ``legacy_contact`` are the organization's.
    Raises Denied, Invalid, NotVisible, or Conflict where it has ended already.
    """
    rules.check_end(by, organization_id)
    day = ended_on or now.date()
    if day > now.date():
        raise Invalid([Problem("ended_on", "in_the_future")])
    if program_id is not None:
        organizations.end_program(program_id=program_id, organization_id=organization_id, by=by, now=now)
        units = sources.programs().filter(id=program_id)
    else:
        organizations.end_organization(
            organization_id=organization_id, ended_on=day, legacy_contact=legacy_contact, by=by, now=now
        )
        units = sources.programs().filter(organization_id=organization_id)
    closed = list(units.values_list("id", flat=True))
    Opening.objects.filter(program_id__in=closed).delete()
    OnCallShift.objects.filter(program_id__in=closed, starts_at__gt=now).delete()
    OnCallShift.objects.filter(program_id__in=closed, ends_at__gt=now).update(ends_at=now)
    kind = "organization" if program_id is None else "program"
    events.announce(NoLongerOperational(program_id or organization_id, organization_id, kind), now=now)


@transaction.atomic
def end_separation(*, program_id: UUID, by: Actor, now: datetime) -> None:
    """Take back, as the backbone office, that a program serves people who cause harm (SEC-11).

    Raises Denied, NotVisible, Conflict where the program never said so, and Invalid where nobody would
    be left whom it serves.
    """
    rules.check_office(by)
    listing = Listing.objects.select_related("program").filter(program_id=program_id).first()
    if listing is None:
        raise NotVisible
    if not listing.program.serves_pwch:
        raise Conflict("not_separated")
    serves = [code for code in listing.serves if code != codes.PWCH]
    if not serves:
        raise Invalid([Problem("serves", "missing")])
    Listing.objects.filter(id=listing.id, version=listing.version).update(
        serves=serves, version=listing.version + 1, edited_at=now, edited_by_id=by.person_id
    )
    organizations.set_serves_pwch(program=listing.program, serves=False, by=by, now=now)
    owner = listing.program.organization_id
    audit.record(
        by, "listing.separation_ended", now=now, kind="program", subject=program_id, owner=owner
    )  # fmt: skip
    events.announce(ListingChanged(program_id, owner, "separation_ended", listing.version + 1), now=now)
