"""What follows from news about referrals: people are told that something waits for them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from concord.foundation.events.registry import subscribe
from concord.foundation.notices import actions as notices
from concord.foundation.notices import words as notice_words
from concord.foundation.organizations import queries as organizations
from concord.information.releases.events import (
    ReleaseEvent,
    ReleaseNarrowed,
    ReleaseRecorded,
    ReleaseWithdrawn,
)
from concord.operations.referrals import actions, queries
from concord.operations.referrals.events import (
    ClockDue,
    ClockOverdue,
    ReferralAcknowledged,
    ReferralAnswered,
    ReferralClosed,
    ReferralEvent,
    ReferralJointContact,
    ReferralJointTime,
    ReferralSent,
    ReferralWithdrawn,
)

NOTICES = {
    ReferralSent.name: _("A referral came in."),
    ReferralAcknowledged.name: _("A referral was received."),
    ReferralAnswered.name: _("There is an answer on a referral."),
    ReferralJointContact.name: _("A joint call was recorded on a referral."),
    ReferralJointTime.name: _("There is news about the time of a joint call."),
    ReferralWithdrawn.name: _("A referral was taken back."),
    ReferralClosed.name: _("A referral was closed."),
    ClockDue.name: _("A referral needs its answer."),
    ClockOverdue.name: _("The answer to a referral is overdue."),
}


def tell_people(event: ReferralEvent, now: datetime) -> None:
    """Tell whoever can act that something waits: the named person, else the program's workers."""
    if event.to_organization_id is None:
        return
    people = (
        [event.to_person_id]
        if event.to_person_id
        else organizations.list_workers(event.to_organization_id, event.to_program_id)
    )
    notices.notify(
        person_ids=people,
        organization_id=event.to_organization_id,
        kind=event.name,
        subject_kind="referral",
        subject_reference=queries.get_reference(event.subject_id, event.to_organization_id),
        now=now,
    )


def follow_release(event: ReleaseEvent, now: datetime) -> None:
    """Let the clocks between the two organizations follow what may be said now (REF-28)."""
    actions.follow_releases(one=event.organization_id, other=event.recipient_organization_id, now=now)


def connect() -> None:
    """Subscribe to every event of which people are told."""
    for kind, sentence in NOTICES.items():
        notice_words.register(kind, sentence, "referrals:one")
    for event in (
        ReferralSent, ReferralAcknowledged, ReferralAnswered, ReferralJointContact, ReferralJointTime,
        ReferralWithdrawn, ReferralClosed, ClockDue, ClockOverdue,
    ):  # fmt: skip
        subscribe(event, "notices", tell_people)
    for change in (ReleaseRecorded, ReleaseNarrowed, ReleaseWithdrawn):
        subscribe(change, "referral_clocks", follow_release)
