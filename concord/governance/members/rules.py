"""Who reads member lists in and invites, and what may follow. Pure."""

from collections.abc import Iterable
from uuid import UUID

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, Denied
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


def check_ask(actor: Actor, regions: Iterable[str]) -> None:
    """Let the office, and the coordinator of a region for that region, ask for a confirmation (DIR-10)."""
    access.check_capability(actor, "directory.read")
    if actor.can("organizations.register"):
        return
    if not actor.has_role("regional_coordinator") or set(actor.regions).isdisjoint(regions):
        raise Denied("not_core_here")


def check_job(actor: Actor) -> None:
    """Refuse everybody but our own machinery."""
    if actor.door != "job":
        raise Denied("not_core_here")


def check_link(made_for: UUID, person_id: UUID | None) -> None:
    """Refuse to confirm by a link in the name of anybody but the one it was made for."""
    if made_for != person_id:
        raise Denied("not_core_here")
