"""The queue as people see it, with and without scripts."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.information.releases import actions as releases
from concord.operations.referrals import actions
from concord.operations.referrals.models import Referral
from tests.operations.referrals.conftest import sending
from tests.operations.referrals.pages.conftest import HTMX, main_of, text_of

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]


def _send(hal: Actor, release: Any, **changes: Any) -> Referral:
    with scope.acting(hal):
        return actions.send(sending=sending(release.reference, **changes), by=hal, now=clock.now())


def _reads() -> list[Entry]:
    return list(Entry.objects.filter(action="referral.queue_read").order_by("id"))


@pytest.mark.req("REF-15", "REF-05")
def test_a_line_says_what_is_needed_by_when_and_what_to_mind(
    browser: Browser, hal: Actor, release_of_hal: Any
) -> None:
    _send(hal, release_of_hal, safe_contact=("text_first",), sensitivity="urgent")
    response = browser("ana").get("/queue/")
    said = text_of(response)
    assert "Emergency housing" in said
    assert "Text first · Spanish interpreter" in said
    assert "St. Brigid Hospital DV Team" in said
    assert "Due soon in 60 min" in said or "Due soon in 1 h" in said
    assert "Take it" in said
    assert "data-clock" in main_of(response)


def test_tabs_count_what_stands_in_them(browser: Browser, sent: Referral) -> None:
    said = main_of(browser("ana").get("/queue/"))
    assert "Needs an answer <b>1</b>" in said
    assert "Sent by us" in said


@pytest.mark.parametrize("view", ["needs", "mine", "waiting", "sent", "closed", "nonsense"])
def test_every_view_has_a_page_that_says_what_will_stand_there(browser: Browser, view: str) -> None:
    response = browser("leo").get(f"/queue/?view={view}")
    assert response.status_code == 200
    assert 'class="empty"' in main_of(response)


@pytest.mark.req("SEC-05")
def test_a_page_is_one_reading_with_what_it_showed(browser: Browser, sent: Referral, ana: Actor) -> None:
    browser("ana").get("/queue/")
    with scope.acting(ana):
        entries = _reads()
    assert [entry.detail["shown"] for entry in entries] == [[sent.id.hex]]
    assert entries[0].result == "read"


def test_looking_for_news_is_no_reading_and_says_only_a_number(
    browser: Browser, sent: Referral, ana: Actor
) -> None:
    ana_at_work = browser("ana")
    assert ana_at_work.get("/queue/count/?had=1", headers=HTMX).status_code == 204
    response = ana_at_work.get("/queue/count/?had=0", headers=HTMX)
    assert "1 new referral came in." in text_of(response)
    assert "Emergency" not in text_of(response)
    with scope.acting(ana):
        assert _reads() == []


@pytest.mark.parametrize("had", ["", "x", "-1", "9" * 12])
def test_a_strange_count_brings_no_news(browser: Browser, sent: Referral, had: str) -> None:
    assert browser("ana").get(f"/queue/count/?had={had}", headers=HTMX).status_code == 204


def test_take_it_swaps_the_line_in_place(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    address = known_as(sent, ana)
    response = browser("ana").post(f"{address}take/", {"row": "yes"}, headers=HTMX)
    said = response.content.decode()
    assert said.lstrip().startswith("<tr")
    assert "Ana Reyes" in said
    assert 'data-say="Emergency housing is with you"' in said
    assert f'id="act-{address[3:-1]}"' in said  # the focus stays on what stands in its place
    assert "Take it" not in said


def test_take_it_works_without_scripts(browser: Browser, sent: Referral, ana: Actor, known_as: Known) -> None:
    address = known_as(sent, ana)
    ana_at_work = browser("ana")
    assert f'action="{address}take/"' in main_of(ana_at_work.get("/queue/"))
    response = ana_at_work.post(f"{address}take/", {"row": "yes"})
    assert (response.status_code, response["Location"]) == (303, "/queue/?view=needs")
    assert ana_at_work.post(f"{address}take/")["Location"] == address
    with scope.acting(ana):
        assert Referral.objects.get(id=sent.id).handler_name == "Ana Reyes"


@pytest.mark.req("REF-14")
def test_whoever_takes_second_learns_who_was_first(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known
) -> None:
    address = known_as(sent, ana)
    browser("ruth").post(f"{address}take/")
    response = browser("ana").post(f"{address}take/", {"row": "yes"})
    assert response.status_code == 409
    assert "Ruth Okafor was first: Today, 12:00." in text_of(response)
    assert browser("ana").post(f"{address}take/", {"over": "yes"}).status_code == 303


@pytest.mark.req("CONSENT-04", "REF-24")
def test_a_line_without_a_release_says_nothing_about_anybody(
    browser: Browser, sent: Referral, release_of_hal: Any, hal: Actor
) -> None:
    with scope.acting(hal):
        releases.withdraw_release(release=release_of_hal, by=hal, now=clock.now())
    said = text_of(browser("ana").get("/queue/"))
    assert "Release ended" in said
    assert "Emergency housing" not in said
    assert "Spanish interpreter" not in said
    assert "Take it" not in said


def test_a_withdrawn_line_is_closed_and_bare(browser: Browser, sent: Referral, hal: Actor) -> None:
    with scope.acting(hal):
        actions.withdraw(referral=sent, by=hal, now=clock.now())
    said = text_of(browser("ana").get("/queue/?view=closed"))
    assert "Withdrawn" in said
    assert "Emergency housing" not in said


def follow(page: str, rel: str) -> str:
    """Return where the pager leads to."""
    before = page.partition('class="pager"')[2].partition(f'rel="{rel}"')[0]
    return unescape(before.rpartition('href="')[2].rstrip('" '))


def test_pages_lead_on_and_back(browser: Browser, hal: Actor, release_of_hal: Any) -> None:
    for _ in range(60):
        _send(hal, release_of_hal, safe_contact=())
    ana_at_work = browser("ana")

    first = main_of(ana_at_work.get("/queue/"))
    second = main_of(ana_at_work.get(follow(first, "next")))
    third = main_of(ana_at_work.get(follow(second, "next")))
    assert [page.count("data-item") for page in (first, second, third)] == [25, 25, 10]
    assert 'rel="next"' not in third
    assert 'rel="prev"' not in first
    assert main_of(ana_at_work.get(follow(third, "prev"))).count("data-item") == 25
    assert follow(main_of(ana_at_work.get(follow(third, "prev"))), "prev")
    seen = set()
    for page in (first, second, third):
        seen |= set(page.split('id="row-')[1:])
    assert len(seen) == 60


def test_a_reader_without_a_hand_in_it_gets_no_buttons(browser: Browser, sent: Referral) -> None:
    said = text_of(browser("lena").get("/queue/"))
    assert "Emergency housing" in said
    assert "Take it" not in said
    assert browser("lena").post("/r/R-0000-0000/take/").status_code == 403


def test_a_funder_has_no_queue(browser: Browser, sent: Referral) -> None:
    assert browser("flo").get("/queue/").status_code == 403


def test_who_waits_for_the_other_side_sees_it_there(browser: Browser, sent: Referral) -> None:
    waiting = text_of(browser("hal").get("/queue/?view=waiting"))
    assert "Emergency housing" in waiting
    assert "Take it" not in waiting


def test_the_queue_asks_as_little_for_many_lines_as_for_one(
    browser: Browser, hal: Actor, release_of_hal: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        _send(hal, release_of_hal)
    ana_at_work = browser("ana")
    with django_assert_max_num_queries(14):
        ana_at_work.get("/queue/")
