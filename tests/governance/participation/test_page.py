"""The page of an organization's level."""

from collections.abc import Callable

import pytest
from django.test import Client

from concord.foundation.lib import clock
from concord.governance.participation import rules, words
from tests import cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def text_of(name: str, client_of: ClientOf) -> str:
    page = client_of(name).get("/level/")
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.req("TIER-01")
@pytest.mark.parametrize("name", ["ana", "lou", "tom"])
def test_the_four_levels_and_what_they_unlock_stand_there(client_of: ClientOf, name: str) -> None:
    text = text_of(name, client_of)
    for tier, level in words.NAMES.items():
        assert f"Level {tier}: {str(level).replace('&', '&amp;')}" in text
        assert str(words.UNLOCKS[tier][0]) in text
    assert text.count("</svg><span><b>Our level</b>") == 1


def test_only_a_lead_is_offered_the_change(client_of: ClientOf) -> None:
    assert 'action="/level/change/"' in text_of("lena", client_of)
    assert 'action="/level/change/"' not in text_of("ana", client_of)
    assert client_of("ana").post("/level/change/", {"tier": "1"}).status_code == 403


@pytest.mark.req("TIER-01", "TIER-02")
def test_a_step_down_is_in_the_history_and_closes_referrals_at_the_next_request(
    client_of: ClientOf,
) -> None:
    lou = client_of("lou")
    assert lou.get("/releases/new/").status_code == 200
    answer = lou.post("/level/change/", {"tier": "1", "capacity": "Short of people"})
    assert (answer.status_code, answer["Location"]) == (303, "/level/")
    assert "Short of people" in text_of("lou", client_of)
    assert "Lou Marsh" in text_of("lou", client_of)
    refused = lou.get("/releases/new/")
    assert refused.status_code == 403
    assert "level 1; this needs level 2" in refused.content.decode()


@pytest.mark.req("DIR-06")
def test_what_a_level_still_needs_is_named(client_of: ClientOf, now: clock.Frozen) -> None:
    rae = client_of("rae")
    assert rae.post("/level/change/", {"tier": "1"}).status_code == 303
    now.tick(60)
    answer = rae.post("/level/change/", {"tier": "2"})
    assert answer.status_code == 422
    assert "a second contact for referrals" in answer.content.decode()


def test_a_level_that_is_none_is_refused_beside_the_field(client_of: ClientOf) -> None:
    assert client_of("lena").post("/level/change/", {"tier": "9"}).status_code == 422
    assert client_of("lena").post("/level/change/", {"tier": "4"}).status_code == 403


def test_switching_off_closes_it_for_all_and_on_opens_it_again(client_of: ClientOf) -> None:
    lena, ana = client_of("lena"), client_of("ana")
    for on, status in (("no", 403), ("yes", 200)):
        answer = lena.post("/level/switch/", {"capability": "release", "on": on})
        assert answer.status_code == 303
        assert ana.get("/releases/new/").status_code == status
    assert lena.post("/level/switch/", {"capability": "directory", "on": "no"}).status_code == 422


def test_every_switch_and_level_has_words() -> None:
    assert set(words.SWITCHES) == set(rules.switchable())
    assert set(words.NAMES) == set(words.UNLOCKS)
    assert words.lacking("crisis.backup") == "crisis: backup"
    assert cast.actor("ana").tier in words.NAMES
