"""A referral as its row, for actions, and as facts, for rules."""

from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import NotVisible
from concord.operations.referrals import states
from concord.operations.referrals.models import Handoff, Outcome, Participant, Referral
from concord.operations.referrals.rules import Facts

NEEDS = ("interpreter_language", "accessibility", "cultural_preference")


def get_for_change(reference: str, *, for_: Actor) -> Referral:
    """Return the sent referral that the actor's organization knows by a reference.

    Raises NotVisible for an unknown reference, a draft and somebody else's referral alike.
    """
    party = (
        Participant.objects.select_related("subject")
        .filter(organization_id=for_.organization, reference=reference)
        .exclude(subject__state=states.DRAFT)
        .first()
    )
    if party is None:
        raise NotVisible
    return party.subject


def stated_needs(referral: Referral) -> tuple[str, ...]:
    """Name the needs that the receiver must answer before accepting (REF-22)."""
    return tuple(name for name in NEEDS if getattr(referral, name))


def facts_of(referral: Referral) -> Facts:
    """Read the outcome and handoff beside a referral: two primary-key reads."""
    outcomes = Outcome.objects.filter(referral_id=referral.id).order_by()
    handoffs = Handoff.objects.filter(referral_id=referral.id).order_by()
    return build_facts(referral, next(iter(outcomes), None), next(iter(handoffs), None))


def build_facts(referral: Referral, outcome: Outcome | None, handoff: Handoff | None) -> Facts:
    return Facts(
        id=referral.id,
        owner_id=referral.owner_id,
        receiver_id=referral.receiver_id,
        state=referral.state,
        about=referral.about,
        pathway=referral.pathway,
        outcome=outcome.state if outcome else states.PENDING,
        outcome_exists=outcome is not None,
        handoff=handoff.state if handoff else states.NONE,
        handoff_by=handoff.recorded_by_organization_id if handoff else None,
        handoff_agreed=handoff is not None and handoff.confirmed_at is not None,
        handler_id=referral.handler_id,
        needs=stated_needs(referral),
        follow_up=outcome.follow_up if outcome else "",
        clock=referral.clock,
    )


def get_reference(referral_id: UUID, organization_id: UUID) -> str:
    """Return the reference by which a party knows a referral; "" where it is no party."""
    found = Participant.objects.filter(subject_id=referral_id, organization_id=organization_id)
    return found.values_list("reference", flat=True).first() or ""
