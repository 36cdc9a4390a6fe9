"""What somebody wants to write: plain values on their way from a form, a file or the API to an action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of eligibility: which matter, how strict, and in plain words."""

    field: str
    rule: str
    plain_text: str


@dataclass(frozen=True, slots=True)
class ListingDraft:
    """All that a program can say of itself. Meanings and shapes are those of `models.Listing`."""

    description: str = ""
    categories: Sequence[str] = ()
    local_names: Mapping[str, str] = field(default_factory=dict)
    taxonomy_codes: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = ("en",)
    interpreter_available: bool = False
    accessibility: Sequence[str] = ()
    communities: Sequence[str] = ()
    culturally_specific: bool = False
    population_focus: Sequence[str] = ()
    harm_scope: Sequence[str] = ()
    serves: Sequence[str] = ()
    regions: Sequence[str] = ()
    eligibility: Sequence[Criterion] = ()
    facets: Mapping[str, str] = field(default_factory=dict)
    length_of_stay: str = ""
    how_to_get_in: str = ""
    time_zone: str = "America/New_York"
    always_open: bool = False
    hours: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    closures: Sequence[date] = ()
    preferred_channel: str = "phone"
    phone: str = ""
    urgent_phone: str = ""
    after_hours_process: str = ""
    address: str = ""
    address_confidential: bool = False
    publish_openings_tier1: bool = False
    publish_on_call_tier1: bool = False
    opt_in_law_enforcement: bool = False


@dataclass(frozen=True, slots=True)
class ProgramDraft:
    """A new unit of an organization, with the law that binds what it says."""

    name: str
    confidentiality_regime: str = "unknown"
    position: int = 0


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A named contact; for scope ``published``, rank is empty and title and phone may be None."""

    scope: str
    rank: str
    name: str
    role_title: str | None = None
    phone: str | None = None
    extension: str = ""
    secure_email: str = ""
    after_hours_process: str = ""


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """One way to reach a program; hours in plain words."""

    kind: str
    value: str
    hours: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class ShiftDraft:
    """Who answers, from when until when (aware instants)."""

    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NewListing:
    """A new program of an organization with its listing and the ways to reach it."""

    organization_id: UUID
    program: ProgramDraft
    draft: ListingDraft
    channels: Sequence[ChannelDraft] = ()
