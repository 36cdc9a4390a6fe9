"""Makes organizations, programs, regions and memberships. Who may do so is asked in access."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from concord.foundation.accounts.models import Person
from concord.foundation.audit import actions as audit
from concord.foundation.lib import references
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.foundation.lib.who import Who
from concord.foundation.organizations import codes, rules
from concord.foundation.organizations.models import Membership, Network, Organization, Program, Region
from concord.foundation.statements import insert

_NETWORK_FIELDS = frozenset(
    {"name", "exit_url", "time_zone", "languages", "region_scheme", "line_name", "line_phone",
     "language_line_phone", "review_interval_days", "host_name", "steward_name"}
)  # fmt: skip


@transaction.atomic
def create_organization(
    *, name: str, org_type: str, by: Who, now: datetime, verified: bool = True, **facts: Any
) -> Organization:
    """Register an organization. ``facts`` are further fields of the model, such as sub_type or regions.

    Raises Invalid for a type, sub-type, sector or region that the lists do not hold.
    """
    rules.check_kind(org_type, facts.get("sub_type", ""), facts.get("sectors", ()))
    rules.check_regions(facts.get("regions", ()), known=Region.objects.values_list("code", flat=True))
    facts.setdefault("reference", references.new_reference("O"))
    organization = Organization(
        name=name.strip(), org_type=org_type, verified_at=now if verified else None, **facts
    )
    organization.save(force_insert=True)
    audit.record(
        by, "organization.created", now=now, kind="organization", subject=organization.id,
        owner=organization.id,
    )  # fmt: skip
    return organization


@transaction.atomic
def create_program(*, organization: Organization, name: str, by: Who, now: datetime, **facts: Any) -> Program:
    """Add a program; raises Invalid for a regime that the list does not hold."""
    rules.check_regime(facts.get("confidentiality_regime", "unknown"))
    facts.setdefault("reference", references.new_reference("P"))
    program = Program(organization=organization, name=name.strip(), **facts)
    program.save(force_insert=True)
    audit.record(
        by, "program.created", now=now, kind="program", subject=program.id, owner=organization.id
    )  # fmt: skip
    return program


@transaction.atomic
def create_programs(*, programs: Sequence[Mapping[str, Any]], by: Who, now: datetime) -> list[Program]:
    """Add several programs, each given by its fields; all or none, in as many statements as for one.

    Raises Invalid for a regime that the list does not hold.
    """
    for facts in programs:
        rules.check_regime(facts.get("confidentiality_regime", "unknown"))
    made = [Program(reference=references.new_reference("P"), **facts) for facts in programs]
    if made:
        insert(*made)
    about: list[audit.About] = [(one.id, one.organization_id, {}) for one in made]
    audit.record_each(by, "program.created", now=now, kind="program", about=about)
    separated = [(one.id, one.organization_id, {"serves_pwch": True}) for one in made if one.serves_pwch]
    audit.record_each(by, "program.separation_set", now=now, kind="program", about=separated)
    return made


@transaction.atomic
def create_region(*, code: str, name: str, scheme: str, by: Who, now: datetime, position: int = 0) -> Region:
    """Add a region to a scheme."""
    rules.check_scheme(scheme)
    region = Region(code=code, name=name, scheme=scheme, position=position)
    region.save(force_insert=True)
    audit.record(by, "region.created", now=now, kind="region", subject=region.id)
    return region


@transaction.atomic
def set_network(*, by: Who, now: datetime, **facts: Any) -> Network:
    """Settle what holds for the whole network; raises TypeError for a field it does not have."""
    if unknown := set(facts) - _NETWORK_FIELDS:
        raise TypeError(f"the network has no {', '.join(sorted(unknown))}")
    rules.check_network(facts)
    network, _ = Network.objects.update_or_create(id=1, defaults=facts)
    audit.record(by, "network.settled", now=now, kind="network", detail={"fields": sorted(facts)})
    return network


@transaction.atomic
def add_membership(
    *,
    person: Person,
    organization: Organization,
    roles: Collection[str],
    by: Who,
    now: datetime,
    title: str = "",
    phone: str = "",
    program: Program | None = None,
) -> Membership:
    """Give a person a place and roles; raises Invalid for roles that cannot be held together."""
    rules.check_roles(roles)
    membership = Membership(
        person=person, organization=organization, roles=sorted(set(roles)), title=title.strip(),
        phone=phone.strip(), program=program, since=now,
    )  # fmt: skip
    membership.save(force_insert=True)
    audit.record(
        by, "membership.added", now=now, kind="person", subject=person.id, owner=organization.id,
        detail={"roles": membership.roles},
    )  # fmt: skip
    return membership


@transaction.atomic
def set_roles(
    *,
    membership: Membership,
    roles: Iterable[str],
    title: str,
    program: Program | None,
    by: Who,
    now: datetime,
) -> Membership:
    """Change what a member may do; holds from the next request on. Raises Invalid or Conflict."""
    wanted = sorted(set(roles))
    rules.check_roles(wanted)
    changed = Membership.objects.filter(id=membership.id, active=True).update(
        roles=wanted, title=title.strip(), program=program
    )
    if not changed:
        raise Conflict("membership_ended")
    audit.record(
        by, "membership.roles_set", now=now, kind="person", subject=membership.person_id,
        owner=membership.organization_id, detail={"roles": wanted},
    )  # fmt: skip
    membership.refresh_from_db()
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Who, now: datetime) -> None:
    """End a place; the person's history stays. Raises Conflict where it has already ended."""
    if not Membership.objects.filter(id=membership.id, active=True).update(active=False, ended_at=now):
        raise Conflict("membership_ended")
    audit.record(
        by, "membership.ended", now=now, kind="person", subject=membership.person_id,
        owner=membership.organization_id,
    )  # fmt: skip


