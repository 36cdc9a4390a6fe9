"""What only the running product shows: paper, throttles that outlive a refusal, and stored letters."""

import re

import pytest

from tests import cast
from tests.journeys import steps
from tests.journeys.live import PASSWORD, Live
from tests.journeys.windows import Desk

pytestmark = pytest.mark.browser


@pytest.mark.req("DIR-16")
@pytest.mark.parametrize(
    "path", ["/tonight/", "/tonight/sheet/", "/calls/", "/directory/", "/new/self/card/?to=harbor-shelter"]
)
def test_paper_begins_with_the_text_and_shows_no_controls(desk_of_busy: Desk, path: str) -> None:
    hal = desk_of_busy.window("hal", viewport={"width": 794, "height": 1123}).open(path)
    page = hal.page
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => [...document.querySelectorAll("button, nav, .controls, select, input, .foot, .btn")]
          .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length)
          .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert shown == []
    top = page.evaluate("() => document.querySelector('main').getBoundingClientRect().top")
    assert top < 150, "the text begins at the top of the first page"
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))
    tall = page.evaluate("() => document.documentElement.scrollHeight")
    assert 1 <= pages <= tall / 900 + 1, "no blank page"


def test_the_lock_on_an_address_outlives_the_refusals(desk: Desk, live: Live) -> None:
    """Each refused sign-in is rolled back; what counts them is not."""
    live.give_password("judy")
    judy = desk.window("judy", signed_in=False)
    for _ in range(5):
        judy.open("/sign-in/")
        steps.write(judy, "login", cast.email("judy"))
        steps.write(judy, "password", "wrong-wrong-wrong")
        steps.go(judy, "Sign in", exact=True)
        assert judy.path.startswith("/sign-in/")
    judy.open("/sign-in/")
    steps.write(judy, "login", cast.email("judy"))
    steps.write(judy, "password", PASSWORD)
    steps.go(judy, "Sign in", exact=True)
    assert judy.page.locator("nav.nav a").count() == 0
    assert live.get("/today/", _sid(judy.page.context.cookies()))[0] != 200


def _sid(cookies: list) -> str:
    return next((one["value"] for one in cookies if one["name"] == "sid"), "")
