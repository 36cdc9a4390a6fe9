"""The directory and openings through the API."""

import base64
import json
from uuid import uuid4

import pytest

from tests.api.support import Api, api_of

pytestmark = [pytest.mark.django_db, pytest.mark.req("DIR-01")]


def test_the_directory_is_listed_by_name_and_paged_by_key(cam: Api) -> None:
    first = cam.get("directory?size=10").json()
    second = cam.get(f"directory?size=100&after={first['after']}").json()
    found = [*first["items"], *second["items"]]
    names = [item["organization_name"] for item in found]
    assert names == sorted(names)
    assert (len(first["items"]), second["after"]) == (10, "")
    references = [(item["organization_reference"], item["program_reference"]) for item in found]
    assert len(set(references)) == len(references) >= 20


def test_filters_hold_together(cam: Api) -> None:
    found = cam.get("directory?category=emergency_housing&region=shore").json()["items"]
    assert "lakeside-shelter" in {item["program_reference"] for item in found}
    assert all("emergency_housing" in item["categories"] and "shore" in item["regions"] for item in found)


def test_words_are_understood_put_right_and_answered_as_on_the_page(cam: Api) -> None:
    told = cam.get("directory?words=sheltr+dog+tonight&from_region=shore").json()
    assert told["understood"] == ["category:emergency_housing", "facet:pets", "tonight:yes"]
    assert told["corrected"] == [{"word": "sheltr", "meant": "shelter"}]
    first = told["items"][0]
    assert (first["program_reference"], first["distance_km"]) == ("lakeside-shelter", 0)
    assert {"term": "facet:pets", "wholly": True} in first["met"]
    fewer = cam.get("directory?words=sheltr+dog+tonight&without=facet:pets&exact=true").json()
    assert fewer["understood"] == ["tonight:yes", "word:sheltr"]


def test_facets_and_openings_are_filters_too(cam: Api) -> None:
    found = cam.get("directory?facets=pets:yes&openings=any").json()["items"]
    assert [item["program_reference"] for item in found] == ["lakeside-shelter"]
    assert cam.get("directory?facets=pets:maybe").status_code == 422
    assert cam.get("directory?openings=castle").status_code == 422
    assert cam.get("directory?from_region=moon").status_code == 422


def test_an_unknown_filter_code_is_named(cam: Api) -> None:
    answer = cam.get("directory?category=nonsense")
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["problems"]] == [
        ("category", "unknown_code")
    ]


def test_a_place_in_the_list_that_no_page_gave_out_is_refused(cam: Api) -> None:
    assert cam.get("directory?after=nonsense").status_code == 422


def test_a_program_says_what_it_offers_and_keeps_confidential_addresses(cam: Api) -> None:
    found = cam.get("directory/harbor-shelter").json()
    assert found["program"]["organization_reference"] == "harbor"
    assert found["hours"]["time_zone"]
    assert not (found["address_confidential"] and found["address"])


def test_an_unknown_program_does_not_exist(cam: Api) -> None:
    assert cam.get("directory/nowhere").status_code == 404


@pytest.mark.req("DIR-09")
def test_openings_are_said_and_read_back(bo: Api, cam: Api) -> None:
    body = {"items": [{"kind": "family_room", "state": "limited", "band": "some"}]}
    assert bo.put("openings/harbor-shelter", body).status_code == 200
    seen = cam.get("openings/harbor-shelter").json()["items"]
    assert ("family_room", "limited", "some") in {(one["kind"], one["state"], one["band"]) for one in seen}


@pytest.mark.req("DIR-09")
def test_openings_of_others_are_not_said(cam: Api) -> None:
    body = {"items": [{"kind": "family_room", "state": "limited", "band": "some"}]}
    answer = cam.put("openings/harbor-shelter", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_organization")


@pytest.mark.req("DIR-09")
def test_all_openings_or_none_are_taken(bo: Api, cam: Api) -> None:
    before = cam.get("openings/harbor-shelter").json()["items"]
    body = {
        "items": [
            {"kind": "family_room", "state": "closed", "band": "none"},
            {"kind": "single_bed", "state": "closed", "band": "several"},
        ]
    }
    assert bo.put("openings/harbor-shelter", body).status_code == 422
    assert cam.get("openings/harbor-shelter").json()["items"] == before


@pytest.mark.req("DIR-16")
def test_law_enforcement_is_told_to_call_the_line_and_nothing_else(db: None) -> None:
    pell = api_of("pell")
    for one in pell.get("openings/northside-counseling").json()["items"]:
        assert (one["shows"], one["kind"], one["state"], one["band"]) == ("line", "", "", "")


@pytest.mark.req("TIER-02")
def test_the_first_level_reads_the_directory_but_no_openings(db: None) -> None:
    tom = api_of("tom")
    assert tom.get("directory").status_code == 200
    answer = tom.get("openings/harbor-shelter")
    assert (answer.status_code, answer.json()["code"]) == (403, "closed_by_tier")


def test_a_place_in_the_list_holds_nothing_that_no_name_can(cam: Api) -> None:
    for name in ("\0", "\ud800", 5, ["x"]):
        key = base64.urlsafe_b64encode(json.dumps([name, str(uuid4()), None, None]).encode()).decode()
        assert cam.get(f"directory?after={key.rstrip('=')}").status_code == 422
