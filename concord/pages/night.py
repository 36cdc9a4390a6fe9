"""Puts the night's page into words: every line ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from concord.governance.directory import words
from concord.governance.directory.queries import OnCall, Tonight
from concord.governance.directory.seen import OpeningView


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening in words, with the kind of its chip."""

    kind: str
    chip: str
    state: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Openings that were said at one time: exactly (``at``), or in a shift (``shift``)."""

    at: datetime | None
    shift: str
    stale: bool
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A program that answers now. ``until`` is None where it is open around the clock."""

    reference: str
    program: str
    organization: str
    services: str
    languages: str
    phone: str
    urgent_phone: str
    until: datetime | None
    heard: tuple[Heard, ...]
    call_the_line: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that was open in the afternoon."""

    program: str
    organization: str
    opening: Opening
    at: datetime | None
    shift: str


@dataclass(frozen=True, slots=True)
class Night:
    """The whole page in words, at one instant."""

    at: datetime
    stamp: str
    since: datetime
    on_call: tuple[OnCall, ...]
    places: tuple[Place, ...]
    closed: tuple[Closed, ...]
    line_name: str
    line_phone: str
    language_line_phone: str
    cut: bool


def zone() -> ZoneInfo:
    return ZoneInfo(settings.DISPLAY_TIME_ZONE)


def exact(at: datetime, *, year: bool = False) -> str:
    """Say an instant without "today" or "ago": a sheet of paper is read on another day."""
    return formats.date_format(timezone.localtime(at, zone()), "D j M Y, H:i" if year else "D j M, H:i")


def say(found: Tonight) -> Night:
    """Word everything; what the actor may not see is not there to be worded."""
    return Night(
        at=found.at,
        stamp=exact(found.at, year=True),
        since=found.since,
        on_call=found.on_call,
        places=tuple(
            Place(
                reference=one.program_reference,
                program=one.program_name,
                organization=one.organization_name,
                services=", ".join(words.category_label(code) for code in one.categories),
                languages=", ".join(words.labels(words.LANGUAGES, one.languages)),
                phone=one.phone,
                urgent_phone="" if one.urgent_phone == one.phone else one.urgent_phone,
                until=one.until,
                heard=say_openings(one.openings),
                call_the_line=any(opening.shows == "line" for opening in one.openings),
            )
            for one in found.open_now
        ),
        closed=tuple(
            Closed(
                program=one.program_name,
                organization=one.organization_name,
                opening=_opening(one.opening),
                at=one.opening.updated_at,
                shift=_shift(one.opening),
            )
            for one in found.closed_since
        ),
        line_name=found.line_name,
        line_phone=found.line_phone,
        language_line_phone=found.language_line_phone,
        cut=found.cut,
    )


def say_openings(openings: Iterable[OpeningView]) -> tuple[Heard, ...]:
    """Word what may be seen, by when it was said; "call the line" is said once for the place, not here."""
    seen = [one for one in openings if one.shows in {"full", "shift"}]
    found: dict[tuple[datetime | None, str], list[OpeningView]] = {}
    for one in seen:
        found.setdefault((one.updated_at, _shift(one)), []).append(one)
    return tuple(
        Heard(at, shift, any(one.stale for one in said), tuple(_opening(one) for one in said))
        for (at, shift), said in found.items()
    )


def _opening(opening: OpeningView) -> Opening:
    kind = words.label(words.OPENING_KINDS, opening.kind)
    return Opening(kind, words.MARKS[opening.state], words.saying(opening))


def _shift(opening: OpeningView) -> str:
    """Say in which shift something was said; "" where the exact time is shown."""
    if opening.updated_at is not None or opening.shift_day is None:
        return ""
    shift = words.label(words.SHIFTS, opening.shift)
    return _("%(shift)s, %(day)s") % {
        "shift": shift,
        "day": formats.date_format(opening.shift_day, "D j M"),
    }
