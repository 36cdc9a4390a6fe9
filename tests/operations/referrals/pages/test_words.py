"""Every refusal has words, every code a label, every field a reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms as django_forms

from concord.config import refusals
from concord.foundation.access import log_words
from concord.foundation.lib.denied import Problem
from concord.foundation.lib.screening import Kind
from concord.operations.referrals import codes, forms, rules, states, words
from concord.operations.referrals.forms.calls import SPOKE
from concord.operations.referrals.whys import WHYS

ROOM = Path(rules.__file__).parent
RAISING = (ROOM / "rules.py", *sorted((ROOM / "actions").glob("*.py")))
WHY_NOT = ("ended", "paused", "unlisted", "tier1", "type", "switched_off")


def _raised() -> Iterator[str]:
    """Find the code of every refusal that is built in this room."""
    for path in RAISING:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Denied": 0, "Conflict": 0, "Problem": 1}.get(node.func.id)
                if place is None:
                    continue
                code = node.args[place]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and str(node.value).endswith(("_missing", "_future")):
                yield str(node.value)


CODES = sorted({*_raised(), *(f"text_{kind}" for kind in Kind), *(f"receiver_{why}" for why in WHY_NOT)})


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_that_is_raised_here_has_words(code: str) -> None:
    assert code in refusals.known_codes()
    said = refusals.explain(
        code, {"who": "Ana", "at": "12:00", "most": 140, "part": "x", "need": "accessibility", "phone": "1"}
    )
    assert said["reason"]
    assert "%" not in said["reason"] + said["remedy"]


def test_no_words_are_left_of_codes_that_nobody_raises() -> None:
    assert set(words.REFUSALS) - set(CODES) == set()


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (words.SENSITIVITIES, codes.SENSITIVITIES), (words.PATHWAYS, codes.PATHWAYS),
        (words.BASES, codes.BASES), (words.SOURCES, codes.SOURCES),
        (words.FUNCTIONS, codes.COORDINATION_FUNCTIONS), (words.SAFE_CONTACT, codes.SAFE_CONTACT),
        (words.OUTCOMES, codes.OUTCOMES), (words.DECLINES, codes.DECLINES),
        (words.JOINT_MODES, codes.JOINT_MODES), (words.PRESENCE, codes.PRESENCE),
        (words.AGREED_ROLES, codes.AGREED_ROLES), (words.NEXT_STEPS, codes.NEXT_STEPS),
        (words.FOLLOW_UPS, codes.FOLLOW_UPS), (words.NEEDS_MET, codes.NEEDS_MET),
        (words.TALLY_KINDS, codes.TALLY_KINDS), (words.TALLY_ANSWERS, codes.TALLY_ANSWERS),
        (words.CALL_ANSWERS, codes.TALLY_ANSWERS), (words.PERSON_FIELDS, codes.ITEM_OF),
        (words.DELIVERY, states.DELIVERY), (words.OUTCOMES, states.OUTCOME), (words.MOVES, states.MOVES),
        (words.CLOCKS, states.CLOCKS), (words.RECEIVER_WHY_NOT, WHY_NOT),
        (words.FINDINGS, [str(kind) for kind in Kind]),
    ],
)  # fmt: skip
def test_every_code_has_a_label_and_every_label_a_code(table: dict[str, object], known: list[str]) -> None:
    assert set(table) == set(known)


def test_every_action_of_a_move_has_a_line_for_the_log() -> None:
    assert {move.action for move in states.MOVES.values()} <= set(words.LOG)
    assert set(words.LOG) <= set(log_words._LABELS)


def test_no_decline_says_whom_it_protects() -> None:
    assert not any("conflict" in code or "conflict" in str(text) for code, text in words.DECLINES.items())


def test_a_problem_names_the_need_it_means() -> None:
    said = words.explain_problem(Problem("needs_accessibility", "need_unanswered", {"need": "accessibility"}))
    assert said == "Say how this need is met: Accessibility."


def _forms() -> Iterator[django_forms.Form]:
    needs = ("interpreter_language", "accessibility", "cultural_preference")
    yield forms.AcceptForm(needs=needs)
    yield forms.CorrectForm(needs=needs)
    yield forms.SendForm(partners=[])
    yield forms.UnderReleaseForm(releases=[], referrals=[])
    for kind in (forms.CallForm, forms.PhoneForm):
        yield kind(programs=[])
    for plain in (forms.WaitlistForm, forms.DeclineForm, forms.JointForm, forms.PlanForm, forms.FollowUpForm,
                  forms.NoteForm):  # fmt: skip
        yield plain()


@pytest.mark.req("TRAIN-12")
def test_every_field_says_in_two_sentences_why_it_is_asked() -> None:
    asked = 0
    for form in _forms():
        for bound in form.visible_fields():
            why = str(form.why(bound.name))  # type: ignore[attr-defined]  # every form here can say why
            assert 2 <= why.count(". ") + 1 <= 3, bound.name
            asked += 1
    assert asked > 30
    assert set(SPOKE) == set(codes.SPOKE)
    assert all(str(why).endswith(".") for why in WHYS.values())
