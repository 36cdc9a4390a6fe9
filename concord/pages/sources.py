"""The work of the rooms below, each through its own queries."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.foundation.access.actor import Actor
from concord.foundation.lib.businesstime import Kind, remaining
from concord.governance.directory.words import category_label
from concord.governance.members import queries as members
from concord.information.releases import queries as releases
from concord.operations.referrals import queries as referrals
from concord.operations.referrals.queries import Row
from concord.pages.ports import WorkItem, WorkListSource

ENDING_SOON = timedelta(days=3)


class Referrals:
    """What needs an answer, whom to call about what is urgent, and drafts."""

    def list_work(self, for_: Actor, now: datetime) -> Sequence[WorkItem]:
        if not for_.can("referral.read"):
            return []
        return [*self._answers(for_, now), *self._calls(for_, now), *self._drafts(for_)]

    def _answers(self, for_: Actor, now: datetime) -> Iterator[WorkItem]:
        for row in referrals.list_queue(for_=for_, view="needs", now=now).rows:
            left = remaining(now, row.overdue_at).kind if row.overdue_at else Kind.ON_TRACK
            yield WorkItem(
                kind="answer",
                title=_title(row),
                reference=row.reference,
                detail=row.receiver if row.role == "sender" else row.sender,
                url=reverse("referrals:one", args=[row.reference]),
                at=row.overdue_at,
                late=left is Kind.OVERDUE,
                soon=left is Kind.SOON,
                subject_id=row.subject_id,
            )

    def _calls(self, for_: Actor, now: datetime) -> Iterator[WorkItem]:
        for row in referrals.list_queue(for_=for_, view="to_call", now=now).rows:
            yield WorkItem(
                kind="call",
                title=_title(row),
                reference=row.reference,
                detail=row.receiver,
                url=reverse("referrals:one", args=[row.reference]),
                at=row.sent_at,
                subject_id=row.subject_id,
            )

    def _drafts(self, for_: Actor) -> Iterator[WorkItem]:
        for party in referrals.list_drafts(for_=for_):
            yield WorkItem(
                kind="draft",
                title=party.subject.receiver_label,
                reference=party.reference,
                detail="",
                url=f"{reverse('referrals:new')}?{urlencode({'draft': party.reference})}",
                at=party.subject.expires_at,
            )


def _title(row: Row) -> str:
    if row.category:
        return category_label(row.category)
    return _("Between agencies") if row.about == "coordination" else _("Release ended")


class Releases:
    """Own releases that end within three days."""

    def list_work(self, for_: Actor, now: datetime) -> Sequence[WorkItem]:
        if not for_.can("release.write"):
            return []
        return [
            WorkItem(
                kind="release",
                title=one.recipient_organization.name,
                reference=one.reference,
                detail="",
                url=reverse("releases:one", args=[one.reference]),
                at=one.ends_at,
            )
            for one in releases.list_ending(for_=for_, now=now, before=now + ENDING_SOON)
        ]


class Confirmations:
    """Listings that nobody has confirmed for the review interval: the own ones, and a region's (DIR-07)."""

    def list_work(self, for_: Actor, now: datetime) -> Sequence[WorkItem]:
        found = []
        if for_.can("directory.edit"):
            found += members.list_due(now, organization_id=for_.organization_id)
        if for_.has_role("regional_coordinator") and for_.can("directory.read") and for_.regions:
            found += members.list_due(now, regions=for_.regions)
        return [
            WorkItem(
                kind="confirm",
                title=one.name,
                reference=one.reference,
                detail=_what_to_do(one, for_),
                url=reverse("directory:program", args=[one.reference]),
                at=None,
            )
            for one in dict.fromkeys(found)
        ]


def _what_to_do(one: members.Due, for_: Actor) -> str:
    """Say to its own people that a listing can be claimed; to others, whose it is."""
    if one.organization_id == for_.organization_id and not one.claimed:
        return _("Listed by the coalition: look it over and claim it")
    return one.organization


SOURCES: tuple[WorkListSource, ...] = (Referrals(), Releases(), Confirmations())
