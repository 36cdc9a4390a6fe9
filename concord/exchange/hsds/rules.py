"""Who may take the directory out, bring one in, and have services told to everybody. Pure."""

from concord.foundation.access import gates
from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied


def check_take_all(actor: Actor) -> None:
    """Let the staff of the backbone office take the whole directory out."""
    access.check_capability(actor, "organizations.register")


def check_take_own(actor: Actor) -> None:
    """Let every member take out what its own organization says, at any level."""
    access.check_signed_in(actor)


def check_bring_in(actor: Actor) -> None:
    """Let the staff of the backbone office enter listings for the coalition."""
    access.check_capability(actor, "organizations.register")


def check_bring_own(actor: Actor) -> None:
    """Let an organization's own editors bring in its own listings, at any level."""
    access.check_capability(actor, "directory.edit")


def check_choose(actor: Actor) -> None:
    """Let an organization's own lead choose that its services are told to everybody."""
    access.check_capability(actor, "directory.edit")
    if not actor.has_role(*gates.LEADS):
        raise Denied("closed_by_role", capability="directory.edit", roles=sorted(gates.LEADS))


def check_switch(actor: Actor) -> None:
    """Let the backbone office open and close what the network tells to everybody."""
    access.check_capability(actor, "network.manage")
