"""The directory is asked as a colleague is: answers come while typing, and the same without scripts."""

import pytest

from tests.journeys.windows import Desk

pytestmark = pytest.mark.browser
NARROW = 320


@pytest.mark.req("DIR-17", "DIR-01")
def test_answers_come_while_typing_and_the_focus_stays(desk: Desk) -> None:
    hal = desk.window("hal").open("/directory/")
    field = hal.page.locator("#q-words")
    with hal.answered():
        field.press_sequentially("sheltr dog teen son tonight", delay=20)
    assert "Did you mean" in hal.text("#results")
    assert "Lakeside Shelter" in hal.text("#results")
    assert "Why this:" in hal.text("#results")
    assert "St. Brigid" not in hal.text("#results")
    assert hal.page.evaluate("document.activeElement.id") == "q-words"
    assert field.input_value() == "sheltr dog teen son tonight"
    assert hal.complaints == []


@pytest.mark.req("DIR-17", "SEC-10")
@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_understood_is_taken_away_with_one_press(desk: Desk, *, scripts: bool) -> None:
    hal = desk.window("hal", java_script_enabled=scripts).open("/directory/?words=sheltr+dog+tonight")
    assert hal.page.get_by_role("link", name="Pets: yes").count() == 1
    with hal.answered():
        hal.page.get_by_role("link", name="Pets: yes").click()
    assert "without=facet" in hal.path
    assert hal.page.get_by_role("link", name="Pets: yes").count() == 0


@pytest.mark.req("SEC-10")
@pytest.mark.parametrize(
    "path",
    [
        "/directory/?words=sheltr+dog+tonight+qwertz&from_region=shore&facets=men%3Ano",
        "/directory/?words=dog&region=shore&language=es",
        "/directory/?words=qwertzuiop",
    ],
)
def test_a_search_can_be_read_by_everybody_at_every_width(desk: Desk, path: str) -> None:
    for width in (1280, NARROW):
        window = desk.window("hal", width=width).open(path)
        window.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert window.axe() == []
        assert window.overflow() <= 0


@pytest.mark.req("DIR-10")
def test_a_region_on_the_map_leads_to_its_list(desk: Desk) -> None:
    hal = desk.window("hal").open("/directory/")
    with hal.answered():
        hal.page.locator("svg.map a[href*='region=shore'] path").first.click(force=True)
    assert hal.path.startswith("/directory/?region=shore")
    assert "Lakeside Shelter" in hal.text("#results")
    assert "Harbor House" not in hal.text("#results")
