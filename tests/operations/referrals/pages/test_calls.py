"""Connecting without a record: no referral, no release, no notice, and a tally that only its agency sees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.notices.models import Notice
from concord.information.releases.models import Release
from concord.operations.referrals import actions
from concord.operations.referrals.models import Referral, Tally
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, sending
from tests.operations.referrals.pages.conftest import HTMX, hidden_values, main_of, text_of

Browser = Callable[[str], Client]


def _tallies(name: str = "ana") -> list[tuple[str, str, bool]]:
    with scope.acting(cast.actor(name)):
        return [(one.kind, one.answer, one.outside) for one in Tally.objects.order_by("id")]


def _nothing_else() -> bool:
    """Whether no referral, no release and no notice came of it, for either side."""
    for name in ("ana", "lou"):
        with scope.acting(cast.actor(name)):
            if Referral.objects.exists() or Release.objects.exists() or Notice.objects.exists():
                return False
    return True


@pytest.mark.req("REF-29")
def test_looking_for_a_place_counts_what_was_said(browser: Browser) -> None:
    at_ana = browser("ana")
    said = text_of(at_ana.get("/new/look/?help=1"))
    assert "Lakeside Shelter · Family shelter" in said
    assert "860-555-0121" in said
    asked = {"program": "lakeside-shelter", "help": "1", "answer": "no"}
    swapped = at_ana.post("/new/look/", asked, headers=HTMX)
    assert swapped.content.decode().lstrip().startswith("<tr")
    assert "Today: No" in text_of(swapped)
    assert at_ana.post("/new/look/", asked | {"answer": "yes"})["Location"] == "/new/look/?help=1"
    assert "Today: Yes, No" in text_of(at_ana.get("/new/look/?help=1"))
    assert _tallies() == [("look", "no", False), ("look", "yes", False)]
    assert _nothing_else()


@pytest.mark.req("REF-29")
def test_a_place_outside_the_network_is_counted_too(browser: Browser) -> None:
    at_ana = browser("ana")
    asked = {"program": "", "help": "1", "answer": "no_answer"}
    assert "A place outside the network" in text_of(at_ana.post("/new/look/", asked, headers=HTMX))
    assert _tallies() == [("look", "no_answer", True)]


def test_the_address_of_a_look_names_no_need(browser: Browser) -> None:
    body = main_of(browser("ana").get("/new/look/"))
    assert 'value="1">Emergency housing' in body
    assert 'value="emergency_housing"' not in body


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_only_the_three_answers_are_counted(browser: Browser, answer: str) -> None:
    asked = {"program": "lakeside-shelter", "help": "1", "answer": answer}
    assert browser("ana").post("/new/look/", asked).status_code == 422
    assert _tallies() == []


@pytest.mark.req("REF-29")
@pytest.mark.parametrize(
    ("program", "counted"),
    [("lakeside-shelter", ("joint_call", "yes", False)), ("outside", ("joint_call", "yes", True))],
    ids=["network", "outside"],
)
def test_a_call_together_leads_step_by_step_and_keeps_the_count_alone(
    browser: Browser, program: str, counted: tuple[str, str, bool]
) -> None:
    at_ana = browser("ana")
    assert "Step by step" in text_of(at_ana.get("/new/call/?to=lakeside-shelter"))
    given = {"program": program, "place": "Shelter across the border", "number": "413-555-0107", "lang": "es"}
    page = at_ana.post("/new/call/", given)
    expected = (
        "Call the program",
        "Introduce them",
        "The interpreter joins",
        "comfortable?",
        "Leave the call",
    )
    for number, title in enumerate(expected, start=1):
        said = text_of(page)
        assert title in said
        assert "on the call for" in said
        assert 'lang="es"' in page.content.decode()
        if number < len(expected):
            page = at_ana.post("/new/call/", given | {"step": str(number + 1), "started": _started(page)})
    assert at_ana.post("/new/call/", given | {"answer": "yes"})["Location"] == "/calls/"
    assert _tallies() == [counted]
    assert _nothing_else()
    assert "413-555-0107" not in text_of(at_ana.get("/calls/"))


def _started(page: Any) -> str:
    return hidden_values(page)["started"][0]


@pytest.mark.req("REF-29")
def test_numbers_are_there_to_tap(browser: Browser) -> None:
    at_ana = browser("ana")
    inside = at_ana.post("/new/call/", {"program": "lakeside-shelter", "lang": "en"}).content.decode()
    assert 'href="tel:860-555-0122"' in inside
    outside = at_ana.post("/new/call/", {"program": "outside", "number": "413-555-0107", "lang": "en"})
    assert 'href="tel:413-555-0107"' in outside.content.decode()


@pytest.mark.req("REF-29")
def test_a_dropped_call_is_one_tap_away_from_help_and_back(browser: Browser) -> None:
    at_ana = browser("ana")
    given = {"program": "lakeside-shelter", "lang": "en", "step": "3"}
    assert "The call dropped" in text_of(at_ana.post("/new/call/", given))
    dropped = at_ana.post("/new/call/", given | {"dropped": "yes"})
    said = text_of(dropped)
    assert "Call the person back only in the way they said is safe" in said
    assert "860-555-0122" in said
    assert hidden_values(dropped)["step"] == ["3"]


def test_the_language_line_stands_where_the_interpreter_joins(browser: Browser) -> None:
    given = {"program": "lakeside-shelter", "lang": "fr", "step": "3"}
    said = text_of(browser("ana").post("/new/call/", given))
    assert "860-555-0198" in said
    assert "Un interprète nous rejoint" in said


@pytest.mark.parametrize(
    ("at", "said"), [(-480, "8 min"), (60, "0 min"), (-13 * 3600, "0 min")], ids=["then", "later", "old"]
)
def test_the_time_on_the_call_is_told_again_and_again(browser: Browser, at: int, said: str) -> None:
    began = int((clock.now() + timedelta(seconds=at)).timestamp())
    response = browser("ana").get(f"/new/call/time/?at={began}", headers=HTMX)
    assert text_of(response) == f"on the call for {said}"
    assert browser("ana").get("/new/call/time/?at=x", headers=HTMX).status_code == 200


def test_a_call_needs_to_know_whom(browser: Browser) -> None:
    response = browser("ana").post("/new/call/", {"lang": "en", "place": "Somewhere"})
    assert response.status_code == 422
    assert "Choose the program." in text_of(response)
    assert 'value="Somewhere"' in response.content.decode()


@pytest.mark.req("REF-29")
def test_they_will_call_themselves_with_a_number_hours_words_and_a_card(browser: Browser) -> None:
    at_ana = browser("ana")
    assert "The other agency is told nothing." in text_of(at_ana.get("/new/self/"))
    page = at_ana.post("/new/self/", {"program": "northside-counseling", "lang": "es"})
    said = text_of(page)
    for part in ("860-555-0141", "09:00-17:00", "¿Podemos hablar ahora", "Leave no message"):
        assert part in said
    card = main_of(at_ana.get("/new/self/card/?to=northside-counseling&lang=es"))
    assert "860-555-0141" in card
    assert "Northside" not in card.partition("<dl")[2]
    assert "Llame" in card
    assert at_ana.post("/new/self/", hidden_values(page))["Location"] == "/calls/"
    assert _tallies() == [("self_contact", "yes", False)]
    assert _nothing_else()


@pytest.mark.req("REF-29")
def test_a_place_outside_gets_a_card_too(browser: Browser) -> None:
    given = {"program": "outside", "place": "Friends over the border", "number": "413-555-0107", "lang": "en"}
    said = text_of(browser("ana").post("/new/self/", given))
    assert "413-555-0107" in said


def test_all_three_work_at_the_first_level(browser: Browser) -> None:
    at_tom = browser("tom")
    for address in ("/new/look/?help=1", "/new/call/", "/new/self/", "/phone/", "/calls/"):
        assert at_tom.get(address).status_code == 200, address


@pytest.mark.req("REF-29")
@pytest.mark.parametrize("who", ["they", "nobody"])
def test_a_phone_handoff_in_which_we_told_nothing_is_only_counted(browser: Browser, who: str) -> None:
    at_ana = browser("ana")
    assert text_of(at_ana.get("/phone/")).index("Who spoke") < text_of(at_ana.get("/phone/")).index(
        "Which program"
    )
    given = {"spoke": who, "program": "lakeside-shelter", "answer": "yes"}
    assert at_ana.post("/phone/", given)["Location"] == "/calls/"
    assert _tallies() == [("phone_handoff", "yes", False)]
    assert _nothing_else()


def test_a_phone_handoff_asks_everything_at_once(browser: Browser) -> None:
    response = browser("ana").post("/phone/", {"answer": "no"})
    assert response.status_code == 422
    assert "There are 2 things to fix" in text_of(response)


@pytest.mark.req("REF-28", "REF-29")
def test_whoever_told_something_names_the_release_or_counts_only(browser: Browser, ana: Actor) -> None:
    at_ana = browser("ana")
    given = {"spoke": "we", "program": "lakeside-shelter", "answer": "yes"}
    without = at_ana.post("/phone/", given)
    assert "no running release of yours names this program" in text_of(without)
    assert "/releases/new/?to=lakeside-shelter" in without.content.decode()
    assert _tallies() == []
    with scope.acting(ana):
        release = make_release(ana, "harbor-shelter", "lakeside-shelter", (*SENT_ITEMS, "handoff_state"))
    asked = at_ana.post("/phone/", given)
    assert f"{release.reference}, recorded on Wed 18 Nov 2026" in text_of(asked)
    refused = at_ana.post("/phone/", given | {"second": "yes"})
    assert refused.status_code == 422
    assert "Choose the release." in text_of(refused)
    done = at_ana.post("/phone/", given | {"second": "yes", "handoff_release": release.reference})
    assert done["Location"] == "/calls/"
    assert _tallies() == [("phone_handoff", "yes", False)]
    assert f"Phone handoff, under {release.reference}" in text_of(at_ana.get("/calls/"))
    assert release.reference not in text_of(browser("eve").get("/calls/"))


@pytest.mark.req("REF-09")
def test_a_handoff_that_belongs_to_a_referral_is_recorded_there(browser: Browser, ana: Actor) -> None:
    with scope.acting(ana):
        release = make_release(ana, "harbor-shelter", "lakeside-shelter", (*SENT_ITEMS, "handoff_state"))
        asked = sending(release.reference, to="lakeside-shelter", contact_phone="860-555-0110")
        referral = actions.send(sending=asked, by=ana, now=clock.now())
        reference = referral.participants.get().reference
    given = {"spoke": "we", "program": "lakeside-shelter", "answer": "yes", "second": "yes"}
    at_ana = browser("ana")
    assert reference in text_of(at_ana.post("/phone/", given | {"second": ""}))
    chosen = {"handoff_release": release.reference, "referral": reference}
    assert at_ana.post("/phone/", given | chosen)["Location"] == f"/r/{reference}/joint/"
    assert _tallies() == []


def test_whoever_sends_no_referrals_tells_nothing_under_a_release(browser: Browser) -> None:
    given = {"spoke": "we", "program": "lakeside-shelter", "answer": "yes"}
    assert browser("tom").post("/phone/", given).status_code == 403


@pytest.mark.req("REF-29")
def test_the_tally_is_the_own_agencys_and_gone_on_the_eighth_day(browser: Browser, now: Any) -> None:
    browser("ana").post("/new/look/", {"program": "lakeside-shelter", "help": "1", "answer": "no"})
    assert "Lakeside Shelter · Family shelter" in text_of(browser("ruth").get("/calls/"))
    assert "No calls yet" in text_of(browser("lou").get("/calls/"))
    now.tick(8 * 24 * 3600)
    with scope.acting(cast.actor("ana")):
        actions.purge_tallies(now=clock.now())
    said = text_of(browser("ruth").get("/calls/"))
    assert "No calls yet" in said
    assert "November 2026" in said
    assert _tallies() == []
