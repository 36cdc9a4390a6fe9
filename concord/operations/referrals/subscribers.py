"""What follows from news about referrals: people are told that something waits for them."""

from datetime import datetime

from concord.foundation.access import queries as access
from concord.foundation.events.registry import subscribe
from concord.operations.referrals.events import (
    ClockDue,
    ClockOverdue,
    ReferralAcknowledged,
    ReferralAnswered,
    ReferralClosed,
    ReferralEvent,
    ReferralJointContact,
    ReferralSent,
    ReferralWithdrawn,
)


def tell_people(event: ReferralEvent, now: datetime) -> None:
    """Tell whoever can act that something waits: the named person, else the program's workers."""
    from concord.foundation.notices import actions as notices

    if event.to_organization_id is None:
        return
    people = (
        [event.to_person_id]
        if event.to_person_id
        else access.list_workers(event.to_organization_id, event.to_program_id)
    )
    notices.notify(
        person_ids=people,
        organization_id=event.to_organization_id,
        kind=event.name,
        subject_kind="referral",
        subject_id=event.subject_id,
        now=now,
    )


def connect() -> None:
    """Subscribe to every event of which people are told."""
    for event in (
        ReferralSent, ReferralAcknowledged, ReferralAnswered, ReferralJointContact, ReferralWithdrawn,
        ReferralClosed, ClockDue, ClockOverdue,
    ):  # fmt: skip
        subscribe(event, "notices", tell_people)
