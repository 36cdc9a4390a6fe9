"""Browsers in which people really sign in."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.foundation.access import device

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def fast_passwords(settings: Any) -> None:
    """Hash quickly; how passwords are hashed in earnest is tested where it matters."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def two_connections(db: None) -> Iterator[None]:
    """Let throttles and sessions commit on a connection of their own, as they do outside the tests."""
    own = DatabaseWrapper({**connections["default"].settings_dict}, alias="side")
    before = connections["side"]
    connections["side"] = own
    try:
        yield
    finally:
        with own.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_cache")
            cursor.execute("DELETE FROM accounts_session")
        own.close()
        connections["side"] = before


@pytest.fixture
def entered(db: None) -> Enter:
    """A browser in which a member of the cast has signed in with a password, and nothing else."""

    def enter(name: str) -> Client:
        browser = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0"})
        answer = device.sign_in(browser, device.give_password(name).email)
        assert answer.status_code == 302, answer.content
        return browser

    return enter


@pytest.fixture
def still_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the time by which code apps count, so that a code does not end in the middle of a test."""
    monkeypatch.setattr(totp.time, "time", lambda: device.STEP)


@pytest.fixture
def options_of() -> Callable[[HttpResponse], dict[str, Any]]:
    """Read what a page asks the passkey."""

    def read(page: HttpResponse) -> dict[str, Any]:
        found = re.search(r"data-webauthn-options>(.*?)</script>", page.content.decode(), re.DOTALL)
        assert found, page.content
        options: dict[str, Any] = json.loads(found[1])
        return options

    return read


@pytest.fixture
def with_app(entered: Enter, still_app: None) -> Callable[[str], tuple[Client, str]]:
    """A browser in which a member has also set up a code app; returns it with the app's secret."""

    def set_up(name: str) -> tuple[Client, str]:
        browser = entered(name)
        page = browser.get(reverse("mfa_activate_totp"))
        shown = re.search(r'translate="no">([A-Z2-7 ]{39})<', page.content.decode())
        assert shown, page.content
        secret = shown[1].replace(" ", "")
        answer = browser.post(reverse("mfa_activate_totp"), {"code": device.app_code(secret)})
        assert answer.status_code == 302, answer.content
        return browser, secret

    return set_up
