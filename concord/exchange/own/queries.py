"""An organization's own data as plain tables, with the codes of the data dictionary."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from concord.exchange.own import rules
from concord.foundation.access.actor import Actor
from concord.governance.directory import queries as directory
from concord.governance.directory.rules import OPENINGS_TIER as _OPENINGS_TIER
from concord.information.releases import queries as releases
from concord.operations.referrals import queries as referrals

Row = dict[str, Any]
_Said = tuple[directory.ProgramSaid, ...]
_PAGE: Final = 200
_SHOWN: Final = {"full", "shift"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what it holds, its columns in order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def get_tables(for_: Actor, now: datetime) -> tuple[Table, ...]:
    """Return everything that an organization may take out; the number of queries grows by pages of 200."""
    rules.check_take(for_)
    said = _said(for_)
    made: Mapping[str, Callable[[], Iterator[Row]]] = {
        "programs": lambda: _programs(said),
        "channels": lambda: _channels(said),
        "openings": lambda: _openings(said),
        "contacts": lambda: _contacts(for_),
        "referrals": lambda: _referrals(for_, now),
        "releases": lambda: _releases(for_),
    }
    return tuple(_table(name, tuple(rows())) for name, rows in made.items())


def _table(name: str, rows: tuple[Row, ...]) -> Table:
    return Table(name, COLUMNS[name], rows)


COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "programs": (
        "reference", "name", "status", "confidentiality_regime", "listing_state", "version", "edited_at",
        "confirmed_at", "description", "categories", "languages", "interpreter_available", "accessibility",
        "communities", "culturally_specific", "population_focus", "harm_scope", "serves", "regions",
        "eligibility", "facets", "length_of_stay", "how_to_get_in", "time_zone", "always_open", "hours",
        "closures", "preferred_channel", "phone", "urgent_phone", "after_hours_process", "address",
        "address_confidential",
    ),
    "channels": ("program", "kind", "value", "hours"),
    "openings": ("program", "kind", "state", "band", "updated_at"),
    "contacts": (
        "scope", "rank", "name", "role_title", "phone", "extension", "secure_email", "after_hours_process",
        "last_confirmed_at",
    ),
    "referrals": (
        "reference", "role", "state", "about", "sensitivity", "function", "category",
        "interpreter_language", "safe_contact", "sender", "receiver", "sent_at", "overdue_at", "closed_at",
        "handler", "released",
    ),
    "releases": (
        "reference", "program", "recipient_organization", "recipient_program", "purpose", "items", "method",
        "signer", "given_on", "starts_at", "ends_at", "state", "withdrawn_at", "recorded_at", "ruleset",
        "explained_points",
    ),
}  # fmt: skip


def _said(for_: Actor) -> _Said:
    """Return what the own programs say; one's own openings are one's own at any level."""
    at_any_level = replace(for_, tier=max(for_.tier, _OPENINGS_TIER))
    return directory.list_programs_said(for_=at_any_level, organization_ids=[for_.organization])


def _programs(said: _Said) -> Iterator[Row]:
    for program in said:
        draft = program.draft
        yield {
            "reference": program.reference,
            "name": program.name,
            "status": program.status,
            "confidentiality_regime": program.regime,
            "listing_state": program.listing_state,
            "version": program.version,
            "edited_at": program.edited_at,
            "confirmed_at": program.confirmed_at,
            **{name: getattr(draft, name) for name in COLUMNS["programs"] if hasattr(draft, name)},
            "eligibility": [
                {"field": one.field, "rule": one.rule, "plain_text": one.plain_text}
                for one in draft.eligibility
            ],
        }


def _channels(said: _Said) -> Iterator[Row]:
    for program in said:
        for one in program.channels:
            yield {"program": program.reference, "kind": one.kind, "value": one.value, "hours": one.hours}


def _openings(said: _Said) -> Iterator[Row]:
    for program in said:
        for view in program.openings:
            if view.shows in _SHOWN:
                yield {
                    "program": program.reference, "kind": view.kind, "state": view.state, "band": view.band,
                    "updated_at": view.updated_at or view.shift_day,
                }  # fmt: skip


def _contacts(for_: Actor) -> Iterator[Row]:
    for one in directory.get_contacts(for_.organization):
        yield {name: getattr(one, name) for name in COLUMNS["contacts"]}


def _referrals(for_: Actor, now: datetime) -> Iterator[Row]:
    """Yield every referral that the organization is a party of, as it may see it today."""
    for view in ("needs", "waiting", "closed"):
        after = ""
        while True:
            page = referrals.list_queue(for_=for_, view=view, now=now, after=after, size=_PAGE)
            for row in page.rows:
                yield {name: getattr(row, name) for name in COLUMNS["referrals"]}
            after = page.after
            if not after:
                break


def _releases(for_: Actor) -> Iterator[Row]:
    after = ""
    while True:
        page = releases.list_releases(for_=for_, after=after, size=_PAGE)
        for one in page.releases:
            yield {name: _name(getattr(one, name)) for name in COLUMNS["releases"]}
        after = page.after
        if not after:
            return


def _name(value: Any) -> Any:
    """Say a program or an organization by its reference."""
    return getattr(value, "reference", value)


def plain(value: Any) -> Any:
    """Return a value as JSON takes it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value
