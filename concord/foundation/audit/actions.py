"""Writes entries, in the transaction of what they record, and chains them afterwards."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from concord.foundation.audit import chain
from concord.foundation.audit.models import Entry
from concord.foundation.lib.who import Who
from concord.foundation.statements import insert

About = tuple[UUID, UUID, Mapping[str, Any]]  # subject, owner, detail
_LOCK = 0x436F6E636F7264  # the sequencer's advisory lock: "Concord"


def record(
    by: Who,
    action: str,
    *,
    now: datetime,
    kind: str = "",
    subject: UUID | None = None,
    owner: UUID | None = None,
    result: str = "done",
    code: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one entry. ``owner`` is the organization whose record it is; its lead may read the entry.

    ``detail`` holds codes and references only, never content.
    """
    entry = Entry(
        at=now,
        person_id=by.person_id,
        organization_id=by.organization_id,
        door=by.door,
        action=action,
        result=result,
        code=code,
        subject_kind=kind,
        subject_id=subject,
        owner_id=owner or by.organization_id,
        detail=dict(detail or {}),
        salt=secrets.token_bytes(16),
    )
    insert(entry)


def record_each(by: Who, action: str, *, now: datetime, kind: str, about: Sequence[About]) -> None:
    """Add one entry for each of several things that the same was done to, in one statement."""
    if about:
        insert(
            *(
                Entry(
                    at=now,
                    person_id=by.person_id,
                    organization_id=by.organization_id,
                    door=by.door,
                    action=action,
                    subject_kind=kind,
                    subject_id=subject,
                    owner_id=owner,
                    detail=dict(detail),
                    salt=secrets.token_bytes(16),
                )
                for subject, owner, detail in about
            )
        )


def record_read(by: Who, page: str, *, now: datetime, kind: str, owners: Iterable[tuple[UUID, UUID]]) -> None:
    """Add one entry for a page that showed several records: (subject, owning organization) pairs."""
    shown = list(owners)
    record(
        by,
        page,
        now=now,
        kind=kind,
        result="read",
        subject=shown[0][0] if len(shown) == 1 else None,
        owner=shown[0][1] if len(shown) == 1 else None,
        detail={"shown": [subject.hex for subject, _ in shown]},
    )


def sequence(*, limit: int = 2000) -> int:
    """Chain the entries that wait, oldest first; returns how many. Run by one worker at a time.

    Order is that of chaining, so commits out of order and gaps between ids are harmless.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Entry.objects.filter(position__isnull=False).order_by("-position").first()
        position, previous = (last.position or 0, bytes(last.chain or b"")) if last else (0, chain.START)
        waiting = list(Entry.objects.filter(position__isnull=True).order_by("id")[:limit])
        links = []
        for entry in waiting:
            position += 1
            previous = chain.link(previous, entry.hashed_content(position))
            links.append((position, previous, entry.id))
        cursor.executemany("UPDATE audit_entry SET position = %s, chain = %s WHERE id = %s", links)
    return len(links)
