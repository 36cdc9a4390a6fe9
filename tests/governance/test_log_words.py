"""What these rooms record stands in the log of an agency in words, never as a code (SEC-05)."""

import ast
import re
from pathlib import Path

import pytest

import concord
from concord.foundation.access import gates, log_words
from concord.governance.directory import words as directory

HOUSE = Path(concord.__file__).parent
ROOMS = ("governance/directory", "governance/participation", "information/releases")
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded(room: str) -> set[str]:
    """Return every action that the verbs and pages of a room write as a literal."""
    found = set()
    for pattern in ("actions*", "actions/*", "views/*", "views*", "api*"):
        for path in (HOUSE / room).glob(f"{pattern}.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and ACTION.fullmatch(str(node.value)):
                    found.add(str(node.value))
    return found - set(gates.GATES) - set(gates.LESSONS)


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("room", ROOMS)
def test_each_recorded_action_has_words(room: str) -> None:
    assert recorded(room)
    assert recorded(room) <= set(log_words._LABELS)


@pytest.mark.req("SEC-05")
def test_each_step_of_a_listing_has_words() -> None:
    steps = {"created", "edited", "confirmed", "claimed", "channel_saved", "channel_removed"}
    assert {f"listing.{step}" for step in steps} <= set(directory.LOG)
