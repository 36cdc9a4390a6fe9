"""Reads the log: for leads, and for whoever verifies the chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q

from concord.foundation.audit import chain
from concord.foundation.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole, and the first entry that is not as it was written."""

    whole: bool
    checked: int
    position: int | None = None
    entry_id: UUID | None = None
    fault: str = ""


def verify() -> Verdict:
    """Walk the chain from its start; stops at the first altered, missing or moved entry.

    Faults: ``altered`` (content or link differs), ``missing`` (a position is not there).
    """
    previous, expected = chain.START, 0
    entries = Entry.objects.filter(position__isnull=False).order_by("position")
    for entry in entries.iterator(chunk_size=2000):
        expected += 1
        position = entry.position or 0
        if position != expected:
            return Verdict(False, expected - 1, expected, None, "missing")
        previous = chain.link(previous, entry.hashed_content(position))
        if previous != bytes(entry.chain or b""):
            return Verdict(False, expected - 1, expected, entry.id, "altered")
    return Verdict(True, expected)


def get_lag(now: datetime) -> float:
    """Return the age in seconds of the oldest entry that waits to be chained; 0 when none does."""
    oldest = Entry.objects.filter(position__isnull=True).aggregate(oldest=Min("at"))["oldest"]
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0


def get_last(owner_id: UUID, action: str, *, since: datetime) -> datetime | None:
    """Return when an organization last did something, not looking further back than ``since``."""
    done = Entry.objects.filter(owner_id=owner_id, action=action, at__gte=since)
    return done.order_by("-at").values_list("at", flat=True).first()


def list_entries(
    owner_id: UUID, *, before: tuple[datetime, UUID] | None = None, size: int = 50
) -> Sequence[Entry]:
    """List what happened to an organization's records, newest first, one more than ``size``.

    ``before`` is instant and id of the last entry shown: several may share an instant.
    """
    found = Entry.objects.filter(owner_id=owner_id).order_by("-at", "-id")
    if before is not None:
        at, last = before
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    return list(found[: size + 1])
