"""What the backbone sets for everybody."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from concord.foundation.organizations import queries as organizations
from concord.governance.protocols import queries as protocols

Browse = Callable[[str], Client]
SETTLED = {
    "name": "Bridge",
    "exit_url": "https://www.example.org/",
    "time_zone": "America/New_York",
    "languages": ["en", "es"],
    "region_scheme": "coalition_region",
    "line_name": "The line",
    "line_phone": "860-555-0199",
    "language_line_phone": "860-555-0198",
    "review_interval_days": "90",
}


@pytest.mark.parametrize(
    "address",
    [
        "/network/",
        "/network/holidays/",
        "/network/times/",
        "/network/times/urgent/feedback/",
        "/network/letters/",
    ],
)
def test_only_the_backbone_sees_the_networks_settings(client_of: Browse, address: str) -> None:
    assert client_of("bea").get(address).status_code == 200
    for name in ("lena", "rae", "sys", "tom"):
        assert client_of(name).get(address).status_code == 403


def test_the_network_is_settled(client_of: Browse) -> None:
    answer = client_of("bea").post("/network/", SETTLED)
    assert answer.status_code == 303
    network = organizations.get_network()
    assert (network.name, network.exit_url, network.languages) == (
        "Bridge", "https://www.example.org/", ["en", "es"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("exit_url", "http://www.example.org/"), ("name", ""), ("time_zone", "Mars/Base"), ("languages", [])],
)
def test_what_does_not_fit_is_named_beside_its_field(client_of: Browse, field: str, value: object) -> None:
    answer = client_of("bea").post("/network/", SETTLED | {field: value})
    assert answer.status_code == 422
    assert "There is 1 thing to fix" in answer.content.decode()
    assert organizations.get_network().name == "Concord"


@pytest.mark.req("DIR-07")
def test_how_long_a_listing_holds_is_settled_with_its_reason_beside_it(client_of: Browse) -> None:
    bea = client_of("bea")
    page = bea.get("/network/").content.decode()
    field = page.partition("Days until a listing is confirmed again")[2].partition("Save")[0]
    assert 'value="90"' in field
    assert "its agency is asked to look it over" in field
    assert bea.post("/network/", SETTLED | {"review_interval_days": "45"}).status_code == 303
    assert organizations.get_network().review_interval_days == 45


@pytest.mark.req("DIR-07")
@pytest.mark.parametrize("days", ["29", "366", "", "-90", "soon", "30.5"])
def test_an_interval_that_makes_no_sense_is_refused_beside_its_field(client_of: Browse, days: str) -> None:
    answer = client_of("bea").post("/network/", SETTLED | {"review_interval_days": days})
    assert answer.status_code == 422
    assert ("Write a number of days from 30 to 365." in answer.content.decode()) is bool(days)
    assert organizations.get_network().review_interval_days == 90


def test_a_region_is_added_once(client_of: Browse) -> None:
    bea = client_of("bea")
    assert bea.post("/network/regions/", {"name": "Hills", "code": "hills"}).status_code == 303
    assert [region.code for region in organizations.list_regions()][-1] == "hills"
    again = bea.post("/network/regions/", {"name": "Hills", "code": "hills"})
    assert again.status_code == 422
    assert "There is a region with this code already." in again.content.decode()


def test_a_region_s_code_is_made_of_its_name_and_shown_only_where_it_says_more(client_of: Browse) -> None:
    bea = client_of("bea")
    assert bea.post("/network/regions/", {"name": "Far Hills"}).status_code == 303
    assert bea.post("/network/regions/", {"name": "Lakes", "code": "lks"}).status_code == 303
    assert [region.code for region in organizations.list_regions()][-2:] == ["far-hills", "lks"]
    page = bea.get("/network/").content.decode()
    assert "far-hills" not in page
    assert "(lks)" in page
    assert bea.post("/network/regions/", {"name": "湖"}).status_code == 422


def test_a_holiday_is_added_and_taken_back(client_of: Browse) -> None:
    bea = client_of("bea")
    day = {"date": "2026-11-26", "name": "Thanksgiving"}
    assert bea.post("/network/holidays/", day).status_code == 303
    assert date(2026, 11, 26) in protocols.get_holidays()
    again = bea.post("/network/holidays/", day)
    assert again.status_code == 422
    assert "This day is a holiday already." in again.content.decode()
    assert bea.post("/network/holidays/end/", {"date": "2026-11-26"}).status_code == 303
    assert date(2026, 11, 26) not in protocols.get_holidays()
    assert bea.post("/network/holidays/end/", {"date": "2026-11-26"}).status_code == 404
    assert bea.post("/network/holidays/end/", {"date": "soon"}).status_code == 404


def test_a_response_time_is_set_and_no_longer_called_proposed(client_of: Browse) -> None:
    bea = client_of("bea")
    given = {"unit": "minutes", "remind_after": "20", "overdue_after": "30"}
    assert bea.post("/network/times/urgent/acknowledge/", given).status_code == 303
    window = protocols.get_windows("urgent").acknowledge
    assert (window.remind_after, window.overdue_after) == (20, 30)
    line = bea.get("/network/times/").content.decode().partition("30 minutes")[2].partition("</tr>")[0]
    assert "proposed" not in line


def test_the_same_day_needs_no_figures(client_of: Browse) -> None:
    answer = client_of("bea").post("/network/times/priority/feedback/", {"unit": "same_day"})
    assert answer.status_code == 303
    assert protocols.get_windows("priority").feedback.overdue_after == 0


@pytest.mark.parametrize(
    "given",
    [
        {"unit": "minutes", "remind_after": "60", "overdue_after": "30"},
        {"unit": "minutes", "remind_after": "", "overdue_after": "30"},
        {"unit": "moons", "remind_after": "1", "overdue_after": "2"},
    ],
)
def test_a_response_time_that_makes_no_sense_is_refused(client_of: Browse, given: dict[str, str]) -> None:
    assert client_of("bea").post("/network/times/urgent/acknowledge/", given).status_code == 422


def test_an_unknown_response_time_does_not_exist(client_of: Browse) -> None:
    assert client_of("bea").get("/network/times/urgent/dancing/").status_code == 404
    assert client_of("bea").get("/network/times/dance/feedback/").status_code == 404
