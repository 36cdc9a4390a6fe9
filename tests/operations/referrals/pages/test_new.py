"""New: what is offered first, what follows from each answer, and what is missing, all at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.information.releases.models import Release
from concord.operations.referrals.models import Participant, Referral
from tests import cast
from tests.operations.referrals.conftest import make_release
from tests.operations.referrals.pages.conftest import HTMX, hidden_values, main_of, text_of

Browser = Callable[[str], Client]
SATURDAY = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def answers(named: str, **changes: Any) -> dict[str, Any]:
    """What Hal fills in for Harbor House's shelter, with what stands there already."""
    given = {
        "category": "emergency_housing", "sensitivity": "priority", "receiver_program": "harbor-shelter",
        "release": named, "basis": ["direct_client_interview"], "source": "healthcare",
        "pathway": "warm_linkage", "contact_name": "Hal Ito", "contact_phone": "860-555-0130",
    }  # fmt: skip
    return {name: value for name, value in (given | changes).items() if value}


def _sent() -> list[Referral]:
    with scope.acting(cast.actor("hal")):
        return list(Referral.objects.exclude(state="draft"))


@pytest.mark.req("REF-29")
def test_three_ways_without_a_record_stand_first(browser: Browser) -> None:
    body = main_of(browser("hal").get("/new/"))
    ways = [body.index(way) for way in ("/new/look/", "/new/call/", "/new/self/")]
    assert ways == sorted(ways)
    assert ways[-1] < body.index("Or send a referral")


@pytest.mark.req("REF-29")
@pytest.mark.parametrize("name", ["tom", "lena"])
def test_whoever_may_not_send_still_has_the_three_ways(browser: Browser, name: str) -> None:
    body = main_of(browser(name).get("/new/"))
    assert "/new/look/" in body
    assert "<form" not in body


@pytest.mark.req("REF-01", "REF-31")
def test_what_can_be_known_is_filled_in_and_shown_for_correction(browser: Browser) -> None:
    body = main_of(browser("hal").get("/new/"))
    assert 'value="direct_client_interview" checked' in body
    assert 'value="healthcare" selected' in body
    assert 'value="warm_linkage" checked' in body
    assert 'value="Hal Ito"' in body
    assert 'value="860-555-0130"' in body


@pytest.mark.req("REF-02", "REF-31")
def test_programs_that_offer_it_stand_with_openings_and_those_to_call_beside_them(browser: Browser) -> None:
    asked = {"category": "supportive_housing"}
    said = text_of(browser("hal").post("/new/part/?part=rest", asked, headers=HTMX))
    assert "Thames Housing Trust" in said
    assert "Call: no agreement yet" in said
    assert "860-555-0182" in said
    shelters = browser("hal").post("/new/part/?part=rest", {"category": "emergency_housing"}, headers=HTMX)
    assert "Harbor House · Emergency shelter" in text_of(shelters)
    assert "Family room" in text_of(shelters)
    assert "<html" not in shelters.content.decode()


@pytest.mark.req("REF-05", "REF-31")
def test_the_program_brings_its_releases_and_deadlines(browser: Browser, release_of_hal: Any) -> None:
    asked = answers("")
    response = browser("hal").post("/new/part/?part=release", asked, headers=HTMX)
    said = text_of(response)
    assert f'value="{release_of_hal.reference}" checked' in response.content.decode()
    assert "Receipt is confirmed by" in said
    assert "It reports on people only under a release of its own" in said
    for covered in ("Interpreter", "Accessibility", "What is safe when making contact?"):
        assert covered in said
    assert "Culture or community" not in said  # the release does not name it


@pytest.mark.req("REF-05", "REF-28")
def test_an_answer_is_promised_only_by_a_program_that_may_give_one(
    browser: Browser, release_of_hal: Any, release_of_ana: Any
) -> None:
    response = browser("hal").post(
        "/new/part/?part=deadline", answers(release_of_hal.reference), headers=HTMX
    )
    assert "an answer comes by" in text_of(response)


@pytest.mark.req("REF-31")
def test_the_page_works_without_scripts(browser: Browser, release_of_hal: Any) -> None:
    at_hal = browser("hal")
    body = main_of(at_hal.post("/new/", {"category": "emergency_housing", "sensitivity": "urgent"}))
    assert 'value="harbor-shelter"' in body
    assert 'value="urgent" checked' in body
    assert "There are" not in body  # nothing is called wrong before it is sent
    body = main_of(at_hal.post("/new/", answers("")))
    assert release_of_hal.reference in body


@pytest.mark.req("REF-07", "REF-01", "REF-03", "REF-04")
def test_everything_that_is_missing_is_named_at_once_and_values_stay(browser: Browser) -> None:
    response = browser("hal").post(
        "/new/check/", {"category": "emergency_housing", "text": "Second floor is fine"}
    )
    said = text_of(response)
    assert response.status_code == 422
    assert "There are 8 things to fix" in said
    for missing in (
        "Choose how soon.", "Choose the program.", "Choose the release.", "Say how you know this.",
        "Say who referred.", "Write the number", "Name who can be called back.",
    ):  # fmt: skip
        assert missing in said
    assert 'value="emergency_housing" selected' in response.content.decode()
    assert response.content.decode().index('id="errors"') < response.content.decode().index("<h1")


