"""The joint contact: recorded by one side, confirmed by the other (REF-09)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.organizations import queries as organizations
from concord.operations.referrals import codes, queries, rules, states
from concord.operations.referrals.actions import moves, speech
from concord.operations.referrals.models import Handoff, Referral


@dataclass(frozen=True, slots=True)
class Joint:
    """What both agencies agreed on the call; codes only."""

    at: datetime
    mode: str = "conference_call"
    person_present: str = ""
    roles_agreed: str = ""
    next_steps: tuple[str, ...] = ()
    sender_name: str = ""
    receiver_name: str = ""


def find_problems(joint: Joint, now: datetime) -> list[Problem]:
    """List everything that the record of a joint contact lacks."""
    checks = (
        ("mode", joint.mode in codes.JOINT_MODES, "joint_mode_missing"),
        ("person_present", joint.person_present in codes.PRESENCE, "joint_presence_missing"),
        ("roles_agreed", joint.roles_agreed in codes.AGREED_ROLES, "joint_roles_missing"),
        (
            "next_steps",
            bool(joint.next_steps) and set(joint.next_steps) <= set(codes.NEXT_STEPS),
            "joint_steps_missing",
        ),
        ("at", joint.at <= now, "joint_in_future"),
    )
    return [Problem(name, code) for name, good, code in checks if not good]


def _name_problems(joint: Joint, referral: Referral) -> list[Problem]:
    """Those who spoke are named only where they work for the two sides."""
    sides = (
        ("sender_name", joint.sender_name, referral.owner_id),
        ("receiver_name", joint.receiver_name, referral.receiver_id),
    )
    return [
        Problem(name, "contact_not_ours")
        for name, said, organization_id in sides
        if said and said not in organizations.get_member_names(organization_id)
    ]


@transaction.atomic
def record_joint_contact(*, referral: Referral, joint: Joint, by: Actor, now: datetime) -> Referral:
    """Record a joint contact; the other side is asked to confirm it.

    Raises Denied (no party, already recorded, no release to say so), Invalid and Conflict.
    """
    access.check_capability(by, "referral.write")
    facts = queries.facts_of(referral)
    with moves.first_come(referral, by):
        rules.check_record_joint(by, facts, now)
    problems = [*find_problems(joint, now), *_name_problems(joint, referral)]
    if problems:
        raise Invalid(problems)
    release_id = speech.release_to_say(["handoff_state"], referral, by=by, now=now)
    row = Handoff(
        referral_id=referral.id,
        state=states.RECORDED,
        mode=joint.mode,
        at=joint.at,
        person_present=joint.person_present,
        roles_agreed=joint.roles_agreed,
        next_steps=list(joint.next_steps),
        sender_name=joint.sender_name or referral.contact_name,
        receiver_name=joint.receiver_name or referral.handler_name,
        recorded_by_organization_id=by.organization,
        recorded_by=by.person,
        release_id=release_id,
    )
    _write(row, facts.handoff, referral, by)
    moves.record("joint_recorded", referral, by=by, now=now, said=moves.Said(facts.handoff, "", release_id))
    return referral


def _write(row: Handoff, before: str, referral: Referral, by: Actor) -> None:
    """Write the record, in the place of the plan where there was one; the second of two gets a Conflict."""
    if before == states.PLANNED:
        planned = Handoff.objects.filter(referral_id=row.referral_id, state=states.PLANNED)
        columns = {
            field.attname: getattr(row, field.attname)
            for field in Handoff._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
            if not field.primary_key
        }
        if not planned.update(**columns):
            raise moves.conflict(referral, by)
        return
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise moves.conflict(referral, by) from error


@transaction.atomic
def confirm_joint_contact(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Confirm the other side's record. Raises Denied (`other_side_confirms`, …) and Conflict."""
    access.check_capability(by, "referral.write")
    with moves.first_come(referral, by):
        rules.check_confirm_joint(by, queries.facts_of(referral), now)
    release_id = speech.release_to_say(["handoff_state"], referral, by=by, now=now)
    confirmed = Handoff.objects.filter(referral_id=referral.id, state=states.RECORDED).update(
        state=states.CONFIRMED, confirmed_at=now, confirmed_by=by.person
    )
    if not confirmed:
        raise moves.conflict(referral, by)
    moves.record(
        "joint_confirmed", referral, by=by, now=now, said=moves.Said(states.RECORDED, "", release_id)
    )
    return referral
