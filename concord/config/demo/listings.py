"""What the programs of the invented network offer. Telephone numbers are from the fictional range."""

from datetime import datetime

from concord.foundation.access.actor import Actor
from concord.foundation.organizations.models import Program


def load(programs: dict[str, Program], *, by: Actor, now: datetime) -> None:
    """Put a listing, contacts and openings behind every program."""
