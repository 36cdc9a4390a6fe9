"""Handing a shift over: nothing is stored but the line in the log."""

from datetime import datetime

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.governance.directory import queries, rules


@transaction.atomic
def hand_over(*, by: Actor, now: datetime) -> None:
    """Record that one shift told the next. Raises Denied where no own program is always open."""
    rules.check_hand_over(by, always_open=bool(queries.list_always_open(by)))
    audit.record(
        by,
        "shift.handed_over",
        now=now,
        kind="organization",
        subject=by.organization,
        owner=by.organization,
    )