@transaction.atomic
def verify_organization(*, organization_id: UUID, by: Who, now: datetime) -> None:
    """Let a registered organization in; raises Conflict where that was done before."""
    if not Organization.objects.filter(id=organization_id, verified_at=None).update(verified_at=now):
        raise Conflict("organization_already_verified")
    audit.record(
        by, "organization.verified", now=now, kind="organization", subject=organization_id,
        owner=organization_id,
    )  # fmt: skip


@transaction.atomic
def end_organization(
    *, organization_id: UUID, ended_on: date, legacy_contact: str, by: Who, now: datetime
) -> None:
    """Mark an organization as no longer operational, since a day, with whom to ask about it (DIR-12).

    Raises NotVisible for none, and Conflict for one that has ended.
    """
    running = Organization.objects.filter(id=organization_id).exclude(status=codes.ENDED)
    contact = legacy_contact.strip()
    if not running.update(status=codes.ENDED, ended_on=ended_on, legacy_contact=contact):
        raise _nothing_to_end(there=Organization.objects.filter(id=organization_id).exists())
    audit.record(
        by, "organization.ended", now=now, kind="organization", subject=organization_id,
        owner=organization_id,
    )  # fmt: skip


@transaction.atomic
def end_program(*, program_id: UUID, organization_id: UUID, by: Who, now: datetime) -> None:
    """Mark one program of an organization as no longer operational; raises as `end_organization` does."""
    found = Program.objects.filter(id=program_id, organization_id=organization_id)
    if not found.exclude(status=codes.ENDED).update(status=codes.ENDED):
        raise _nothing_to_end(there=found.exists())
    audit.record(
        by, "program.ended", now=now, kind="program", subject=program_id, owner=organization_id
    )  # fmt: skip


def _nothing_to_end(*, there: bool) -> Conflict | NotVisible:
    return Conflict("already_ended") if there else NotVisible()


@transaction.atomic
def set_serves_pwch(*, program: Program, serves: bool, by: Who, now: datetime) -> None:
    """Say whether a program serves people who cause harm (SEC-11, DIR-18); unchanged, it writes nothing."""
    if not Program.objects.filter(id=program.id).exclude(serves_pwch=serves).update(serves_pwch=serves):
        return
    program.serves_pwch = serves
    audit.record(
        by, "program.separation_set", now=now, kind="program", subject=program.id,
        owner=program.organization_id, detail={"serves_pwch": serves},
    )  # fmt: skip


@transaction.atomic
def withdraw_programs(*, program_ids: Collection[UUID], by: Who, now: datetime) -> None:
    """Take back programs that were entered by mistake; all or none.

    Raises NotVisible for one that is not there, and ProtectedError where anything hangs on one.
    """
    found = list(Program.objects.filter(id__in=program_ids).values_list("id", "organization_id"))
    if len(found) != len(set(program_ids)):
        raise NotVisible
    Program.objects.filter(id__in=program_ids).delete()
    about: list[audit.About] = [(program, owner, {}) for program, owner in found]
    audit.record_each(by, "program.withdrawn", now=now, kind="program", about=about)


@transaction.atomic
def withdraw_organizations(*, organization_ids: Collection[UUID], by: Who, now: datetime) -> None:
    """Take back organizations that were entered by mistake, once their programs are; all or none.

    Raises NotVisible for one that is not there, and ProtectedError where anything hangs on one.
    """
    found = Organization.objects.filter(id__in=organization_ids)
    if found.count() != len(set(organization_ids)):
        raise NotVisible
    found.delete()
    about: list[audit.About] = [(identity, identity, {}) for identity in organization_ids]
    audit.record_each(by, "organization.withdrawn", now=now, kind="organization", about=about)
