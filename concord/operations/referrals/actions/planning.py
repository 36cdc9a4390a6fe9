"""The joint call before it is held: a time is proposed and agreed on, or nobody was reached (REF-09).

When our own worker can be called is a fact about ourselves, so no item of a release is asked for. But a call
about a person is planned only while the release lasts under which the referral stands.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Invalid
from concord.information.releases.rules import ReleaseFacts
from concord.operations.referrals import queries, rules, states
from concord.operations.referrals.actions import moves, speech
from concord.operations.referrals.models import Handoff, Referral, Step

SAME_TRY: Final = timedelta(minutes=10)  # two reports within it are of one try


@dataclass(frozen=True, slots=True)
class Plan:
    """When and how both agencies are to speak together; no place and no words."""

    at: datetime
    mode: str = "conference_call"


@transaction.atomic
def plan_joint_contact(
    *, referral: Referral, plan: Plan, by: Actor, now: datetime, instead_of: datetime | None = None
) -> Referral:
    """Propose when to speak together. The same proposal again changes nothing and tells nobody.

    ``instead_of`` is the time that stood when this one was chosen. Raises Denied (no party, the release has
    ended), Invalid, and Conflict where somebody has proposed another time or recorded the call meanwhile.
    """
    release = _ask(rules.check_plan_joint, referral, by, now)
    problems = rules.find_plan_problems(plan.mode, plan.at, release.ends_at if release else None, now)
    if problems:
        raise Invalid(problems)
    before = Handoff.objects.filter(referral_id=referral.id).first()
    if _stands(before, plan, by):
        return referral
    if before is None:
        if not _insert(referral, plan, by, _spoken_under(referral, release, by)):
            return referral
    elif not _replace(before, plan, by, instead_of, _spoken_under(referral, release, by)):
        raise moves.conflict(referral, by)
    _record("joint_planned", referral, release, by, now, before=before.state if before else states.NONE)
    return referral


@transaction.atomic
def agree_on_joint_time(*, referral: Referral, at: datetime, by: Actor, now: datetime) -> Referral:
    """Agree to the time that the other side proposed.

    Raises Denied, Invalid where the time is over, and Conflict where another time stands meanwhile.
    """
    release = _ask(rules.check_agree_joint, referral, by, now)
    problems = rules.find_plan_problems("conference_call", at, None, now)
    if problems:
        raise Invalid(problems)
    proposed = Handoff.objects.filter(
        referral_id=referral.id, state=states.PLANNED, at=at, confirmed_at__isnull=True
    ).exclude(recorded_by_organization_id=by.organization)
    name = {f"{_side(referral, by)}_name": by.name}
    if not proposed.update(confirmed_at=now, confirmed_by=by.person, **name):
        raise moves.conflict(referral, by)
    _record("joint_agreed", referral, release, by, now, before=states.PLANNED)
    return referral


@transaction.atomic
def miss_joint_contact(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Say that we called for the joint call and reached nobody there; a plan stays as it is.

    A second click within ten minutes says it once; a colleague's raises Conflict.
    """
    Referral.objects.select_for_update().filter(id=referral.id).order_by().values_list("id").first()
    release = _ask(rules.check_miss_joint, referral, by, now)
    told = Step.objects.filter(
        referral_id=referral.id, code="joint_missed", organization_id=by.organization, at__gt=now - SAME_TRY
    )
    last = told.order_by("-id").first()
    if last is not None and last.person_id == by.person_id:
        return referral
    if last is not None:
        raise moves.conflict(referral, by)
    _record("joint_missed", referral, release, by, now, before=queries.facts_of(referral).handoff)
    return referral


def _ask(check: rules.Check, referral: Referral, by: Actor, now: datetime) -> ReleaseFacts | None:
    """Ask who may, whether it still can be, and whether the release lasts that the call is about."""
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        check(by, queries.facts_of(referral), now)
    return speech.release_of(referral, now=now)


def _side(referral: Referral, by: Actor) -> str:
    return "sender" if by.organization == referral.owner_id else "receiver"


def _spoken_under(referral: Referral, release: ReleaseFacts | None, by: Actor) -> ReleaseFacts | None:
    """The sender's word is read only while its release lasts; the receiver speaks of itself."""
    return release if _side(referral, by) == "sender" else None


def _stands(known: Handoff | None, plan: Plan, by: Actor) -> bool:
    """Whether the own side has proposed exactly this already."""
    return (
        known is not None
        and known.state == states.PLANNED
        and (known.at, known.mode) == (plan.at, plan.mode)
        and known.recorded_by_organization_id == by.organization
    )


def _insert(referral: Referral, plan: Plan, by: Actor, release: ReleaseFacts | None) -> bool:
    """Write the first plan; False where the same retry was a moment earlier, Conflict where another was."""
    names = {"sender_name": referral.contact_name, "receiver_name": referral.handler_name}
    row = Handoff(
        referral_id=referral.id,
        state=states.PLANNED,
        mode=plan.mode,
        at=plan.at,
        recorded_by_organization_id=by.organization,
        recorded_by=by.person,
        release_id=release.id if release else None,
        **(names | {f"{_side(referral, by)}_name": by.name}),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if _stands(Handoff.objects.filter(referral_id=referral.id).first(), plan, by):
            return False
        raise moves.conflict(referral, by) from error
    return True


def _replace(
    before: Handoff, plan: Plan, by: Actor, instead_of: datetime | None, release: ReleaseFacts | None
) -> int:
    """Put another time in the place of the one that stood when it was chosen; 0 where another stands."""
    if instead_of is None:
        return 0
    standing = Handoff.objects.filter(referral_id=before.referral_id, state=states.PLANNED, at=instead_of)
    return standing.update(
        at=plan.at,
        mode=plan.mode,
        recorded_by_organization_id=by.organization,
        recorded_by=by.person,
        release_id=release.id if release else None,
        confirmed_at=None,
        confirmed_by=None,
    )


def _record(
    code: str, referral: Referral, release: ReleaseFacts | None, by: Actor, now: datetime, *, before: str
) -> None:
    under = _spoken_under(referral, release, by)
    said = moves.Said(before, "", under.id if under else None, under is not None)
    moves.record(code, referral, by=by, now=now, said=said)
