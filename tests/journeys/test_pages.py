"""Every page, as the browser sees it: read aloud, small, narrow, quiet about what it is."""

import gzip
import re
from zlib import crc32

import pytest

from tests.journeys.addresses import ALL, Found, Place, routes, walk
from tests.journeys.live import EVERYBODY, Live
from tests.journeys.windows import Desk, Measured, Window

pytestmark = pytest.mark.browser

ROOMS = (
    "access", "accounts", "config", "directory", "hsds", "members", "notices", "pages", "participation",
    "referrals", "releases", "training", "transfers",
)  # fmt: skip
VARIANTS = [
    (theme, width, language)
    for theme in ("light", "dark")
    for width in (1440, 390, 320)
    for language in ("en", "es", "fr")
]
# Nothing that stands in a title, an address or a subject may say what this is about.
TELLING = re.compile(
    r"violen|abus|shelter|crisis|crise|victim|víctim|surviv|sobreviv|assault|rape\b|batter|domestic|doméstic"
    r"|hotline|maltrat|refug|albergue|agresi|agressi|violaci|\bviol\b|conjugal|héberge|harm\b",
    re.IGNORECASE,
)
STORED = frozenset()  # what a page may keep in the browser
_UNFOLD = "() => document.querySelectorAll('details').forEach(d => (d.open = true))"
_LONGER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const length = Math.ceil(node.textContent.trim().length * 0.4);
    if (length < 2 || node.parentElement.closest("script")) continue;
    node.textContent += " " + "lorem ipsum dolor sit ".repeat(99).slice(0, length);
  }
}"""
_WIDER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    + "p{margin-block-end:2em!important}");
  document.adoptedStyleSheets = [sheet];
}"""
HTML_BYTES, COLD_BYTES, COLD_REQUESTS = 15_000, 60_000, 10
_LETTER = "its link stands in a letter; test_states opens it"
_A_FILE = "a file; see tests/exchange"
_FOR_SYSTEMS = "for other systems; see tests/exchange"
_ONE_TIME = "asks for an authenticator app, printed codes or a passkey of one's own; see test_sign_in"
_NO_LIST = "nobody has read a list in; see tests/governance/members"
_NO_INVITATION = "nobody was invited from a list; see tests/governance/members"
UNREACHED = {
    "healthz": "for machines",
    "readyz": "for machines",
    "pages:home": "the demo has a start page of its own",
    "access:app_picture": "a picture",
    "access:leave": "see test_leave",
    "access:unlock": "see test_states",
    "access:join": _LETTER,
    "account_reset_password_from_key": _LETTER,
    "access:decide": "nobody has asked for an organization",
    "access:end_other_sessions": "each member of the cast has one sign-in",
    "access:revoke_key": "nobody has made a key",
    "hsds:about": _FOR_SYSTEMS,
    "hsds:document": _FOR_SYSTEMS,
    "hsds:services": _FOR_SYSTEMS,
    "hsds:service": _FOR_SYSTEMS,
    "hsds:organizations": _FOR_SYSTEMS,
    "hsds:organization": _FOR_SYSTEMS,
    "hsds:places": _FOR_SYSTEMS,
    "hsds:place": _FOR_SYSTEMS,
    "hsds:taxonomies": _FOR_SYSTEMS,
    "hsds:taxonomy": _FOR_SYSTEMS,
    "hsds:terms": _FOR_SYSTEMS,
    "hsds:term": _FOR_SYSTEMS,
    "hsds:download": _A_FILE,
    "own:download": _A_FILE,
    "transfers:show": "nobody has brought in a file; see tests/exchange",
    "transfers:move": "nobody has brought in a file; see tests/exchange",
    "directory:claim": "every listing of the coalition belongs to one lead, who is not walked as",
    "members:import": _NO_LIST,
    "members:take_in": _NO_LIST,
    "members:undo": _NO_LIST,
    "members:letter": _NO_INVITATION,
    "members:again": _NO_INVITATION,
    "members:end": _NO_INVITATION,
    "members:name": "follows the code of a letter",
    "members:still": _LETTER,
    "mfa_authenticate": _ONE_TIME,
    "mfa_deactivate_totp": _ONE_TIME,
    "mfa_download_recovery_codes": _ONE_TIME,
    "mfa_edit_webauthn": _ONE_TIME,
    "mfa_reauthenticate": _ONE_TIME,
    "mfa_reauthenticate_webauthn": _ONE_TIME,
    "mfa_remove_webauthn": _ONE_TIME,
    "mfa_view_recovery_codes": _ONE_TIME,
    "referrals:agree_joint": "stands on one referral of many; see test_joint_call",
    "referrals:card": "follows a form; see test_states",
    "referrals:follow_up": "stands late in a referral's life; see test_referral",
    "referrals:question_send": "follows a form, as sending a referral does; see test_referral",
    "training:attest": "only the lead of somebody who is due is offered it; see tests/learning",
    "referrals:screen": "a text is looked at while it is typed; see test_referral",
    "referrals:send": "follows a form; see test_referral",
}


@pytest.fixture(scope="session")
def found(busy: Live) -> Found:
    return walk(busy, ALL)


def pages_of(found: Found, room: str) -> list[Place]:
    return sorted(place for place in found.pages.values() if place.room == room)


def test_every_link_leads_somewhere(found: Found) -> None:
    assert found.broken == []


