"""Invented programs and organizations of every shape that the directory takes."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import strategies as st

from concord.exchange.hsds import codes
from concord.foundation.organizations import codes as kinds
from concord.governance.directory import codes as directory
from concord.governance.directory.drafts import ChannelDraft, ContactDraft, Criterion, ListingDraft
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid
from concord.governance.directory.seen import OpeningView

REGIONS = {"north": "North", "south": "South shore", "east": "East"}
_SIGNS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Zs"))


def texts(longest: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(st.one_of(_SIGNS, st.just(" ")), min_size=least, max_size=longest).map(str.strip)


def some(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return text.filter(bool)


def chosen(table: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(table), min_size=least, max_size=4).map(
        lambda held: tuple(code for code in table if code in held)
    )


_NUMBERS = st.from_regex(r"[2-9]\d\d-555-01\d\d", fullmatch=True)
_CLOSES = st.sampled_from(["12:00", "17:00", "23:30", "02:00"])
_HOURS = st.dictionaries(
    st.sampled_from("0123456"),
    st.one_of(
        st.tuples(st.tuples(st.sampled_from(["08:00", "09:15"]), _CLOSES)).map(list),
        st.just([("08:00", "12:00"), ("13:00", "17:30")]),
    ),
    max_size=7,
)
_CHANNELS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["phone", "fax"]), _NUMBERS),
        st.tuples(st.just("web"), st.sampled_from(["https://one.example/", "http://two.example/a?b=c"])),
        st.tuples(st.just("secure_email"), st.sampled_from(["a@one.example", "b@two.example"])),
        st.tuples(st.just("in_person"), some(texts(20)).filter(lambda said: "@" not in said)),
    ),
    max_size=5,
    unique=True,
).flatmap(lambda pairs: st.tuples(*(st.tuples(st.just(pair), texts(20)) for pair in pairs)))


@st.composite
def drafts(draw: st.DrawFn) -> ListingDraft:
    categories = draw(chosen(directory.CATEGORIES, 1))
    confidential = draw(st.booleans())
    street = st.sampled_from(
        ["", "12 Main St, Hartford, CT 06103", "Corner of the square", "1 A, B, CT 06103-1234"]
    )
    return ListingDraft(
        description=draw(texts(80)),
        categories=categories,
        local_names=draw(st.dictionaries(st.sampled_from(categories), some(texts(20)), max_size=2)),
        taxonomy_codes=draw(st.dictionaries(st.sampled_from(categories), some(texts(12)), max_size=2)),
        languages=draw(chosen(directory.LANGUAGES)),
        interpreter_available=draw(st.booleans()),
        accessibility=draw(chosen(directory.ACCESSIBILITY)),
        communities=draw(chosen(directory.COMMUNITIES)),
        culturally_specific=draw(st.booleans()),
        population_focus=tuple(draw(st.lists(some(texts(20)), max_size=2, unique=True))),
        harm_scope=draw(chosen(directory.HARM_SCOPES, 1)),
        serves=draw(chosen(directory.SERVES, 1)),
        regions=draw(chosen(tuple(REGIONS), 1)),
        eligibility=draw(
            st.lists(
                st.builds(
                    Criterion,
                    st.sampled_from(directory.ELIGIBILITY_FIELDS),
                    st.sampled_from(directory.ELIGIBILITY_RULES),
                    texts(30),
                ),
                max_size=3,
            ).map(tuple)
        ),
        facets=draw(
            st.dictionaries(
                st.sampled_from(directory.FACETS), st.sampled_from(directory.FACET_ANSWERS), max_size=4
            )
        ),
        length_of_stay=draw(texts(20)),
        how_to_get_in=draw(texts(40)),
        time_zone=draw(st.sampled_from(["America/New_York", "America/Chicago"])),
        always_open=draw(st.booleans()),
        hours=draw(_HOURS),
        closures=tuple(sorted(draw(st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=3)))),
        preferred_channel=draw(st.sampled_from(directory.PREFERRED_CHANNELS)),
        phone=draw(st.one_of(st.just(""), _NUMBERS)),
        urgent_phone=draw(st.one_of(st.just(""), _NUMBERS)),
        after_hours_process=draw(texts(30)),
        address="" if confidential else draw(street),
        address_confidential=confidential,
        publish_openings_tier1=draw(st.booleans()),
        publish_on_call_tier1=draw(st.booleans()),
        opt_in_law_enforcement=draw(st.booleans()),
    )


def _channels(said: tuple[tuple[tuple[str, str], str], ...]) -> tuple[ChannelDraft, ...]:
    order = ("phone", "fax", "secure_email", "web", "in_person")
    ordered = sorted(said, key=lambda one: min(order.index(one[0][0]), 1) or 0)
    return tuple(
        ChannelDraft(kind, value, hours, place) for place, ((kind, value), hours) in enumerate(ordered)
    )


OPENINGS = st.lists(
    st.builds(
        OpeningView,
        shows=st.just("shift"),
        kind=st.sampled_from(directory.OPENING_KINDS),
        state=st.just("open"),
        band=st.sampled_from(["some", "several"]),
        shift=st.sampled_from(["day", "evening", "night"]),
        shift_day=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    ),
    max_size=2,
    unique_by=lambda view: view.kind,
).map(tuple)

PROGRAMS = st.builds(
    ProgramSaid,
    id=st.uuids(),
    organization_id=st.just(UUID(int=7)),
    reference=st.just("p"),
    name=some(texts(40)),
    draft=drafts(),
    status=st.sampled_from(kinds.STATUSES),
    regime=st.sampled_from(kinds.REGIMES),
    channels=_CHANNELS.map(_channels),
    openings=OPENINGS,
    edited_at=st.just(datetime(2026, 11, 18, 17, 0, tzinfo=UTC)),
    confirmed_at=st.one_of(st.none(), st.just(datetime(2026, 11, 1, 9, 0, tzinfo=UTC))),
)
CONTACTS = st.lists(
    st.builds(
        ContactDraft,
        scope=st.just("published"),
        rank=st.just(""),
        name=some(texts(20)).map(lambda name: " ".join(name.split())),
        role_title=st.one_of(st.none(), some(texts(20))),
        phone=st.one_of(st.none(), _NUMBERS),
        secure_email=st.sampled_from(["", "c@one.example"]),
    ),
    max_size=2,
    unique_by=lambda one: one.name,
).map(tuple)


@st.composite
def _organizations(draw: st.DrawFn) -> OrganizationSaid:
    org_type = draw(st.sampled_from(kinds.TYPES))
    return OrganizationSaid(
        id=UUID(int=7),
        reference="o",
        name=draw(some(texts(40))),
        org_type=org_type,
        sub_type=draw(st.sampled_from(("", *kinds.SUB_TYPES[org_type]))),
        sectors=draw(chosen(kinds.SECTORS)),
        regions=draw(chosen(tuple(REGIONS))),
        website=draw(st.sampled_from(["", "https://one.example/"])),
        phone=draw(st.one_of(st.just(""), _NUMBERS)),
        public_body=draw(st.booleans()),
        nation_or_tribe=draw(st.booleans()),
        contacts=draw(CONTACTS),
    )


ORGANIZATIONS = _organizations()
assert codes.FACTS
