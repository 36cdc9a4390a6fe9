"""Nothing grows past what a reader holds in the head. The list of exceptions may only shrink."""

import ast
from pathlib import Path

from tests.architecture.house import CODE, ROOT, Module, modules

MOST_MODULE, MOST_FUNCTION, MOST_COMPLEXITY, MOST_TEMPLATE = 500, 50, 10, 150

# What is larger today -> its size today, which may shrink and not grow.
LARGER: dict[str, int] = {}

_BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension, ast.match_case)


def _functions(module: Module) -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{module.path}:{node.name}", node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
    ]


def _complexity(function: ast.FunctionDef) -> int:
    """Count the ways through a function, as mccabe does."""
    found = 1
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            continue
        if isinstance(node, _BRANCHES) and not isinstance(node, ast.IfExp):
            found += 1
    return found


def _too_large() -> dict[str, int]:
    found = {}
    for module in modules():
        lines = module.text.count("\n")
        if lines > MOST_MODULE:
            found[module.path] = lines
        for name, function in _functions(module):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > MOST_FUNCTION:
                found[name] = length
            if _complexity(function) > MOST_COMPLEXITY:
                found[f"{name} complexity"] = _complexity(function)
    for path in _templates():
        lines = path.read_text().count("\n")
        if lines > MOST_TEMPLATE:
            found[path.relative_to(ROOT).as_posix()] = lines
    return found


def _templates() -> list[Path]:
    return [path for path in CODE.rglob("*") if "jinja2" in path.parts and path.suffix in {".html", ".txt"}]


def test_nothing_grows_past_its_measure() -> None:
    too_large = _too_large()
    assert {name: size for name, size in too_large.items() if size > LARGER.get(name, 0)} == {}


def test_what_has_shrunk_leaves_the_list() -> None:
    too_large = _too_large()
    assert {name for name, size in LARGER.items() if too_large.get(name, 0) < size} == set()


def test_no_module_is_called_by_what_it_is_not() -> None:
    """A helper lives where it is needed; a second user moves it to `lib` under its topic."""
    vague = {"utils", "helpers", "common", "misc", "manager", "managers", "util", "helper"}
    assert [module.path for module in modules() if module.parts[-1] in vague] == []
