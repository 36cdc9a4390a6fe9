"""The directory and what is open, for other systems."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from concord.foundation.access.doors import actor_of
from concord.foundation.access.json_doors import After, Asked, Code, Given, Line, OneOf, Told, opens
from concord.foundation.lib import clock
from concord.governance.directory import actions, codes, queries

router = Router(tags=["Directory"])
Codes = Annotated[list[Code], Field(max_length=20)]


class Looked(Asked):
    """What to look for; everything given must hold."""

    words: Line = ""
    org_type: Code = ""
    sub_type: Code = ""
    sector: Code = ""
    region: Code = ""
    category: Codes = []
    language: Codes = []
    accessibility: Codes = []
    community: Codes = []
    serves: Codes = []
    harm_scope: Codes = []
    facets: Codes = []
    interpreter: bool = False
    culturally_specific: bool = False
    openings: Code = ""
    tonight: bool = False
    from_region: Code = ""
    without: Annotated[list[Line], Field(max_length=20)] = []
    exact: bool = False
    after: After = ""
    size: Annotated[int, Field(ge=1, le=100)] = 25

    def filters(self) -> queries.Filters:
        given: dict[str, Any] = self.model_dump(exclude={"after", "size"})
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        return queries.Filters(**(given | lists))


class OpeningTold(Told):
    """What is open, as the asker may see it; ``line`` means: call the line, nothing else is said."""

    shows: str
    kind: str
    state: str
    band: str
    capacity: str
    updated_at: datetime | None
    shift: str
    shift_day: date | None
    stale: bool


class ProgramTold(Told):
    """One line of the directory. An organization without a program has empty program fields."""

    program_reference: str
    program_name: str
    organization_reference: str
    organization_name: str
    org_type: str
    sub_type: str
    tier: int
    ended: bool
    paused: bool
    listed: bool
    categories: list[str]
    languages: list[str]
    interpreter_available: bool
    accessibility: list[str]
    serves: list[str]
    harm_scope: list[str]
    regions: list[str]
    always_open: bool
    phone: str
    confirmed_at: datetime | None
    confirmation_due: bool
    asks: list[str]
    openings: list[OpeningTold]


class MetTold(Told):
    """A thing that was looked for, such as "facet:pets", and whether a line meets it wholly or in part."""

    term: str
    wholly: bool


class FoundTold(ProgramTold):
    """A line with why it is found. ``distance_km`` is measured between the centers of regions."""

    met: list[MetTold]
    distance_km: int | None


class CorrectedTold(Told):
    word: str
    meant: str


class DirectoryPage(Told):
    """Some lines: what words ask for by rank, else by name; ``after`` asks for the next ones ("": none).

    ``understood`` names what the words were taken for (``without`` takes one away), ``corrected`` what was
    put right (``exact`` leaves it), ``unknown`` what nobody says. ``loose``: nothing has all of it.
    """

    items: list[FoundTold]
    after: str
    understood: list[str]
    corrected: list[CorrectedTold]
    unknown: list[str]
    loose: bool
    capped: bool


class EligibilityTold(Told):
    field: str
    rule: str
    plain_text: str


class ChannelTold(Told):
    kind: str
    value: str
    hours: str


class HoursTold(Told):
    """Opening hours in the program's own zone: weekday ("0" is Monday) to pairs of local times."""

    time_zone: str
    always_open: bool
    weekly: dict[str, list[tuple[str, str]]]
    closures: list[date]


class DetailTold(Told):
    """All that a program says of itself."""

    program: ProgramTold
    version: int
    description: str
    communities: list[str]
    culturally_specific: bool
    eligibility: list[EligibilityTold]
    facets: dict[str, str]
    length_of_stay: str
    how_to_get_in: str
    hours: HoursTold
    preferred_channel: str
    urgent_phone: str
    after_hours_process: str
    address: str
    address_confidential: bool
    channels: list[ChannelTold]


class OpeningGiven(Given):
    kind: Annotated[str, OneOf(codes.OPENING_KINDS)]
    state: Annotated[str, OneOf(codes.OPENING_STATES)]
    band: Annotated[str, OneOf(codes.OPENING_BANDS)]


class OpeningsGiven(Given):
    """What is open, kind by kind; kinds that are not named stay as they are."""

    items: Annotated[list[OpeningGiven], Field(min_length=1, max_length=len(codes.OPENING_KINDS))]


class OpeningsTold(Told):
    program_reference: str
    items: list[OpeningTold]


@router.get("/directory", **opens("directory.read", DirectoryPage), operation_id="list_directory")
def list_directory(request: HttpRequest, look: Query[Looked]) -> DirectoryPage:
    """Search programs: what words ask for by rank, else by organization and name."""
    page = queries.list_programs(actor_of(request), look.filters(), look.after or None, look.size)
    return DirectoryPage(
        items=[_found(row) for row in page.rows],
        after=page.next,
        understood=[term.key for term in page.question.terms],
        corrected=[CorrectedTold(word=each.word, meant=each.meant) for each in page.question.corrected],
        unknown=list(page.question.unknown),
        loose=page.loose,
        capped=page.capped,
    )


def _found(row: queries.ProgramRow) -> FoundTold:
    shown: dict[str, Any] = {name: getattr(row, name) for name in ProgramTold.model_fields}
    met = [MetTold(term=term, wholly=level > 1) for term, level in row.met]
    return FoundTold.model_validate(shown | {"met": met, "distance_km": row.distance})


@router.get("/directory/{slug:program}", **opens("directory.read", DetailTold), operation_id="get_program")
def get_program(request: HttpRequest, program: str) -> DetailTold:
    """Return one program by its reference."""
    found = queries.get_program(program, actor_of(request))
    shown: dict[str, Any] = {
        name: getattr(found, name) for name in DetailTold.model_fields if name not in {"program", "hours"}
    }
    return DetailTold.model_validate(shown | {"program": found.row, "hours": _hours(found.hours)})


def _hours(hours: queries.Hours) -> HoursTold:
    weekly = {
        str(weekday): [
            (opens_at.isoformat("minutes"), closes_at.isoformat("minutes")) for opens_at, closes_at in pairs
        ]
        for weekday, pairs in hours.weekly.items()
    }
    return HoursTold(
        time_zone=hours.time_zone,
        always_open=hours.always_open,
        weekly=weekly,
        closures=sorted(hours.closures),
    )


@router.get("/openings/{slug:program}", **opens("openings.read", OpeningsTold), operation_id="get_openings")
def get_openings(request: HttpRequest, program: str) -> OpeningsTold:
    """Return what a program has open, as far as the asker may see it."""
    found = queries.get_program(program, actor_of(request))
    return OpeningsTold(
        program_reference=program, items=[OpeningTold.model_validate(one) for one in found.row.openings]
    )


@router.put("/openings/{slug:program}", **opens("openings.post", OpeningsTold), operation_id="put_openings")
def put_openings(request: HttpRequest, program: str, said: OpeningsGiven) -> OpeningsTold:
    """Say what an own program has open; the last word counts, and all of it or nothing is taken."""
    actor, now = actor_of(request), clock.now()
    program_id = queries.get_program(program, actor).facts.program_id
    for one in said.items:
        actions.set_opening(
            program_id=program_id, kind=one.kind, state=one.state, band=one.band, by=actor, now=now
        )
    return get_openings(request, program)
