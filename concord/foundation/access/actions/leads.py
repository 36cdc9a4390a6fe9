"""Letting a first lead in by a code, inviting one again, and taking an invitation back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from concord.foundation.access import rules
from concord.foundation.access.actions.people import LEAD
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Invitation, Person
from concord.foundation.lib.denied import Conflict, Denied, Invalid, Problem
from concord.foundation.lib.who import Who
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Membership, Organization


@transaction.atomic
def seat_first_lead(
    *, organization_id: UUID, email: str, name: str, language: str, by: Who, now: datetime
) -> Invitation:
    """Make a place for the lead who holds a letter, and open a link that no mail carries.

    The caller has checked the letter's code. Raises Denied("lead_exists") where somebody leads already,
    and Invalid where the address belongs to somebody who works for a member.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(id=organization_id)
    person = Person.objects.select_for_update().filter(email__iexact=email.strip()).first()
    others = leads_of(organization_id).exclude(person=person) if person else leads_of(organization_id)
    if others.exists():
        raise Denied("lead_exists")
    if person is None:
        person = accounts.create_person(email=email, name=name, by=by, now=now, language=language)
    elif person.state == states.LEFT:
        accounts.move(person=person, to=states.INVITED, by=by, now=now)
    elif person.state != states.INVITED:
        raise Invalid([Problem("email", "works_elsewhere")])
    places = Membership.objects.filter(person=person, active=True)
    if places.exclude(organization=organization).exists():
        raise Invalid([Problem("email", "works_elsewhere")])
    if not places.exists():
        organizations.add_membership(
            person=person, organization=organization, roles=[LEAD], by=by, now=now
        )  # fmt: skip
    return accounts.invite(person=person, by=by, now=now, by_mail=False)


@transaction.atomic
def invite_lead_again(*, person_id: UUID, by: Actor, now: datetime) -> Invitation:
    """Send a new link to a lead who has not joined; raises Conflict("lead_joined")."""
    rules.check_register(by)
    person = Person.objects.select_for_update().get(id=person_id)
    if person.state != states.INVITED:
        raise Conflict("lead_joined")
    return accounts.invite(person=person, by=by, now=now)


@transaction.atomic
def withdraw_lead(*, person_id: UUID, organization_id: UUID, by: Actor, now: datetime) -> None:
    """Take the place of a lead back who has not joined; raises Conflict("lead_joined")."""
    rules.check_register(by)
    person = Person.objects.select_for_update().get(id=person_id)
    if person.state != states.INVITED:
        raise Conflict("lead_joined")
    accounts.end_invitations(person_id=person_id, by=by, now=now)
    for membership in Membership.objects.filter(person=person, organization_id=organization_id, active=True):
        organizations.end_membership(membership=membership, by=by, now=now)
    accounts.move(person=person, to=states.LEFT, by=by, now=now)


def leads_of(organization_id: UUID) -> QuerySet[Membership]:
    """Return the places of those who lead an organization, or are invited to."""
    return Membership.objects.filter(
        organization_id=organization_id,
        active=True,
        roles__contains=[LEAD],
        person__state__in=[states.ACTIVE, states.INVITED],
    )
