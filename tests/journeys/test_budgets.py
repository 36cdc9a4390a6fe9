"""How few keys and clicks the main jobs take, counted in the browser from the loaded page."""

import pytest

from tests.journeys import steps
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Measured, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("SEC-10")]


def assert_told(window: Window) -> None:
    """After an exchange the focus has a place and one line says what happened."""
    assert window.status(), "nothing was said"
    assert window.focused() not in {"", "BODY"}, "the focus is lost"


def test_the_most_overdue_is_taken_with_five_keys(desk_of_busy: Desk, measured: Measured) -> None:
    ana = desk_of_busy.window("ana").open("/queue/")
    first = ana.page.locator("[data-item]").first
    assert "Overdue" in first.inner_text()
    line = f"#{first.get_attribute('id')}"
    ana.press("Tab", "Tab", "Enter", "Tab")
    with ana.answered():
        ana.press("t")
    assert "Ana Reyes" in ana.text(line)
    assert_told(ana)
    measured["take the most overdue"] = f"{ana.keys} keys"
    assert ana.keys <= 5


def test_the_most_overdue_is_taken_with_one_click(desk_of_busy: Desk) -> None:
    ruth = desk_of_busy.window("ruth").open("/queue/")
    with ruth.answered():
        ruth.tap("button", "Take it", within="#queue")
    assert_told(ruth)
    assert ruth.clicks == 1


@pytest.fixture
def released(desk: Desk) -> str:
    """Return a release under which Vic may send to the shelter; the only one she has."""
    vic = desk.window("vic").open("/releases/")
    links = vic.page.locator("main a[data-row]")
    if links.count():
        return str(links.first.get_attribute("href")).split("/")[2]
    return steps.record_release(vic, "harbor-shelter", "vsu-advocates")


def test_a_referral_is_sent_with_nine_clicks(desk: Desk, released: str, measured: Measured) -> None:
    vic = desk.window("vic").open("/new/")
    with vic.answered():
        vic.page.locator("select[name=category]").select_option(steps.HOUSING)
        vic.clicks += 2  # open the list, take the line
    with vic.answered():
        vic.click("input[name=sensitivity][value=priority]")
    with vic.answered():
        vic.click("input[name=receiver_program][value=harbor-shelter]")
    assert vic.page.locator(f"input[name=release][value={released}]").is_checked(), "the only one is chosen"
    steps.send(vic)
    measured["send a referral"] = f"{vic.clicks} clicks"
    assert vic.clicks <= 9


def test_a_referral_is_sent_with_25_keys(desk: Desk, released: str, measured: Measured) -> None:
    vic = desk.window("vic").open("/new/")
    vic.press("Tab", "Tab", "Enter").tab_to("select[name=category]")
    with vic.answered():
        vic.press("e")  # Emergency housing
    vic.tab_to("input[name=sensitivity]")
    with vic.answered():
        vic.press("Space")
    vic.tab_to("input[name=receiver_program]")
    with vic.answered():
        vic.press("Space")
    vic.tab_to("form#new-form button.btn-main")
    with vic.answered():
        vic.press("Enter")
    assert vic.page.locator("#send").count(), vic.text()
    vic.tab_to("#send")
    with vic.answered():
        vic.press("Enter")
    assert vic.path.startswith("/r/")
    measured["send a referral, by keys"] = f"{vic.keys} keys"
    assert vic.keys <= 25


def test_a_handoff_is_logged_with_three_clicks_and_six_keys(desk: Desk, measured: Measured) -> None:
    dee = desk.window("dee").open("/new/call/")
    steps.choose(dee, "program", "lakeside-shelter")
    steps.go(dee, "Begin the call")
    dee.clicks = 0
    dee.page.locator("main details.more summary", has_text="End now").click()
    dee.clicks += 1
    steps.go(dee, "Connected", exact=True)
    measured["outcome of a handoff"] = f"{dee.clicks} clicks"
    assert dee.clicks <= 3
    dee.open("/phone/")
    steps.mark(dee, "spoke", "they")
    steps.choose(dee, "program", "lakeside-shelter")
    steps.go(dee, "Log it")
    measured["log a phone handoff"] = f"{dee.clicks} clicks"
    assert dee.clicks <= 3
    assert dee.path.startswith("/calls/")


