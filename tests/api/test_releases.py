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


@pytest.mark.req("CONSENT-02")
def test_what_others_may_tell_us_is_listed_as_on_the_page(cam: Api, bo: Api, released: str) -> None:
    (found,) = bo.get("releases/received").json()["items"]
    assert (found["reference"], found["owner_reference"], found["state"]) == (released, "northside", "active")
    assert set(found["items"]) == set(SENT_ITEMS)
    assert cam.get("releases/received").json() == {"items": [], "after": ""}
    cam.post(f"releases/{released}/withdraw")
    (ended,) = bo.get("releases/received").json()["items"]
    assert (ended["state"], ended["purpose"], ended["items"], ended["ends_at"]) == ("expired", "", [], None)


@pytest.mark.req("CONSENT-02")
def test_that_somebody_said_no_is_told_to_nobody(cam: Api, bo: Api) -> None:
    body = release_body("northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS, said_no=True)
    assert cam.post("releases", body).status_code == 201
    assert bo.get("releases/received").json()["items"] == []


@pytest.mark.req("SEC-02")
def test_received_releases_are_those_that_name_us(lou: Api, released: str) -> None:
    assert lou.get("releases/received").json()["items"] == []
    assert released.encode() not in lou.get(f"releases/received?after={released}").content


def test_received_releases_are_paged_and_say_whether_our_copy_is_confirmed(cam: Api, bo: Api) -> None:
    until = (clock.now() + timedelta(days=20)).isoformat()
    body = release_body(
        "northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS, report_back_until=until
    )
    made = [cam.post("releases", body).json()["reference"] for _ in range(27)]
    copy = {"program": "harbor-shelter", "given_on": clock.now().isoformat()}
    own = bo.post(f"releases/{made[-1]}/confirm-copy", copy).json()["reference"]
    first = bo.get("releases/received").json()
    second = bo.get(f"releases/received?after={first['after']}").json()
    assert [one["reference"] for one in [*first["items"], *second["items"]]] == made[::-1]
    assert (len(first["items"]), second["after"]) == (25, "")
    assert (first["items"][0]["confirmed_reference"], first["items"][0]["confirmed_now"]) == (own, True)
    assert first["items"][1]["confirmed_reference"] == ""


@pytest.mark.parametrize(
    ("name", "scopes", "code"),
    [
        ("eve", ["referral.read"], "closed_by_role"),
        ("tom", ["referral.read"], "closed_by_tier"),
        ("bo", ["release.write"], "scope_missing"),
    ],
)
def test_received_releases_stand_behind_the_door_of_their_page(
    db: None, name: str, scopes: list[str], code: str
) -> None:
    answer = api_of(name, scopes).get("releases/received")
    assert (answer.status_code, answer.json()["code"]) == (403, code)


def test_withdrawing_stays_open_without_a_second_look_at_the_level(db: None) -> None:
    """A key whose scope names releases may withdraw; one without may not even read."""
    reader = api_of("cam", ["directory.read"])
    answer = reader.get("releases")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
