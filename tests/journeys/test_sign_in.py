"""Signing in with what people have: a password, then a passkey, in a browser that makes real ones."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests import cast
from tests.journeys import steps
from tests.journeys.live import PASSWORD, Live
from tests.journeys.windows import Desk, Window

pytestmark = [pytest.mark.browser, pytest.mark.req("SEC-04")]

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Device:
    """A passkey device that always says yes. The browser forgets it with each process; we do not."""

    window: Window
    kept: list[dict[str, Any]] = field(default_factory=list)

    def press(self, name: str, *, path: str) -> None:
        """Press the button that asks the device, and wait until the page has been left."""
        cdp = self.window.cdp()
        cdp.send("WebAuthn.enable")
        mine = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        for credential in self.kept:
            cdp.send("WebAuthn.addCredential", {**mine, "credential": credential})
        for event in ("WebAuthn.credentialAdded", "WebAuthn.credentialAsserted"):
            cdp.on(event, self._keep)
        self.window.tap("button", name, within="main")
        self.window.page.wait_for_url(lambda url: path not in url)
        cdp.detach()

    def _keep(self, event: dict[str, Any]) -> None:
        self.kept = [event["credential"]]


def test_a_passkey_signs_in_and_shows_a_hidden_screen_again(desk: Desk, live: Live) -> None:
    live.give_password("cam")
    cam = desk.window("cam", signed_in=False).open("/sign-in/")
    device = Device(cam)
    steps.write(cam, "login", cast.email("cam"))
    steps.write(cam, "password", PASSWORD)
    steps.go(cam, "Sign in", exact=True)
    cam.open("/second-factor/keys/add/")
    device.press("Add it", path="/keys/add/")
    assert cam.axe() == []
    cam.open("/queue/")
    assert cam.text("h1") == "Queue", "a passkey is the second factor"
    cam.page.locator("form[data-hide] button").click()
    cam.page.wait_for_url("**/unlock/**")
    device.press("passkey", path="/unlock/")
    assert cam.path == "/queue/"
    cam.page.context.clear_cookies()
    cam.open("/sign-in/")
    device.press("passkey", path="/sign-in/")
    assert cam.page.locator("nav.nav a").count() > 0
    assert cam.complaints == []
