"""What is wrong with a draft, all at once. Pure: codes and fields, no words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time

from concord.foundation.lib.businesstime import Calendar
from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.lib.screening import Kind, screen
from concord.foundation.organizations.codes import REGIMES
from concord.governance.directory import codes
from concord.governance.directory.drafts import (
    ChannelDraft,
    ContactDraft,
    ListingDraft,
    ProgramDraft,
    ShiftDraft,
)

_LONGEST = {
    "description": 2000, "length_of_stay": 120, "how_to_get_in": 400, "phone": 40, "urgent_phone": 40,
    "after_hours_process": 400, "address": 200,
}  # fmt: skip
_LONGEST_SHIFT_HOURS = 72
_PLACES = frozenset({Kind.STREET_ADDRESS, Kind.COORDINATES})


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Invalid with every problem found; return where there is none."""
    found = list(problems)
    if found:
        raise Invalid(found)


def of_listing(draft: ListingDraft, known_regions: frozenset[str]) -> Iterator[Problem]:
    """Find what keeps a listing from being saved."""
    yield from _chosen("categories", draft.categories, codes.CATEGORIES, needed=True)
    yield from _chosen("harm_scope", draft.harm_scope, codes.HARM_SCOPES, needed=True)
    yield from _chosen("serves", draft.serves, codes.SERVES, needed=True)
    yield from _chosen("regions", draft.regions, known_regions, needed=True)
    yield from _chosen("languages", draft.languages, codes.LANGUAGES)
    yield from _chosen("accessibility", draft.accessibility, codes.ACCESSIBILITY)
    yield from _chosen("communities", draft.communities, codes.COMMUNITIES)
    yield from _chosen("preferred_channel", [draft.preferred_channel], codes.PREFERRED_CHANNELS)
    yield from _chosen("local_names", draft.local_names, draft.categories)
    yield from _chosen("taxonomy_codes", draft.taxonomy_codes, draft.categories)
    yield from _chosen("facets", draft.facets, codes.FACETS)
    yield from _chosen("facets", draft.facets.values(), codes.FACET_ANSWERS)
    for criterion in draft.eligibility:
        yield from _chosen("eligibility", [criterion.field], codes.ELIGIBILITY_FIELDS)
        yield from _chosen("eligibility", [criterion.rule], codes.ELIGIBILITY_RULES)
    if draft.address_confidential:
        yield from _told_places(draft)
    yield from _too_long(draft)
    yield from _hours(draft)


def of_program(draft: ProgramDraft) -> Iterator[Problem]:
    """Find what keeps a new program from being entered."""
    if not draft.name.strip():
        yield Problem("name", "missing")
    yield from _chosen("confidentiality_regime", [draft.confidentiality_regime], REGIMES)


def of_contact(draft: ContactDraft, others: Sequence[ContactDraft]) -> Iterator[Problem]:
    """Find what keeps a contact from being saved; ``others`` are the current ones of its scope."""
    yield from _chosen("scope", [draft.scope], codes.CONTACT_SCOPES)
    if not draft.name.strip():
        yield Problem("name", "missing")
    if draft.scope == codes.PUBLISHED:
        if draft.rank:
            yield Problem("rank", "published_has_no_rank")
        return
    yield from _chosen("rank", [draft.rank], codes.CONTACT_RANKS)
    for name in ("role_title", "phone", "secure_email", "after_hours_process"):
        if not (getattr(draft, name) or "").strip():
            yield Problem(name, "missing")
    if any(other.rank != draft.rank and _same_person(draft, other) for other in others):
        yield Problem("name", "same_person_twice")


def of_channel(draft: ChannelDraft, *, confidential: bool = False) -> Iterator[Problem]:
    """Find what keeps a channel from being saved; ``confidential``: the program's address is (DIR-18)."""
    if confidential:
        yield from _place_in("value", draft.value)
        yield from _place_in("hours", draft.hours)
    yield from _chosen("kind", [draft.kind], codes.CHANNEL_KINDS)
    if not draft.value.strip():
        yield Problem("value", "missing")
    if draft.kind == "web" and not draft.value.strip().startswith(("https://", "http://")):
        yield Problem("value", "not_a_web_address")
    if draft.kind == "secure_email" and "@" not in draft.value:
        yield Problem("value", "not_an_email_address")


