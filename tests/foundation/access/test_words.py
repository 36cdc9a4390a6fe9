"""Every code that people can meet has words, and every way out leads somewhere."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from concord.foundation import access, accounts, organizations
from concord.foundation.access import gates, log_words, words
from concord.foundation.accounts import states
from concord.foundation.organizations import codes

FOLDERS = [Path(package.__path__[0]) for package in (access, accounts, organizations)]


def _raised(names: set[str]) -> set[str]:
    """Collect the codes in calls such as Denied("last_lead") in the three contexts."""
    found = set()
    for folder in FOLDERS:
        for path in folder.glob("**/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    position = 1 if node.func.id == "Problem" else 0
                    argument = node.args[position]
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
    return found


def test_every_refusal_that_is_raised_has_words() -> None:
    raised = _raised({"Denied", "Conflict"}) | {
        f"closed_by_{why}" for why in ("tier", "type", "switch", "role", "second_factor")
    }
    assert raised == set(words.REFUSALS)


def test_every_problem_of_a_form_has_words() -> None:
    by_hand = {"unknown_sector", "unknown_regime", "unknown_scheme", "unknown_time_zone", "exit_not_secure",
               "review_interval_unfit",
               "unknown_tier", "unknown_capability"}  # fmt: skip
    assert _raised({"Problem"}) - by_hand <= set(words.PROBLEMS)


@pytest.mark.parametrize(
    "page", sorted({page for *_rest, page in words.REFUSALS.values() if page} - {"directory:list"})
)
def test_every_way_out_leads_to_a_page(page: str) -> None:
    assert reverse(page)


@pytest.mark.parametrize(
    ("known", "worded"),
    [
        (codes.ROLES, words.ROLES),
        (codes.TYPES, words.TYPES),
        ([sub for subs in codes.SUB_TYPES.values() for sub in subs], words.SUB_TYPES),
        (gates.GATES, words.CAPABILITIES),
        (states.NEXT, words.STATES),
    ],
)
def test_every_code_has_a_label_and_no_label_is_left_over(known: list[str], worded: dict[str, str]) -> None:
    assert set(known) == set(worded)


def test_every_action_that_is_recorded_here_has_a_label_in_the_log() -> None:
    recorded = set()
    for folder in FOLDERS:
        for path in folder.glob("**/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", "") == "record"
                    and len(node.args) > 1
                ):
                    recorded |= {a.value for a in node.args[1:3] if isinstance(a, ast.Constant)}
    recorded -= {"access.asked", "region.created", "network.settled"}  # nobody's records in particular
    assert recorded <= set(log_words._LABELS)


def test_two_rooms_cannot_word_one_action_differently() -> None:
    with pytest.raises(ValueError, match=r"log\.read"):
        log_words.register({"log.read": "Something else"})


@pytest.mark.parametrize("word", ["violence", "abuse", "shelter", "victim", "survivor", "crisis"])
def test_no_title_or_path_of_these_pages_gives_anything_away(word: str) -> None:
    for path in (FOLDERS[0] / "jinja2").glob("**/*.html"):
        title = path.read_text().partition("{% block title %}")[2].partition("{% endblock %}")[0]
        assert word not in title.lower(), path.name
    assert word not in (FOLDERS[0] / "urls.py").read_text().lower()
