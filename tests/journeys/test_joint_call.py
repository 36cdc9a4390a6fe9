"""A joint call is planned at one screen, agreed on at another, and missed; with scripts and without."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys import steps
from tests.journeys.windows import Desk, Window

pytestmark = pytest.mark.browser
IN_TWO_DAYS = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


def _look(window: Window) -> None:
    for width in (1280, 320):
        window.page.set_viewport_size({"width": width, "height": 900})
        window.page.evaluate("scrollTo(0, 0)")  # the address leads into the middle, under the header
        assert window.overflow() <= 0, width
        assert window.axe() == [], width


@pytest.mark.req("REF-09", "SEC-10")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_joint_call_is_planned_agreed_on_and_missed(desk: Desk, *, scripts: bool) -> None:
    hal, ana = (desk.window(name, java_script_enabled=scripts) for name in ("hal", "ana"))
    release = steps.record_release(hal, "harbor-shelter", "brigid-team")
    hal.open("/new/")
    steps.ask(hal, program="harbor-shelter")
    steps.choose_release(hal, release)
    mine = steps.send(hal)

    steps.go(hal, "Plan the joint call", kind="link")
    assert "way=plan" in hal.path
    assert hal.page.locator("#plan details.more").get_attribute("open") is not None
    if scripts:
        _look(hal)
    steps.write(hal, "plan_day", IN_TWO_DAYS)
    steps.write(hal, "plan_time", "10:00")
    steps.go(hal, "Propose this time")
    assert "Proposed, not agreed yet" in hal.text()

    ana.open("/queue/").page.locator("[data-item]", has_text="St. Brigid").last.locator("[data-row]").click()
    ana.page.wait_for_url("**/r/**")
    steps.go(ana, "Agree to")
    assert "Planned, agreed by both" in ana.text()
    # Harbor House has no release of its own: it may not record the call, and may say that it reached nobody.
    steps.go(ana, "Propose another time", kind="link")
    assert ana.page.locator("[name=person_present]").count() == 0
    if scripts:
        _look(ana)
    ana.page.locator("main summary", has_text="Nobody could be reached").click()
    steps.go(ana, "We reached nobody there")
    said = hal.open(f"/r/{mine}/").text()
    assert "Planned, agreed by both" in said
    assert "Called for the joint call, nobody reached" in said
    assert hal.complaints + ana.complaints == []
