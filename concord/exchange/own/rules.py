"""Who takes an organization's own data out. Pure."""

from concord.foundation.access import gates
from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied


def check_take(actor: Actor) -> None:
    """Let a lead take the organization's own data out: always, at any level (SEC-09)."""
    access.check_signed_in(actor)
    if not actor.has_role(*gates.LEADS):
        raise Denied("closed_by_role", capability="own_data", roles=sorted(gates.LEADS))