def of_hiding(texts: Iterable[str]) -> Iterator[Problem]:
    """Find what keeps an address from becoming confidential: a channel that tells it."""
    if any(True for text in texts for _ in _place_in("address_confidential", text)):
        yield Problem("address_confidential", "place_in_channel")


def of_opening(kind: str, state: str, band: str) -> Iterator[Problem]:
    """Find what keeps an opening from being posted: unknown codes, or a band that does not fit."""
    yield from _chosen("kind", [kind], codes.OPENING_KINDS)
    yield from _chosen("state", [state], codes.OPENING_STATES)
    yield from _chosen("band", [band], codes.OPENING_BANDS)
    if (state in {"open", "limited"}) == (band == "none"):
        yield Problem("band", "band_does_not_fit", {"state": state, "band": band})


def of_shift(draft: ShiftDraft) -> Iterator[Problem]:
    """Find what keeps somebody from being put on call."""
    for name in ("name", "phone"):
        if not getattr(draft, name).strip():
            yield Problem(name, "missing")
    if draft.ends_at <= draft.starts_at:
        yield Problem("ends_at", "ends_before_start")
    elif (draft.ends_at - draft.starts_at).total_seconds() > _LONGEST_SHIFT_HOURS * 3600:
        yield Problem("ends_at", "shift_too_long", {"hours": _LONGEST_SHIFT_HOURS})


def weekly_of(hours: Mapping[str, Sequence[Sequence[str]]]) -> dict[int, tuple[tuple[time, time], ...]]:
    """Read stored hours; raises ValueError for what is no weekday, no time or no pair."""
    weekly = {}
    for day, pairs in hours.items():
        read = [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]
        weekly[int(day)] = tuple(sorted(read))
    return weekly


def _chosen(
    field: str, given: Iterable[str], known: Iterable[str], *, needed: bool = False
) -> Iterator[Problem]:
    values = list(given)
    if needed and not values:
        yield Problem(field, "missing")
    unknown = sorted(set(values) - set(known))
    if unknown:
        yield Problem(field, "unknown_code", {"codes": unknown})


def _told_places(draft: ListingDraft) -> Iterator[Problem]:
    """Find the address of a confidential place in its own field and in every text (DIR-13, DIR-18)."""
    if draft.address.strip():
        yield Problem("address", "address_of_confidential_place")
    for field in ("description", "how_to_get_in", "length_of_stay", "after_hours_process"):
        yield from _place_in(field, getattr(draft, field))
    yield from _place_in("population_focus", "; ".join(draft.population_focus))
    yield from _place_in("local_names", "; ".join(draft.local_names.values()))
    for criterion in draft.eligibility:
        yield from _place_in("eligibility", criterion.plain_text)


def _place_in(field: str, text: str) -> Iterator[Problem]:
    found = (finding for finding in screen(text) if finding.kind in _PLACES)
    for finding in found:
        yield Problem(field, "place_in_text", {"part": finding.text})


def _too_long(draft: ListingDraft) -> Iterator[Problem]:
    for field, longest in _LONGEST.items():
        if len(getattr(draft, field)) > longest:
            yield Problem(field, "too_long", {"longest": longest})


def _hours(draft: ListingDraft) -> Iterator[Problem]:
    try:
        Calendar(time_zone=draft.time_zone)
    except ValueError:
        yield Problem("time_zone", "unknown_time_zone")
        return
    try:
        Calendar(time_zone=draft.time_zone, weekly=weekly_of(draft.hours))
    except (ValueError, TypeError):
        yield Problem("hours", "hours_do_not_work")


def _same_person(one: ContactDraft, other: ContactDraft) -> bool:
    """Whether two contacts are one person: the same name, or the same mailbox on the same phone."""
    if _plain(one.name) == _plain(other.name):
        return True
    return (
        one.secure_email.strip().casefold() == other.secure_email.strip().casefold()
        and _digits(one.phone) == _digits(other.phone)
        and one.extension.strip() == other.extension.strip()
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _digits(phone: str | None) -> str:
    return "".join(sign for sign in phone or "" if sign.isdigit())
