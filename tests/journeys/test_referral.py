"""Script S-1, steps 5 to 16: hospital and shelter, two people at two screens of the running product."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys import steps
from tests.journeys.live import Live
from tests.journeys.windows import Desk, Window

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
WITHOUT_A_PART = ("lou", "paz", "bea", "uma", "flo", "tom")
_ONE_TIME = re.compile(r'(nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|R-[A-Z0-9-]{4,})')
SOON = (datetime.now(UTC) + timedelta(days=14)).date().isoformat()


def at_desks(desk: Desk, *, scripts: bool) -> tuple[Window, Window]:
    return (
        desk.window("hal", java_script_enabled=scripts),
        desk.window("ana", java_script_enabled=scripts),
    )


def open_as(window: Window, program: str) -> None:
    """Open the newest item that came in from a sender, from the queue."""
    window.open("/queue/")
    line = window.page.locator("[data-item]", has_text=program).last
    line.locator("[data-row]").click()
    window.page.wait_for_url("**/r/**")


@pytest.mark.req("DIR-08", "DIR-09")
@SCRIPTS
def test_the_directory_answers_a_question_with_openings_and_their_age(desk: Desk, *, scripts: bool) -> None:
    hal = desk.window("hal", java_script_enabled=scripts).open("/directory/")
    steps.choose(hal, "category", steps.HOUSING)
    steps.choose(hal, "language", "es")
    steps.choose(hal, "accessibility", "wheelchair")
    steps.go(hal, "Show", exact=True)
    shown = hal.text("#results")
    assert "Harbor House" in shown
    assert "Lakeside" not in shown, "no wheelchair there"
    assert re.search(r"(day|night) shift", shown), "an opening says how old it is, rounded to the shift"


@pytest.mark.req("REF-07", "REF-08", "REF-13", "REF-14", "REF-22", "SEC-07", "CONSENT-01", "CONSENT-03")
@SCRIPTS
def test_a_referral_from_release_to_closing(desk: Desk, live: Live, *, scripts: bool) -> None:
    hal, ana = at_desks(desk, scripts=scripts)
    mine = _send(hal)
    # Ana's agency holds its own signed copy; she opens what came in and acknowledges it.
    steps.record_release(ana, "brigid", "harbor-shelter", purpose="report_back", items=steps.ANSWER_ITEMS)
    open_as(ana, "St. Brigid")
    theirs = ana.path.split("/")[2]
    steps.go(ana, "Take it")
    assert "Received" in hal.open(f"/r/{mine}/").text()
    _speak_together(hal, ana, mine, theirs)
    _accept(hal, ana, mine, theirs)
    # Hal reads the answer and cannot change it.
    assert live.get(f"/r/{mine}/accept/", live.session("hal"))[0] in {403, 404}
    # Ana's own note leaves no trace at Hal's.
    steps.write(ana.open(f"/r/{theirs}/"), "note", "The room by the stairs is free.")
    steps.go(ana, "Keep the note")
    assert "by the stairs" in ana.text()
    assert "by the stairs" not in hal.open(f"/r/{mine}/").page.content()
    _nobody_else_sees(live, mine)
    # Ana says how it went, which closes it.
    ana.open(f"/r/{theirs}/follow-up/")
    steps.mark(ana, "result", "connected")
    steps.go(ana, "Save and close")
    hal.open(f"/r/{mine}/")
    assert "Connected" in hal.text()
    assert "Closed" in hal.text()
    if scripts:
        assert hal.complaints + ana.complaints == []


def _send(hal: Window) -> str:
    """Record a consent and send; what is missing is named at once, a number in the text is marked."""
    release = steps.record_release(hal, "harbor-shelter", "brigid-team", report_back=SOON)
    assert hal.page.locator("input[type=file]").count() == 0, "no place for a clinical record"
    hal.open("/new/")
    steps.choose_help(hal, steps.HOUSING)
    steps.choose_program(hal, "harbor-shelter")
    steps.go(hal, "Check and send")
    assert "how soon" in hal.text("#errors")
    steps.mark(hal, "sensitivity", "priority")
    steps.choose_release(hal, release)
    steps.choose(hal, "interpreter_language", "es")
    steps.write(hal, "text", "Call her on 860-555-0147 after six.")
    steps.go(hal, "Check and send")
    assert not hal.path.startswith("/r/"), "nothing was sent"
    assert "860-555-0147" in hal.text("main")
    steps.write(hal, "text", "A ground floor is needed.")
    mine = steps.send(hal)
    assert re.fullmatch(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", mine)
    return mine


def _speak_together(hal: Window, ana: Window, mine: str, theirs: str) -> None:
    """One records the joint call; it is complete when the other confirms."""
    hal.open(f"/r/{mine}/joint/")
    steps.mark(hal, "person_present", "yes")
    steps.mark(hal, "next_steps", "arrival_arranged")
    steps.go(hal, "Record it")
    assert "Recorded, not confirmed yet" in hal.text()
    ana.open(f"/r/{theirs}/")
    steps.go(ana, "Confirm the joint call")
    assert "Confirmed by both" in ana.text()


def _accept(hal: Window, ana: Window, mine: str, theirs: str) -> None:
    ana.open(f"/r/{theirs}/accept/")
    steps.mark(ana, "needs_interpreter_language", "in_house")
    steps.go(ana, "Accept")
    hal.open(f"/r/{mine}/")
    assert "Accepted" in hal.text()
    assert "By our own staff" in hal.text()


def _nobody_else_sees(live: Live, reference: str) -> None:
    """Whoever has no part gets the same answer as for an address that there is not."""
    for name in WITHOUT_A_PART:
        session = live.session(name)
        real, false = (live.get(f"/r/{one}/", session) for one in (reference, "R-0000-0000"))
        assert real[0] == false[0]
        assert real[0] in {403, 404}
        assert _ONE_TIME.sub("", real[2].decode()) == _ONE_TIME.sub("", false[2].decode()), name


@pytest.mark.req("REF-28")
@SCRIPTS
def test_without_a_release_of_its_own_the_shelter_speaks_only_of_itself(
    desk: Desk, live: Live, *, scripts: bool
) -> None:
    """Kim refers to the same shelter, which holds no release that names her office."""
    kim = desk.window("kim", java_script_enabled=scripts)
    ana = desk.window("ana", java_script_enabled=scripts)
    release = steps.record_release(kim, "harbor-shelter", "cfsnorth-intake")
    mine = steps.send_referral(kim, release=release)
    assert "This program does not report on people" in kim.text()
    open_as(ana, "Child & Family")
    steps.go(ana, "Take it")
    for said in ("Accept", "Waiting list", "Still deciding"):
        assert ana.page.locator("main button:disabled", has_text=said).count() == 1, said
    theirs = ana.path.split("/")[2]
    assert theirs != mine, "these two have not agreed to track items together"
    # The door behind the button is shut as well.
    ana.open(f"/r/{theirs}/accept/")
    if ana.page.locator("main form[action$='/accept/']").count():
        steps.go(ana, "Accept")
    assert "release" in ana.text()
    assert "Accepted" not in kim.open(f"/r/{mine}/").text()
    ana.open(f"/r/{theirs}/")
    steps.go(ana, "Closed on our side", kind="link")
    steps.go(ana, "Close it on our side")
    kim.open(f"/r/{mine}/")
    assert "Closed" in kim.text()
    assert "Accepted" not in kim.text()


@pytest.mark.req("COMM-08")
def test_letters_say_that_something_waits_and_nothing_else(desk: Desk, live: Live) -> None:
    hal = desk.window("hal")
    live.mailbox.letters.clear()
    release = steps.record_release(hal, "lakeside-shelter", "brigid-team")
    steps.send_referral(hal, program="lakeside-shelter", release=release)
    letters = live.mailbox.wait_for("lou@demo.example")
    assert letters
    for letter in letters:
        assert letter["Subject"] == "You have a message"
        whole = letter.as_string()
        for told in ("R-", "L-", "Brigid", "Harbor", "Lakeside", "Hal ", "Lou ", "housing", "referral"):
            assert told not in whole.replace("Auto-Submitted", ""), told
        links = re.findall(r"http\S+", letter.get_content())
        assert links == [f"http://localhost:{live.port}/"]


@pytest.mark.req("REF-31")
def test_a_second_click_on_send_makes_no_second_referral(desk: Desk, live: Live) -> None:
    hal = desk.window("hal")
    release = steps.record_release(hal, "puente-outreach", "brigid-team")
    hal.open("/new/")
    steps.ask(hal, program="puente-outreach", category="outreach")
    steps.mark(hal, "release", release)
    steps.go(hal, "Check and send")
    hal.page.locator("#send").dblclick(no_wait_after=True)
    hal.page.wait_for_url("**/r/**")
    hal.settle()
    paz = desk.window("paz").open("/queue/")
    assert paz.page.locator("[data-item]", has_text="St. Brigid").count() == 1
