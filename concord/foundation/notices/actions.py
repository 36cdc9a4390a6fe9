"""Tells people that something waits, and sends the letters that say so and nothing else.

A letter's words are fixed; its link leads to the front page, or to the one-use page of an invitation or
a new password. The code of such a link is derived at the moment of sending, so no table holds it.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation

from concord.foundation.accounts import queries as accounts
from concord.foundation.accounts.models import Person
from concord.foundation.audit import actions as audit
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.who import Who
from concord.foundation.notices import codes, words
from concord.foundation.notices.models import Letter, Notice, Preference

log = logging.getLogger(__name__)
MOST_TRIES = 8
# One mail an hour at most says that something waits: a second one would say no more than the first.
QUIET = timedelta(hours=1)
# Kinds of letter whose link a room above makes: (person, what it is about, now) -> path; None: it ended.
PATHS: dict[str, Callable[[UUID, UUID, datetime], str | None]] = {}


@transaction.atomic
def notify(
    *,
    person_ids: Collection[UUID],
    kind: str,
    now: datetime,
    organization_id: UUID | None = None,
    subject_kind: str = "",
    subject_reference: str = "",
) -> None:
    """Tell people that something waits: a notice each, and a letter to those who want mail.

    ``kind`` is a code that the sending room has registered in `notices.words`. Run by the worker, from a
    subscriber, so that it happens once for each event. Raises ValueError for an unknown kind.
    """
    if kind not in words.KINDS:
        raise ValueError(f"no words for notices of kind {kind}")
    people = list(Person.objects.filter(id__in=set(person_ids)).order_by("id"))
    for person in people:
        Notice(
            person=person,
            organization_id=organization_id,
            kind=kind,
            subject_kind=subject_kind,
            subject_reference=subject_reference,
            created_at=now,
        ).save(force_insert=True)
    for person in _to_write_to(people, now):
        write(person=person, template=codes.WAITING, now=now)


def _to_write_to(people: Collection[Person], now: datetime) -> Collection[Person]:
    """Leave out who wants no mail, who is not active, and who has been written to within the hour."""
    ids = [person.id for person in people]
    silent = set(Preference.objects.filter(person_id__in=ids, mail=False).values_list("person_id", flat=True))
    recent = set(
        Letter.objects.filter(
            person_id__in=ids, template=codes.WAITING, created_at__gt=now - QUIET, dead_at=None
        ).values_list("person_id", flat=True)
    )
    return [person for person in people if person.is_active and person.id not in silent | recent]


def write(*, person: Person, template: str, now: datetime, about_id: UUID | None = None) -> Letter:
    """Put a letter into the out-tray."""
    identity = uuid7()
    letter = Letter(
        id=identity,
        person=person,
        template=template,
        about_id=about_id,
        language=person.language,
        message_id=f"<{identity.hex}@{_domain()}>",
        created_at=now,
        next_try_at=now,
    )
    letter.save(force_insert=True)
    return letter


def send_next(*, now: datetime) -> bool:
    """Send one waiting letter; False when none waits.

    It is marked as sent after the mail server has taken it. A crash between the two sends it again,
    under the same Message-ID, by which the second one is recognized.
    """
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person")
            .filter(sent_at=None, dead_at=None, next_try_at__lte=now)
            .order_by("next_try_at", "id")
            .first()
        )
        if letter is None:
            return False
        path = _path(letter, now)
        if path is None:
            Letter.objects.filter(id=letter.id).update(dead_at=now, error="link_ended")
            return True
        try:
            _message(letter, path).send()
        except OSError as error:  # smtplib's errors are OSErrors too
            _postpone(letter, error, now)
        else:
            Letter.objects.filter(id=letter.id).update(sent_at=now, tries=letter.tries + 1, error="")
    return True


def _path(letter: Letter, now: datetime) -> str | None:
    """Return where the letter leads; None where its link has ended or the person has."""
    if letter.template == codes.INVITATION:
        return accounts.get_invitation_path(letter.about_id, now) if letter.about_id else None
    if letter.template == codes.RESET:
        return accounts.get_reset_path(letter.person_id)
    if letter.template in PATHS:
        return PATHS[letter.template](letter.person_id, letter.about_id, now) if letter.about_id else None
    return "/" if letter.person.is_active else None


def _message(letter: Letter, path: str) -> EmailMessage:
    with translation.override(letter.language):
        text = words.LETTERS[letter.template]
        return EmailMessage(
            subject=str(words.SUBJECT),
            body=str(text) % {"link": settings.ORIGIN + path},
            to=[letter.person.email],
            headers={
                "Message-ID": letter.message_id,
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
        )


def _postpone(letter: Letter, error: Exception, now: datetime) -> None:
    tries = letter.tries + 1
    log.warning("letter not sent", extra={"reason": type(error).__name__, "count": tries})
    Letter.objects.filter(id=letter.id).update(
        tries=tries,
        error=type(error).__name__,
        next_try_at=now + timedelta(seconds=min(2**tries * 15, 3600)),
        dead_at=now if tries >= MOST_TRIES else None,
    )


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


@transaction.atomic
def mark_read(*, person_id: UUID, until: datetime, now: datetime) -> int:
    """Mark what the person has been shown as read: all notices up to an instant. Returns how many."""
    unread = Notice.objects.filter(person_id=person_id, read_at=None, created_at__lte=until)
    return unread.update(read_at=now)


@transaction.atomic
def set_mail(*, person_id: UUID, wanted: bool, by: Who, now: datetime) -> None:
    """Say whether a person wants mail when something waits."""
    Preference.objects.update_or_create(person_id=person_id, defaults={"mail": wanted})
    audit.record(
        by, "notices.mail_on" if wanted else "notices.mail_off", now=now, kind="person", subject=person_id
    )
