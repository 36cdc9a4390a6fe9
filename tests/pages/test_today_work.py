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


@pytest.mark.req("REF-15", "REF-05", "SEC-05")
def test_what_waits_stands_apart_by_kind_and_is_in_the_log(
    client_of: Browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    ana = client_of("ana")
    page = ana.get("/today/").content.decode()
    assert 'data-state="late"' in card(page, "late")
    assert 'data-state="soon"' not in card(page, "late")
    assert 'data-state="soon"' in card(page, "soon")
    assert 'data-state="ok"' in card(page, "later")

    assert "Statewide Legal Desk" in card(page, "calls")
    assert "?draft=D-" in card(page, "drafts")
    assert 'href="/releases/L-' in card(page, "releases")
    with scope.acting(cast.actor("lena")):
        entry = Entry.objects.filter(action="today.shown").order_by("-id").first()
    assert entry is not None
    assert entry.result == "read"
    assert len(entry.detail["shown"]) > 5
    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]  # a context manager
        ana.get("/today/")


@pytest.mark.req("REF-26")
def test_others_see_none_of_it(client_of: Browse) -> None:
    for name in ("bea", "tom", "uma", "flo"):
        page = client_of(name).get("/today/").content.decode()
        assert "Statewide Legal Desk" not in page
    work = client_of("paz").get("/today/").content.decode().partition('id="on"')[0]
    assert "Harbor House" in work  # they answer one of the shelter's
    assert "Lakeside Shelter" not in work
    hospital = card(client_of("hal").get("/today/").content.decode(), "calls")
    assert hospital.count("<dt>") == 1  # of two urgent ones, one was called about
