"""What people do again and again, by what they read on the screen; works with scripts and without."""

from collections.abc import Sequence

from tests.journeys.windows import Window

HOUSING = "emergency_housing"
SENT_ITEMS = (
    "service_needed", "how_soon", "purpose", "interpreter_language", "safe_contact", "referral_source",
    "information_basis", "handoff_state",
)  # fmt: skip
ANSWER_ITEMS = ("answer", "handoff_state", "needs_met", "connection_result")


def mark(window: Window, name: str, *values: str) -> None:
    """Mark boxes or a radio; what lies folded is unfolded first, as a person would."""
    for value in values:
        box = window.page.locator(f"main input[name='{name}'][value='{value}']").first
        unfold(window, f"input[name='{name}']")
        if not box.is_checked():
            box.check()
            window.clicks += 1


def unfold(window: Window, selector: str) -> None:
    for fold in window.page.locator(f"main details:not([open]):has({selector})").all():
        fold.locator("summary").first.click()
        window.clicks += 1


def choose(window: Window, name: str, value: str) -> None:
    unfold(window, f"[name='{name}']")
    window.page.locator(f"main select[name='{name}']").select_option(value)
    window.clicks += 1


def write(window: Window, name: str, text: str) -> None:
    unfold(window, f"[name='{name}']")
    window.page.locator(f"main [name='{name}']").first.fill(text)


def go(window: Window, name: str, *, kind: str = "button", exact: bool = False) -> None:
    """Press a button or a link and wait until the page that follows is there."""
    with window.answered():
        window.tap(kind, name, within="main", exact=exact)


def choose_release(window: Window, release: str) -> None:
    """Choose the release, and wait for what it covers besides."""
    mark(window, "release", release)
    if window.scripts:
        window.settle()
    else:
        go(window, "Show releases")


def record_release(
    window: Window, to: str, program: str, *, purpose: str = "referral", items: Sequence[str] = SENT_ITEMS,
    report_back: str = "",
) -> str:  # fmt: skip
    """Record what a person agreed to, and return the reference."""
    window.open(f"/releases/new/?to={to}&program={program}&purpose={purpose}&lang=en")
    fill_release(window, items, report_back=report_back)
    return window.path.split("/")[2]


def fill_release(window: Window, items: Sequence[str], *, report_back: str = "") -> None:
    page = window.page
    mark(window, "items", *items)
    for point in page.locator("main input[name=explained_points]").all():
        point.check()
        window.clicks += 1
    mark(window, "method", "written")
    page.locator("main input[name=holds_signed_copy]").check()
    mark(window, "signer", "person")
    if report_back:
        write(window, "report_back_until", report_back)
    go(window, "Record", exact=True)


def ask(window: Window, *, program: str, soon: str = "priority", category: str = HOUSING) -> None:
    """Answer the first three of the four questions; without scripts each answer is sent by its button."""
    choose_help(window, category)
    mark(window, "sensitivity", soon)
    choose_program(window, program)


def choose_help(window: Window, category: str) -> None:
    """Choose what is needed, and wait for the programs that offer it."""
    if not window.scripts:
        choose(window, "category", category)
        go(window, "Show programs")
        return
    with window.answered():
        choose(window, "category", category)


def choose_program(window: Window, program: str) -> None:
    """Choose the program, and wait for the releases that name it."""
    if not window.scripts:
        mark(window, "receiver_program", program)
        go(window, "Show releases")
        return
    with window.answered():
        mark(window, "receiver_program", program)
    window.settle()


def send(window: Window) -> str:
    """Press "Check and send", look, press "Send"; returns the sender's reference."""
    go(window, "Check and send")
    go(window, "Send")
    assert window.path.startswith("/r/"), window.text()
    return window.path.split("/")[2]


def send_referral(
    window: Window, *, program: str = "harbor-shelter", soon: str = "priority", release: str = ""
) -> str:
    """Send one with the least that is asked; the release has been recorded."""
    window.open("/new/")
    ask(window, program=program, soon=soon)
    if release:
        mark(window, "release", release)
    return send(window)
