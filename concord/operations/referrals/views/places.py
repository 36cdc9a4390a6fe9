"""Programs as somebody calls them: numbers, hours, openings, and the choice of one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import NotVisible
from concord.governance.directory import queries as directory
from concord.governance.directory import words as directory_words
from concord.governance.directory.queries import Hours, ProgramRow, Receiver

MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to call. ``reference`` is empty outside the network."""

    reference: str
    name: str
    phones: tuple[str, ...]
    after_hours: str = ""
    hours: tuple[tuple[str | Promise, str], ...] = ()
    always_open: bool = False
    languages: str = ""


def list_rows(actor: Actor, category: str = "") -> list[ProgramRow]:
    """List the programs of others that are running, of one kind of help or all."""
    wanted = directory.Filters(category=(category,) if category else ())
    page = directory.list_programs(actor, wanted, size=MOST)
    return [
        row
        for row in page.rows
        if row.program_id and not row.ended and row.organization_id != actor.organization_id
    ]


def name_of(row: ProgramRow) -> str:
    return f"{row.organization_name} · {row.program_name}"


def receiver_name(receiver: Receiver) -> str:
    return f"{receiver.organization_name} · {receiver.program_name}"


def choices(actor: Actor) -> list[tuple[str, Any]]:
    """Return the programs for a select."""
    return [(row.program_reference, name_of(row)) for row in list_rows(actor)]


def get_place(reference: str, actor: Actor, now: datetime) -> Place:
    """Return a program of the network to call; raises NotVisible for an unknown one."""
    receiver = directory.get_receiver(reference, actor, now)
    phones = tuple(dict.fromkeys(phone for phone in (receiver.urgent_phone, receiver.phone) if phone))
    hours = _hours(receiver)
    return Place(
        reference=reference,
        name=receiver_name(receiver),
        phones=phones,
        after_hours=receiver.after_hours_process,
        hours=tuple(_said(hours)) if hours else (),
        always_open=hours.always_open if hours else False,
        languages=", ".join(directory_words.labels(directory_words.LANGUAGES, receiver.languages)),
    )


def outside(name: str, number: str) -> Place:
    """Return a place that was typed and is kept nowhere."""
    return Place(
        "", name.strip() or _("A place outside the network"), (number.strip(),) if number.strip() else ()
    )


def _hours(receiver: Receiver) -> Hours | None:
    try:
        return directory.get_hours(receiver.program_id)
    except NotVisible:
        return None


def _said(hours: Hours) -> list[tuple[str | Promise, str]]:
    return [
        (
            directory_words.WEEKDAYS[weekday],
            ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans),
        )
        for weekday, spans in sorted(hours.weekly.items())
        if spans
    ]


def hours_in(place: Place, language: str) -> list[tuple[str, str]]:
    """Say a place's hours in another language than the page's, for the card in somebody's hand."""
    with translation.override(language):
        return [(str(day), spans) for day, spans in place.hours]


def today(now: datetime) -> date:
    """Return the day by which calls are counted."""
    return now.astimezone(ZoneInfo(settings.DISPLAY_TIME_ZONE)).date()
