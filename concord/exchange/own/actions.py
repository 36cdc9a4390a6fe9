"""Taking data out leaves an entry in the log."""

from datetime import datetime

from django.db import transaction

from concord.exchange.own import rules
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit


@transaction.atomic
def record_taken(*, by: Actor, now: datetime) -> None:
    """Note that somebody took the organization's own data out."""
    rules.check_take(by)
    audit.record(
        by, "own_data.taken", now=now, kind="organization", subject=by.organization, owner=by.organization,
        result="read",
    )  # fmt: skip
