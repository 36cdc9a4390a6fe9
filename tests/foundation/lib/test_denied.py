"""Refusals carry codes and facts, and a button gets the same refusal as the action."""

import pytest

from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible, Problem, allowed


def _check_send(role: str, *, hours: int = 0) -> None:
    if role != "sender":
        raise Denied("not_sender", role=role, hours=hours)


def test_a_denial_carries_its_code_and_parameters() -> None:
    refusal = Denied("not_receiver", organization="Harbor House")
    assert (refusal.code, dict(refusal.parameters)) == ("not_receiver", {"organization": "Harbor House"})
    assert repr(refusal) == "Denied('not_receiver', organization='Harbor House')"
    assert str(refusal) == "not_receiver"


def test_a_button_gets_the_denial_that_the_action_would_raise() -> None:
    refusal = allowed(_check_send, "reader", hours=2)
    assert isinstance(refusal, Denied)
    assert refusal.parameters["hours"] == 2


def test_a_button_gets_nothing_where_the_rule_lets_the_actor_through() -> None:
    assert allowed(_check_send, "sender") is None


def test_a_button_does_not_swallow_other_errors() -> None:
    def check() -> None:
        raise Conflict("answered", by="Harbor House")

    with pytest.raises(Conflict, match="answered"):
        allowed(check)


def test_what_is_invalid_names_every_problem_at_once() -> None:
    wrong = Invalid([Problem("purpose", "too_long", {"limit": 500}), Problem("", "no_receiver")])
    assert [problem.field for problem in wrong.problems] == ["purpose", ""]
    assert wrong.problems[1].parameters == {}
    assert str(wrong) == "purpose: too_long, : no_receiver"


def test_invalid_without_a_problem_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Invalid([])


def test_a_conflict_is_no_denial_and_what_is_not_visible_says_nothing() -> None:
    assert not issubclass(Conflict, Denied)
    assert str(NotVisible()) == ""
