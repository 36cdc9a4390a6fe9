"""What a lead does with the people of the own organization. Everything holds from the next request on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Invitation, Person
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Invalid, NotVisible, Problem
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.codes import GIVEN_BY_LEAD
from concord.foundation.organizations.models import Membership, Organization, Program

LEAD = "agency_lead"


@transaction.atomic
def invite_member(
    *,
    email: str,
    name: str,
    roles: Collection[str],
    title: str,
    program_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Membership:
    """Invite a colleague: a person without password, a place with roles, and a letter with a link.

    Raises Denied for roles that a lead does not give, Invalid for an address that cannot be invited.
    """
    rules.check_give_roles(by, roles)
    organization = Organization.objects.get(id=rules.own_organization(by))
    return place(
        email=email, name=name, organization=organization, roles=roles, title=title,
        program=_program(by, program_id), by=by, now=now,
    )  # fmt: skip


def place(
    *,
    email: str,
    name: str,
    organization: Organization,
    roles: Collection[str],
    title: str,
    program: Program | None,
    by: Actor,
    now: datetime,
) -> Membership:
    """Invite somebody into an organization; callers have asked the rule."""
    person = _newcomer(email, name, organization, by, now)
    membership = organizations.add_membership(
        person=person, organization=organization, roles=roles, by=by, now=now, title=title, program=program
    )
    accounts.invite(person=person, by=by, now=now)
    return membership


def _newcomer(email: str, name: str, organization: Organization, by: Actor, now: datetime) -> Person:
    """Find or make the person of an address; raises Invalid where they work for a member already."""
    person = Person.objects.select_for_update().filter(email__iexact=email.strip()).first()
    if person is None:
        return accounts.create_person(email=email, name=name, by=by, now=now, language=by.language)
    places = Membership.objects.filter(person=person, active=True)
    if places.filter(organization=organization).exists():
        raise Invalid([Problem("email", "works_here_already")])
    if places.exists() or person.state in {states.ACTIVE, states.SUSPENDED}:
        raise Invalid([Problem("email", "works_elsewhere")])
    if person.state == states.LEFT:
        accounts.move(person=person, to=states.INVITED, by=by, now=now)
    return person


@transaction.atomic
def invite_again(*, reference: str, by: Actor, now: datetime) -> Invitation:
    """Send a new link; the earlier one ends. Raises Denied where the person has joined already."""
    membership = _mine(by, reference)
    if membership.person.state != states.INVITED:
        raise Invalid([Problem("", "joined_already")])
    return accounts.invite(person=membership.person, by=by, now=now)


@transaction.atomic
def change_member(
    *, reference: str, roles: Collection[str], title: str, program_id: UUID | None, by: Actor, now: datetime
) -> Membership:
    """Change title, program and roles. Whose roles change is signed out. Raises Denied("last_lead")."""
    membership = _mine(by, reference)
    kept = set(membership.roles) - GIVEN_BY_LEAD
    wanted = sorted(set(roles) | kept)
    rules.check_give_roles(by, wanted, membership.roles)
    _check_lead_remains(membership, stays_lead=LEAD in wanted)
    before = membership.roles
    changed = organizations.set_roles(
        membership=membership, roles=wanted, title=title, program=_program(by, program_id), by=by, now=now
    )
    if before != wanted:
        accounts.end_sessions(person_id=membership.person_id, by=by, now=now)
    return changed


@transaction.atomic
def suspend_member(*, reference: str, by: Actor, now: datetime) -> None:
    """Shut a person out until further notice; they are signed out at once."""
    membership = _mine(by, reference)
    rules.check_manage_another(by, membership.organization_id, membership.person_id)
    _check_lead_remains(membership, stays_lead=False)
    accounts.move(person=membership.person, to=states.SUSPENDED, by=by, now=now)


@transaction.atomic
def reactivate_member(*, reference: str, by: Actor, now: datetime) -> None:
    """Let a suspended person in again, with the same roles and second factor."""
    membership = _mine(by, reference)
    rules.check_manage_another(by, membership.organization_id, membership.person_id)
    accounts.move(person=membership.person, to=states.ACTIVE, by=by, now=now)


@transaction.atomic
def reset_member_second_factor(*, reference: str, by: Actor, now: datetime) -> None:
    """Take away a lost or stolen second factor; the person sets up a new one after signing in."""
    membership = _mine(by, reference)
    rules.check_manage_another(by, membership.organization_id, membership.person_id)
    accounts.reset_second_factor(person=membership.person, by=by, now=now)


@transaction.atomic
def end_member_sessions(*, reference: str, by: Actor, now: datetime) -> None:
    """Sign a person out everywhere."""
    membership = _mine(by, reference)
    accounts.end_sessions(person_id=membership.person_id, by=by, now=now)


@transaction.atomic
def mark_member_left(*, reference: str, by: Actor, now: datetime) -> None:
    """End a person's place and account; what they did stays in the log."""
    membership = _mine(by, reference)
    rules.check_manage_another(by, membership.organization_id, membership.person_id)
    _check_lead_remains(membership, stays_lead=False)
    organizations.end_membership(membership=membership, by=by, now=now)
    accounts.move(person=membership.person, to=states.LEFT, by=by, now=now)


def _mine(by: Actor, reference: str) -> Membership:
    """Return one of the own organization's places; raises NotVisible for any other.

    The organization is locked first, so that its leads act one after the other and cannot remove each
    other at once.
    """
    Organization.objects.select_for_update(no_key=True).get(id=rules.own_organization(by))
    membership = (
        Membership.objects.select_related("person")
        .filter(reference=reference.upper(), active=True, organization_id=rules.own_organization(by))
        .first()
    )
    if membership is None:
        rules.check_capability(by, "people.manage")
        raise NotVisible
    rules.check_manage(by, membership.organization_id)
    return membership


def _check_lead_remains(membership: Membership, *, stays_lead: bool) -> None:
    others = Membership.objects.filter(
        organization_id=membership.organization_id,
        active=True,
        roles__contains=[LEAD],
        person__state=states.ACTIVE,
    ).exclude(id=membership.id)
    rules.check_lead_remains(
        is_lead=LEAD in membership.roles, stays_lead=stays_lead, other_leads=others.count()
    )


def _program(by: Actor, program_id: UUID | None) -> Program | None:
    if program_id is None:
        return None
    program = Program.objects.filter(id=program_id, organization_id=rules.own_organization(by)).first()
    if program is None:
        raise Invalid([Problem("program", "unknown_program")])
    return program


def record_log_read(*, by: Actor, now: datetime) -> None:
    """Record that a lead read the log: reading it is an access too."""
    audit.record(by, "log.read", now=now, kind="log", result="read")
