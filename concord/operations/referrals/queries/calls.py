"""The joint calls that are still to be held: with whom and by when, and nothing about anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from concord.foundation.access.actor import Actor
from concord.operations.referrals import states
from concord.operations.referrals.models import Participant


@dataclass(frozen=True, slots=True)
class OpenCall:
    """One joint call that waits: to be held (``state`` none or planned) or to be confirmed (recorded).

    ``at`` is when it is planned for or was held; ``due_at`` is None where no clock runs.
    """

    reference: str
    subject_id: UUID
    other: str
    state: str
    at: datetime | None
    due_at: datetime | None


_WAITS = Q(subject__handoff__state__in=[states.PLANNED, states.RECORDED]) | Q(
    subject__handoff__isnull=True, subject__outcome__state=states.ACCEPTED
)


def list_open_calls(for_: Actor, *, size: int = 50) -> Sequence[OpenCall]:
    """List the own side's open joint calls, the most urgent first, in one query."""
    found = (
        Participant.objects.filter(_WAITS, organization_id=for_.organization, open=True)
        .select_related("subject", "subject__handoff")
        .order_by("due_at", "subject_id")[:size]
    )
    return [_call(party) for party in found]


def _call(party: Participant) -> OpenCall:
    referral = party.subject
    handoff = getattr(referral, "handoff", None)
    return OpenCall(
        reference=party.reference,
        subject_id=party.subject_id,
        other=referral.receiver_label if party.role == "sender" else referral.sender_label,
        state=handoff.state if handoff is not None else states.NONE,
        at=handoff.at if handoff is not None else None,
        due_at=referral.overdue_at,
    )
