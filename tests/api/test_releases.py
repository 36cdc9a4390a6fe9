"""Releases through the API: the rules of the pages, and nothing of partners."""

from datetime import timedelta

import pytest

from concord.foundation.lib import clock
from tests.api.support import SENT_ITEMS, Api, api_of, release_body

pytestmark = [pytest.mark.django_db, pytest.mark.req("CONSENT-01")]


def test_a_release_is_recorded_listed_and_read(cam: Api, released: str) -> None:
    assert [one["reference"] for one in cam.get("releases").json()["items"]] == [released]
    found = cam.get(f"releases/{released}").json()
    assert (found["state"], found["recipient_program"]) == ("active", "harbor-shelter")
    assert found["items"] == [item for item in found["items"] if item in SENT_ITEMS]


def test_everything_that_is_wrong_is_said_at_once(cam: Api) -> None:
    body = release_body(
        "northside-counseling", "harbor", "harbor-shelter", ["nonsense"],
        holds_signed_copy=False, explained_points=[], method="verbal_witnessed",
    )  # fmt: skip
    answer = cam.post("releases", body)
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["problems"]} == {
        "release_code_unknown", "release_point_unconfirmed", "release_method_not_allowed",
    }  # fmt: skip


@pytest.mark.req("CONSENT-07")
def test_more_than_ninety_days_are_refused(cam: Api) -> None:
    late = (clock.now() + timedelta(days=91)).isoformat()
    body = release_body("northside-counseling", "harbor", "", SENT_ITEMS, ends_at=late)
    answer = cam.post("releases", body)
    assert [one["code"] for one in answer.json()["problems"]] == ["release_too_long"]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"program": "harbor-shelter"}, "program", "release_code_unknown"),
        ({"recipient": "nowhere"}, "recipient", "release_recipient_unknown"),
        ({"recipient_program": "lakeside-shelter"}, "recipient", "release_recipient_unknown"),
    ],
)
def test_unknown_places_are_named(cam: Api, changed: dict[str, str], field: str, code: str) -> None:
    body = release_body("northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS) | changed
    problems = cam.post("releases", body).json()["problems"]
    assert [(one["field"], one["code"]) for one in problems] == [(field, code)]


def test_that_a_person_said_no_is_recorded_without_what_they_were_asked(cam: Api) -> None:
    body = release_body("northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS, said_no=True)
    answer = cam.post("releases", body)
    assert answer.status_code == 201
    assert (answer.json()["state"], answer.json()["items"]) == ("refused", [])


@pytest.mark.req("CONSENT-05")
def test_a_release_is_withdrawn_at_once_and_only_once(cam: Api, released: str) -> None:
    assert cam.post(f"releases/{released}/withdraw").json()["state"] == "withdrawn"
    again = cam.post(f"releases/{released}/withdraw")
    assert (again.status_code, again.json()["code"]) == (403, "release_withdrawn")


def test_a_release_is_made_smaller_and_never_larger(cam: Api, released: str) -> None:
    assert cam.post(f"releases/{released}/narrow", {"items": ["how_soon"]}).json()["items"] == ["how_soon"]
    again = cam.post(f"releases/{released}/narrow", {"items": ["how_soon", "area"]})
    assert (again.status_code, again.json()["problems"][0]["code"]) == (422, "release_only_fewer")


@pytest.mark.req("REF-28")
def test_the_recipient_confirms_its_copy_once(cam: Api, bo: Api) -> None:
    until = (clock.now() + timedelta(days=20)).isoformat()
    body = release_body(
        "northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS, report_back_until=until
    )
    proposal = cam.post("releases", body).json()["reference"]
    copy = {"program": "harbor-shelter", "given_on": clock.now().isoformat()}
    answer = bo.post(f"releases/{proposal}/confirm-copy", copy)
    assert (answer.status_code, answer.json()["recipient"]) == (201, "northside")
    again = bo.post(f"releases/{proposal}/confirm-copy", copy)
    assert (again.status_code, again.json()["code"]) == (409, "release_confirmed_before")


@pytest.mark.req("SEC-02")
def test_a_partners_release_does_not_exist(bo: Api, lou: Api, released: str) -> None:
    for api in (bo, lou):
        assert api.get(f"releases/{released}").status_code == 404
        assert api.post(f"releases/{released}/withdraw").status_code == 404
        assert api.post(f"releases/{released}/narrow", {"items": ["how_soon"]}).status_code == 404
    copy = {"program": "lakeside-shelter", "given_on": clock.now().isoformat()}
    assert lou.post(f"releases/{released}/confirm-copy", copy).status_code == 404


def test_withdrawing_stays_open_without_a_second_look_at_the_level(db: None) -> None:
    """A key whose scope names releases may withdraw; one without may not even read."""
    reader = api_of("cam", ["directory.read"])
    answer = reader.get("releases")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
