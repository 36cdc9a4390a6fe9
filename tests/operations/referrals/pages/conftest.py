"""Browsers of the cast before the pages of referrals, and a reader of what a page says."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.operations.referrals import queries
from concord.operations.referrals.models import Referral
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release

HTMX = {"HX-Request": "true"}
Page = Any


def text_of(response: Page) -> str:
    """Return what a page says, without tags and with single blanks."""
    body = re.sub(r"<(script|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def main_of(response: Page) -> str:
    """Return the markup between the frame's head and foot."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def hidden_values(response: Page) -> dict[str, list[str]]:
    """Return the hidden fields of a page, as a browser would send them on."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main_of(response)):
        found.setdefault(name, []).append(unescape(value))
    return found


@pytest.fixture
def browser(db: None) -> Callable[[str], Client]:
    """A browser in which a member of the cast is signed in."""
    return cast.client


@pytest.fixture
def known_as() -> Callable[[Referral, Actor], str]:
    """Return the address of a referral's page for one of its parties."""

    def find(referral: Referral, actor: Actor) -> str:
        with scope.acting(actor):
            return f"/r/{queries.get_reference(referral.id, actor.organization)}/"

    return find


@pytest.fixture
def release_of_lou(db: None) -> Any:
    """Lakeside's release naming Harbor House's shelter; both are covered by victim-services law."""
    lou = cast.actor("lou")
    with scope.acting(lou):
        return make_release(lou, "lakeside-shelter", "harbor-shelter", (*SENT_ITEMS, "handoff_state"))
