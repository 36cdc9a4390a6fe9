"""The user guide: its pages are short, show the screens as they are, and lead to them.

CONCORD_SHOTS=1 takes the pictures again; otherwise the same way is walked and nothing is written.
"""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page

from tests import ground
from tests.governance.members import lists
from tests.journeys.addresses import route_of
from tests.journeys.windows import Desk, Window

GUIDE = ground.ROOT / "docs" / "guide"
MOST_LINES, MOST_BYTES = 60, 150_000
TAKES_PICTURES = os.environ.get("CONCORD_SHOTS") == "1"
_SCREENS = re.compile(r"`(/[a-z/]*)`")


def pages() -> list[str]:
    return sorted(path.stem for path in GUIDE.glob("*.md") if path.stem != "README")


def show(path: str, at: str = "") -> Callable[[Window], None]:
    """Open an address, and move what matters to the top."""

    def go(window: Window) -> None:
        window.open(path)
        if at:
            top = "(s) => scrollTo(0, document.querySelector(s).getBoundingClientRect().top - 80)"
            window.page.evaluate(top, at)

    return go


def one_release(window: Window) -> None:
    window.open("/releases/")
    window.page.locator("main a[data-row]").first.click()
    window.page.wait_for_url("**/releases/L-**")


def one_referral(window: Window) -> None:
    window.open("/queue/?view=mine")
    for href in window.page.locator("main a[data-row]").evaluate_all("es => es.map(e => e.href)"):
        window.page.goto(href)
        if window.page.locator("#joint").count():
            break
    window.page.locator("#joint").scroll_into_view_if_needed()


def a_list(window: Window) -> None:
    """Read a list in that has twelve faults."""
    window.open("/network/members/")
    content = lists.as_csv(lists.rows(faulty=True))
    file: FilePayload = {"name": "members.csv", "mimeType": "text/csv", "buffer": content}
    window.page.set_input_files("input[type=file]", file)
    window.page.get_by_role("button", name="Read it in").click()
    window.page.wait_for_url("**/network/members/I-**")


PICTURES: dict[str, tuple[str, Callable[[Window], None]]] = {
    "tonight": ("noor", show("/tonight/")),
    "find": ("hal", show("/directory/?category=emergency_housing&language=es")),
    "connect": ("hal", show("/new/")),
    "release": ("hal", one_release),
    "send": ("hal", show("/new/", "#ask")),
    "answer": ("ana", show("/queue/")),
    "together": ("ana", one_referral),
    "openings": ("lou", show("/openings/")),
    "people": ("lena", show("/people/")),
    "training": ("sam", show("/learn/")),
    "handover": ("noor", show("/tonight/handover/")),
    "start": ("bea", show("/network/start/")),
    "members": ("bea", a_list),
    "region": ("ana", show("/region/?region=shore")),
    "exchange": ("bea", show("/export/")),
    "leave": ("hal", show("/today/")),
}


@pytest.mark.parametrize("name", pages())
def test_a_page_of_the_guide_is_short_and_shows_its_screen(name: str) -> None:
    text = (GUIDE / f"{name}.md").read_text()
    assert len(text.splitlines()) <= MOST_LINES
    pictures = re.findall(r"\]\((img/[a-z]+\.png)\)", text)
    assert pictures == [f"img/{name}.png"]
    picture = GUIDE / pictures[0]
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size <= MOST_BYTES
    screens = _SCREENS.findall(text)
    assert screens
    assert [path for path in screens if not route_of(path)] == []


def test_the_guide_lists_its_pages() -> None:
    listed = re.findall(r"\]\(([a-z]+)\.md\)", (GUIDE / "README.md").read_text())
    assert sorted(listed) == pages()
    assert sorted(PICTURES) == pages()


@pytest.mark.browser
@pytest.mark.parametrize("name", PICTURES)
def test_the_screens_of_the_guide_are_there(desk_of_busy: Desk, name: str) -> None:
    who, way = PICTURES[name]
    window = desk_of_busy.window(who, viewport={"width": 1000, "height": 660}, color_scheme="light")
    way(window)
    assert window.page.locator("h1").count() == 1
    if TAKES_PICTURES:
        take(window.page, name)


def take(page: Page, name: str) -> None:
    folder = GUIDE / "img"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", animations="disabled")
