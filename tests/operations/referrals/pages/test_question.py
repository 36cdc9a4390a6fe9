"""A question between programs: sent without a release, with nothing on it about a person."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.operations.referrals import codes, rules, words
from concord.operations.referrals.forms import QuestionForm
from concord.operations.referrals.models import Referral
from tests.operations.referrals.conftest import program
from tests.operations.referrals.pages.conftest import HTMX, hidden_values, main_of, text_of

Browser = Callable[[str], Client]
PAGE, CHECK, SEND = "/new/question/", "/new/question/check/", "/new/question/send/"
SATURDAY = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
ABOUT_A_PERSON = {
    "category": "emergency_housing", "interpreter_language": "es", "accessibility": "wheelchair",
    "cultural_preference": "latine", "safe_contact": "text_first", "source": "healthcare",
    "basis": "direct_client_interview", "basis_partner": "northside", "release": "L-2222-2222",
    "text": "Second floor is fine",
}  # fmt: skip


def asked(**changes: Any) -> dict[str, Any]:
    """What Hal asks of Harbor House's shelter."""
    given = {
        "function": "eligibility_question", "sensitivity": "standard",
        "receiver_program": "harbor-shelter", "contact_phone": "860-555-0130",
    }  # fmt: skip
    return {name: value for name, value in (given | changes).items() if value}


def _sent(hal: Actor) -> list[Referral]:
    with scope.acting(hal):
        return list(Referral.objects.all())


@pytest.mark.req("REF-03")
def test_the_new_page_leads_to_it_below_the_four_questions(browser: Browser) -> None:
    body = main_of(browser("hal").get("/new/"))
    assert body.index("Check and send") < body.index(f'href="{PAGE}"')
    assert "Ask a program something that is not about a person" in body


@pytest.mark.req("REF-03")
def test_it_asks_what_how_soon_which_program_and_a_number(browser: Browser, hal: Actor) -> None:
    response = browser("hal").get(PAGE)
    body, said = main_of(response), text_of(response)
    assert "<title>Question" in response.content.decode()
    for label in words.FUNCTIONS.values():
        assert str(label) in said
    assert 'value="harbor-shelter"' in body
    assert f'value="{hal.phone}"' in body
    assert body.count("Why are we asked this?") == len(QuestionForm().fields)
    assert "There is no room for words here" in said
    for name in rules.ABOUT_PERSON:
        assert f'name="{name}"' not in body


@pytest.mark.req("REF-03", "TIER-02")
def test_only_programs_of_others_that_take_referrals_can_be_chosen(browser: Browser) -> None:
    body = main_of(browser("hal").get(PAGE))
    assert 'value="northside-counseling"' in body
    assert 'value="brigid-team"' not in body
    assert 'value="thames-homes"' not in body


@pytest.mark.req("REF-03", "REF-05")
def test_four_answers_a_look_and_it_is_sent(browser: Browser, hal: Actor) -> None:
    at_hal = browser("hal")
    checked = at_hal.post(CHECK, asked())
    said = text_of(checked)
    assert checked.status_code == 200
    for part in (
        "What they will see", "About Question about whom a program takes",
        "St. Brigid Hospital DV Team: Hal Ito, 860-555-0130", "Receipt is confirmed by", "an answer comes by",
    ):  # fmt: skip
        assert part in said
    assert "release" not in said.lower()
    assert "Keep as draft" not in said
    assert _sent(hal) == []
    sent = at_hal.post(SEND, hidden_values(checked))
    assert sent.status_code == 303
    assert "Question about whom a program takes" in text_of(at_hal.get(sent["Location"]))
    (referral,) = _sent(hal)
    assert (referral.about, referral.function, referral.release_id) == (
        "coordination", "eligibility_question", None,
    )  # fmt: skip
    assert (referral.contact_name, referral.contact_phone) == ("Hal Ito", "860-555-0130")
    assert referral.inferred == ["contact_phone"]
    assert referral.pathway == "direct_handoff"
    assert [getattr(referral, name) for name in codes.ITEM_OF if getattr(referral, name)] == []


@pytest.mark.req("REF-03")
def test_a_corrected_number_travels_with_it(browser: Browser, hal: Actor) -> None:
    browser("hal").post(SEND, asked(contact_phone="860-555-0131"))
    (referral,) = _sent(hal)
    assert (referral.contact_phone, referral.inferred) == ("860-555-0131", [])


@pytest.mark.req("REF-03", "REF-07")
def test_a_double_click_sends_once(browser: Browser, hal: Actor) -> None:
    at_hal = browser("hal")
    values = hidden_values(at_hal.post(CHECK, asked()))
    first, second = at_hal.post(SEND, values), at_hal.post(SEND, values)
    assert first["Location"] == second["Location"]
    assert len(_sent(hal)) == 1


@pytest.mark.req("REF-03", "REF-07")
@pytest.mark.parametrize("address", [CHECK, SEND])
def test_everything_that_is_missing_is_named_at_once_and_values_stay(
    browser: Browser, hal: Actor, address: str
) -> None:
    response = browser("hal").post(address, {"function": "training_request", "contact_phone": ""})
    said, body = text_of(response), main_of(response)
    assert response.status_code == 422
    assert "There are 3 things to fix" in said
    for missing in ("Choose how soon.", "Choose the program.", "Write the number"):
        assert missing in said
    assert 'value="training_request" checked' in body
    assert body.index('id="errors"') < body.index("<h1")
    empty = text_of(browser("hal").post(address, {}))
    assert "There are 4 things to fix" in empty
    assert "Choose what it is about." in empty
    assert _sent(hal) == []


