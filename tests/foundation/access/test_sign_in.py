"""Signing in: a password, a second factor, a passkey, and what an outsider learns from trying."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from concord.foundation.accounts import states
from concord.foundation.accounts.models import Person, Session
from concord.foundation.lib import clock
from tests import cast
from tests.foundation.access import device
from tests.foundation.access.conftest import Enter

pytestmark = pytest.mark.django_db


def test_a_password_signs_in_and_the_session_says_when_where_and_how(entered: Enter) -> None:
    entered("eve")
    session = Session.objects.get(person__email=cast.email("eve"))
    assert session.device == "Firefox on Windows"
    assert session.started_at == clock.now()
    assert session.second_factor is False
    assert session.shared is True
    assert session.membership_id is not None


def test_a_role_without_case_work_needs_no_second_factor(entered: Enter) -> None:
    assert entered("eve").get(reverse("access:settings")).status_code == 200


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("name", ["ana", "lena", "dara", "bea", "sys"])
def test_case_workers_leads_and_stewards_go_no_further_without_a_second_factor(
    entered: Enter, name: str
) -> None:
    answer = entered(name).get(reverse("access:settings"))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.parametrize("page", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"])
def test_until_then_the_pages_that_set_it_up_are_open(entered: Enter, page: str) -> None:
    assert entered("ana").get(reverse(page)).status_code == 200


def test_nor_does_a_form_pass_without_a_second_factor(entered: Enter) -> None:
    assert entered("lena").post(reverse("access:invite"), {}).status_code == 403


@pytest.mark.req("SEC-04")
def test_setting_up_a_code_app_opens_the_rest_at_once(with_app: Callable[[str], tuple[Client, str]]) -> None:
    browser, _secret = with_app("ana")
    assert browser.get(reverse("access:settings")).status_code == 200


def test_a_wrong_code_sets_up_nothing(entered: Enter, still_app: None) -> None:
    browser = entered("ana")
    browser.get(reverse("mfa_activate_totp"))
    assert browser.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.filter(user__email=cast.email("ana")).exists()


def test_printed_codes_come_with_the_app_and_each_works_once(
    with_app: Callable[[str], tuple[Client, str]],
) -> None:
    browser, _secret = with_app("ana")
    codes = re.findall(r"<li>(\d{8})</li>", browser.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(codes) == 10
    answers = [_enter_code(Client(), codes[0]) for _ in range(2)]
    assert answers == [302, 422]


def _enter_code(browser: Client, code: str) -> int:
    answer = device.sign_in(browser, cast.email("ana"))
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    return browser.post(reverse("mfa_authenticate"), {"code": code}).status_code


def test_the_second_sign_in_asks_for_the_code(with_app: Callable[[str], tuple[Client, str]]) -> None:
    _browser, secret = with_app("ana")
    other = Client()
    device.sign_in(other, cast.email("ana"))
    assert other.get(reverse("access:settings")).status_code == 302
    assert other.get(reverse("mfa_authenticate")).status_code == 200
    assert other.post(reverse("mfa_authenticate"), {"code": device.app_code(secret)}).status_code == 302
    assert other.get(reverse("access:settings")).status_code == 200


def test_the_secret_of_a_code_app_is_not_in_the_database(
    with_app: Callable[[str], tuple[Client, str]],
) -> None:
    _browser, secret = with_app("ana")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mfa_authenticator WHERE data::text LIKE %s", [f"%{secret}%"])
        assert cursor.fetchone()[0] == 0


def test_adding_a_second_factor_ends_the_other_sign_ins(
    with_app: Callable[[str], tuple[Client, str]],
) -> None:
    older = cast.session_for("ana")
    with_app("ana")
    assert not Session.objects.filter(session_key=older).exists()


def test_removing_the_last_one_closes_the_rest_again(with_app: Callable[[str], tuple[Client, str]]) -> None:
    browser, _secret = with_app("ana")
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert browser.get(reverse("access:settings")).headers["Location"] == reverse("mfa_index")


# -- passkeys --------------------------------------------------------------------------------------
@pytest.fixture
def passkey(options_of: Callable[[Any], dict[str, Any]]) -> device.Passkey:
    """A passkey that Ana has added."""
    device.give_password("ana")
    return _add_passkey(Client(), options_of)


def _add_passkey(browser: Client, options_of: Callable[[Any], dict[str, Any]]) -> device.Passkey:
    device.sign_in(browser, cast.email("ana"))
    key = device.Passkey()
    page = browser.get(reverse("mfa_add_webauthn"))
    fields = {"name": "Blue key", "passwordless": "on", "credential": key.create(options_of(page))}
    answer = browser.post(reverse("mfa_add_webauthn"), fields)
    assert answer.status_code == 302, answer.content
    return key


def _with_passkey(browser: Client, key: device.Passkey) -> int:
    options = browser.get(reverse("mfa_login_webauthn")).json()
    answer = browser.post(reverse("mfa_login_webauthn"), {"credential": key.get(options)})
    assert answer.status_code == 302
    return browser.get(reverse("access:settings")).status_code


def test_a_passkey_signs_in_alone_and_counts_as_both_factors(passkey: device.Passkey) -> None:
    assert _with_passkey(Client(), passkey) == 200


def test_a_passkey_of_nobody_signs_nobody_in() -> None:
    browser = Client()
    options = browser.get(reverse("mfa_login_webauthn")).json()
    answer = browser.post(reverse("mfa_login_webauthn"), {"credential": device.Passkey().get(options)})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert browser.get(reverse("access:settings")).status_code == 302


@pytest.mark.parametrize("credential", ["", "{", "[]", '{"id": 1}', '{"response": {"userHandle": "%"}}'])
def test_nonsense_in_place_of_a_passkey_is_refused_without_an_error(credential: str) -> None:
    answer = Client().post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_passkey_lets_in_whom_a_stranger_has_locked_out(
    two_connections: None, options_of: Callable[[Any], dict[str, Any]]
) -> None:
    device.give_password("ana")
    passkey = _add_passkey(Client(), options_of)
    stranger = Client()
    for _ in range(5):
        device.sign_in(stranger, cast.email("ana"), "a guess")
    assert device.sign_in(Client(), cast.email("ana")).status_code == 422
    assert _with_passkey(Client(), passkey) == 200


def test_a_suspended_person_has_no_use_of_the_passkey(passkey: device.Passkey) -> None:
    Person.objects.filter(email=cast.email("ana")).update(state=states.SUSPENDED)
    assert _with_passkey(Client(), passkey) == 302


# -- what an outsider learns -----------------------------------------------------------------------
def _said(email: str, password: str) -> str:
    """Return what the page says, without what differs from page to page by itself."""
    answer = device.sign_in(Client(), email, password)
    assert answer.status_code == 422
    text = re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())
    return text.replace(email, "")


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password() -> None:
    device.give_password("eve")
    assert _said(cast.email("eve"), "wrong") == _said("nobody@demo.example", "wrong")


def test_a_suspended_person_gets_the_same_answer_as_a_wrong_password() -> None:
    person = device.give_password("eve")
    wrong = _said(person.email, "wrong")
    Person.objects.filter(id=person.id).update(state=states.SUSPENDED)
    assert _said(person.email, device.PASSWORD) == wrong


@pytest.mark.parametrize("email", [cast.email("eve"), "nobody@demo.example"])
def test_the_sixth_try_is_refused_even_with_the_right_password(two_connections: None, email: str) -> None:
    device.give_password("eve")
    for _ in range(5):
        assert "do not belong together" in device.sign_in(Client(), email, "wrong").content.decode()
    assert "Too many tries" in device.sign_in(Client(), email).content.decode()


def test_another_name_of_the_host_is_no_fresh_start(two_connections: None) -> None:
    device.give_password("eve")
    for number in range(5):
        device.sign_in(Client(headers={"Host": f"a{number}.localhost"}), cast.email("eve"), "wrong")
    answer = device.sign_in(Client(headers={"Host": "b.localhost"}), cast.email("eve"))
    assert "Too many tries" in answer.content.decode()


def test_the_address_is_taken_in_any_case_of_letters() -> None:
    device.give_password("eve")
    assert device.sign_in(Client(), cast.email("eve").upper()).status_code == 302


def test_a_forgotten_password_gets_the_same_answer_for_everybody() -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (cast.email("eve"), "nobody@demo.example")
    ]
    assert [(a.status_code, a.headers["Location"], a.content) for a in answers] == [
        (302, reverse("account_reset_password_done"), b"")
    ] * 2


# -- what cannot be reached ------------------------------------------------------------------------
@pytest.mark.req("ONB-01")
@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "mfa_signup_webauthn", "account_set_password", "mfa_trust"]
)
def test_nobody_signs_up_by_themselves(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/signup/", "/sign-up/", "/accounts/signup/", "/accounts/", "/email/"])
def test_the_usual_addresses_for_it_lead_nowhere(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_page_after_sign_in_is_one_of_ours() -> None:
    device.give_password("eve")
    answer = device.sign_in(Client(), cast.email("eve"), next="https://elsewhere.example/")
    assert answer.headers["Location"] == "/"


def test_a_sign_in_that_was_ended_elsewhere_leads_in_no_circles(entered: Enter) -> None:
    browser = entered("eve")
    Person.objects.filter(email=cast.email("eve")).update(signed_out_before=clock.now().replace(year=2030))
    assert browser.get(reverse("account_login")).status_code == 200


def test_signing_out_ends_the_session(entered: Enter) -> None:
    browser = entered("eve")
    browser.post(reverse("account_logout"))
    assert not Session.objects.filter(person__email=cast.email("eve")).exists()
