"""Refusal and not-found pages: the reason, the way on, and nothing about what is not yours."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from concord.config import refusals
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible, Problem
from tests import cast

Browse = Callable[[str], Client]


def request_of(actor: Actor) -> HttpRequest:
    request = RequestFactory().get("/x/")
    request.actor = actor  # type: ignore[attr-defined]  # as the middleware does
    request.refused = []  # type: ignore[attr-defined]  # same
    return request


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Denied("closed_by_role", capability="people.manage"), 403, "Ask your agency lead"),
        (Conflict("already_claimed"), 409, "Changed in the meantime"),
        (
            Invalid([Problem("name", "no_such_words"), Problem("phone", "missing")]),
            422,
            "Nothing was changed",
        ),
        (NotVisible(), 404, "There is nothing here for you"),
    ],
)
def test_a_refusal_says_why_and_shows_a_way_on(error: Exception, status: int, said: str) -> None:
    answer = refusals.page(request_of(cast.actor("ana")), error)
    assert answer.status_code == status
    assert said in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.req("SEC-03")
def test_a_false_address_says_the_same_to_everybody(client_of: Browse) -> None:
    answer = client_of("ana").get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()
    assert "<title>Not found" in answer.content.decode()


@pytest.mark.django_db
def test_a_stranger_too_gets_a_page() -> None:
    answer = refusals.page(request_of(Actor.nobody()), NotVisible())
    assert "Leave" in answer.content.decode()
