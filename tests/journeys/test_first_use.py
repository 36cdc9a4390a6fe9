"""A new night worker begins at the line: two minutes later a referral is sent (TRAIN-11)."""

import time

import pytest

from concord.foundation.access.models import Qualification
from concord.learning.training import codes
from tests import cast
from tests.journeys import steps
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("TRAIN-11")]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def _forget(live: Live) -> None:
    def forget() -> None:
        Qualification.objects.filter(membership__person__email=cast.email("kit")).delete()

    live.inside(forget)


def _learn(window: Window, module: str) -> None:
    """Read five sentences, answer one question: the form stands in their place."""
    assert window.page.locator("#lesson ol li").count() == 5
    if window.scripts:
        assert window.axe() == []
    steps.mark(window, "answer", codes.KEYS[module].primer)
    steps.go(window, "Answer and go on")


@SCRIPTS
def test_a_new_night_worker_sends_within_two_minutes(desk: Desk, live: Live, *, scripts: bool) -> None:
    _forget(live)
    kit = desk.window("kit", java_script_enabled=scripts)
    began = time.monotonic()
    kit.open("/releases/new/?to=harbor-shelter&program=line-hotline&purpose=referral&lang=en")
    _learn(kit, "releases")
    steps.fill_release(kit, steps.SENT_ITEMS)
    release = kit.path.split("/")[2]
    kit.open("/new/")
    assert kit.page.get_by_role("link", name="Look for a place").count() == 1
    _learn(kit, "referrals")
    assert steps.send_referral(kit, release=release).startswith("R-")
    assert time.monotonic() - began < 120


def test_the_five_sentences_fit_a_narrow_screen_and_the_keyboard(desk: Desk, live: Live) -> None:
    _forget(live)
    kit = desk.window("kit", width=320).open("/new/")
    assert kit.overflow() <= 0
    kit.tab_to("#lesson input[name='answer']")
    kit.press("ArrowDown")
    kit.tab_to("#lesson button.btn-main")
    with kit.answered():
        kit.press("Enter")
    assert kit.page.locator("#new-form").count() == 1
