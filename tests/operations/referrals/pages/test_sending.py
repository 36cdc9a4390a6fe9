"""Sending: once, whatever is clicked, and only what was shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.operations.referrals.models import Participant, Referral
from tests.operations.referrals.pages.conftest import hidden_values, text_of
from tests.operations.referrals.pages.test_new import answers

Browser = Callable[[str], Client]


def _mine(hal: Actor) -> list[Referral]:
    with scope.acting(hal):
        return list(Referral.objects.exclude(state="draft"))


@pytest.mark.req("REF-31", "REF-14", "REF-13")
def test_four_answers_a_look_and_it_is_sent(
    browser: Browser, release_of_hal: Any, release_of_ana: Any, hal: Actor
) -> None:
    at_hal = browser("hal")
    checked = at_hal.post("/new/check/", answers(release_of_hal.reference))
    sent = at_hal.post("/new/send/", hidden_values(checked))
    assert sent.status_code == 303
    said = text_of(at_hal.get(sent["Location"]))
    assert "Sent" in said
    assert "Nothing to do now. Harbor House · Emergency shelter has the next word." in said
    (referral,) = _mine(hal)
    assert set(referral.inferred) == {"basis", "source", "pathway", "contact_name", "contact_phone"}


@pytest.mark.req("REF-01")
def test_what_was_corrected_is_no_longer_marked_as_filled_in(
    browser: Browser, release_of_hal: Any, hal: Actor
) -> None:
    asked = answers(release_of_hal.reference, contact_name="Mia Grant", source="hotline")
    browser("hal").post("/new/send/", asked)
    (referral,) = _mine(hal)
    assert referral.contact_name == "Mia Grant"
    assert set(referral.inferred) == {"basis", "pathway", "contact_phone"}


@pytest.mark.req("REF-07")
def test_a_double_click_sends_once(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    at_hal = browser("hal")
    values = hidden_values(at_hal.post("/new/check/", answers(release_of_hal.reference)))
    first, second = at_hal.post("/new/send/", values), at_hal.post("/new/send/", values)
    assert first["Location"] == second["Location"]
    assert len(_mine(hal)) == 1


def test_two_looks_send_twice(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    at_hal = browser("hal")
    for _ in range(2):
        values = hidden_values(at_hal.post("/new/check/", answers(release_of_hal.reference)))
        at_hal.post("/new/send/", values)
    assert len(_mine(hal)) == 2


@pytest.mark.req("REF-07")
def test_sending_asks_all_that_checking_asks(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    at_hal = browser("hal")
    for changes in ({"release": ""}, {"release": "L-2222-2222"}, {"text": "Ask for Maria Lopez"}):
        response = at_hal.post("/new/send/", answers(release_of_hal.reference, **changes))
        assert response.status_code == 422, changes
        assert "thing to fix" in text_of(response)
    assert _mine(hal) == []


@pytest.mark.req("REF-31")
def test_sending_throws_its_draft_away(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    at_hal = browser("hal")
    at_hal.post("/new/draft/", answers(release_of_hal.reference))
    with scope.acting(hal):
        draft = Participant.objects.get(subject__state="draft").reference
    at_hal.post("/new/send/", answers(release_of_hal.reference, draft=draft))
    with scope.acting(hal):
        assert not Referral.objects.filter(state="draft").exists()


@pytest.mark.req("CONSENT-04", "SEC-05")
def test_what_the_gate_refused_stands_in_the_log(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    browser("hal").post("/new/send/", answers(release_of_hal.reference, cultural_preference="latine"))
    with scope.acting(hal):
        assert Entry.objects.filter(result="refused", code="release_items_missing").exists()
    assert _mine(hal) == []


@pytest.mark.req("REF-22")
def test_needs_travel_with_it(browser: Browser, release_of_hal: Any, hal: Actor) -> None:
    asked = answers(
        release_of_hal.reference, interpreter_language="es", accessibility=["wheelchair"],
        safe_contact=["text_first", "no_voicemail"],
    )  # fmt: skip
    at_hal = browser("hal")
    at_hal.post("/new/send/", hidden_values(at_hal.post("/new/check/", asked)))
    (referral,) = _mine(hal)
    assert referral.interpreter_language == "es"
    assert referral.accessibility == ["wheelchair"]
    assert referral.safe_contact == ["text_first", "no_voicemail"]
