"""Who may change a listing, and who sees what is open."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied
from concord.governance.directory import codes, rules
from concord.governance.directory.rules import ActorFacts, ListingFacts, OpeningFacts, opening_view
from concord.governance.directory.seen import OpeningView

OWN, OTHER, PROGRAM = UUID(int=1), UUID(int=2), UUID(int=3)
NOW = datetime(2026, 11, 19, 3, 10, tzinfo=UTC)  # 22:10 in New York
POSTED = NOW - timedelta(hours=2)
OPENING = OpeningFacts("family_room", "open", "some", POSTED, POSTED)
PLAIN = ListingFacts(PROGRAM, OWN, time_zone="America/New_York")
PUBLISHED = ListingFacts(PROGRAM, OWN, publish_openings_tier1=True, time_zone="America/New_York")
OPTED_IN = ListingFacts(PROGRAM, OWN, opt_in_law_enforcement=True, time_zone="America/New_York")

DIRECT = ActorFacts(OTHER, 2, direct_service=True)
HOSPITAL = ActorFacts(OTHER, 2)
POLICE = ActorFacts(OTHER, 2, law_enforcement=True)
TREATMENT = ActorFacts(OTHER, 2, direct_service=True, serves_pwch=True)
TIER_1 = ActorFacts(OTHER, 1)
TIER_1_DIRECT = ActorFacts(OTHER, 1, direct_service=True)
TIER_1_TREATMENT = ActorFacts(OTHER, 1, serves_pwch=True)
OWN_OFFICE = ActorFacts(OWN, 2)
OWN_GROUP = ActorFacts(OWN, 2, direct_service=True, serves_pwch=True)


def lead(**facts: object) -> Actor:
    values: dict[str, object] = {
        "door": "page",
        "person_id": UUID(int=9),
        "organization_id": OWN,
        "tier": 2,
        "org_type": "direct_service",
        "roles": frozenset({"agency_lead"}),
        "second_factor": True,
    }
    return Actor(**(values | facts))  # type: ignore[arg-type]  # facts of many types


def office(**facts: object) -> Actor:
    return lead(
        **{"organization_id": OTHER, "is_backbone": True, "roles": frozenset({"backbone_staff"})} | facts
    )


@pytest.mark.req("DIR-09", "DIR-16")
@pytest.mark.parametrize(
    ("viewer", "listing", "shows"),
    [
        (DIRECT, PLAIN, "full"),
        (OWN_OFFICE, PLAIN, "full"),
        (HOSPITAL, PLAIN, "shift"),
        (POLICE, PLAIN, "line"),
        (POLICE, PUBLISHED, "line"),
        (POLICE, OPTED_IN, "shift"),
        (TREATMENT, PLAIN, "line"),
        (TREATMENT, OPTED_IN, "line"),
        (OWN_GROUP, PLAIN, "line"),
        (TIER_1, PLAIN, "none"),
        (TIER_1_DIRECT, PLAIN, "none"),
        (TIER_1, PUBLISHED, "shift"),
        (TIER_1_DIRECT, PUBLISHED, "shift"),
        (TIER_1_TREATMENT, PLAIN, "none"),
        (TIER_1_TREATMENT, PUBLISHED, "line"),
    ],
)
def test_each_viewer_sees_openings_as_the_table_says(
    viewer: ActorFacts, listing: ListingFacts, shows: str
) -> None:
    assert opening_view(viewer, listing, OPENING, NOW).shows == shows


@pytest.mark.req("DIR-16")
def test_a_full_view_has_band_and_exact_time() -> None:
    view = opening_view(DIRECT, PLAIN, OPENING, NOW)
    assert (view.state, view.band, view.updated_at, view.capacity) == ("open", "some", POSTED, "capacity")


@pytest.mark.req("DIR-16")
def test_a_rounded_view_has_the_shift_and_no_instant() -> None:
    view = opening_view(HOSPITAL, PLAIN, OPENING, NOW)
    assert (view.band, view.shift, view.updated_at) == ("some", "evening", None)
    assert view.shift_day is not None
    assert view.shift_day.isoformat() == "2026-11-18"


@pytest.mark.req("DIR-16")
def test_call_the_line_tells_neither_state_nor_band_nor_kind_nor_time() -> None:
    assert opening_view(POLICE, PLAIN, OPENING, NOW) == OpeningView("line")


@given(
    tier=st.integers(1, 4),
    direct=st.booleans(),
    law=st.booleans(),
    pwch=st.booleans(),
    published=st.booleans(),
    opted_in=st.booleans(),
)
@pytest.mark.req("DIR-16")
def test_whoever_serves_people_who_cause_harm_never_sees_a_band(
    *, tier: int, direct: bool, law: bool, pwch: bool, published: bool, opted_in: bool
) -> None:
    listing = ListingFacts(PROGRAM, OWN, publish_openings_tier1=published, opt_in_law_enforcement=opted_in)
    view = opening_view(ActorFacts(OTHER, tier, direct, law, pwch), listing, OPENING, NOW)
    if pwch or (law and not opted_in) or (tier == 1 and not published):
        assert (view.band, view.state, view.updated_at, view.shift) == ("", "", None, "")
    elif not (direct and tier >= 2) or law:
        assert view.updated_at is None
    else:
        assert view.shows == "full"


@pytest.mark.parametrize(
    ("hour", "shift", "day"),
    [(6, "night", 17), (7, "day", 18), (14, "day", 18), (15, "evening", 18), (23, "night", 18)],
)
def test_a_shift_belongs_to_the_day_it_began(hour: int, shift: str, day: int) -> None:
    name, began = rules.shift_of(datetime(2026, 11, 18, hour, tzinfo=UTC), "UTC")
    assert (name, began.day) == (shift, day)


@pytest.mark.req("DIR-09")
def test_an_opening_is_stale_after_twelve_hours() -> None:
    assert not rules.is_stale(NOW - timedelta(hours=11, minutes=59), NOW)
    assert rules.is_stale(NOW - timedelta(hours=12), NOW)


@pytest.mark.req("DIR-04")
def test_another_agencys_listing_is_refused_with_a_code() -> None:
    with pytest.raises(Denied) as refused:
        rules.check_edit(lead(organization_id=OTHER), PLAIN)
    assert refused.value.code == "not_your_organization"


@pytest.mark.req("DIR-04")
def test_editors_of_any_tier_edit_their_own_listing() -> None:
    for tier in (1, 2, 3, 4):
        rules.check_edit(lead(tier=tier), PLAIN)


@pytest.mark.req("DIR-04")
def test_staff_do_not_edit_the_listing() -> None:
    with pytest.raises(Denied) as refused:
        rules.check_edit(lead(roles=frozenset({"staff"})), PLAIN)
    assert refused.value.code == "closed_by_role"


def test_the_office_edits_until_the_agency_has_claimed() -> None:
    rules.check_edit(office(), ListingFacts(PROGRAM, OWN, codes.COALITION_LISTED))
    with pytest.raises(Denied) as refused:
        rules.check_edit(office(), PLAIN)
    assert refused.value.code == "claimed_by_agency"


def test_a_locked_screen_edits_nothing() -> None:
    with pytest.raises(Denied) as refused:
        rules.check_edit(lead(locked_at=NOW), PLAIN)
    assert refused.value.code == "locked"


@pytest.mark.req("DIR-09")
def test_tier_1_posts_no_openings() -> None:
    rules.check_post(lead(), OWN)
    with pytest.raises(Denied) as refused:
        rules.check_post(lead(tier=1), OWN)
    assert refused.value.code == "closed_by_tier"


@pytest.mark.req("DIR-18")
def test_only_the_office_takes_back_that_a_program_serves_people_who_cause_harm() -> None:
    rules.check_drop_separation(lead(), before=False, after=True)
    rules.check_drop_separation(office(), before=True, after=False)
    with pytest.raises(Denied) as refused:
        rules.check_drop_separation(lead(), before=True, after=False)
    assert refused.value.code == "separation_stays"


@pytest.mark.req("DIR-16")
@pytest.mark.parametrize(
    ("viewer", "listing", "seen"),
    [
        (DIRECT, PLAIN, True),
        (POLICE, PLAIN, True),
        (TREATMENT, PLAIN, False),
        (TIER_1, PLAIN, False),
        (TIER_1, ListingFacts(PROGRAM, OWN, publish_on_call_tier1=True), True),
    ],
)
def test_who_is_on_is_shown_as_the_table_says(
    viewer: ActorFacts, listing: ListingFacts, *, seen: bool
) -> None:
    assert rules.sees_on_call(viewer, listing) is seen


@pytest.mark.req("DIR-12")
def test_only_the_lead_or_the_office_says_that_something_has_ended() -> None:
    rules.check_end(lead(), OWN)
    rules.check_end(office(), OWN)
    for actor in (lead(roles=frozenset({"supervisor"})), lead(organization_id=OTHER)):
        with pytest.raises(Denied):
            rules.check_end(actor, OWN)


def test_the_capacity_of_the_exchange_standard_is_told_for_every_state() -> None:
    assert set(codes.FHIR_CAPACITY) == set(codes.OPENING_STATES)
    assert set(codes.FHIR_CAPACITY.values()) == {
        "capacity", "no-capacity", "waitlist", "additional-assessment-required",
    }  # fmt: skip
