"""Whatever is refused anywhere has a reason in words."""

import ast
from collections.abc import Iterator

from concord.config.refusals import explain, known_codes
from tests.architecture.house import Module, modules, stale

# The call that refuses -> which of its arguments is the code.
_REFUSALS = {"Denied": 0, "Conflict": 0, "Problem": 1}
# Codes that are put together as they are raised: where -> every code that can come of it.
BUILT = {
    ("concord/governance/members/sheets.py", "code"): {
        "file_too_large", "file_empty", "file_encrypted", "file_broken", "file_with_macros",
        "file_with_entities", "file_unpacks", "file_without_rows", "too_many_columns", "too_many_rows",
        "not_utf8", "not_text", "line_broken", "cell_too_long", "cell_not_text",
    },
    ("concord/foundation/access/rules.py", "f'closed_by_{closed}'"): {
        f"closed_by_{what}" for what in ("tier", "type", "switch", "role", "second_factor")
    },
    ("concord/information/releases/rules.py", "f'release_{shown}'"): {
        "release_withdrawn", "release_expired",
    },
    ("concord/operations/referrals/actions/sending.py", "f'receiver_{receiver.why_not}'"): {
        f"receiver_{why}" for why in ("ended", "paused", "unlisted", "tier1", "type", "switched_off")
    },
    ("concord/operations/referrals/actions/sending.py", "f'text_{finding.kind}'"): {
        f"text_{kind}" for kind in (
            "name", "phone", "email", "date_of_birth", "street_address", "coordinates", "ssn", "docket",
            "url",
        )
    },
    ("concord/operations/referrals/actions/joint.py", "code"): {
        f"joint_{what}" for what in (
            "mode_missing", "presence_missing", "roles_missing", "steps_missing", "in_future",
        )
    },
    ("concord/operations/referrals/rules.py", "code"): {
        f"{what}_missing" for what in (
            "program", "sensitivity", "contact", "function", "category", "release_choice", "basis", "source",
        )
    },
}  # fmt: skip


def _codes(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the code of every refusal that a module can raise: (where, expression)."""
    if "foundation.lib.denied import" not in module.text:
        return  # other classes have the same names
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _REFUSALS:
            at = _REFUSALS[node.func.id]
            if len(node.args) > at:
                yield f"{module.path}:{node.lineno}", node.args[at]


def test_every_code_that_is_raised_has_words() -> None:
    known = known_codes()
    wordless = [
        f"{where} {code.value!r}"
        for module in modules()
        for where, code in _codes(module)
        if isinstance(code, ast.Constant) and code.value not in known
    ]
    assert wordless == []


def test_every_code_that_is_put_together_is_listed_and_has_words() -> None:
    built = {
        (module.path, ast.unparse(code))
        for module in modules()
        for _, code in _codes(module)
        if not isinstance(code, ast.Constant)
    }
    assert built - set(BUILT) == set()
    assert stale(set(map(str, BUILT)), set(map(str, built))) == set()
    assert {code for codes in BUILT.values() for code in codes} - known_codes() == set()


def test_what_is_wrong_with_a_field_is_said_in_its_own_words() -> None:
    said = explain("unknown_code", {"codes": ["nonsense"]})
    assert "nonsense" in said["reason"]
