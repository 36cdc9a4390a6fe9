"""Every state stands in its tables, every table leads to states that exist."""

from importlib import import_module
from types import ModuleType

import pytest

from tests.architecture.house import modules

STATES = [
    import_module(module.path.removesuffix(".py").replace("/", "."))
    for module in modules()
    if module.path.endswith("/states.py")
]


def _transitions(module: ModuleType) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the tables of a module that map states to the states that may follow."""
    return {
        name: table
        for name, table in vars(module).items()
        if isinstance(table, dict) and table and all(isinstance(after, tuple) for after in table.values())
        and not name.startswith("_") and name not in NOT_TRANSITIONS
    }  # fmt: skip


# Tables whose values are pairs of something else: how a state is reached.
NOT_TRANSITIONS = {"REACHED"}


@pytest.mark.parametrize("module", STATES, ids=lambda module: module.__name__)
def test_every_state_that_follows_exists(module: ModuleType) -> None:
    for name, table in _transitions(module).items():
        following = {state for states in table.values() for state in states}
        assert following <= set(table), f"{name} leads to {following - set(table)}"


@pytest.mark.parametrize("module", STATES, ids=lambda module: module.__name__)
def test_every_state_is_reached_or_is_where_things_begin(module: ModuleType) -> None:
    for name, table in _transitions(module).items():
        following = {state for states in table.values() for state in states}
        beginnings = set(table) - following
        assert beginnings == BEGINNINGS.get(f"{module.__name__}.{name}", beginnings - {""}), name


# Where more than one state is a beginning: which ones. One beginning needs no line here.
BEGINNINGS: dict[str, set[str]] = {
    "concord.information.releases.states.NEXT": {"active", "refused"},
}


def test_the_lines_about_beginnings_are_still_needed() -> None:
    for name in BEGINNINGS:
        module, _, table = name.rpartition(".")
        assert table in _transitions(import_module(module))


def test_every_state_of_a_referral_has_its_moves_and_words() -> None:
    from concord.operations.referrals import states, words

    assert {move.record for move in states.MOVES.values()} == {"delivery", "outcome", "handoff"}
    worded = {key for found in vars(words).values() if isinstance(found, dict) for key in found}
    assert set(states.DELIVERY) | set(states.OUTCOME) <= worded
    # A joint contact is told by its steps; of what has not begun, nothing is said.
    assert {f"joint_{state}" for state in set(states.HANDOFF) - {states.NONE}} <= worded


def test_every_state_of_a_release_is_logged_and_shown() -> None:
    from concord.information.releases import states, words

    assert set(states.REACHED) == set(states.NEXT)
    assert set(words.STATES) == set(states.SHOWN)


def test_every_announcement_of_a_move_is_an_event() -> None:
    from concord.operations.referrals import events, states

    announced = {move.event for move in states.MOVES.values() if move.event}
    assert announced <= set(events.BY_NAME)
