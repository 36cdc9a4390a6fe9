"""What follows from the directory's news: a place that is hidden is forgotten here too (DIR-18)."""

from datetime import datetime

from concord.exchange.hsds import actions
from concord.foundation.events.registry import subscribe
from concord.governance.directory import queries as directory
from concord.governance.directory.events import ListingChanged


def connect() -> None:
    """Listen to the directory; called once when the applications have loaded."""
    subscribe(ListingChanged, "hsds.forget_places", forget_places)


def forget_places(event: ListingChanged, _now: datetime) -> None:
    """Take the place out of what was kept of a program, once its listing hides it."""
    if directory.hides_place(event.subject_id):
        actions.forget_places(program_id=event.subject_id)
