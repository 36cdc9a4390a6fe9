"""Browser windows of the cast: what they see, what they press, and what the browser complains of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Request

from tests import ground
from tests.journeys.live import EVERYBODY, Live

Measured = dict[str, str]  # what was measured -> how much; shown at the end of the run

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_AXE_RUN = """axe.run(document, {runOnly: %s}).then(r => r.violations.map(v =>
  v.id + " (" + v.nodes.length + "): " + v.nodes.slice(0, 3).map(n =>
    n.html.slice(0, 160) + " | " +
    [...n.any, ...n.all, ...n.none].map(a => a.message).join("; ").slice(0, 200)
  ).join(" || ")))"""


# A page that is loaded for real has no such mark; an exchange takes it away a moment after it was shown.
_ARM = """() => {
  window.waitsForAnswer = true;
  document.addEventListener("htmx:after:swap", () => setTimeout(() => (window.waitsForAnswer = false), 90));
}"""


@cache
def _axe() -> str:
    return (ground.ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()


@dataclass
class Window:
    """One window of one person. Counts keys and clicks, so that a budget can be held."""

    live: Live
    name: str
    page: Page
    scripts: bool = True
    keys: int = 0
    clicks: int = 0
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    on_their_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._leaves)
        self.page.on("requestfinished", self._is_back)
        self.page.on("requestfailed", self._is_back)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused form answers 4xx, which the browser notes: that is the product's way of speaking.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _leaves(self, request: Request) -> None:
        self.requests.append(request)
        if request.resource_type != "ping":
            self.on_their_way.add(request)

    def _is_back(self, request: Request) -> None:
        self.on_their_way.discard(request)

    # -- moving about ------------------------------------------------------------------------------
    def open(self, path: str) -> "Window":
        """Load a page for real and begin to count anew."""
        self.page.goto(self.live.at(self.name, path))
        self.keys = self.clicks = 0
        return self

    def press(self, *keys: str) -> "Window":
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1
        return self

    def tab_to(self, selector: str, *, most: int = 60) -> "Window":
        """Press Tab until the focus is there, as somebody without a mouse does."""
        for _ in range(most):
            self.press("Tab")
            if self.page.evaluate("s => Boolean(document.activeElement?.matches(s))", selector):
                return self
        raise AssertionError(f"no Tab leads to {selector}")

    def click(self, selector: str, **options: Any) -> "Window":
        self.page.locator(selector).first.click(**options)
        self.clicks += 1
        return self

    def tap(self, role: str, name: str, *, within: str = "body", exact: bool = False) -> "Window":
        """Press what a person would name: a button, a link, a radio."""
        self.page.locator(within).get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]  # facts of many types
        self.clicks += 1
        return self

    def settle(self) -> "Window":
        """Wait until nothing is on its way any more, neither a page nor an exchange."""
        still = 0
        for _ in range(400):
            self.page.wait_for_timeout(25)
            still = 0 if self.on_their_way else still + 1
            if still > 1:
                break
        self.page.wait_for_load_state("load")
        return self

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Wait until what is pressed inside has been answered, by a new page or by an exchange."""
        if not self.scripts:
            with self.page.expect_navigation():
                yield
            return
        self.settle()
        self.page.evaluate(_ARM)
        yield
        self.page.wait_for_function("() => window.waitsForAnswer !== true")
        self.settle()

    # -- looking -----------------------------------------------------------------------------------
    @property
    def path(self) -> str:
        return self.page.url.partition(f":{self.live.port}")[2]

    def text(self, selector: str = "main") -> str:
        return self.page.locator(selector).first.inner_text()

    def status(self) -> str:
        """Return the line that is read aloud, waiting for it a moment."""
        line = self.page.locator("#status")
        try:
            self.page.wait_for_function(
                "() => document.getElementById('status')?.textContent.trim()", timeout=3000
            )
        except Exception:  # noqa: BLE001 - the caller says what is missing
            return ""
        return line.inner_text()

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement?.tagName ?? ''"))

    def cdp(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def axe(self) -> list[str]:
        """Run axe in a world of its own, so that the page's own policy stays on."""
        cdp = self.cdp()
        frame = cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = cdp.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
        where = world["executionContextId"]
        cdp.send("Runtime.evaluate", {"expression": _axe(), "contextId": where})
        answer = cdp.send(
            "Runtime.evaluate",
            {
                "expression": _AXE_RUN % str(list(_TAGS)).replace("'", '"'),
                "contextId": where,
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        cdp.detach()
        if "exceptionDetails" in answer:
            return [f"axe failed: {answer['exceptionDetails']}"]
        return list(answer["result"]["value"])

    def overflow(self) -> int:
        """Return how many pixels the page is wider than the window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


@dataclass
class Desk:
    """Opens windows, each in a browser profile of its own, and closes them after the test."""

    live: Live
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def window(self, name: str = EVERYBODY, *, width: int = 1280,
               signed_in: bool = True, **options: Any) -> Window:  # fmt: skip
        """Open a window in which a member of the cast is signed in; nobody when the name is empty."""
        options.setdefault("viewport", {"width": width, "height": 900})
        options.setdefault("locale", "en-US")
        options.setdefault("service_workers", "block")
        context = self.browser.new_context(**options)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if name and signed_in:
            sid = self.live.session(name)
            context.add_cookies(
                [
                    {
                        "name": "sid",
                        "value": sid,
                        "url": self.live.at(name),
                        "httpOnly": True,
                        "sameSite": "Strict",
                    }
                ]
            )
        scripts = bool(options.get("java_script_enabled", True))
        return Window(self.live, name, context.new_page(), scripts)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    from tools.browser import chromium_path

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium_path()), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()
