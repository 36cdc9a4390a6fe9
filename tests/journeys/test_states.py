"""Pages that stand behind a form, a letter or a refusal: no link leads to them."""

import re

import pytest

from tests.journeys import steps
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("SEC-10")]


def locked(window: Window) -> None:
    window.open("/directory/").page.locator("form[data-hide] button").click()
    window.page.wait_for_url("**/unlock/**")


def missing(window: Window) -> None:
    window.open("/there-is-no-such-page/")


def refused(window: Window) -> None:
    window.open("/network/")


def errors_of_new(window: Window) -> None:
    window.open("/new/")
    steps.go(window, "Check and send")


def errors_of_release(window: Window) -> None:
    window.open("/releases/new/?to=harbor-shelter&program=brigid-team&purpose=referral&lang=es")
    steps.go(window, "Record", exact=True)


def check(window: Window) -> None:
    release = steps.record_release(window, "legaldesk-civil", "brigid-team")
    window.open("/new/")
    steps.ask(window, program="legaldesk-civil", soon="urgent", category="civil_legal_assistance")
    steps.choose_release(window, release)
    steps.go(window, "Check and send")
    assert window.page.locator("#send").count()


def call(window: Window) -> None:
    window.open("/new/call/")
    steps.choose(window, "program", "harbor-shelter")
    steps.go(window, "Begin the call")


def interpreter(window: Window) -> None:
    call(window)
    for _ in range(2):
        steps.go(window, "Next", exact=True)


def dropped(window: Window) -> None:
    call(window)
    steps.go(window, "The call dropped")


def end_of_call(window: Window) -> None:
    call(window)
    for _ in range(4):
        steps.go(window, "Next", exact=True)


def alone(window: Window) -> None:
    window.open("/new/self/")
    steps.choose(window, "program", "harbor-shelter")
    steps.go(window, "Show what they take along")


def card(window: Window) -> None:
    alone(window)
    steps.go(window, "Card to print", kind="link")


def places(window: Window) -> None:
    window.open("/new/look/?help=1")


def without_release(window: Window) -> None:
    window.open("/phone/")
    steps.mark(window, "spoke", "we")
    steps.choose(window, "program", "northside-counseling")
    steps.go(window, "Log it")


STATES = (
    locked, missing, refused, errors_of_new, errors_of_release, check, call, interpreter, dropped,
    end_of_call, alone, card, places, without_release,
)  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda one: one.__name__)
def test_a_page_without_a_link_can_be_used_by_everybody(desk: Desk, state) -> None:  # noqa: ANN001 - each state has a type of its own
    turn = STATES.index(state)
    window = desk.window("hal", width=(1280, 390)[turn % 2], color_scheme=("light", "dark")[turn // 2 % 2])
    state(window)
    found = window.axe() + window.complaints
    window.page.set_viewport_size({"width": 320, "height": 900})
    if window.overflow() > 0:
        found.append(f"{window.overflow()} px too wide")
    assert found == []


@pytest.mark.req("ONB-09")
def test_an_invitation_opens_from_its_letter(desk: Desk, live: Live) -> None:
    lou = desk.window("lou").open("/people/invite/")
    address = "newcomer@lakeside.example"
    for name, text in (("email", address), ("name", "Nell Ames"), ("title", "Advocate")):
        if lou.page.locator(f"main [name={name}]").count():
            steps.write(lou, name, text)
    lou.page.locator("main input[type=checkbox]").first.check()
    lou.page.locator("main form button.btn-main").first.click()
    (letter,) = live.mailbox.wait_for(address)
    link = re.findall(r"http\S+", letter.get_content())[0]
    newcomer = desk.window("newcomer", signed_in=False, width=390)
    newcomer.open(link.partition(str(live.port))[2])
    assert newcomer.axe() + newcomer.complaints == []
    assert newcomer.page.locator("input[type=password]").count() >= 1
