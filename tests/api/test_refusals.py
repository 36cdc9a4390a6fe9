"""One form of refusal, with the words of the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from concord.config import api, words
from concord.config.refusals import explain, known_codes
from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied, Invalid
from concord.operations.referrals import actions, queries
from tests import cast
from tests.api.conftest import Sent
from tests.api.support import Api

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]


def test_a_refusal_has_the_shape_of_rfc_9457(cam: Api) -> None:
    answer = cam.get("directory/nowhere")
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "remedy", "problems"}
    assert answer.json()["status"] == answer.status_code


def test_an_unknown_address_is_answered_like_an_invisible_thing(cam: Api, sent: Sent) -> None:
    unknown, invisible = cam.get("nothing/here"), cam.get("referrals/R-0000-0000")
    assert (unknown.status_code, unknown.content) == (404, invisible.content)


def test_a_wrong_method_says_which_are_right(cam: Api) -> None:
    answer = cam.call("DELETE", "openings/harbor-shelter")
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (
        405, "GET, PUT", "method_not_allowed",
    )  # fmt: skip


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"items": NaN}', b'"\\ud800"', b"[" * 5000])
def test_what_is_no_json_is_malformed(bo: Api, body: bytes) -> None:
    answer = bo.put("openings/harbor-shelter", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "items", "shape_missing"),
        ({"items": [], "note": ""}, "items", "shape_length"),
        ({"items": [{"kind": 1, "state": "open", "band": "some"}]}, "items.0.kind", "shape_kind"),
        ({"items": [{"kind": "x", "state": "open", "band": "some"}]}, "items.0.kind", "code_unknown"),
        ([], "", "shape_kind"),
        (None, "", "shape_missing"),
    ],
)
def test_every_fault_of_the_shape_is_named(bo: Api, body: Any, field: str, code: str) -> None:
    answer = bo.put("openings/harbor-shelter", body)
    assert answer.status_code == 422
    assert (field, code) in {(one["field"], one["code"]) for one in answer.json()["problems"]}


def test_the_door_is_asked_before_anything_is_read(db: None) -> None:
    assert Api().put("openings/harbor-shelter", b"{").status_code == 401


def test_the_words_follow_the_language_of_whoever_asks(db: None) -> None:
    answer = Api().call("GET", "directory", **{"Accept-Language": "es"})
    assert answer["Content-Language"] == "es"


# Address of the verb -> body of the call, action, what the action is given besides.
_VERBS: dict[str, tuple[Any, Callable[..., Any], dict[str, Any]]] = {
    "acknowledge": (None, actions.acknowledge, {}),
    "answer": ({"outcome": "declined"}, actions.answer, {"outcome": "declined"}),
    "correct": ({"outcome": "accepted"}, actions.correct, {"outcome": "accepted"}),
    "follow-up": ({"result": "connected"}, actions.follow_up, {"result": "connected"}),
    "withdraw": (None, actions.withdraw, {}),
    "log-call": (None, actions.log_call, {}),
    "confirm-joint-contact": (None, actions.confirm_joint_contact, {}),
    "miss-joint-contact": (None, actions.miss_joint_contact, {}),
    "close-on-our-side": (None, actions.close_on_our_side, {}),
    "notes": ({"text": " "}, actions.add_note, {"text": " "}),
}


@pytest.mark.req("TIER-02")
@pytest.mark.parametrize("name", ["cam", "bo"])
@pytest.mark.parametrize("verb", _VERBS)
def test_the_api_refuses_with_the_code_and_the_words_of_the_action(
    verb: str, name: str, cam: Api, bo: Api, sent: Sent
) -> None:
    body, action, given = _VERBS[verb]
    actor = cast.actor(name)
    reference = sent.by_sender if name == "cam" else sent.by_receiver
    with scope.acting(actor):
        referral = queries.get_for_change(reference, for_=actor)
        expected = _refusal(action, referral=referral, by=actor, now=clock.now(), **given)
    answer = {"cam": cam, "bo": bo}[name].post(f"referrals/{reference}/{verb}", body)
    found = answer.json()
    if expected is None:
        assert answer.status_code < 400
    elif isinstance(expected, Denied):
        words = explain(expected.code, expected.parameters)
        assert (found["code"], found["detail"], found["remedy"]) == (
            expected.code, words["reason"], words["remedy"],
        )  # fmt: skip
    else:
        assert [one["code"] for one in found["problems"]] == [one.code for one in expected.problems]


def _refusal(action: Callable[..., Any], **held: Any) -> Denied | Invalid | None:
    """Try an action and take it back; return its refusal."""
    with transaction.atomic():
        found = _tried(action, **held)
        transaction.set_rollback(True)
    return found


def _tried(action: Callable[..., Any], **held: Any) -> Denied | Invalid | None:
    try:
        action(**held)
    except (Denied, Invalid) as refused:
        return refused
    return None


def test_every_code_of_the_api_itself_has_words() -> None:
    assert set(api._SHAPES.values()) <= known_codes()
    assert set(words.REFUSALS) <= known_codes()
