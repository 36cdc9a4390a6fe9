"""Which addresses the product has, and what people reach of them by following its own links.

Nothing is listed by hand: a new page is found by the first link that leads to it, and what no link and no
form reaches must be named, with the reason, in `test_pages.UNREACHED`.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.journeys.live import EVERYBODY, Live

_LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"")
_FORM = re.compile(r"<form\b[^>]*>")
_ACTION = re.compile(r"(?:form)?action=\"([^\"]+)\"")
_SWAP = re.compile(r"\b(?:hx-get|hx-post|data-screen-url)=\"([^\"]+)\"")
_NO_PAGES = ("/leave/", "/sign-out/", "/static/", "/api/", "/healthz", "/readyz")
# The second of two steps, of which the first is a form.
_STARTS = ("/releases/new/?to=harbor-shelter&program=brigid-team&purpose=referral&lang=en",)
_OF_A_KIND = 16  # pages of one kind that one person looks at: what stands on them differs by state


@dataclass(frozen=True, order=True)
class Place:
    """A page as somebody sees it."""

    route: str
    who: str
    path: str

    @property
    def room(self) -> str:
        return self.route.partition(":")[0] if ":" in self.route else "accounts"


@dataclass
class Found:
    """What the walk brought home."""

    pages: dict[str, Place] = field(default_factory=dict)
    actions: set[str] = field(default_factory=set)  # routes that a form or an exchange leads to
    broken: list[str] = field(default_factory=list)  # links that lead nowhere


def routes(patterns: Iterable[URLPattern | URLResolver] | None = None, room: str = "") -> Iterator[str]:
    """Return the name of every address that has one."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.app_name == "api":
            continue  # no pages
        if isinstance(pattern, URLResolver):
            name = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from routes(pattern.url_patterns, name)
        elif pattern.name:
            yield f"{room}{pattern.name}"


def route_of(path: str) -> str:
    """Return the name of the address that a path belongs to; "" where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def _without_arguments() -> list[str]:
    found = []
    for name in routes():
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return [path for path in found if not path.startswith(_NO_PAGES)]


def walk(live: Live, names: Iterable[str]) -> Found:
    """Follow every link as each person."""
    found = Found()
    for name in names:
        _walk_as(live, name, found)
    return found


def _walk_as(live: Live, name: str, found: Found) -> None:
    session = live.session(name) if name else ""
    queue = deque((path, "") for path in ["/", *_STARTS, *_without_arguments()])
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    while queue:
        path, origin = queue.popleft()
        route = route_of(path)
        if origin and not route:
            found.broken.append(f"{name or 'nobody'}: {origin} leads to {path}, which there is not")
        if not route or path in seen or kinds[route] >= _OF_A_KIND:
            continue
        seen.add(path)
        status, kind, body = live.get(path, session)
        if status >= 500 or (origin and status >= 400 and status != 405):
            found.broken.append(f"{name or 'nobody'}: {origin} leads to {path}, which answers {status}")
        if status in {301, 302, 303} or (status == 403 and not origin):
            continue
        kinds[route] += 1
        if status != 200 or "text/html" not in kind:
            continue
        text = body.decode()
        if "<html" not in text:  # the answer to an exchange
            found.actions.add(route)
            continue
        found.pages.setdefault(route, Place(route, name, path))
        found.actions |= {route_of(action) for action in _acted(text, path)}
        queue.extend((link, path) for link in _linked(text, path))


def _linked(text: str, path: str) -> Iterator[str]:
    for href in _LINK.findall(text):
        target = urldefrag(urljoin(path, unescape(href))).url
        if target.startswith("/") and not target.startswith(_NO_PAGES):
            yield target


def _acted(text: str, path: str) -> Iterator[str]:
    actions = [action for form in _FORM.findall(text) for action in _ACTION.findall(form)]
    for action in (*actions, *_ACTION.findall(text), *_SWAP.findall(text)):
        yield urljoin(path, unescape(action))


ALL = (EVERYBODY, "hal", "ana", "lena", "bea", "sys", "noor")
