"""What holds for every page here: headers, a neutral title, nothing from elsewhere, one heading, Leave."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

Browse = Callable[[str], Client]
PAGES = (
    ("", "/"), ("", "/about/"), ("", "/safety/"), ("ana", "/tonight/"), ("ana", "/tonight/sheet/"),
    ("ana", "/today/"), ("tom", "/tonight/"), ("tom", "/today/"), ("bea", "/today/"), ("bea", "/network/"),
    ("bea", "/network/holidays/"), ("bea", "/network/times/"), ("bea", "/network/times/urgent/feedback/"),
    ("bea", "/network/letters/"), ("bea", "/gallery/"), ("ana", "/no/such/page/"), ("ana", "/network/"),
)  # fmt: skip
TITLES = {
    "Start", "About", "Leaving", "Tonight", "Sheet", "Today", "Network", "Holidays", "Response times",
    "Undelivered", "Gallery", "Not found", "Not now",
}  # fmt: skip
EXIT = "https://www.weather.gov/"


@pytest.mark.django_db
@pytest.mark.req("SEC-08", "SEC-01")
@pytest.mark.parametrize(("name", "address"), PAGES)
def test_a_page_keeps_the_rules(client_of: Browse, name: str, address: str) -> None:
    answer = (client_of(name) if name else Client()).get(address)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert re.split(r"\s\W\s", title)[0] in TITLES
    assert page.count("<h1") == 1
    assert "data-leave" in page
    elsewhere = {found for found in re.findall(r"https?://[^\s\"'<]+", page) if not found.startswith(EXIT)}
    # Addresses in the words of a page lead nowhere; only what is loaded or linked does.
    assert not [found for found in elsewhere if f'="{found}' in page]


@pytest.mark.django_db
@pytest.mark.req("SEC-10")
@pytest.mark.parametrize(("name", "address"), PAGES)
def test_every_id_of_a_page_stands_once(client_of: Browse, name: str, address: str) -> None:
    page = (client_of(name) if name else Client()).get(address).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