@pytest.mark.parametrize("path", ["/today/", "/openings/"])
def test_an_opening_is_changed_with_one_click(desk: Desk, measured: Measured, path: str) -> None:
    lou = desk.window("lou").open(path)
    other = "button[aria-pressed=false], button:not([aria-pressed], .btn-main)"
    with lou.answered():
        lou.page.locator("main form:has(input[value=family_room])").locator(other).first.click()
        lou.clicks += 1
    measured[f"an opening, {path}"] = f"{lou.clicks} clicks"
    assert_told(lou)
    with lou.answered():
        lou.tap("button", "till right", within="main")
    assert_told(lou)
    assert lou.clicks <= 2


def test_an_opening_is_changed_with_few_keys(desk: Desk, measured: Measured) -> None:
    lou = desk.window("lou").open("/openings/")
    lou.press("Tab", "Enter").tab_to("main form button")
    with lou.answered():
        lou.press("Enter")
    measured["an opening, by keys"] = f"{lou.keys} keys"
    assert_told(lou)
    assert lou.keys <= 6


def test_a_release_is_withdrawn_with_three_clicks(desk: Desk, measured: Measured) -> None:
    kim = desk.window("kim")
    reference = steps.record_release(kim, "puente-outreach", "cfsnorth-intake")
    kim.open("/releases/")
    with kim.answered():
        kim.click(f"main a[href='/releases/{reference}/']")
    steps.go(kim, "Withdraw", kind="link")
    steps.go(kim, "Withdraw now")
    measured["withdraw a release"] = f"{kim.clicks} clicks"
    assert kim.clicks <= 3
    assert "Withdrawn" in kim.text()


def test_a_place_is_found_by_need_and_region_with_three_clicks(desk: Desk, measured: Measured) -> None:
    hal = desk.window("hal").open("/directory/")
    steps.choose(hal, "category", steps.HOUSING)
    steps.choose(hal, "region", "shore")
    steps.go(hal, "Show", exact=True)
    measured["find by need and region"] = f"{hal.clicks} clicks"
    assert hal.clicks <= 3
    assert "Lakeside Shelter" in hal.text("#results")
    assert "Harbor House" not in hal.text("#results")
    hal.open("/directory/").press("Tab", "Enter").tab_to("select[name=category]")
    hal.press("e").tab_to("select[name=region]").press("s")
    hal.tab_to("form.filters button")
    with hal.answered():
        hal.press("Enter")
    measured["find by need and region, by keys"] = f"{hal.keys} keys"


@pytest.mark.req("REF-31")
def test_nothing_is_asked_twice(desk: Desk, live: Live) -> None:
    """The way to a release and back keeps what was answered, and chooses what was recorded."""
    dee = desk.window("dee").open("/new/")
    steps.ask(dee, program="harbor-shelter", soon="standard")
    steps.go(dee, "Record a release now")
    assert "Harbor House" in dee.text()
    assert not dee.page.locator("main select[name=to]").count()
    steps.fill_release(dee, steps.SENT_ITEMS)
    assert dee.path.startswith("/new/")
    assert dee.page.locator("select[name=category]").input_value() == steps.HOUSING
    assert dee.page.locator("input[name=sensitivity][value=standard]").is_checked()
    assert dee.page.locator("input[name=receiver_program][value=harbor-shelter]").is_checked()
    assert dee.page.locator("input[name=release]:checked").count() == 1
    steps.send(dee)
    # The receiver's own release names both sides already, and leads back to the item.
    ana = desk.window("ana").open("/queue/")
    ana.page.locator("[data-item]", has_text="Valley Clinic").last.locator("[data-row]").click()
    ana.page.wait_for_url("**/r/**")
    here = ana.path
    steps.go(ana, "Record our own release", kind="link")
    assert not ana.page.locator("main select[name=to]").count()
    steps.fill_release(ana, steps.ANSWER_ITEMS)
    assert ana.path.partition("?")[0] == here
