"""Finds the release under which a party may say something about the person, and asks the gate."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied
from concord.foundation.organizations import queries as organizations
from concord.information.releases import queries as releases
from concord.information.releases.rules import ReleaseFacts, SpeakerFacts, check_may_say
from concord.operations.referrals.models import Referral


def release_to_say(
    statements: Collection[str], referral: Referral, *, by: Actor, now: datetime
) -> UUID | None:
    """Return the release that covers all statements of the actor's side to the other side.

    None where its law asks for none, or nothing is said about the person. Raises Denied where a release
    is needed and none holds: the gate has no override.
    """
    return _find(statements, referral, as_sender=by.organization == referral.owner_id, now=now)


def release_of(referral: Referral, *, now: datetime) -> ReleaseFacts | None:
    """Return the running release under which a referral stands; None for a question between programs.

    Raises Denied where it lasts no longer, and says to nobody by what it ended.
    """
    if referral.about == "coordination" or referral.release_id is None:
        return None
    facts = releases.get_facts(referral.release_id)
    if facts is None or not facts.active(now):
        raise Denied("release_not_active")
    return facts


def is_released(referral: Referral, *, now: datetime) -> bool:
    """Whether the release under which a referral was sent still lasts; a question between us needs none."""
    if referral.about == "coordination" or referral.release_id is None:
        return True
    facts = releases.get_facts(referral.release_id)
    return facts is not None and facts.active(now)


def may_receiver_report(referral: Referral, *, now: datetime) -> bool:
    """Whether the receiver may say anything about the person to the sender now."""
    try:
        _find(("accepted",), referral, as_sender=False, now=now)
    except Denied:
        return False
    return True


def _find(statements: Collection[str], referral: Referral, *, as_sender: bool, now: datetime) -> UUID | None:
    if referral.about == "coordination":
        return None
    if as_sender:
        speaker, listener = referral.owner_id, referral.receiver_id
        listening: UUID | None = referral.receiver_program_id
        regime = organizations.get_regime(referral.sender_program_id)
    else:
        speaker, listener = referral.receiver_id, referral.owner_id
        listening, regime = referral.sender_program_id, referral.receiver_regime
    facts = SpeakerFacts(organization_id=speaker, regime=regime)
    candidates = releases.find_active(
        by_organization_id=speaker,
        recipient_organization_id=listener,
        recipient_program_id=listening,
        now=now,
    )
    refusal: Denied | None = None
    for candidate in (*candidates, None):
        try:
            for statement in statements:
                check_may_say(statement, facts, candidate, listener, now)
        except Denied as refused:
            refusal = refusal or refused
        else:
            return candidate.id if candidate else None
    raise refusal or Denied("release_missing")
