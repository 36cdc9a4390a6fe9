"""A region's page: whom to call, and which services there are and who offers them, on screen and on paper."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from concord.foundation.lib import clock
from concord.foundation.organizations.models import Organization, Program, Region
from concord.governance.directory import codes
from concord.governance.directory.models import Contact, Listing
from concord.governance.members import queries
from tests import cast

pytestmark = [pytest.mark.req("DIR-10"), pytest.mark.django_db]
Browse = Callable[[str], Client]
STALE, NOBODY = "Not confirmed lately", "Nobody yet"


@pytest.fixture(autouse=True)
def fresh(db: None) -> None:
    """Let every listing be claimed and confirmed today."""
    Listing.objects.update(last_confirmed_at=clock.now(), listing_state=codes.CLAIMED)


def page(name: str = "ana", region: str = "shore") -> str:
    answer = cast.client(name).get(f"/region/?region={region}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def service_map(name: str = "ana", region: str = "shore") -> dict[str, str]:
    """Return the table of services: category -> what stands beside it."""
    table = (
        page(name, region).partition('<h2 id="services">')[2].partition("<tbody")[2].partition("</table>")[0]
    )
    lines = table.split('<tr role="row"')[1:]
    named = [re.search(r"services/#(\w+)", line) for line in lines]
    return {found[1]: line for found, line in zip(named, lines, strict=True) if found}


def lakeside() -> Listing:
    return Listing.objects.select_related("program").get(program__organization__reference="lakeside")


def link(listing: Listing) -> str:
    return f'href="/directory/programs/{listing.program.reference}/"'


def more_programs(count: int, **facts: object) -> None:
    """Let Lakeside have more programs, each with the same listing."""
    one = lakeside()
    for number in range(count):
        program = Program(organization=one.program.organization, reference=f"alder-{number}",
                          name=f"Alder {number:03}")  # fmt: skip
        program.save(force_insert=True)
        same = {field.attname: getattr(one, field.attname) for field in Listing._meta.concrete_fields}
        del same["id"]
        Listing(**(same | {"program_id": program.id} | facts)).save(force_insert=True)


def test_every_service_stands_once_with_the_programs_that_offer_it_in_the_region() -> None:
    shown = service_map()
    assert list(shown) == list(codes.CATEGORIES)
    for listing in Listing.objects.select_related("program__organization"):
        ended = "no_longer_operational" in {listing.program.status, listing.program.organization.status}
        for category in codes.CATEGORIES:
            offers = category in listing.categories and "shore" in listing.regions and not ended
            assert (link(listing) in shown[category]) is offers, (listing.program.reference, category)
        if "shore" in listing.regions and not ended:
            assert listing.program.name.replace("&", "&amp;") in shown[listing.categories[0]]


def test_what_nobody_offers_is_said_plainly_and_counted() -> None:
    Listing.objects.exclude(id=lakeside().id).update(regions=["north"])
    Listing.objects.filter(id=lakeside().id).update(categories=["hotline", "pet_care"], regions=["shore"])
    shown = service_map()
    assert {category for category, line in shown.items() if NOBODY not in line} == {"hotline", "pet_care"}
    assert all("<li>" not in line for line in shown.values() if NOBODY in line)
    assert f"2 of {len(codes.CATEGORIES)} services are offered in this region." in page()


def test_a_region_where_nobody_works_yet_is_shown_as_such() -> None:
    Region(code="hills", name="Hills", scheme="coalition_region", position=9).save(force_insert=True)
    assert all(NOBODY in line for line in service_map(region="hills").values())


@pytest.mark.req("DIR-07")
def test_stale_and_unconfirmed_entries_have_the_badges_of_the_directory() -> None:
    listing = lakeside()
    category = listing.categories[0]
    before = clock.now() - timedelta(days=91)
    assert STALE not in service_map()[category]
    Listing.objects.filter(id=listing.id).update(last_confirmed_at=before)
    assert STALE in service_map()[category]
    Listing.objects.filter(id=listing.id).update(listing_state=codes.COALITION_LISTED)
    assert "Listed by the coalition, not yet confirmed" in service_map()[category]
    Program.objects.filter(id=listing.program_id).update(status="paused")
    assert "Paused" in service_map()[category]


@pytest.mark.req("DIR-12")
@pytest.mark.parametrize("whose", ["program", "organization"])
def test_what_has_ended_offers_nothing(whose: str) -> None:
    listing = lakeside()
    assert link(listing) in service_map()[listing.categories[0]]
    if whose == "program":
        Program.objects.filter(id=listing.program_id).update(status="no_longer_operational")
    else:
        Organization.objects.filter(reference="lakeside").update(status="no_longer_operational")
    assert all(link(listing) not in line for line in service_map().values())


def test_an_organization_that_is_not_let_in_yet_is_on_no_map() -> None:
    listing = lakeside()
    Organization.objects.filter(reference="lakeside").update(verified_at=None)
    assert all(link(listing) not in line for line in service_map().values())


@pytest.mark.req("DIR-13")
def test_the_map_tells_names_and_no_place_confidential_or_not() -> None:
    Listing.objects.update(regions=["shore"], how_to_get_in="Side door of the mill")
    told = Listing.objects.filter(address_confidential=False)
    told.update(address="12 Alder Street, Shoreham")
    hidden = Listing.objects.filter(address_confidential=True).select_related("program")
    assert (told.exists(), hidden.exists()) == (True, True)
    shown = page()
    assert all(link(listing) in shown for listing in hidden)
    assert "Alder Street" not in shown
    assert "Side door" not in shown


def test_missing_contacts_are_named() -> None:
    def row() -> str:
        return (
            page(region="north").partition('href="/directory/organizations/harbor/"')[2].partition("</tr>")[0]
        )

    assert "Missing:" not in row()
    Contact.objects.filter(organization__reference="harbor", rank="backup").update(ended_at=clock.now())
    assert "Contacts incomplete" in row()
    assert "Missing: Referrals: Backup" in row()


def test_it_can_be_read_aloud_and_printed() -> None:
    shown = page()
    part = shown.partition('<h2 id="services">')[2]
    assert 'href="#services"' in shown
    assert "data-print" in shown
    assert re.search(r"<caption[^>]*>Services in [^<]+</caption>", part)
    assert part.count('scope="col"') == 2
    assert part.count('scope="row"') == len(codes.CATEGORIES)
    assert "hx-" not in part.partition("</table>")[0]


def test_a_long_line_is_folded_and_complete() -> None:
    more_programs(20, categories=["pet_care"])
    line = service_map()["pet_care"]
    folded = line.partition("<details")[2]
    assert all(f"Alder {number:03}" in line for number in range(20))
    assert line.count("<li>") - folded.count("<li>") == 8
    assert f"and {line.count('<li>') - 8} more" in folded


def test_of_very_many_the_first_are_named_and_the_directory_has_the_others() -> None:
    before = service_map()["pet_care"].count("<li>")
    more_programs(30, categories=["pet_care"])
    line = service_map()["pet_care"]
    assert line.count("<li>") == 25
    assert f"{30 + before - 25} more in the directory" in line
    assert 'href="/directory/?category=pet_care&amp;region=' in line


def test_contacts_follow_page_by_page_and_each_once() -> None:
    walked, after = [], ""
    while True:
        agencies, after = queries.list_region("north", clock.now(), after=after, size=2)
        walked += [agency.reference for agency in agencies]
        if not after:
            break
    whole, nothing = queries.list_region("north", clock.now())
    assert (walked, nothing) == ([agency.reference for agency in whole], "")
    assert len(walked) == len(set(walked)) > 2


def test_a_longer_region_asks_no_more_questions() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page()
        return len(seen)

    few = asked()
    more_programs(40)
    assert asked() == few
