"""Whatever the source can write into the log stands there in words, never as a code (SEC-05)."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from concord.foundation.access import log_tried, log_words
from concord.foundation.access.queries.log import LogLine
from concord.foundation.accounts import states as accounts
from concord.foundation.lib import clock
from concord.operations.referrals import states as referrals
from tests.architecture.house import Module, modules, stale

pytestmark = pytest.mark.req("SEC-05")

_RECORDS = frozenset({"record", "record_each", "record_read"})
# Actions that are put together as they are written: where -> every action that can come of it.
BUILT = {
    ("concord/foundation/access/actions/organizations.py", "f'access.{state}'"): {
        "access.accepted", "access.declined",
    },
    ("concord/foundation/accounts/actions.py", "f'person.{to}'"): {
        f"person.{state}" for state in accounts.NEXT
    },
    ("concord/governance/directory/actions/listings.py", "claimed.get(step, f'listing.{step}')"): {
        f"listing.{step}"
        for step in ("created", "edited", "confirmed", "claimed", "channel_saved", "channel_removed")
    },
    ("concord/operations/referrals/actions/moves.py", "what.action"): {
        move.action for move in referrals.MOVES.values()
    },
    ("concord/config/middleware.py", "(match.view_name if match else 'request')[:48]"): {
        log_tried.NOWHERE, *(name for name, _asked in log_tried.addresses()),
    },
}  # fmt: skip


@cache
def functions() -> dict[tuple[str, str], ast.FunctionDef]:
    """Return every function of the house by file and name."""
    return {
        (module.path, node.name): node
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
    }


def _written(module: Module) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    """Yield the action of every entry that a module writes, with the function it stands in."""
    for (path, _name), function in functions().items():
        for node in ast.walk(function) if path == module.path else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"audit.{one}" for one in _RECORDS}:
                yield function, node.args[1]


def _values(path: str, function: ast.FunctionDef, action: ast.expr) -> set[str] | None:
    """Return every action that an expression can be; None where that cannot be read from the source."""
    if isinstance(action, ast.Constant):
        return {str(action.value)}
    if isinstance(action, ast.IfExp):
        both = (_values(path, function, action.body), _values(path, function, action.orelse))
        return None if None in both else set().union(*(one for one in both if one))
    names = [argument.arg for argument in function.args.args]
    if isinstance(action, ast.Name) and action.id in names:
        return _given(path, function, names.index(action.id))
    return None


def _given(path: str, function: ast.FunctionDef, place: int) -> set[str]:
    """Return what a function is called with at a place, by its module and by whoever imports that."""
    stem = path.rpartition("/")[2].removesuffix(".py")
    found = set()
    for (where, _name), caller in functions().items():
        called = {function.name} if where == path else {f"{stem}.{function.name}"}
        for node in ast.walk(caller):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in called:
                found |= _values(where, caller, node.args[place]) or {f"{where}:{node.lineno}"}
    return found


@cache
def logged() -> dict[tuple[str, str], set[str] | None]:
    """Return every entry that the source writes: (file, expression) -> the actions it can be."""
    return {
        (module.path, ast.unparse(action)): _values(module.path, function, action)
        for module in modules()
        for function, action in _written(module)
    }


def said(action: str) -> str:
    return log_words.label(
        LogLine(
            clock.now(),
            who="Ana",
            organization="Harbor",
            partner=False,
            action=action,
            result="done",
            code="",
            kind="",
            door="page",
        )
    )


def test_every_action_that_is_written_has_words() -> None:
    found = set().union(*(actions for actions in logged().values() if actions))
    assert len(found) > 60
    assert sorted(action for action in found if said(action) == action) == []


def test_every_action_that_is_put_together_is_listed_and_has_words() -> None:
    built = {place for place, actions in logged().items() if actions is None}
    assert built - set(BUILT) == set()
    assert stale(set(map(str, BUILT)), set(map(str, built))) == set()
    assert sorted(action for actions in BUILT.values() for action in actions if said(action) == action) == []


def test_nothing_writes_an_entry_in_another_way() -> None:
    house = [module for module in modules() if not module.path.startswith("concord/foundation/audit/")]
    assert [module.path for module in house if "audit.actions import" in module.text] == []
    writing = {module.path for module in house if re.search(r"\baudit\.record", module.text)}
    assert writing == {path for path, _action in logged()}


@pytest.mark.parametrize("action", ["something.new", "nowhere:page", "directory"])
def test_what_has_no_words_is_shown_as_its_code(action: str) -> None:
    assert said(action) == action


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("access:people", "Tried: Manage our people"),
        ("directory:edit", "Tried: Change our listing"),
        ("api:get_openings", "Tried: Read openings, Post our openings"),
        ("mfa_index", "Tried: Sign in"),
        ("pages:network", "Tried: Settle the network"),
    ],
)
def test_a_refused_address_is_said_by_what_it_opens(address: str, words: str) -> None:
    assert said(address) == words
