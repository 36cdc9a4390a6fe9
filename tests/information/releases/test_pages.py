"""The pages of releases, as somebody uses them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.information.releases import codes, queries, states
from concord.information.releases.models import Release
from tests import cast
from tests.api.support import api_of

pytestmark = pytest.mark.django_db
Recorded = Callable[..., Release]
ClientOf = Callable[[str], Client]
TO = {"to": "brigid-team", "program": "harbor-shelter", "lang": "es"}


def filled(**changed: Any) -> dict[str, Any]:
    """Fill the form in so that it can be recorded, changed as asked."""
    today = clock.now().date()
    usual = {
        "purpose": "referral",
        "items": ["service_needed", "how_soon"],
        "explained_points": list(codes.POINTS),
        "method": "written",
        "holds_signed_copy": "on",
        "signer": "person",
        "given_on": today.isoformat(),
        "ends_on": (today + timedelta(days=30)).isoformat(),
    }
    return TO | usual | changed


def main_of(answer: Any) -> str:
    return str(answer.content.decode().partition("<main")[2].partition("</main")[0])


def mine(name: str = "ana") -> list[Release]:
    with scope.acting(cast.actor(name)) as actor:
        return list(queries.list_releases(for_=actor).releases)


def test_the_first_page_asks_whom_it_names_and_leaves_out_ourselves(client_of: ClientOf) -> None:
    page = client_of("ana").get("/releases/new/")
    assert page.status_code == 200
    text = page.content.decode()
    assert 'value="brigid-team"' in text
    assert 'value="lakeside-shelter"' in text
    assert 'name="to"' in text
    assert text.count('value="harbor-shelter"') == 1  # as the program that tells, not as a recipient
    assert "Backbone" not in main_of(page)
    assert "Lakeside Shelter</option>" in text
    assert '<option value="">Choose</option>' in text  # nobody is chosen by default
    unchosen = client_of("ana").get("/releases/new/", {"to": ""})
    assert unchosen.status_code == 422
    assert "Choose who is told." in unchosen.content.decode()


def test_a_whole_organization_is_offered_where_it_has_several_programs(client_of: ClientOf) -> None:
    lou = client_of("lou")
    text = lou.get("/releases/new/").content.decode()
    assert '<option value="harbor">Harbor House</option>' in text
    assert '<option value="harbor-shelter">Harbor House (Emergency shelter)</option>' in text
    posted = filled(to="harbor", program="lakeside-shelter", items=["how_soon"])
    assert lou.post("/releases/new/", posted).status_code == 303
    assert mine("lou")[0].recipient_program_id is None


@pytest.mark.req("CONSENT-03")
@pytest.mark.parametrize("language", codes.SHEET_LANGUAGES)
def test_every_point_stands_there_in_the_persons_language(client_of: ClientOf, language: str) -> None:
    text = client_of("ana").get("/releases/new/", TO | {"lang": language}).content.decode()
    assert text.count('name="explained_points"') == len(codes.POINTS)
    said = {"en": "You can say no", "es": "Puede decir que no", "fr": "Vous pouvez dire non"}
    assert f'<span lang="{language}">{said[language]}</span>' in text


def test_nothing_on_the_page_takes_a_file_a_signature_or_a_name(client_of: ClientOf) -> None:
    main = main_of(client_of("ana").get("/releases/new/", TO))
    for forbidden in ('type="file"', "<canvas", 'type="text"', "<textarea"):
        assert forbidden not in main


@pytest.mark.req("REF-09", "REF-28")
@pytest.mark.parametrize(
    ("name", "to", "purpose", "marked"),
    [
        ("ana", TO, "referral", True),
        ("hal", {"to": "harbor-shelter", "program": "brigid-team"}, "referral", False),
        ("ana", TO, "joint_call", False),
        ("ana", TO, "report_back", True),
    ],
)
def test_a_covered_program_finds_marked_that_a_joint_call_may_be_told(
    client_of: ClientOf, name: str, to: dict[str, str], purpose: str, *, marked: bool
) -> None:
    body = main_of(client_of(name).get("/releases/new/", to | {"purpose": purpose}))
    assert 'value="handoff_state"' in body
    assert ('value="handoff_state" checked' in body) is marked
    assert ('value="service_needed" checked' in body) is (purpose != "report_back")


@pytest.mark.req("REF-28", "CONSENT-01")
def test_what_was_marked_beforehand_can_be_unmarked(client_of: ClientOf) -> None:
    client_of("ana").post("/releases/new/", filled(items=["service_needed", "how_soon"]))
    assert mine()[0].items == ["service_needed", "how_soon"]


@pytest.mark.req("CONSENT-01")
def test_recording_leads_to_the_release(client_of: ClientOf) -> None:
    answer = client_of("ana").post("/releases/new/", filled())
    (release,) = mine()
    assert (answer.status_code, answer["Location"]) == (303, f"/releases/{release.reference}/")
    assert release.sheet_language == "es"
    assert release.ends_at == clock.now() + timedelta(days=30)


def test_recording_on_the_way_to_a_referral_leads_back_with_the_reference(client_of: ClientOf) -> None:
    answer = client_of("ana").post("/releases/new/", filled(next="/new/?draft=1"))
    assert answer["Location"] == f"/new/?draft=1&release={mine()[0].reference}"
    elsewhere = client_of("ana").post("/releases/new/", filled(next="https://elsewhere.example/"))
    assert elsewhere["Location"] == f"/releases/{mine()[0].reference}/"


@pytest.mark.req("CONSENT-03")
def test_a_point_unconfirmed_is_refused_beside_the_points(client_of: ClientOf) -> None:
    answer = client_of("ana").post("/releases/new/", filled(explained_points=["what"]))
    assert answer.status_code == 422
    assert "Explain every point and confirm it." in answer.content.decode()
    assert mine() == []


def test_longer_than_thirty_days_is_asked_once_more_and_ninety_one_are_refused(client_of: ClientOf) -> None:
    ana, today = client_of("ana"), clock.now().date()
    long = filled(ends_on=(today + timedelta(days=60)).isoformat())
    asked = ana.post("/releases/new/", long)
    assert asked.status_code == 422
    assert 'name="long_is_needed"' in asked.content.decode()
    assert ana.post("/releases/new/", long | {"long_is_needed": "on"}).status_code == 303
    longer = filled(ends_on=(today + timedelta(days=91)).isoformat(), long_is_needed="on")
    refused = ana.post("/releases/new/", longer)
    assert refused.status_code == 422
    assert "At most 90 days from the signature." in refused.content.decode()


def test_a_form_that_makes_no_sense_is_shown_again(client_of: ClientOf) -> None:
    answer = client_of("ana").post("/releases/new/", filled(ends_on="soon", signer="partner"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "There are 2 things to fix" in text
    assert "This field is required" not in text


def test_every_problem_of_an_empty_form_is_told_at_once(client_of: ClientOf) -> None:
    text = client_of("ana").post("/releases/new/", TO).content.decode()
    assert "There are 6 things to fix" in text
    for sentence in ("Choose at least one item.", "Explain every point", "Choose how they agreed."):
        assert sentence in text


@pytest.mark.req("CONSENT-02")
def test_saying_no_is_one_press_on_the_same_page(client_of: ClientOf) -> None:
    answer = client_of("ana").post("/releases/new/", TO | {"purpose": "referral", "said": "no"})
    assert (answer.status_code, answer["Location"]) == (303, "/releases/")
    (refused,) = mine()
    assert refused.state == states.REFUSED
    page = client_of("ana").get(f"/releases/{refused.reference}/").content.decode()
    assert "The person said no." in page
    assert client_of("ana").get(f"/releases/{refused.reference}/sheet/").status_code == 404


def test_a_treatment_program_is_not_offered_where_somebody_lives(client_of: ClientOf) -> None:
    text = client_of("ana").get("/releases/new/", TO | {"to": "changepath-group"}).content.decode()
    for item in (*codes.LOCATION_ITEMS, "answer"):
        assert f'value="{item}"' not in text
    telling_back = client_of("ana").get("/releases/new/", TO | {"purpose": "report_back"}).content.decode()
    assert telling_back.count('name="items"') == len(codes.ANSWER_ITEMS)
    assert 'value="how_soon"' in text


@pytest.mark.req("CONSENT-02")
def test_withdrawing_takes_three_presses_and_no_reason(client_of: ClientOf, recorded: Recorded) -> None:
    release, ana = recorded(), client_of("ana")
    address = f"/releases/{release.reference}/"
    assert address in ana.get("/releases/").content.decode()
    assert f"{address}withdraw/" in ana.get(address).content.decode()
    asked = main_of(ana.get(f"{address}withdraw/"))
    assert "<textarea" not in asked
    assert 'type="text"' not in asked
    assert ana.post(f"{address}withdraw/").status_code == 303
    assert mine()[0].state == states.WITHDRAWN
    assert "Withdrawn" in ana.get(address).content.decode()
    assert ana.get(f"{address}withdraw/").status_code == 403


@pytest.mark.req("CONSENT-02")
def test_allowing_less_keeps_what_stays_marked(client_of: ClientOf, recorded: Recorded) -> None:
    release, ana = recorded(), client_of("ana")
    address = f"/releases/{release.reference}/narrow/"
    assert ana.get(address).status_code == 200
    assert ana.post(address, {"items": []}).status_code == 422
    assert ana.post(address, {"items": ["how_soon"]}).status_code == 303
    assert mine()[0].items == ["how_soon"]


@pytest.mark.req("CONSENT-03")
@pytest.mark.parametrize("language", codes.SHEET_LANGUAGES)
def test_the_sheet_prints_in_each_language_and_names_no_person(
    client_of: ClientOf, recorded: Recorded, language: str
) -> None:
    release = recorded(report_back_until=clock.now() + timedelta(days=30))
    for address in (
        f"/releases/{release.reference}/sheet/?lang={language}",
        f"/releases/sheet/?to=brigid-team&program=harbor-shelter&purpose=referral&lang={language}",
    ):
        page = client_of("ana").get(address)
        assert page.status_code == 200
        sheet = page.content.decode().partition("<article")[2].partition("</article")[0]
        assert f'lang="{language}"' in sheet
        assert "St. Brigid Hospital DV Team" in sheet
        assert sheet.count('class="sign"') == 5
        assert "Ana" not in sheet
        assert "built-in" not in sheet
        assert "<title>Sheet" in page.content.decode()


@pytest.mark.req("REF-28")
def test_the_other_side_sees_scope_and_end_and_confirms_its_copy(
    client_of: ClientOf, recorded: Recorded
) -> None:
    until = clock.now() + timedelta(days=20)
    release = recorded("hal", speaks="brigid-team", hears="harbor-shelter", report_back_until=until)
    ana, address = client_of("ana"), f"/releases/received/{release.reference}/"
    seen = ana.get(address).content.decode()
    assert "What we may tell back" in seen
    assert "Hal Ito" not in seen
    told = {"program": "harbor-shelter", "given_on": clock.now().date().isoformat()}
    assert ana.post(address, told).status_code == 422
    answer = ana.post(address, told | {"holds_signed_copy": "on"})
    (own,) = mine()
    assert (answer.status_code, answer["Location"]) == (303, f"/releases/{own.reference}/")
    assert own.reference in ana.get(address).content.decode()


@pytest.mark.req("CONSENT-06")
@pytest.mark.parametrize("name", ["lou", "hal", "bea", "uma", "flo", "tom", "eve", "sys"])
def test_everybody_else_finds_nothing_at_its_address(
    client_of: ClientOf, recorded: Recorded, name: str
) -> None:
    reference = recorded().reference
    other = client_of(name)
    for page in ("", "sheet/", "withdraw/", "narrow/"):
        found, false = (other.get(f"/releases/{one}/{page}") for one in (reference, "L-0000-0000"))
        assert found.status_code == false.status_code == 404
        assert main_of(found) == main_of(false)
    assert other.post(f"/releases/{reference}/withdraw/").status_code == 404
    assert mine()[0].state == states.ACTIVE


@pytest.mark.parametrize("name", ["bea", "uma", "flo", "eve", "dara"])
def test_who_takes_no_part_is_told_why_in_place_of_the_list(
    client_of: ClientOf, recorded: Recorded, name: str
) -> None:
    reference = recorded().reference
    page = client_of(name).get("/releases/").content.decode()
    assert "This cannot be done now" in page
    assert "No releases yet" not in page
    assert reference not in page
    assert client_of(name).get("/releases/new/").status_code == 403
    assert api_of(name).get("releases").json()["items"] == []


@pytest.mark.req("CONSENT-02")
def test_an_organization_that_takes_part_no_longer_still_finds_a_release_to_withdraw_it(
    client_of: ClientOf, recorded: Recorded
) -> None:
    release, lou = recorded("lou", speaks="lakeside-shelter", hears="brigid-team"), client_of("lou")
    assert lou.post("/level/change/", {"tier": "1"}).status_code == 303
    page = lou.get("/releases/").content.decode()
    assert f"/releases/{release.reference}/" in page
    assert "/releases/new/" not in page
    assert "/releases/received/" not in main_of(lou.get("/releases/"))
    assert lou.get("/releases/new/").status_code == 403
    assert lou.post(f"/releases/{release.reference}/withdraw/").status_code == 303
    assert lou.get(f"/releases/{release.reference}/").content.decode().count("Withdrawn") >= 1
    assert client_of("tom").get("/releases/").status_code == 200  # nothing recorded, nothing refused


def test_the_list_pages_by_key(client_of: ClientOf, recorded: Recorded) -> None:
    for _ in range(26):
        last = recorded().reference
    text = client_of("ana").get("/releases/").content.decode()
    assert last in text
    assert "/releases/?after=" in text
    assert client_of("lou").get("/releases/").content.decode().count("No releases yet") == 1
