"""From our directory to HSDS and back: whole organizations and services. Pure; lenses know single facts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import uuid5
from zoneinfo import ZoneInfo

from concord.exchange.hsds import codes, identifiers, lenses, organizations, places, services, terms
from concord.exchange.hsds.structure import Record
from concord.foundation.organizations import codes as kinds
from concord.governance.directory import codes as directory
from concord.governance.directory.drafts import ChannelDraft, ContactDraft, Criterion, ListingDraft
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid
from concord.governance.directory.seen import OpeningView

_SHIFT_BEGINS: Final = {"day": 7, "evening": 15, "night": 23}
_SAME: Final = (
    "description", "how_to_get_in", "interpreter_available", "culturally_specific", "preferred_channel",
    "length_of_stay", "after_hours_process", "time_zone", "always_open", "address", "address_confidential",
    "publish_openings_tier1", "publish_on_call_tier1", "opt_in_law_enforcement",
)  # fmt: skip
_IN_ORDER: Final = {
    "categories": directory.CATEGORIES,
    "languages": directory.LANGUAGES,
    "accessibility": directory.ACCESSIBILITY,
    "communities": directory.COMMUNITIES,
    "harm_scope": directory.HARM_SCOPES,
    "serves": directory.SERVES,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What came from elsewhere and is kept whole, under its own id.

    ``fresh``: our listing still stands as it was brought in.
    """

    identifier: str
    record: Record
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is meant where a service does not say it; empty means that it must say it itself."""

    org_type: str = ""
    categories: tuple[str, ...] = ()
    harm_scope: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    time_zone: str = "America/New_York"


@dataclass(frozen=True, slots=True)
class ServiceRead:
    """A service of HSDS in our words."""

    name: str
    status: str
    regime: str
    draft: ListingDraft
    channels: tuple[ChannelDraft, ...]


@dataclass(frozen=True, slots=True)
class OrganizationRead:
    """An organization of HSDS in our words; ``facts`` are further fields of an organization."""

    name: str
    org_type: str
    facts: Mapping[str, Any]
    contacts: tuple[ContactDraft, ...]


# -- out -------------------------------------------------------------------------------------------
def service_out(
    program: ProgramSaid,
    *,
    organization: str,
    regions: Mapping[str, str],
    kept: Kept | None = None,
    internal: bool = True,
) -> Record:
    """Return a program as a service of HSDS. ``internal``: with what only members of the network read."""
    base: Record = dict(kept.record) if kept else {"status": "active", "name": ""}
    base["id"] = kept.identifier if kept else identifiers.of("service", program.id)
    base["organization_id"] = organization
    said = said_of(program, regions)
    if not internal:
        said = {name: value for name, value in said.items() if name not in codes.INTERNAL}
    record = lenses.put(base, said, service_lenses(regions))
    if kept is None or not kept.fresh:
        _stamp(record, program)
    _say_openings(record, program)
    return _fit_to_tell(record, confidential=program.draft.address_confidential, internal=internal)


def organization_out(
    organization: OrganizationSaid, *, kept: Kept | None = None, hidden: frozenset[str] = frozenset()
) -> Record:
    """Return an organization, without its services; ``hidden``: places that its services hide."""
    base: Record = dict(kept.record) if kept else {}
    base.setdefault("description", organizations.describe(organization.org_type, organization.sub_type))
    base["id"] = kept.identifier if kept else identifiers.of("organization", organization.id)
    said = {
        "name": organization.name,
        "website": organization.website,
        "phone": organization.phone,
        "contacts": organizations.of_ours(
            [
                (one.name, one.role_title, one.phone, one.extension, one.secure_email)
                for one in organization.contacts
            ]
        ),
        "org_type": organization.org_type,
        "sub_type": organization.sub_type,
        "sectors": tuple(one for one in kinds.SECTORS if one in organization.sectors),
        "region": tuple(organization.regions),
        "status": organization.status,
        "ended_on": organization.ended_on.isoformat() if organization.ended_on else "",
        "public_body": organization.public_body,
        "nation_or_tribe": organization.nation_or_tribe,
    }
    return places.conceal_shared(lenses.put(base, said, organizations.LENSES), hidden)


def service_lenses(regions: Mapping[str, str]) -> tuple[lenses.Lens, ...]:
    """Return every fact of a service."""
    return _service_lenses(tuple(regions.items()))


@lru_cache(maxsize=4)
def _service_lenses(regions: tuple[tuple[str, str], ...]) -> tuple[lenses.Lens, ...]:
    return (*services.lenses_of(dict(regions)), *places.LENSES)


def said_of(program: ProgramSaid, regions: Mapping[str, str]) -> dict[str, Any]:
    """Return what a program says, in the form in which it is read from a service."""
    draft = program.draft
    said: dict[str, Any] = {name: getattr(draft, name) for name in _SAME}
    for name, table in _IN_ORDER.items():
        said[name] = tuple(code for code in table if code in getattr(draft, name))
    by_kind = {kind: [(one.value, one.hours) for one in program.channels if one.kind == kind]
               for kind in directory.CHANNEL_KINDS}  # fmt: skip
    return said | {
        "name": program.name,
        "status": program.status,
        "regime": program.regime,
        "regions": tuple(code for code in regions if code in draft.regions),
        "phones": _phones(program),
        "web": tuple(by_kind["web"]),
        "mail": tuple(by_kind["secure_email"]),
        "places": tuple(by_kind["in_person"]),
        "hours": services.week_of(draft.hours),
        "closures": tuple(draft.closures),
        "eligibility": tuple((one.field, one.rule, one.plain_text) for one in draft.eligibility),
        "facets": dict(draft.facets),
        "local_names": dict(draft.local_names),
        "taxonomy_codes": dict(draft.taxonomy_codes),
        "population_focus": tuple(draft.population_focus),
    }


def _phones(program: ProgramSaid) -> services.Phones:
    others = tuple(
        (one.kind, one.value, one.hours) for one in program.channels if one.kind in {"phone", "fax"}
    )
    return program.draft.phone, program.draft.urgent_phone, others


def _stamp(record: Record, program: ProgramSaid) -> None:
    if program.edited_at is not None:
        record["last_modified"] = _instant(program.edited_at)
    if program.confirmed_at is not None:
        record["assured_date"] = program.confirmed_at.date().isoformat()
    else:
        record.pop("assured_date", None)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _say_openings(record: Record, program: ProgramSaid) -> None:
    """Say what is open in bands; what others said of theirs stays where we say nothing."""
    shown = [view for view in program.openings if view.shows in {"full", "shift"}]
    if not shown:
        return
    held = [
        one for one in lenses.rows(record, "capacities")
        if (one.get("unit") or {}).get("scheme") != codes.BAND_SCHEME
    ]  # fmt: skip
    zone = ZoneInfo(program.draft.time_zone)
    lenses.keep(record, "capacities", held + [_capacity(str(record["id"]), view, zone) for view in shown])


def _capacity(service: str, view: OpeningView, zone: ZoneInfo) -> Record:
    unit = {
        "id": str(uuid5(codes.NAMESPACE, f"unit:{view.kind}")),
        "name": f"{view.kind.replace('_', ' ').capitalize()}: 0 none, 1 some, 2 several",
        "scheme": codes.BAND_SCHEME,
        "identifier": view.kind,
    }
    return {
        "id": identifiers.below(service, "capacity", view.kind),
        "unit": unit,
        "available": codes.BANDS[view.band],
        "description": view.state,
        "updated": _instant(view.updated_at or _shift_began(view, zone)),
    }


def _shift_began(view: OpeningView, zone: ZoneInfo) -> datetime:
    if view.shift_day is None:
        raise ValueError("an opening that is shown by shift names the day")
    return datetime.combine(view.shift_day, time(), zone) + timedelta(hours=_SHIFT_BEGINS[view.shift])


def _fit_to_tell(record: Record, *, confidential: bool, internal: bool) -> Record:
    if not internal:
        told = [
            one for one in lenses.rows(record, "attributes") if one.get("link_type") not in codes.INTERNAL
        ]
        lenses.keep(record, "attributes", told)
    if confidential:
        record = places.conceal(record)
        record.setdefault("name", "Service")
    return record


# -- in --------------------------------------------------------------------------------------------
def read_service(record: Record, *, regions: Mapping[str, str], defaults: Defaults) -> ServiceRead:
    """Read a service; raises nothing: what cannot be kept is found when the draft is looked over."""
    said = lenses.get(record, service_lenses(regions))
    phone, urgent, _others = said["phones"]
    for name in ("categories", "harm_scope", "serves", "regions"):
        said[name] = said[name] or getattr(defaults, name)
    draft = ListingDraft(
        **{name: said[name] for name in (*_SAME, *_IN_ORDER)},
        regions=said["regions"],
        hours={day: list(pairs) for day, pairs in said["hours"].items()},
        closures=said["closures"],
        eligibility=tuple(Criterion(*line) for line in said["eligibility"]),
        facets=said["facets"],
        local_names=_of_categories(said, "local_names"),
        taxonomy_codes=_of_categories(said, "taxonomy_codes"),
        population_focus=said["population_focus"],
        phone=phone,
        urgent_phone=urgent,
    )
    draft = replace(
        draft,
        time_zone=draft.time_zone or defaults.time_zone,
        address="" if draft.address_confidential else draft.address,
    )
    return ServiceRead(said["name"], said["status"], said["regime"], draft, _channels(said))


def _of_categories(said: Mapping[str, Any], name: str) -> dict[str, str]:
    return {code: text for code, text in said[name].items() if code in said["categories"]}


def _channels(said: Mapping[str, Any]) -> tuple[ChannelDraft, ...]:
    _phone, _urgent, channels = said["phones"]
    for name, kind in (("mail", "secure_email"), ("web", "web"), ("places", "in_person")):
        channels = (*channels, *((kind, *one) for one in said[name]))
    once = {(kind, value): hours for kind, value, hours in reversed(list(channels))}
    ordered = reversed(list(once.items()))
    return tuple(
        ChannelDraft(kind, value, hours, position) for position, ((kind, value), hours) in enumerate(ordered)
    )


def read_organization(record: Record, *, defaults: Defaults) -> OrganizationRead:
    """Read an organization."""
    said = lenses.get(record, organizations.LENSES)
    org_type = said["org_type"] or defaults.org_type
    sub_type = said["sub_type"] if said["sub_type"] in kinds.SUB_TYPES.get(org_type, ()) else ""
    contacts = tuple(
        ContactDraft(
            directory.PUBLISHED, "", name, role_title=title or None, phone=phone or None,
            extension=extension, secure_email=mail,
        )
        for name, title, phone, extension, mail in said["contacts"]
    )  # fmt: skip
    facts = {
        "sub_type": sub_type,
        "sectors": list(said["sectors"]),
        "regions": list(said["region"]),
        "website": said["website"],
        "phone": said["phone"],
        "public_body": said["public_body"],
        "nation_or_tribe": said["nation_or_tribe"],
    }
    return OrganizationRead(said["name"], org_type, facts, contacts)


def all_terms() -> tuple[list[Record], list[Record]]:
    """Return our taxonomies and their terms."""
    return [dict(one) for one in terms.taxonomies().values()], [dict(one) for one in terms.terms().values()]