def test_every_address_is_reached_by_a_link_or_a_form(found: Found, measured: Measured) -> None:
    reached = set(found.pages) | found.actions
    missing = set(routes()) - reached
    measured["pages walked"] = str(len(found.pages))
    assert " ".join(sorted(missing - set(UNREACHED))) == ""
    # Journeys that ran before leave things behind, whose pages then are reached too: told, not refused.
    measured["reached though excused"] = " ".join(sorted(set(UNREACHED) - missing)) or "none"


def examine(window: Window, place: Place, language: str) -> list[str]:
    page = window.page
    window.complaints.clear()
    window.requests.clear()
    answer = page.goto(window.live.at(place.who, place.path))
    page.wait_for_load_state("load")
    found = [] if answer and answer.status == 200 else [f"answers {answer and answer.status}"]
    page.evaluate(_UNFOLD)
    found += window.axe()
    if page.locator("html").get_attribute("lang") != language:
        found.append(f"speaks {page.locator('html').get_attribute('lang')}, not {language}")
    wide = window.overflow()
    page.set_viewport_size({"width": 320, "height": 900})
    narrow = window.overflow()
    found += [f"{more} px too wide" for more in (wide, narrow) if more > 0]
    found += window.complaints
    own = window.live.at(place.who, "")
    found += [f"asks {request.url}" for request in window.requests if not request.url.startswith(own)]
    stored = set(page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
    found += [f"keeps {name} in the browser" for name in stored - STORED]
    if TELLING.search(page.title()):
        found.append(f"its title tells: {page.title()}")
    return [f"{place.path} ({place.who or 'nobody'}): {problem}" for problem in found]


@pytest.mark.req("SEC-08", "SEC-10")
@pytest.mark.parametrize("room", ROOMS)
def test_pages_can_be_used_by_everybody_and_tell_nothing(desk_of_busy: Desk, found: Found, room: str) -> None:
    problems = []
    for place in pages_of(found, room):
        theme, width, language = VARIANTS[crc32(place.route.encode()) % len(VARIANTS)]
        desk_of_busy.live.speak(place.who, language)
        window = desk_of_busy.window(place.who, width=width, color_scheme=theme, locale=language)
        problems += [f"{theme} {width} {language} {line}" for line in examine(window, place, language)]
        desk_of_busy.close()
    assert not problems, "\n".join(problems)


@pytest.mark.drill
@pytest.mark.timeout(3600)
@pytest.mark.req("SEC-08", "SEC-10")
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("room", ROOMS)
def test_pages_can_be_used_in_every_theme_width_and_language(
    desk_of_busy: Desk, found: Found, room: str, language: str
) -> None:
    problems = []
    for place in pages_of(found, room):
        desk_of_busy.live.speak(place.who, language)
        window = desk_of_busy.window(place.who, locale=language)
        problems += examine(window, place, language)
        for theme in ("light", "dark"):
            window.page.emulate_media(color_scheme=theme)
            window.page.wait_for_timeout(250)  # colors pass over into each other
            for width in (1440, 390, 320):
                window.page.set_viewport_size({"width": width, "height": 900})
                problems += [f"{theme} {width} {language} {place.path}: {line}" for line in window.axe()]
        desk_of_busy.close()
    assert not problems, "\n".join(problems)


@pytest.mark.drill
@pytest.mark.timeout(3600)
@pytest.mark.req("SEC-10")
@pytest.mark.parametrize("room", ROOMS)
def test_longer_words_and_wider_spaces_fit(desk_of_busy: Desk, found: Found, room: str) -> None:
    """Another language is longer by two fifths; some people set wider spaces (WCAG 1.4.12)."""
    problems = []
    for place in pages_of(found, room):
        window = desk_of_busy.window(place.who)
        for change in (_LONGER, _WIDER):
            window.open(place.path)
            window.page.evaluate(_UNFOLD)
            window.page.evaluate(change)
            for width in (320, 390, 720, 1024, 1440):
                window.page.set_viewport_size({"width": width, "height": 900})
                if window.overflow() > 0:
                    problems.append(f"{place.path} at {width}: {window.overflow()} px too wide")
        desk_of_busy.close()
    assert not problems, "\n".join(problems)


@pytest.mark.req("SEC-08")
@pytest.mark.parametrize("room", ROOMS)
def test_pages_are_small_and_kept_nowhere(found: Found, busy: Live, room: str) -> None:
    large = {}
    for place in pages_of(found, room):
        _status, _kind, body = busy.get(place.path, busy.session(place.who) if place.who else "")
        size = len(gzip.compress(body, 6))
        if size > HTML_BYTES:
            large[place.path] = size
    assert large == {}


@pytest.mark.req("SEC-08")
def test_addresses_tell_nothing() -> None:
    assert [name for name in routes() if TELLING.search(name)] == []


@pytest.mark.parametrize(("name", "path"), [("hal", "/queue/"), ("hal", "/tonight/"), (EVERYBODY, "/")])
def test_a_first_visit_is_light(desk_of_busy: Desk, measured: Measured, name: str, path: str) -> None:
    window = desk_of_busy.window(name)
    cdp = window.cdp()
    cdp.send("Network.enable")
    sizes: list[float] = []
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    window.open(path)
    window.page.wait_for_load_state("networkidle")
    measured[f"first visit, {path}"] = f"{sum(sizes) / 1000:.0f} kB in {len(sizes)} requests"
    assert sum(sizes) <= COLD_BYTES
    assert len(sizes) <= COLD_REQUESTS
