"""What the worker does for the member list: asks again in time, and lets go of what was never imported."""

from datetime import datetime

from concord.foundation.access.actor import Actor
from concord.governance.members import actions, queries


def ask_for_confirmations(now: datetime) -> bool:
    """Ask the agencies whose listings have not been confirmed for the review interval."""
    for organization_id in queries.list_to_ask(now):
        actions.ask_when_due(organization_id=organization_id, by=Actor.system("confirmations"), now=now)
    return False


def purge_imports(now: datetime) -> bool:
    """Remove lists that nobody imported within a month."""
    actions.purge_imports(now=now)
    return False