@pytest.mark.req("REF-07")
def test_the_release_and_how_soon_left_empty_are_both_named(browser: Browser) -> None:
    response = browser("hal").post("/new/check/", answers("", sensitivity=""))
    assert "There are 2 things to fix" in text_of(response)


@pytest.mark.req("REF-04")
def test_a_partners_papers_name_the_partner(browser: Browser, release_of_hal: Any) -> None:
    asked = answers(release_of_hal.reference, basis=["partner_agency_documentation"])
    response = browser("hal").post("/new/check/", asked)
    assert response.status_code == 422
    assert "Name the partner whose papers these are." in text_of(response)
    assert browser("hal").post("/new/check/", asked | {"basis_partner": "northside"}).status_code == 200


@pytest.mark.req("REF-05", "REF-31")
def test_the_check_page_shows_what_they_will_see_and_by_when_they_answer(
    browser: Browser, release_of_hal: Any
) -> None:
    asked = answers(release_of_hal.reference, safe_contact=["text_first"], interpreter_language="vi")
    response = browser("hal").post("/new/check/", asked)
    said = text_of(response)
    assert response.status_code == 200
    for part in (
        "What they will see", "Help with Emergency housing", "How soon Today", "Text first",
        "Vietnamese", "Health care",
        "St. Brigid Hospital DV Team: Hal Ito, 860-555-0130", "Receipt is confirmed by",
    ):  # fmt: skip
        assert part in said
    assert release_of_hal.reference in said
    assert hidden_values(response)["basis"] == ["direct_client_interview"]
    assert len(hidden_values(response)["key"][0]) > 15
    assert _sent() == []


@pytest.mark.req("REF-05")
def test_a_closed_program_says_until_when_and_who_answers_now(browser: Browser, now: Any) -> None:
    ana = cast.actor("ana")
    now.move_to(SATURDAY)
    with scope.acting(ana):
        release = make_release(
            ana, "harbor-shelter", "northside-counseling",
            ("service_needed", "how_soon", "referral_source", "information_basis"),
        )  # fmt: skip
    asked = answers(release.reference, receiver_program="northside-counseling", category="counselling",
                    sensitivity="urgent", source="community_based_organization",
                        contact_name="Ana Reyes")  # fmt: skip
    said = text_of(browser("ana").post("/new/check/", asked))
    assert "Nobody is there until Mon 23 Nov, 09:00" in said
    assert "These answer now:" in said
    assert "Statewide Line" in said
    assert "860-555-0199" in said
    assert "This is urgent: call them as well." in said


@pytest.mark.req("REF-22")
def test_a_need_that_a_program_does_not_offer_is_warned_of(browser: Browser) -> None:
    hal = cast.actor("hal")
    with scope.acting(hal):
        items = ("service_needed", "how_soon", "referral_source", "information_basis", "accessibility_needs",
                 "interpreter_language")  # fmt: skip
        release = make_release(hal, "brigid-team", "lakeside-shelter", items)
    asked = answers(release.reference, receiver_program="lakeside-shelter", interpreter_language="ase",
                    accessibility=["wheelchair"])  # fmt: skip
    said = text_of(browser("hal").post("/new/check/", asked))
    assert "does not say that it speaks American Sign Language" in said
    assert "does not say that it has: Wheelchair access" in said


