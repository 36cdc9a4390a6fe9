"""Hide the screen, unlock it, leave: never refused, and nothing stays open behind them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from concord.foundation.access.queries import get_session_actor
from concord.foundation.accounts import sessions
from concord.foundation.accounts.models import Session
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Network
from tests import cast
from tests.foundation.access import device
from tests.foundation.access.conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(entered: Enter) -> Client:
    """Eve's browser with the screen hidden."""
    browser = entered("eve")
    assert browser.post(reverse("access:lock")).status_code == 303
    return browser


@pytest.mark.parametrize("name", ["access:settings", "notices:list", "account_change_password", "mfa_index"])
def test_a_hidden_screen_opens_nothing(locked: Client, name: str) -> None:
    answer = locked.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("access:unlock"))


def test_a_hidden_screen_takes_no_form(locked: Client) -> None:
    assert locked.post(reverse("notices:mail"), {"mail": "on"}).status_code == 403


def test_a_hidden_screen_shows_neither_name_nor_agency(locked: Client) -> None:
    page = locked.get(reverse("access:unlock")).content.decode()
    assert "Eve" not in page
    assert "Harbor" not in page


def test_the_password_shows_it_again_where_it_was(locked: Client) -> None:
    where = reverse("access:settings")
    answer = locked.post(reverse("access:unlock"), {"password": device.PASSWORD, "next": where})
    assert (answer.status_code, answer.headers["Location"]) == (303, where)
    assert locked.get(where).status_code == 200


def test_a_wrong_password_does_not(locked: Client) -> None:
    assert locked.post(reverse("access:unlock"), {"password": "a guess"}).status_code == 422
    assert locked.get(reverse("access:settings")).status_code == 302


def test_unlocking_leads_to_no_other_site(locked: Client) -> None:
    fields = {"password": device.PASSWORD, "next": "//elsewhere.example/"}
    assert locked.post(reverse("access:unlock"), fields).headers["Location"] == "/"


def test_unlocking_takes_a_new_session_key(locked: Client) -> None:
    before = Session.objects.get(person__email=cast.email("eve")).session_key
    locked.post(reverse("access:unlock"), {"password": device.PASSWORD})
    assert Session.objects.get(person__email=cast.email("eve")).session_key != before


def test_a_passkey_shows_it_again(entered: Enter, options_of: Callable[[Any], dict[str, Any]]) -> None:
    browser, key = entered("eve"), device.Passkey()
    credential = key.create(options_of(browser.get(reverse("mfa_add_webauthn"))))
    browser.post(reverse("mfa_add_webauthn"), {"passwordless": "on", "credential": credential})
    browser.post(reverse("access:lock"))
    asked = options_of(browser.get(reverse("access:unlock")))
    assert browser.post(reverse("access:unlock"), {"credential": key.get(asked)}).status_code == 303
    assert browser.get(reverse("access:settings")).status_code == 200


def test_somebody_else_s_passkey_does_not(locked: Client) -> None:
    locked.get(reverse("access:unlock"))
    asked = {"publicKey": {"challenge": "AAAA", "rpId": device.HOST}}
    answer = locked.post(reverse("access:unlock"), {"credential": device.Passkey().get(asked)})
    assert answer.status_code == 422


def test_the_sixth_guess_is_refused_even_when_right(two_connections: None, entered: Enter) -> None:
    browser = entered("eve")
    browser.post(reverse("access:lock"))
    for _ in range(5):
        browser.post(reverse("access:unlock"), {"password": "a guess"})
    assert browser.post(reverse("access:unlock"), {"password": device.PASSWORD}).status_code != 303


def test_hiding_needs_no_second_factor(entered: Enter) -> None:
    assert entered("ana").post(reverse("access:lock")).headers["Location"] == reverse("access:unlock")


def test_hiding_without_a_session_leads_to_sign_in(db: None) -> None:
    assert Client().post(reverse("access:lock")).headers["Location"] == reverse("account_login")


# -- leave -----------------------------------------------------------------------------------------
def _leave(browser: Client, method: str) -> Any:
    return getattr(browser, method)(reverse("access:leave"))


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize(("method", "status"), [("get", 302), ("post", 204)])
def test_leaving_ends_the_session_and_clears_the_browser(entered: Enter, method: str, status: int) -> None:
    browser = entered("eve")
    answer = _leave(browser, method)
    assert answer.status_code == status
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not Session.objects.filter(person__email=cast.email("eve")).exists()
    assert browser.get(reverse("access:settings")).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_asks_for_no_token(db: None, method: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["sid"] = cast.session_for("eve")
    assert _leave(browser, method).status_code in {204, 302}
    assert not Session.objects.filter(person__email=cast.email("eve")).exists()


@pytest.mark.req("SEC-01")
def test_the_link_leads_to_where_the_network_says(db: None) -> None:
    Network.objects.filter(id=1).update(exit_url="https://news.example/")
    assert _leave(Client(), "get").headers["Location"] == "https://news.example/"


def test_leaving_works_for_nobody_and_behind_a_hidden_screen(locked: Client) -> None:
    assert _leave(Client(), "post").status_code == 204
    assert _leave(locked, "get").status_code == 302
    assert not Session.objects.filter(person__email=cast.email("eve")).exists()


def test_the_lead_can_read_that_somebody_left(entered: Enter, as_: Callable[[str], Any]) -> None:
    _leave(entered("eve"), "get")
    with as_("lena"):
        assert Entry.objects.filter(action="session.left").count() == 1


# -- idle ------------------------------------------------------------------------------------------
@pytest.fixture
def key(entered: Enter) -> str:
    """The key of Eve's session on a shared computer."""
    entered("eve")
    return Session.objects.get(person__email=cast.email("eve")).session_key


def _open(session_key: str) -> bool:
    return get_session_actor(session_key, clock.now()).is_authenticated


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(("shared", "seconds"), [("on", 1200), ("", 1800)])
def test_a_quiet_session_ends_and_sooner_on_a_shared_computer(
    db: None, now: clock.Frozen, shared: str, seconds: int
) -> None:
    device.sign_in(Client(), device.give_password("eve").email, shared=shared)
    key = Session.objects.get(person__email=cast.email("eve")).session_key
    now.tick(seconds)
    assert not _open(key)


def test_every_request_starts_the_quiet_time_anew_but_not_the_twelve_hours(
    key: str, now: clock.Frozen
) -> None:
    for _ in range(36):  # 12 hours less 36 seconds
        now.tick(1199)
        assert _open(key)
    now.tick(37)
    assert not _open(key)


def test_an_ended_session_does_not_come_back_to_life(key: str, now: clock.Frozen) -> None:
    seen_at = clock.now()
    now.tick(1200)
    sessions.keep_alive(key, seen_at, clock.now())
    assert not _open(key)


def test_a_hidden_screen_gives_no_sign_of_life(locked: Client, now: clock.Frozen) -> None:
    key = Session.objects.get(person__email=cast.email("eve")).session_key
    now.tick(1000)
    assert _open(key)
    now.tick(200)
    assert not _open(key)


def test_a_sign_of_life_is_written_once_a_minute(
    key: str, now: clock.Frozen, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    now.tick(59)
    with django_assert_num_queries(1):
        _open(key)
    now.tick(1)
    with django_assert_num_queries(2):
        _open(key)


def test_a_shared_computer_hides_itself_before_its_session_ends() -> None:
    assert sessions.lock_seconds(shared=True) < sessions.idle_seconds(shared=True)
    assert sessions.lock_seconds(shared=True) < sessions.lock_seconds(shared=False)
