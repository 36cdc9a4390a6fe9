"""The rules of access. Pure: no Django, no clock, no words.

Every capability passes the first part: signed in, unlocked, and open at this tier, type and role. The
second part says who may change people, organizations and keys.
"""

from collections.abc import Collection
from uuid import UUID

from concord.foundation.access import gates
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, NotVisible, Problem
from concord.foundation.organizations.codes import GIVEN_BY_LEAD

LONGEST_KEY_DAYS = 365


def check_identified(actor: Actor) -> None:
    """Refuse strangers and locked screens; a missing second factor is not asked for yet."""
    if not actor.is_authenticated:
        raise Denied("not_signed_in")
    if actor.locked_at is not None:
        raise Denied("locked")


def check_signed_in(actor: Actor) -> None:
    """Refuse strangers, locked screens and missing second factors, each with its own way out."""
    check_identified(actor)
    if actor.needs_second_factor and not actor.second_factor and actor.key_id is None:
        raise Denied("second_factor_missing")
    if actor.organization_id is None:
        raise Denied("no_organization")


def check_capability(actor: Actor, capability: str) -> None:
    """Refuse what tier, organization type, switch or role keep closed; the code says which."""
    check_signed_in(actor)
    if actor.key_id is not None and capability not in actor.scopes:
        raise Denied("scope_missing", capability=capability)
    closed = gates.closed_by(capability, actor)
    if closed is not None:
        gate = gates.GATES[capability]
        raise Denied(
            f"closed_by_{closed}",
            capability=capability,
            tier=actor.tier,
            needed_tier=gate.tier,
            roles=sorted(gate.roles),
        )


def check_learned(actor: Actor, deed: str) -> None:
    """Refuse a deed to whoever has not learned for it; the code says whether five sentences open it.

    Systems that hold a key stand for the person it belongs to. Raises KeyError for an unknown deed.
    """
    module = gates.LESSONS[deed]
    if module in actor.learned:
        return
    if module in actor.begun:
        raise Denied("lesson_ended", module=module)
    raise Denied("lesson_due", module=module)


def check_own(actor: Actor, organization_id: object) -> None:
    """Refuse to act on another organization's things that are public, such as its listing."""
    if organization_id != actor.organization_id:
        raise Denied("not_your_organization")


def own_organization(actor: Actor) -> UUID:
    """Return the organization acted for; raises Denied where there is none."""
    if actor.organization_id is None:
        raise Denied("no_organization")
    return actor.organization_id


# -- people ----------------------------------------------------------------------------------------
def check_manage(actor: Actor, organization_id: object) -> None:
    """Let a lead manage the people of the own organization; those of others do not exist for them."""
    check_capability(actor, "people.manage")
    if organization_id != actor.organization_id:
        raise NotVisible


def check_manage_another(actor: Actor, organization_id: object, person_id: object) -> None:
    """As `check_manage`, but nobody shuts themselves out: another lead does that."""
    check_manage(actor, organization_id)
    if person_id == actor.person_id:
        raise Denied("not_yourself")


def check_give_roles(actor: Actor, roles: Collection[str], held: Collection[str] = ()) -> None:
    """Refuse to give or take roles that a lead does not give; those stay as they are."""
    check_capability(actor, "people.manage")
    changed = set(roles) ^ set(held)
    foreign = changed - GIVEN_BY_LEAD
    if foreign:
        raise Denied("role_not_given_by_lead", roles=sorted(foreign))


def check_lead_remains(*, is_lead: bool, stays_lead: bool, other_leads: int) -> None:
    """Refuse to leave an organization without a lead who can act for it."""
    if is_lead and not stays_lead and not other_leads:
        raise Denied("last_lead")


# -- organizations ---------------------------------------------------------------------------------
def check_register(actor: Actor) -> None:
    check_capability(actor, "organizations.register")


def check_first_lead(actor: Actor, *, verified: bool, leads: int) -> None:
    """Let the backbone name the first lead of a verified organization; after that, leads do."""
    check_register(actor)
    if not verified:
        raise Denied("organization_not_verified")
    if leads:
        raise Denied("lead_exists")


# -- keys ------------------------------------------------------------------------------------------
def get_grantable_scopes(actor: Actor) -> tuple[str, ...]:
    """Return the capabilities that the actor has and so may put into a key."""
    return tuple(capability for capability in gates.GATES if actor.can(capability))


def check_create_key(actor: Actor, scopes: Collection[str], days: int) -> None:
    """Refuse keys that reach further than their maker, or live longer than a year."""
    check_capability(actor, "keys.manage")
    problems = []
    if not scopes:
        problems.append(Problem("scopes", "scopes_missing"))
    if not set(scopes) <= set(get_grantable_scopes(actor)):
        problems.append(Problem("scopes", "scope_not_yours"))
    if not 1 <= days <= LONGEST_KEY_DAYS:
        problems.append(Problem("days", "key_lives_too_long", {"days": LONGEST_KEY_DAYS}))
    if problems:
        raise Invalid(problems)


def check_revoke_key(actor: Actor, organization_id: object) -> None:
    check_capability(actor, "keys.manage")
    if organization_id != actor.organization_id:
        raise NotVisible