@pytest.mark.req("REF-03", "SEC-07")
@pytest.mark.parametrize("address", [CHECK, SEND])
@pytest.mark.parametrize("name", rules.ABOUT_PERSON)
def test_nothing_about_a_person_can_be_posted(browser: Browser, hal: Actor, address: str, name: str) -> None:
    response = browser("hal").post(address, asked() | {name: ABOUT_A_PERSON[name]})
    assert response.status_code == 422
    assert "A question between programs says nothing about a person." in text_of(response)
    assert _sent(hal) == []


@pytest.mark.req("REF-03", "SEC-07")
def test_what_is_about_a_person_is_refused_once_beside_what_is_missing(browser: Browser) -> None:
    response = browser("hal").post(CHECK, asked(sensitivity="") | ABOUT_A_PERSON)
    said = text_of(response)
    assert "There are 2 things to fix" in said
    assert "Choose how soon." in said
    assert 'value="harbor-shelter" checked' in main_of(response)
    assert "Second floor" not in said


@pytest.mark.req("REF-03")
def test_an_empty_field_about_a_person_is_nothing(browser: Browser, hal: Actor) -> None:
    nothing = dict.fromkeys(ABOUT_A_PERSON, "")
    assert browser("hal").post(SEND, asked() | nothing).status_code == 303
    assert len(_sent(hal)) == 1


@pytest.mark.req("REF-03", "REF-18")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"receiver_program": "thames-homes"}, "takes no referrals here: there is no agreement yet"),
        ({"receiver_program": "nowhere"}, "There is no such program."),
        ({"receiver_program": "brigid-team"}, "This is your own organization."),
        ({"function": "gossip"}, "This is not one of the choices."),
        ({"sensitivity": "whenever"}, "This is not one of the choices."),
    ],
)
@pytest.mark.parametrize("address", [CHECK, SEND])
def test_what_cannot_be_sent_is_said_beside_its_question(
    browser: Browser, hal: Actor, address: str, changes: dict[str, str], said: str
) -> None:
    response = browser("hal").post(address, asked(**changes))
    assert response.status_code == 422
    assert "There is 1 thing to fix" in text_of(response)
    assert said in text_of(response)
    assert _sent(hal) == []


@pytest.mark.req("REF-03", "REF-01")
@pytest.mark.parametrize("address", [CHECK, SEND])
def test_nobody_asks_in_another_agencys_name(browser: Browser, hal: Actor, address: str) -> None:
    refused = browser("hal").post(address, asked(referring_organization="harbor"))
    assert refused.status_code == 403
    assert _sent(hal) == []


@pytest.mark.req("REF-03")
def test_changing_something_leads_back_with_every_answer(browser: Browser) -> None:
    at_hal = browser("hal")
    checked = at_hal.post(CHECK, asked(contact_phone="860-555-0131"))
    assert f'formaction="{PAGE}"' in main_of(checked)
    back = at_hal.post(PAGE, hidden_values(checked))
    body = main_of(back)
    assert back.status_code == 200
    assert 'id="errors"' not in body
    for kept in ("eligibility_question", "standard", "harbor-shelter"):
        assert f'value="{kept}" checked' in body
    assert 'value="860-555-0131"' in body


@pytest.mark.req("REF-03", "REF-05")
def test_deadlines_follow_the_program_and_nobody_else_is_named(browser: Browser, now: Any) -> None:
    now.move_to(SATURDAY)
    values = asked(receiver_program="northside-counseling", sensitivity="urgent")
    response = browser("hal").post(f"{PAGE}?part=deadline", values, headers=HTMX)
    said = text_of(response)
    assert "<html" not in response.content.decode()
    assert "Nobody is there until Mon 23 Nov, 09:00" in said
    assert "an answer comes by" in said
    assert "These answer now" not in said
    assert "release" not in said


@pytest.mark.req("REF-03", "REF-31")
def test_a_covered_program_asks_without_a_release_as_well(browser: Browser, ana: Actor) -> None:
    values = asked(receiver_program="brigid-team", contact_phone="860-555-0100")
    assert browser("ana").post(SEND, values).status_code == 303
    with scope.acting(ana):
        referral = Referral.objects.get()
    assert referral.receiver_program_id == program("brigid-team").id


@pytest.mark.req("REF-03", "SEC-02")
@pytest.mark.parametrize("name", ["tom", "lena", "bea", "uma"])
def test_whoever_may_not_send_finds_every_door_closed(browser: Browser, name: str) -> None:
    client = browser(name)
    assert client.get(PAGE).status_code == 403
    for address in (PAGE, CHECK, SEND):
        assert client.post(address, asked()).status_code == 403, address
    assert PAGE not in client.get("/new/").content.decode()


@pytest.mark.req("REF-03", "SEC-02")
def test_each_door_takes_its_own_methods(browser: Browser) -> None:
    at_hal = browser("hal")
    assert (at_hal.get(CHECK).status_code, at_hal.get(SEND).status_code) == (405, 405)
    assert at_hal.put(PAGE).status_code == 405
    assert at_hal.head(PAGE).status_code == 200
    nobody = Client()
    for address in (PAGE, CHECK, SEND):
        assert nobody.post(address, asked()).status_code in {302, 303, 403}, address
