"""Nonsense in an address is refused or ignored; it is never an error of ours."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import transaction

from tests.architecture.house import modules
from tests.sweep.askers import Asker
from tests.sweep.oracles import closed
from tests.sweep.routes import Route, routes
from tests.sweep.sweeping import Sweep

pytestmark = [pytest.mark.sweep, pytest.mark.req("SEC-05")]

_ASKED = re.compile(r"""GET(?:\.get|\.getlist)?[(\[]["'](\w+)["']""")
HOSTILE = ("\0", "'\"<>", "9" * 3000, "\U0001f4a9", "%", "-1", "../..", "2026-13-45T99:99", "[]", "true~x")
ASKERS = ("ana", "bo", "bea", "anonymous")  # the first of them for whom the door is open asks
PAGES = [route for route in routes() if not route.is_api]


def _names() -> list[str]:
    """Return the names of all query parameters that any view reads, and those of filters and pages."""
    found = {name for module in modules() for name in _ASKED.findall(module.text)}
    return sorted(found | {"after", "before", "q", "words", "region", "category", "page", "view", "next"})


def _addresses(route: Route, value: str) -> Iterator[str]:
    """Put a value into the query, and into every part of the address that takes it."""
    plain = route.address(dict.fromkeys(route.params, "1-1"))
    yield plain + "?" + "&".join(f"{name}={quote(value)}" for name in _names())
    texts = [name for name in route.params if f"<str:{name}>" in route.pattern]
    if texts and "/" not in value:
        yield route.address({name: quote(value) if name in texts else "1" for name in route.params})


def _asker(route: Route, sweep: Sweep) -> Asker:
    known = {asker.label: asker for asker in sweep.askers}
    access = route.access("GET") or "public"
    for label in ASKERS:
        if closed(sweep.actor(known[label], api=False), access) is None:
            return known[label]
    return known["ana"]


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_nonsense_is_never_an_error_of_ours(route: Route, sweep: Sweep) -> None:
    wrong = []
    asker = _asker(route, sweep)
    for value in HOSTILE:
        for address in _addresses(route, value):
            with transaction.atomic():
                answer = asker.client().get(address)
                transaction.set_rollback(True)
            if answer.status_code >= 500 and answer.status_code != 503:
                wrong.append(f"{asker.label} {address[:90]!r} with {value[:12]!r}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("back", ["-1", "pages:home", "//elsewhere.example", "https://elsewhere.example/"])
def test_nobody_is_sent_elsewhere_after_a_change(back: str, sweep: Sweep) -> None:
    asker = next(asker for asker in sweep.askers if asker.label == "ana")
    with transaction.atomic():
        for address in ("/settings/display/", "/unlock/"):
            answer = asker.client().post(address, {"next": back, "theme": "dark"})
            assert (answer.status_code, answer["Location"]) == (303, "/")
        transaction.set_rollback(True)
