"""Tonight: who is on and what is open, as each viewer may see it; on the screen and as a sheet."""

from collections.abc import Callable

import pytest
from django.test import Client

from concord.foundation.lib import clock

Browse = Callable[[str], Client]
NIGHT = 12 * 3600  # from noon to midnight


@pytest.mark.req("DIR-16")
def test_tonight_names_who_is_on_with_a_number_to_tap(client_of: Browse, now: clock.Frozen) -> None:
    now.tick(NIGHT)
    page = client_of("hal").get("/tonight/").content.decode()
    assert "Noor Haddad" in page
    assert 'href="tel:860-555-0190"' in page
    assert 'href="tel:860-555-0199"' in page  # the line
    assert "Language line" in page
    assert "Northside Counseling" not in page  # its office is closed


@pytest.mark.req("DIR-16")
def test_direct_services_read_the_exact_age_and_others_the_shift(client_of: Browse) -> None:
    exact = client_of("lou").get("/tonight/").content.decode()
    rounded = client_of("hal").get("/tonight/").content.decode()
    assert "2 h ago" in exact
    assert "2 h ago" not in rounded
    assert "day shift, Wed 18 Nov" in rounded
    assert "Several" in rounded


@pytest.mark.req("DIR-16")
def test_police_are_told_to_call_the_line_unless_the_program_opted_in(client_of: Browse) -> None:
    page = client_of("pell").get("/tonight/").content.decode()
    harbor = page.partition("Emergency shelter · ")[2].partition("</tr>")[0]
    lakeside = page.partition("Family shelter · ")[2].partition("</tr>")[0]
    assert "Call the line" in harbor
    assert "Several" not in harbor
    assert "Several" in lakeside


@pytest.mark.req("DIR-16", "SEC-11")
def test_programs_for_people_who_cause_harm_never_read_openings(client_of: Browse) -> None:
    page = client_of("chip").get("/tonight/").content.decode()
    assert "Several" not in page
    assert "Ruth Okafor" not in page  # nor who is on


@pytest.mark.req("DIR-16", "DIR-09")
def test_tier_one_reads_only_what_is_published(client_of: Browse) -> None:
    page = client_of("tom").get("/tonight/").content.decode()
    lakeside = page.partition("Family shelter · ")[2].partition("</tr>")[0]
    harbor = page.partition("Emergency shelter · ")[2].partition("</tr>")[0]
    assert "Several" in lakeside
    assert "Several" not in harbor
    assert "Lou Marsh" in page
    assert "Ruth Okafor" not in page


@pytest.mark.req("DIR-16")
def test_what_closed_since_the_afternoon_is_named(client_of: Browse) -> None:
    page = client_of("lou").get("/tonight/").content.decode()
    closed = page.partition('id="closed-title"')[2]
    assert "Accessible room:</b> None" in closed


@pytest.mark.req("DIR-16")
def test_one_region_can_be_chosen(client_of: Browse) -> None:
    page = client_of("hal").get("/tonight/?region=shore").content.decode()
    assert "Lakeside Shelter" in page
    assert "Emergency shelter · " not in page
    unknown = client_of("hal").get("/tonight/?region=nowhere").content.decode()
    assert "Emergency shelter · " in unknown


@pytest.mark.req("DIR-16", "SEC-08")
def test_the_sheet_has_its_age_on_it_and_a_neutral_name(client_of: Browse) -> None:
    hal = client_of("hal")
    page = hal.get("/tonight/sheet/").content.decode()
    assert "As of Wed 18 Nov 2026, 12:00" in page
    saved = hal.get("/tonight/sheet/?save=1")
    assert saved["Content-Disposition"] == 'attachment; filename="sheet-2026-11-18-1200.html"'
    assert saved["Cache-Control"] == "no-store"
    text = saved.content.decode()
    assert "As of Wed 18 Nov 2026, 12:00" in text
    assert "ago" not in text  # paper is read on another day
    assert "<script" not in text
    assert "<link" not in text


@pytest.mark.req("DIR-16")
def test_the_saved_sheet_holds_no_more_than_the_viewer_may_see(client_of: Browse) -> None:
    text = client_of("pell").get("/tonight/sheet/?save=1").content.decode()
    harbor = text.partition("Emergency shelter<br>")[2].partition("</tr>")[0]
    assert "Call the line" in harbor
    assert "Several" not in harbor


@pytest.mark.req("DIR-16")
def test_tonight_is_one_tap_from_every_page(client_of: Browse) -> None:
    for address in ("/today/", "/tonight/", "/no/such/page/"):
        assert 'href="/tonight/"' in client_of("tom").get(address).content.decode()


@pytest.mark.req("DIR-01")
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tonight/", "/tonight/sheet/", "/today/", "/network/"])
def test_strangers_are_sent_to_sign_in_and_told_nothing(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert "Harbor" not in answer.content.decode()


def test_the_page_costs_a_fixed_number_of_queries(
    client_of: Browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    hal = client_of("hal")
    hal.get("/tonight/")
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]  # a context manager
        hal.get("/tonight/")
