"""The demo's door opens on this machine only, and nowhere else exists."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from concord.config.demo.cast import PEOPLE
from concord.foundation.accounts.models import Session

HERE = {"HTTP_HOST": "localhost:8000"}
ANA = {"HTTP_HOST": "ana.localhost:8000"}


@pytest.fixture
def demo(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Set everything as `concord demo` does."""
    settings.DEMO, settings.PRODUCTION_SECRET = True, ""
    settings.ALLOWED_HOSTS = ["*"]  # so that a foreign name reaches the door at all
    settings.ROOT_URLCONF = "tests.config.demo.urls"
    monkeypatch.setenv("CONCORD_BIND", "127.0.0.1:8000")
    return settings


def doors(**host: str) -> list[int]:
    """Return what the demo's addresses answer: its page and the click that signs in."""
    return [Client().get(address, **host).status_code for address in ("/demo/", "/demo/as/ana/")]


def test_one_click_signs_in_with_a_second_factor(demo: Any) -> None:
    browser = Client()
    answer = browser.get("/demo/as/ana/", **ANA)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = browser.get("/today/", **ANA)
    assert page.status_code == 200
    assert "Ana Reyes" in page.content.decode()
    assert Session.objects.get(person__name="Ana Reyes").second_factor


def test_everybody_has_an_address_of_their_own(demo: Any) -> None:
    page = Client().get("/demo/", **HERE).content.decode()
    for name in PEOPLE:
        assert f'href="http://{name}.localhost:8000/demo/as/{name}/"' in page


def test_the_cookie_is_for_one_name_only(demo: Any) -> None:
    """Two people stay signed in side by side: the browser keeps a host's cookies apart."""
    answer = Client().get("/demo/as/ana/", **ANA)
    assert answer.cookies["sid"]["domain"] == ""


def test_somebodys_own_address_offers_one_button(demo: Any) -> None:
    browser = Client()
    page = browser.get("/", **ANA).content.decode()
    assert 'action="/demo/as/ana/"' in page
    browser.post("/demo/as/ana/", **ANA)
    assert browser.get("/", **ANA).status_code == 302


def test_the_machines_own_name_leads_to_everybody_and_to_the_start_page(demo: Any) -> None:
    assert Client().get("/", **HERE)["Location"] == "/demo/"
    assert 'href="tel:911"' in Client().get("/?start=1", **HERE).content.decode()


def test_nobody_invented_by_that_name_does_not_exist(demo: Any) -> None:
    assert Client().get("/demo/as/mallory/", **HERE).status_code == 404


def test_the_door_is_shut_outside_the_demo(demo: Any) -> None:
    demo.DEMO = False
    assert doors(**HERE) == [404, 404]


def test_the_door_is_shut_beside_a_production_secret(demo: Any) -> None:
    demo.PRODUCTION_SECRET = "x" * 50
    assert doors(**HERE) == [404, 404]


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "[::]:8000", "192.168.1.5:8000", ""])
def test_the_door_is_shut_where_others_can_reach_it(
    demo: Any, monkeypatch: pytest.MonkeyPatch, bind: str
) -> None:
    monkeypatch.setenv("CONCORD_BIND", bind)
    assert doors(**HERE) == [404, 404]


@pytest.mark.parametrize(
    "host",
    ["concord.example", "localhost.example", "ana.localhost.example", "evillocalhost", "192.168.1.5:8000"],
)
def test_the_door_is_shut_for_a_foreign_name(demo: Any, host: str) -> None:
    assert doors(HTTP_HOST=host) == [404, 404]
    assert "Sign in as" not in Client().get("/", HTTP_HOST=host).content.decode()


def test_the_door_is_shut_for_another_machine(demo: Any) -> None:
    assert doors(REMOTE_ADDR="192.168.1.9", **HERE) == [404, 404]


@pytest.mark.parametrize("bind", ["[::1]:8000", "localhost:8000"])
def test_every_loopback_address_is_this_machine(
    demo: Any, monkeypatch: pytest.MonkeyPatch, bind: str
) -> None:
    monkeypatch.setenv("CONCORD_BIND", bind)
    assert doors(**HERE) == [200, 302]


@pytest.mark.django_db
def test_a_real_network_has_no_such_address() -> None:
    assert Client().get("/demo/").status_code == 404
