"""The rule that every capability passes: signed in, unlocked, and open at this tier, type and role."""

from concord.foundation.access import gates
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied


def check_signed_in(actor: Actor) -> None:
    """Refuse strangers, locked screens and missing second factors, each with its own way out."""
    if not actor.is_authenticated:
        raise Denied("not_signed_in")
    if actor.locked_at is not None:
        raise Denied("locked")
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


def check_own(actor: Actor, organization_id: object) -> None:
    """Refuse to act on another organization's things that are public, such as its listing."""
    if organization_id != actor.organization_id:
        raise Denied("not_your_organization")
