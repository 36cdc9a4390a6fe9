"""Puts the invented network into an empty database, by the same actions that people use."""

from datetime import datetime, timedelta

from django.db import transaction

from concord.config.demo import cast, listings
from concord.foundation.access import scope
from concord.foundation.access.actions import set_qualification, set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.access.gates import CASE_WORKERS, LESSONS
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts import states as account_states
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Membership, Organization, Program
from concord.governance.agreements import actions as agreements
from concord.governance.agreements.rules import Draft
from concord.governance.directory import actions as directory

_TRAINED_DAYS = 335
JOB = Actor.system("demo")
ACCESSION = ("harbor", "lakeside", "brigid", "northside", "puente", "legaldesk", "vsu", "line", "valley",
             "millriver", "police", "cfsnorth", "income", "changepath")  # fmt: skip


@transaction.atomic
def load_cast(now: datetime, *, password: str | None = None) -> None:
    """Load regions, organizations, programs, people, levels and the network's agreement.

    With a password everybody can unlock a hidden screen; without one only a session lets them in.
    """
    scope.enter(JOB)
    organizations.set_network(
        by=JOB,
        now=now,
        name="Concord",
        languages=["en", "es", "fr"],
        line_name="Statewide Line",
        line_phone="860-555-0199",
        language_line_phone="860-555-0198",
        host_name="County Computing Office",
        steward_name="Bea Winter, Backbone Office",
    )
    for position, (code, name) in enumerate(cast.REGIONS):
        organizations.create_region(
            code=code, name=name, scheme="coalition_region", position=position, by=JOB, now=now
        )
    directory.import_boundaries(text=directory.SHIPPED.read_text(), regions=cast.AREAS, by=JOB, now=now)
    members = {member.reference: _member(member, now) for member in cast.ORGANIZATIONS}
    programs = _programs(members, now)
    _people(members, programs, now, password)
    _agree(members, now)
    listings.load(programs, by=JOB, now=now)


def _member(member: cast.Member, now: datetime) -> Organization:
    organization = organizations.create_organization(
        name=member.name,
        reference=member.reference,
        org_type=member.org_type,
        sub_type=member.sub_type,
        sectors=list(member.sectors),
        regions=list(member.regions),
        public_body=member.public_body,
        is_backbone=member.backbone,
        by=JOB,
        now=now,
    )
    set_standing(organization_id=organization.id, tier=member.tier, switched_off=(), by=JOB, now=now)
    return organization


def _programs(members: dict[str, Organization], now: datetime) -> dict[str, Program]:
    found = {}
    for member in cast.ORGANIZATIONS:
        for position, unit in enumerate(member.units):
            found[unit.reference] = organizations.create_program(
                organization=members[member.reference],
                name=unit.name,
                reference=unit.reference,
                confidentiality_regime=unit.regime,
                serves_pwch=unit.serves_pwch,
                position=position,
                by=JOB,
                now=now,
            )
    return found


def _people(
    members: dict[str, Organization], programs: dict[str, Program], now: datetime, password: str | None
) -> None:
    first = {program.organization_id: program for program in reversed(programs.values())}
    for name, someone in cast.PEOPLE.items():
        person = accounts.create_person(
            email=f"{name}@{cast.EMAIL_DOMAIN}",
            name=someone.name,
            state=account_states.ACTIVE,
            password=password,
            by=JOB,
            now=now,
        )
        organization = members[someone.organization]
        place = organizations.add_membership(
            person=person,
            organization=organization,
            roles=someone.roles,
            title=someone.title,
            phone=someone.phone,
            program=first.get(organization.id),
            by=JOB,
            now=now,
        )
        if name != cast.NEWCOMER and not CASE_WORKERS.isdisjoint(someone.roles):
            _train(place, now)


def _train(place: Membership, now: datetime) -> None:
    """Everybody but the newcomer went through the modules a month ago."""
    for module in LESSONS.values():
        set_qualification(
            membership_id=place.id,
            organization_id=place.organization_id,
            module=module,
            kind="full",
            until=now + timedelta(days=_TRAINED_DAYS),
            by=JOB,
            now=now - timedelta(days=30),
        )


def _agree(members: dict[str, Organization], now: datetime) -> None:
    """One network agreement for all; Harbor House and St. Brigid also agreed on tracking."""
    started = (now - timedelta(days=60)).date()
    ends = (now + timedelta(days=305)).date()
    network = Draft(
        kind="network",
        title="Network participation agreement",
        tracking_permitted=False,
        starts_on=started,
        ends_on=ends,
    )
    handoff = Draft(
        kind="mou",
        title="Hospital and shelter handoff",
        tracking_permitted=True,
        starts_on=started,
        ends_on=ends,
    )
    tracked = ("harbor", "lakeside", "brigid", "northside")
    for draft, parties in ((network, ACCESSION), (handoff, tracked)):
        agreements.seed_agreement(
            draft=draft, parties=[members[reference].id for reference in parties], by=JOB, now=now
        )
