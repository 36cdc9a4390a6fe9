"""A page and the API refuse the same person the same thing with the same words."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.api.conftest import Sent
from tests.api.support import SENT_ITEMS, Api, api_of, release_body

pytestmark = pytest.mark.django_db

# Verb of the API -> address of the page that does the same.
VERBS = {
    "take": "take/",
    "call-us": "call-us/",
    "log-call": "called/",
    "confirm-joint-contact": "joint/confirm/",
    "miss-joint-contact": "joint/missed/",
    "withdraw": "withdraw/",
    "close-on-our-side": "close/",
}


def _said(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


@pytest.mark.req("TIER-02", "REF-14", "REF-24")
@pytest.mark.parametrize("name", ["cam", "bo", "lou", "eve"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_refused_with_the_same_code_and_words(
    verb: str, name: str, cam: Api, bo: Api, sent: Sent
) -> None:
    reference = sent.by_sender if name == "cam" else sent.by_receiver
    api = {"cam": cam, "bo": bo}.get(name) or api_of(name)
    with transaction.atomic():
        answer = api.post(f"referrals/{reference}/{verb}")
        transaction.set_rollback(True)
    page = cast.client(name).post(f"/r/{reference}/{VERBS[verb]}")
    if answer.status_code == 200:
        assert page.status_code in {200, 303}
        return
    assert page.status_code == answer.status_code
    if answer.status_code == 403:
        assert page.wsgi_request.refused[0].code == answer.json()["code"]
        assert " ".join(answer.json()["detail"].split()) in _said(page)


# Verb of the API -> its body, the address of the page and what its form sends.
SECONDS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "take": (None, "take/", {}),
    "acknowledge": (None, "", {}),
    "call-us": (None, "call-us/", {}),
    "close-on-our-side": (None, "close/", {}),
    "answer": ({"outcome": "waitlisted"}, "waitlist/", {}),
    "follow-up": ({"result": "unknown"}, "follow-up/", {"result": "unknown"}),
}


@pytest.mark.req("REF-14")
@pytest.mark.parametrize(("first", "who"), [("bo", "Bo Chen"), ("cam", "Northside Counseling")])
@pytest.mark.parametrize("verb", SECONDS)
def test_the_second_of_two_reads_at_every_door_who_was_first_and_when(
    verb: str, first: str, who: str, cam: Api, bo: Api, sent: Sent, may_answer: str
) -> None:
    """A colleague is named; of the other side, only the organization."""
    ended = f"{sent.by_receiver}/close-on-our-side" if first == "bo" else f"{sent.by_sender}/withdraw"
    assert {"bo": bo, "cam": cam}[first].post(f"referrals/{ended}").status_code == 200
    body, address, form = SECONDS[verb]
    answer = api_of("ana").post(f"referrals/{sent.by_receiver}/{verb}", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "referral_somebody_was_first")
    assert answer.json()["detail"].startswith(f"{who} was first: Today, 12:00")
    assert "Cam" not in answer.json()["detail"]
    if address:
        page = cast.client("ana").post(f"/r/{sent.by_receiver}/{address}", form)
        assert page.status_code == 409
        assert f"{who} was first" in _said(page)


@pytest.mark.req("TIER-02")
@pytest.mark.parametrize(
    ("name", "address", "path"),
    [
        ("tom", "/queue/", "referrals"),
        ("tom", "/releases/new/", "releases"),
        ("tom", "/releases/received/", "releases/received"),
        ("eve", "/releases/received/", "releases/received"),
        ("ida", "/queue/", "referrals"),
        ("eve", "/queue/", "referrals"),
        ("eve", "/openings/", "openings/harbor-shelter"),
    ],
)
def test_a_door_is_closed_with_the_same_code_and_words(
    name: str, address: str, path: str, client_of: Callable[[str], Client]
) -> None:
    page = client_of(name).get(address)
    method = {"/releases/new/": "POST", "/openings/": "PUT"}.get(address, "GET")
    answer = api_of(name).call(method, path, {})
    assert (page.status_code, answer.status_code) == (403, 403)
    assert page.wsgi_request.refused[0].code == answer.json()["code"]
    assert " ".join(answer.json()["detail"].split()) in _said(page)


def test_a_longer_list_asks_the_database_no_more_often(cam: Api) -> None:
    asked = []
    for _ in range(2):
        for to in ("harbor-shelter", "lakeside-shelter", "brigid-team"):
            body = release_body("northside-counseling", to.partition("-")[0], to, SENT_ITEMS)
            assert cam.post("releases", body).status_code == 201
        with CaptureQueriesContext(connection) as queries:
            assert cam.get("releases").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
