"""Whoever is no party finds nothing, exactly as with an address that never existed (REF-26, SEC-03)."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from concord.foundation.access.actor import Actor
from concord.operations.referrals.models import Referral

Browser = Callable[[str], Client]
Known = Callable[[Referral, Actor], str]

READS = ("", "accept/", "waitlist/", "decline/", "correct/", "close/", "withdraw/", "joint/", "follow-up/")
POSTS = (*READS[1:], "take/", "notes/", "called/", "call-us/", "pending/", "joint/confirm/")
OUTSIDERS = ("lou", "paz", "leo", "cam", "sam", "noor", "chip", "pell", "kim", "judy")
NEVER_IN = ("bea", "uma", "flo", "tom", "sys", "eve", "rae", "stu", "dara")


def _plain(response: object, client: Client) -> tuple[int, str, dict[str, str]]:
    """Return an answer without the nonce and the token, which are new each time."""
    headers = dict(response.headers)  # type: ignore[attr-defined]  # known here, not to the stubs
    nonce = re.search(r"nonce-([^']+)'", headers["Content-Security-Policy"])
    body = response.content.decode()  # type: ignore[attr-defined]  # known here, not to the stubs
    if nonce:
        body = body.replace(nonce[1], "NONCE")
        headers["Content-Security-Policy"] = headers["Content-Security-Policy"].replace(nonce[1], "NONCE")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", body)
    path = response.request["PATH_INFO"]  # type: ignore[attr-defined]  # known here, not to the stubs
    return response.status_code, body.replace(path, "PATH"), headers  # type: ignore[attr-defined]  # known here, not to the stubs


def _ask(client: Client, method: str, path: str) -> tuple[tuple[int, str, dict[str, str]], int]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path) if method == "GET" else client.post(path, {})
    return _plain(response, client), len(queries)


@pytest.mark.req("REF-26", "SEC-02", "SEC-03")
@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_foreign_referral_answers_as_one_that_does_not_exist(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, name: str
) -> None:
    client, foreign = browser(name), known_as(sent, ana)
    client.get("/r/R-2222-2222/")  # whatever is read once for a browser is read now
    theirs, queries = _ask(client, "GET", foreign)
    nobodys, as_many = _ask(client, "GET", "/r/R-2222-2222/")
    assert theirs == nobodys
    assert theirs[0] == 404
    assert queries == as_many


@pytest.mark.req("REF-26", "SEC-03")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_door_of_a_foreign_referral_answers_so(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, method: str
) -> None:
    client, foreign = browser("lou"), known_as(sent, ana)
    client.get("/r/R-2222-2222/")
    for part in READS if method == "GET" else POSTS:
        theirs, queries = _ask(client, method, f"{foreign}{part}")
        nobodys, as_many = _ask(client, method, f"/r/R-2222-2222/{part}")
        assert theirs == nobodys, part
        assert theirs[0] == 404, part
        assert queries == as_many, part


@pytest.mark.req("REF-26", "SEC-02")
@pytest.mark.parametrize("name", NEVER_IN)
def test_those_who_work_with_no_referrals_are_refused_before_any_is_looked_for(
    browser: Browser, sent: Referral, ana: Actor, known_as: Known, name: str
) -> None:
    client = browser(name)
    client.get("/r/R-2222-2222/")
    theirs, queries = _ask(client, "GET", known_as(sent, ana))
    nobodys, as_many = _ask(client, "GET", "/r/R-2222-2222/")
    assert theirs == nobodys
    assert theirs[0] in {403, 404}
    assert queries == as_many
    assert "Emergency housing" not in theirs[1]
    assert client.get("/queue/").status_code in {403, 200}
