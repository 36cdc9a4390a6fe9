"""What Today asks of the rooms below: each tells what waits for the person who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from concord.foundation.access.actor import Actor


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits.

    ``kind``: ``answer``, ``call``, ``draft``, ``release``, ``confirm``; ``at`` is when it is overdue or ends.
    ``subject_id`` is what the log of reads names.
    """

    kind: str
    title: str
    reference: str
    detail: str
    url: str
    at: datetime | None
    late: bool = False
    soon: bool = False
    subject_id: UUID | None = None


class WorkListSource(Protocol):
    """A room that has work for people."""

    def list_work(self, for_: Actor, now: datetime) -> Sequence[WorkItem]:
        """List what waits for this actor, the most urgent first; nothing where the room is closed."""
        ...