@pytest.mark.req("CONSENT-04", "REF-28")
def test_a_release_that_does_not_cover_it_is_explained_beside_the_question(
    browser: Browser, release_of_hal: Any
) -> None:
    asked = answers(release_of_hal.reference, cultural_preference="latine")
    response = browser("hal").post("/new/check/", asked)
    assert response.status_code == 422
    assert "Culture or faith" in text_of(response)
    assert 'value="harbor-shelter" checked' in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"release": "L-2222-2222"}, "There is no such release of yours."),
        ({"receiver_program": "nowhere"}, "There is no such program."),
        ({"receiver_program": "brigid-team"}, "This is your own organization."),
        ({"receiver_program": "thames-homes"}, "takes no referrals here: there is no agreement yet"),
        ({"receiver_program": "lakeside-shelter"}, "names another organization or program"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_question(
    browser: Browser, release_of_hal: Any, changes: dict[str, str], said: str
) -> None:
    response = browser("hal").post("/new/check/", answers(release_of_hal.reference, **changes))
    assert response.status_code == 422
    assert said in text_of(response)


@pytest.mark.req("REF-01")
def test_nobody_refers_in_another_agencys_name(browser: Browser, release_of_hal: Any) -> None:
    asked = answers(release_of_hal.reference, referring_organization="harbor")
    for address in ("/new/check/", "/new/send/"):
        assert browser("hal").post(address, asked).status_code == 403
    assert _sent() == []


@pytest.mark.req("REF-31", "SEC-07")
def test_text_is_looked_over_as_typed_and_nothing_is_stored(browser: Browser) -> None:
    at_hal = browser("hal")
    marked = at_hal.post("/new/screen/", {"text": "Ring 203-555-7788 tonight", "field": "text"}, headers=HTMX)
    assert "<mark>203-555-7788" in marked.content.decode()
    assert "(phone number)" in text_of(marked)
    clean = at_hal.post("/new/screen/", {"text": "Second floor is fine"}, headers=HTMX)
    assert (clean.status_code, clean.content) == (200, b"")
    own = at_hal.post("/new/screen/", {"text": "Call me at 860-555-0130"}, headers=HTMX)
    assert own.content == b""


@pytest.mark.req("SEC-07", "REF-03")
@pytest.mark.parametrize("text", ["Call her at 203-555-7788", "12 Elm Street, apt 3", "x" * 141])
def test_text_that_may_name_someone_is_stopped_with_its_part(
    browser: Browser, release_of_hal: Any, text: str
) -> None:
    response = browser("hal").post("/new/check/", answers(release_of_hal.reference, text=text))
    assert response.status_code == 422
    assert "There is 1 thing to fix" in text_of(response)
    assert text in response.content.decode()


@pytest.mark.req("REF-07", "SEC-07")
def test_a_text_that_names_someone_and_a_gap_are_said_together(browser: Browser, release_of_hal: Any) -> None:
    asked = answers(release_of_hal.reference, text="Call her at 203-555-7788", sensitivity="")
    said = text_of(browser("hal").post("/new/check/", asked))
    assert "There are 2 things to fix" in said
    assert "This looks like a phone number: 203-555-7788" in said


@pytest.mark.req("REF-31")
def test_a_covered_program_sends_no_text_of_its_own(browser: Browser, release_of_lou: Any) -> None:
    lou = browser("lou")
    asked = answers(release_of_lou.reference, source="community_based_organization")
    assert 'name="text"' not in lou.post("/new/part/?part=covered", asked, headers=HTMX).content.decode()
    refused = lou.post("/new/check/", asked | {"text": "Second floor is fine"})
    assert refused.status_code == 422
    assert "Your program sends no text of its own." in text_of(refused)


@pytest.mark.req("REF-31")
def test_a_draft_keeps_the_program_and_how_soon_and_nothing_else(
    browser: Browser, release_of_hal: Any, hal: Actor
) -> None:
    at_hal = browser("hal")
    kept = at_hal.post("/new/draft/", answers(release_of_hal.reference))
    assert kept.status_code == 303
    with scope.acting(hal):
        draft = Referral.objects.get(state="draft")
        reference = Participant.objects.get(subject=draft).reference
    assert (draft.category, draft.source, draft.basis, draft.release_id) == ("", "", [], None)
    body = main_of(at_hal.get(kept["Location"]))
    assert 'value="harbor-shelter" checked' in body
    assert 'value="priority" checked' in body
    assert "Go on with Harbor House" in text_of(at_hal.get("/new/"))
    assert at_hal.post("/new/draft/discard/", {"draft": reference}).status_code == 303
    assert "Go on with" not in text_of(at_hal.get("/new/"))


def test_a_draft_needs_a_program(browser: Browser) -> None:
    response = browser("hal").post("/new/draft/", {"sensitivity": "urgent"})
    assert response.status_code == 422
    assert "Choose the program." in text_of(response)
    assert 'value="urgent" checked' in response.content.decode()


@pytest.mark.req("REF-31")
def test_recording_a_release_on_the_way_loses_nothing_and_tells_the_address_nothing(
    browser: Browser, hal: Actor
) -> None:
    at_hal = browser("hal")
    response = at_hal.post("/new/release/", answers(""))
    onward = response["Location"]
    assert onward.startswith("/releases/new/?to=harbor-shelter")
    assert "housing" not in onward.replace("harbor-shelter", "")
    with scope.acting(hal):
        reference = Participant.objects.get(subject__state="draft").reference
        release = make_release(
            hal, "brigid-team", "harbor-shelter",
            ("service_needed", "how_soon", "referral_source", "information_basis"),
        )  # fmt: skip
    back = at_hal.get(f"/new/?draft={reference}&help=1&release={release.reference}")
    body = main_of(back)
    assert 'value="emergency_housing" selected' in body
    assert 'value="harbor-shelter" checked' in body
    assert 'value="priority" checked' in body
    assert f'value="{release.reference}" checked' in body


@pytest.mark.parametrize("number", ["0", "99", "x", "", "1000"])
def test_a_strange_number_means_no_kind_of_help(browser: Browser, number: str) -> None:
    assert browser("hal").get(f"/new/?help={number}").status_code == 200


def test_a_release_that_has_ended_is_offered_no_more(
    browser: Browser, release_of_hal: Any, hal: Actor
) -> None:
    with scope.acting(hal):
        Release.objects.filter(id=release_of_hal.id).update(state="withdrawn", withdrawn_at=clock.now())
    asked = answers(release_of_hal.reference)
    assert "withdrawn" in text_of(browser("hal").post("/new/check/", asked))
