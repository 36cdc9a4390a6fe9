"""Who sees and moves what was brought in. Pure; who may bring in a kind is the kind's own rule."""

from uuid import UUID

from concord.exchange.transfers import states
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, NotVisible


def check_see(actor: Actor, organization_id: UUID) -> None:
    """What another organization brings in does not exist."""
    if actor.organization_id != organization_id:
        raise NotVisible


def check_move(state: str, to: str) -> None:
    """Refuse a step that does not follow; somebody may have been first."""
    if to not in states.NEXT[state]:
        raise Conflict("transfer_moved", state=state)
