"""The invented network stands complete behind every test."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from concord.config.demo import cast as invented
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.governance.directory import queries
from concord.governance.directory.models import Contact, Listing, Opening

Enter = Callable[[str], AbstractContextManager[Actor]]


@pytest.mark.django_db
@pytest.mark.req("GOV-06", "DIR-05")
def test_every_program_is_listed_in_a_region_with_a_service() -> None:
    listed = {listing.program.reference: listing for listing in Listing.objects.select_related("program")}
    assert set(listed) == {unit.reference for member in invented.ORGANIZATIONS for unit in member.units}
    assert all(listing.regions and listing.categories and listing.languages for listing in listed.values())


@pytest.mark.django_db
@pytest.mark.req("DIR-13", "DIR-18")
def test_shelters_have_no_address() -> None:
    shelters = Listing.objects.filter(categories__contains=["emergency_housing"])
    assert {(one.address_confidential, one.address) for one in shelters} == {(True, "")}


@pytest.mark.django_db
@pytest.mark.req("DIR-06")
def test_every_agency_that_refers_names_both_contacts() -> None:
    named = set(Contact.objects.filter(scope="referral").values_list("organization__reference", "rank"))
    wanted = {member.reference for member in invented.ORGANIZATIONS if member.units}
    assert named == {(reference, rank) for reference in wanted for rank in ("primary", "backup")}


@pytest.mark.req("DIR-16")
def test_somebody_is_on_at_noon_and_at_night(as_: Enter, now: clock.Frozen) -> None:
    with as_("hal") as hal:
        by_day = queries.get_tonight(hal, clock.now())
        now.tick(12 * 3600)
        by_night = queries.get_tonight(hal, clock.now())
    assert "Sam Ortiz" in {one.name for one in by_day.on_call}
    assert "Noor Haddad" in {one.name for one in by_night.on_call}
    assert {one.program_reference for one in by_night.open_now} == {
        "harbor-shelter", "lakeside-shelter", "line-hotline",
    }  # fmt: skip


@pytest.mark.django_db
def test_all_telephone_numbers_are_fictional() -> None:
    numbers = [
        *Listing.objects.values_list("phone", flat=True),
        *Listing.objects.exclude(urgent_phone="").values_list("urgent_phone", flat=True),
        *Contact.objects.values_list("phone", flat=True),
        *(one.phone for one in invented.PEOPLE.values() if one.phone),
    ]
    assert all(number and number.startswith("860-555-01") for number in numbers)


@pytest.mark.django_db
def test_openings_are_those_that_were_said_last() -> None:
    held = {(one.program.reference, one.kind): one.state for one in Opening.objects.select_related("program")}
    assert held["harbor-shelter", "family_room"] == "limited"
    assert held["harbor-shelter", "accessible_room"] == "closed"
    assert len(held) == 13
