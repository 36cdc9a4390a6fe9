"""Who reads member lists in and invites, and what may follow. Pure."""

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict
from concord.governance.members import codes


def check_office(actor: Actor) -> None:
    """Let the staff of the backbone office in."""
    access.check_capability(actor, "organizations.register")


def check_step(actor: Actor, *, state: str, needed: str) -> None:
    """Refuse a step that an import has taken already, or cannot take yet."""
    check_office(actor)
    if state != needed:
        raise Conflict("import_moved_on")


def check_open(actor: Actor, *, state: str) -> None:
    """Refuse to send again or take back what has been used or taken back."""
    check_office(actor)
    if state in {codes.JOINED, codes.CLAIMED, codes.CONFIRMED}:
        raise Conflict("lead_joined")
    if state == codes.REVOKED:
        raise Conflict("invitation_revoked")
