"""Today with work in it: the cast at work, as the demo shows it."""

from collections.abc import Callable

import pytest
from django.test import Client

from concord.config.demo.alive import load_alive
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from tests import cast

Browse = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _alive(db: None) -> None:
    with scope.acting(Actor.system("demo")):
        load_alive(clock.now())


def card(page: str, name: str) -> str:
    """Return one card of the page."""
    return page.partition(f'<section class="card" id="{name}"')[2].partition("</section>")[0]


@pytest.mark.req("REF-15")
def test_what_is_overdue_and_what_soon_will_be_stand_apart(client_of: Browse) -> None:
    page = client_of("ana").get("/today/").content.decode()
    assert 'data-state="late"' in card(page, "late")
    assert 'data-state="soon"' not in card(page, "late")
    assert 'data-state="soon"' in card(page, "soon")
    assert 'data-state="ok"' in card(page, "later")


@pytest.mark.req("REF-05")
def test_urgent_ones_without_a_noted_call_are_to_be_called(client_of: Browse) -> None:
    shelter = card(client_of("ana").get("/today/").content.decode(), "calls")
    assert "Statewide Legal Desk" in shelter
    hospital = card(client_of("hal").get("/today/").content.decode(), "calls")
    assert hospital.count("<dt>") == 1  # of two urgent ones, one was called about


def test_drafts_and_releases_that_end_are_there(client_of: Browse) -> None:
    page = client_of("ana").get("/today/").content.decode()
    assert "?draft=D-" in card(page, "drafts")
    assert 'href="/releases/L-' in card(page, "releases")


@pytest.mark.req("REF-26")
def test_others_see_none_of_it(client_of: Browse) -> None:
    for name in ("bea", "tom", "uma", "flo"):
        page = client_of(name).get("/today/").content.decode()
        assert "Statewide Legal Desk" not in page
    work = client_of("paz").get("/today/").content.decode().partition('id="on"')[0]
    assert "Harbor House" in work  # they answer one of the shelter's
    assert "Lakeside Shelter" not in work


@pytest.mark.req("SEC-05")
def test_what_the_page_showed_is_in_the_log(client_of: Browse) -> None:
    client_of("ana").get("/today/")
    with scope.acting(cast.actor("lena")):
        entry = Entry.objects.filter(action="today.shown").order_by("-id").first()
    assert entry is not None
    assert entry.result == "read"
    assert len(entry.detail["shown"]) > 5


def test_the_page_costs_a_fixed_number_of_queries(
    client_of: Browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    ana = client_of("ana")
    ana.get("/today/")
    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]  # a context manager
        ana.get("/today/")
