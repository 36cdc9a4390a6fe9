"""Passwords: changed by who knows them, set anew by a link, and every other sign-in ends."""

import pytest
from django.test import Client
from django.urls import reverse

from concord.foundation.accounts import queries, states
from concord.foundation.accounts.models import Person, Session
from concord.foundation.events.models import Outbox
from tests import cast
from tests.foundation.access import device

pytestmark = pytest.mark.django_db
NEW = "other long words in a row"


@pytest.fixture(autouse=True)
def fast_passwords(settings: object) -> None:
    """Hash quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # known here, not to the stubs


def change(browser: Client, old: str = device.PASSWORD, new: str = NEW) -> int:
    fields = {"oldpassword": old, "password1": new, "password2": new}
    return browser.post(reverse("account_change_password"), fields).status_code


def test_changing_it_keeps_this_sign_in_and_ends_the_others() -> None:
    here, other = Client(), Client()
    email = device.give_password("eve").email
    device.sign_in(here, email)
    device.sign_in(other, email)
    assert change(here) == 302
    assert here.get(reverse("access:settings")).status_code == 200
    assert other.get(reverse("access:settings")).status_code == 302


@pytest.mark.parametrize(
    ("old", "new"), [("a guess", NEW), (device.PASSWORD, "short"), (device.PASSWORD, "password1234")]
)
def test_it_is_not_changed_without_the_old_one_or_to_a_weak_one(old: str, new: str) -> None:
    browser = Client()
    device.sign_in(browser, device.give_password("eve").email)
    assert change(browser, old, new) == 422


def test_asking_for_a_new_one_announces_ids_only() -> None:
    person = device.give_password("eve")
    Client().post(reverse("account_reset_password"), {"email": person.email.upper()})
    event = Outbox.objects.get(name="password.reset_asked")
    assert event.facts == {"subject_id": str(person.id)}


@pytest.mark.parametrize("state", [states.SUSPENDED, states.INVITED, states.LEFT])
def test_nobody_who_cannot_sign_in_gets_a_link(state: str) -> None:
    Person.objects.filter(email=cast.email("eve")).update(state=state)
    Client().post(reverse("account_reset_password"), {"email": cast.email("eve")})
    assert not Outbox.objects.filter(name="password.reset_asked").exists()


def test_an_unknown_address_announces_nothing() -> None:
    Client().post(reverse("account_reset_password"), {"email": "nobody@demo.example"})
    assert not Outbox.objects.filter(name="password.reset_asked").exists()


def test_the_link_sets_it_once_and_ends_every_sign_in() -> None:
    person = device.give_password("eve")
    device.sign_in(Client(), person.email)
    path = queries.get_reset_path(person.id)
    assert path is not None
    assert Client().get(path).status_code == 200
    assert Client().post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert not Session.objects.filter(person=person).exists()
    assert Client().get(path).status_code == 410
    assert device.sign_in(Client(), person.email, NEW).status_code == 302


def test_the_page_of_the_link_needs_no_cookie_from_a_page_before() -> None:
    """A browser that comes from a mail page sends no cookie on, as ours are for this site only."""
    path = queries.get_reset_path(device.give_password("eve").id)
    assert "password1" in Client().get(path).content.decode()


def test_a_reset_is_no_second_factor() -> None:
    device.give_password("ana")
    path = queries.get_reset_path(Person.objects.get(email=cast.email("ana")).id)
    browser = Client()
    browser.post(path, {"password1": NEW, "password2": NEW})
    device.sign_in(browser, cast.email("ana"), NEW)
    assert browser.get(reverse("access:settings")).headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    "path", ["/password/new/x-y/", "/password/new/00000000000000000000000000000000-c9x-abc/"]
)
def test_a_false_link_has_ended(path: str) -> None:
    assert Client().get(path).status_code == 410
