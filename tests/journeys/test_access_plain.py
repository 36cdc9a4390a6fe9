"""Signing in and the work of a lead and of the office, with scripts switched off."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp

from concord.foundation.accounts.models import Person
from tests import cast
from tests.journeys import steps
from tests.journeys.live import PASSWORD, Live
from tests.journeys.windows import Desk, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("SEC-04", "SEC-10")]

_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(live: Live, name: str) -> None:
    """Let a member of the cast have a code app that shows the codes of _SECRET."""
    live.inside(lambda: totp.TOTP.activate(Person.objects.get(email=cast.email(name)), _SECRET))


def plain(desk: Desk, name: str, *, signed_in: bool = True) -> Window:
    return desk.window(name, signed_in=signed_in, width=320, java_script_enabled=False)


def give_code(window: Window, button: str) -> None:
    """Type the code that the app shows now; it may change while it is typed."""
    for _ in range(2):
        counter = int(time.time()) // 30
        steps.write(window, "code", totp.format_hotp_value(totp.hotp_value(_SECRET, counter)))
        steps.go(window, button, exact=True)
        if int(time.time()) // 30 == counter:
            return


def whole(window: Window) -> None:
    """See that nothing of a page lies beside the screen of a small phone, and that it has one heading."""
    assert window.overflow() <= 0, window.path
    assert window.page.locator("h1").count() == 1


def test_a_password_and_a_code_sign_in_and_a_hidden_screen_is_shown_again(desk: Desk, live: Live) -> None:
    live.give_password("dara")
    give_app(live, "dara")
    dara = plain(desk, "dara", signed_in=False).open("/today/")
    assert dara.path.startswith("/sign-in/")
    whole(dara)
    steps.write(dara, "login", cast.email("dara"))
    steps.write(dara, "password", "not-the-password-at-all")
    steps.go(dara, "Sign in", exact=True)
    assert dara.page.locator("#errors").is_visible()
    steps.write(dara, "password", PASSWORD)
    steps.go(dara, "Sign in", exact=True)
    assert dara.text("h1") == "One more step"
    assert "passkey" not in dara.text(), "she has none"
    whole(dara)
    steps.write(dara, "code", "000000")
    steps.go(dara, "Go on", exact=True)
    assert dara.page.locator("#errors").is_visible()
    give_code(dara, "Go on")
    assert dara.path == "/today/"

    with dara.page.expect_navigation():
        dara.page.locator("form[data-hide] button").click()
    assert dara.text("h1") == "Unlock"
    whole(dara)
    steps.write(dara, "password", PASSWORD)
    steps.go(dara, "Unlock", exact=True)
    assert dara.path == "/today/"

    dara.open("/settings/")
    steps.go(dara, "Sign out", kind="link")
    assert dara.text("h1") == "Sign out"
    whole(dara)
    steps.go(dara, "Sign out", exact=True)
    assert dara.open("/today/").path.startswith("/sign-in/")


def test_what_must_not_happen_on_an_unattended_screen_asks_for_the_password_again(
    desk: Desk, live: Live
) -> None:
    live.give_password("bo")
    bo = plain(desk, "bo", signed_in=False).open("/sign-in/")
    steps.write(bo, "login", cast.email("bo"))
    steps.write(bo, "password", PASSWORD)
    steps.go(bo, "Sign in", exact=True)
    bo.open("/confirm/")
    assert bo.text("h1") == "Is it you?"
    whole(bo)
    steps.write(bo, "password", PASSWORD)
    steps.go(bo, "Confirm", exact=True)
    assert not bo.path.startswith("/sign-in/")


def test_a_lead_invites_shuts_out_and_lets_in_again(desk: Desk, live: Live) -> None:
    give_app(live, "eve")
    lena = plain(desk, "lena").open("/people/invite/")
    steps.write(lena, "email", "nell.plain@harbor.example")
    steps.write(lena, "name", "Nell Plain")
    steps.go(lena, "Invite", exact=True)
    assert lena.page.locator("#errors").is_visible(), "no role was chosen"
    steps.mark(lena, "roles", "staff")
    steps.go(lena, "Invite", exact=True)
    assert "Invited" in line_of(lena, "Nell Plain")
    whole(lena)

    letter = live.mailbox.wait_for("nell.plain@harbor.example")[0].get_content()
    link = re.search(r"/join/\S+", letter)
    assert link, letter
    nell = plain(desk, "").open(link[0])
    assert nell.text("h1") == "Welcome"
    whole(nell)
    for name in ("password1", "password2"):
        steps.write(nell, name, PASSWORD)
    steps.go(nell, "Go on", exact=True)
    assert "Active" in line_of(lena.open("/people/"), "Nell Plain")

    step(lena, "Nell Plain", "Suspend")
    assert "Suspended" in line_of(lena, "Nell Plain")
    assert nell.open("/today/").path.startswith("/sign-in/")
    step(lena, "Nell Plain", "Let in again")
    assert "Active" in line_of(lena, "Nell Plain")
    assert "Yes" in line_of(lena, "Eve Lund")
    step(lena, "Eve Lund", "Reset second factor")
    assert "No" in line_of(lena, "Eve Lund")
    step(lena, "Nell Plain", "Has left")
    assert "Nell Plain" not in lena.text() or "Has left" in line_of(lena, "Nell Plain")


def line_of(window: Window, name: str) -> str:
    """Return what the list of people says of somebody."""
    return window.page.locator("tbody tr", has_text=name).first.inner_text()


def step(window: Window, name: str, what: str) -> None:
    """Do something with an account: open the person, choose it, read what will happen, and confirm."""
    steps.go(window, name, kind="link")
    steps.go(window, what, kind="link")
    whole(window)
    steps.go(window, what, exact=True)


def test_a_lead_makes_a_key_and_ends_it(desk: Desk, live: Live) -> None:
    lena = plain(desk, "lena").open("/keys/")
    steps.write(lena, "name", "The old system")
    steps.mark(lena, "scopes", "directory.read")
    steps.go(lena, "Make the key", exact=True)
    whole(lena)
    secret = lena.text("main .note code")
    bearer = {"Authorization": f"Bearer {secret}"}
    assert live.get("/api/v1/directory", **bearer)[0] == 200
    steps.go(lena, "End now")
    assert "Ended by a lead" in line_of(lena, "The old system")
    assert live.get("/api/v1/directory", **bearer)[0] == 401


def test_the_office_settles_the_network_and_signs_out(desk: Desk) -> None:
    bea = plain(desk, "bea").open("/network/")
    whole(bea)
    number = bea.page.locator("[name=line_phone]").input_value()
    for wanted in ("860-555-0177", number):
        steps.write(bea, "line_phone", wanted)
        steps.go(bea, "Save", exact=True)
        assert bea.page.locator("[name=line_phone]").input_value() == wanted
    bea.open("/network/holidays/")
    steps.write(bea, "date", "2031-07-03")
    steps.write(bea, "name", "The day before")
    steps.go(bea, "Add holiday", exact=True)
    assert "The day before" in bea.text()
    with bea.page.expect_navigation():
        bea.page.locator("tbody tr", has_text="The day before").get_by_role("button").click()
    assert "The day before" not in bea.text()
    bea.open("/sign-out/")
    steps.go(bea, "Sign out", exact=True)
    assert bea.open("/network/").path.startswith("/sign-in/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_between_a_password_and_the_work_are_whole(desk: Desk, live: Live, theme: str) -> None:
    name = {"light": "ruth", "dark": "lou"}[theme]
    live.give_password(name)
    give_app(live, name)
    window = desk.window(name, signed_in=False, color_scheme=theme).open("/sign-in/")
    look(window, "Sign in")
    steps.write(window, "login", cast.email(name))
    steps.write(window, "password", PASSWORD)
    steps.go(window, "Sign in", exact=True)
    look(window, "One more step")
    give_code(window, "Go on")
    window.open("/confirm/")
    look(window, "Is it you?")
    window.open("/confirm/code/")
    look(window, "Is it you?")
    window.open("/today/").page.locator("form[data-hide] button").click()
    window.page.wait_for_url("**/unlock/**")
    look(window, "Unlock")


def look(window: Window, heading: str) -> None:
    """Look at a page in the three widths that people have."""
    assert window.text("h1") == heading
    for width in (1440, 390, 320):
        window.page.set_viewport_size({"width": width, "height": 900})
        assert window.overflow() <= 0, (heading, width)
        assert window.axe() == [], (heading, width)
