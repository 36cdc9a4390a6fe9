"""What waits for the person who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from concord.foundation.notices import words
from concord.foundation.notices.models import Notice, Preference

PAGE = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """One notice, worded, with the address of what waits ("" where that page is gone)."""

    sentence: str
    url: str
    created_at: datetime
    read: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Notices that say the same: the sentence once, and what each of them is about, newest first."""

    sentence: str
    read: bool
    notices: list[Waiting] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of notices; ``older`` is the instant before which the next page begins."""

    notices: Sequence[Waiting]
    older: datetime | None


def get_page(person_id: UUID, *, before: datetime | None = None) -> Page:
    """Return a person's notices, newest first; notices of one instant stand on one page."""
    found = Notice.objects.filter(person_id=person_id).order_by("-created_at", "-id")
    if before is not None:
        found = found.filter(created_at__lt=before)
    notices = list(found[: 2 * PAGE])
    end = min(PAGE, len(notices))
    while end < len(notices) and notices[end].created_at == notices[end - 1].created_at:
        end += 1
    older = notices[end - 1].created_at if end < len(notices) else None
    return Page([_worded(notice) for notice in notices[:end]], older)


def group(notices: Iterable[Waiting]) -> list[Group]:
    """Put notices of a page that say the same together, so that each sentence is read once."""
    groups: dict[tuple[str, bool], Group] = {}
    for one in notices:
        groups.setdefault((one.sentence, one.read), Group(one.sentence, one.read)).notices.append(one)
    return list(groups.values())


def count_unread(person_id: UUID) -> int:
    """Return how many notices a person has not read; a count for the page's head."""
    return Notice.objects.filter(person_id=person_id, read_at=None).count()


def wants_mail(person_id: UUID) -> bool:
    return not Preference.objects.filter(person_id=person_id, mail=False).exists()


def _worded(notice: Notice) -> Waiting:
    sentence, page, argument = words.KINDS.get(notice.kind, (words.SUBJECT, "", ""))
    return Waiting(
        str(sentence),
        _url(page, argument, notice),
        notice.created_at,
        notice.read_at is not None,
        notice.subject_reference,
    )


def _url(page: str, argument: str, notice: Notice) -> str:
    arguments = {argument: notice.subject_reference} if argument and notice.subject_reference else {}
    try:
        return reverse(page, kwargs=arguments) if page else ""
    except NoReverseMatch:
        return ""
