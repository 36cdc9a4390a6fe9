"""Writes the reference pages that follow from the code: states, permissions, data, and the API document.

python -m tools.docs           writes docs/reference/
python -m tools.docs --check   compares; fails when a page is stale

`tools.generated` may take `PAGES` in: a page -> the function that returns its text.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
_WRITTEN = "<!-- Written by `python -m tools.docs` from the code; changes here are lost. -->\n"
_ANY = "any"
_ADDRESSES = (
    "What each address asks for. `signed_in`: any member; `identified`: signed in, the second factor may be "
    "missing; `public`: nobody needs to sign in, for the reason given.\n"
)


@cache
def _set_up() -> None:
    """Load the product; no database is asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.config.settings")
    import django

    django.setup()


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = list(head)
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


# -- states ----------------------------------------------------------------------------------------
def states() -> str:
    """Draw every table of states."""
    parts = [
        "# States\n",
        _WRITTEN,
        "Which state may follow which. Rounded ends: where it begins and ends.\n",
    ]
    for module in _state_modules():
        parts.append(f"## {module.__name__.removesuffix('.states').removeprefix('concord.')}\n")
        parts.append((module.__doc__ or "").strip() + "\n")
        for name, following in _transitions(module):
            parts.append(f"### {name.lower()}\n\n```mermaid\n{_diagram(following)}```\n")
        if hasattr(module, "MOVES"):
            parts.append(_moves(module))
    return "\n".join(parts)


def _state_modules() -> Iterator[ModuleType]:
    _set_up()
    for path in sorted((ROOT / "concord").glob("*/*/states.py")):
        yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def _transitions(module: ModuleType) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Return the tables whose values are states of the same table."""
    for name, table in vars(module).items():
        if name.isupper() and isinstance(table, dict) and table and _is_closed(table):
            yield name, table


def _is_closed(table: dict[Any, Any]) -> bool:
    return all(isinstance(after, tuple) and set(after) <= set(table) for after in table.values())


def _diagram(following: dict[str, tuple[str, ...]]) -> str:
    reached = {state for after in following.values() for state in after}
    lines = ["stateDiagram-v2"]
    beginnings = [state for state in following if state not in reached] or [next(iter(following))]
    lines += [f"    [*] --> {state}" for state in beginnings]
    lines += [f"    {state} --> {one}" for state, after in following.items() for one in after]
    lines += [f"    {state} --> [*]" for state, after in following.items() if not after]
    return "\n".join(lines) + "\n"


def _moves(module: ModuleType) -> str:
    rows = (
        (
            name,
            move.record,
            move.action,
            move.event or "-",
            "the person" if move.about_person else "ourselves",
        )
        for name, move in module.MOVES.items()
    )
    return _table(("move", "record", "logged as", "announced as", "speaks of"), rows)


# -- permissions -----------------------------------------------------------------------------------
def permissions() -> str:
    """Print the gate table, and which address stands behind which capability."""
    _set_up()
    from concord.foundation.access.gates import GATES, TIER_NAMES

    levels = (f"{number}: {name}" for number, name in TIER_NAMES.items())
    rows = (
        (
            f"`{name}`", gate.tier, _said(gate.roles), _said(gate.not_types, none="-"),
            "yes" if gate.second_factor else "-", "yes" if gate.backbone else "-",
        )
        for name, gate in GATES.items()
    )  # fmt: skip
    head = ("capability", "from level", "one of the roles", "not for", "second factor", "backbone only")
    return "\n".join([
        "# Permissions\n",
        _WRITTEN,
        "Pages, API and rules ask the same table. Levels: " + "; ".join(levels) + ".\n",
        _table(head, rows),
        "## Addresses\n",
        _ADDRESSES,
        _table(("address", "asks for", "because"), _addresses()),
    ])  # fmt: skip


def _said(values: Iterable[str], none: str = _ANY) -> str:
    return ", ".join(sorted(values)) or none


def _addresses() -> Iterator[tuple[str, str, str]]:
    from django.urls import get_resolver

    for pattern, view in _views(get_resolver(), ""):
        declared = getattr(view, "access", "")
        asked = (
            ", ".join(f"{method} {access}" for method, access in declared.items())
            if isinstance(declared, dict)
            else declared
        )
        yield f"`/{pattern}`", asked, getattr(view, "reason", "")


def _views(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _views(one, pattern)
        else:
            yield pattern, one.callback


# -- data ------------------------------------------------------------------------------------------
def data() -> str:
    """Print the data dictionary: every field, whose data it is, and how long it stays."""
    parts = [
        "# Data\n",
        _WRITTEN,
        "There is no table and no column for a survivor, a child or a person who causes harm.\n",
        _table(
            ("class", "means"),
            (
                ("none", "about organizations and services"),
                ("staff", "a worker's name or work contact"),
                ("coded", "coded facts about a person, gated by a release"),
                ("sealed", "encrypted text"),
                ("technical", "keys and counters of the machinery; tells nothing about anybody"),
            ),
        ),
    ]
    for model in _models():
        retention = model.retention  # type: ignore[attr-defined]  # a test asks every model for it
        kept = f"{retention.days} days after it ends" if retention.days is not None else "as long as it holds"
        parts.append(f"## {model._meta.label}\n")  # noqa: SLF001 - Django's documented model API
        parts.append(" ".join((model.__doc__ or "").split("\n\n")[0].split()) + "\n")
        parts.append(f"Stays: {kept} ({retention.reason}).\n")
        parts.append(_table(("field", "kind", "class"), _fields(model)))
    return "\n".join(parts)


def _models() -> "list[type[Model]]":
    _set_up()
    from django.apps import apps

    ours = (model for model in apps.get_models() if model.__module__.startswith("concord."))
    return sorted(ours, key=lambda model: model._meta.label)  # noqa: SLF001 - as above


def _fields(model: "type[Model]") -> Iterator[tuple[str, str, str]]:
    declared = model.personal_data  # type: ignore[attr-defined]  # as for retention
    for field in model._meta.local_fields:  # noqa: SLF001 - as above
        kind = type(field).__name__.removesuffix("Field")
        target = field.related_model
        points = f" to {target._meta.label}" if isinstance(target, type) else ""  # noqa: SLF001 - as above
        yield field.name, f"{kind}{points}", str(declared.get(field.name, "undeclared"))


# -- API -------------------------------------------------------------------------------------------
def openapi() -> str:
    """Print the OpenAPI document of the API."""
    _set_up()
    import orjson

    from concord.config.api import describe

    return orjson.dumps(describe(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/states.md": states,
    "docs/reference/permissions.md": permissions,
    "docs/reference/data.md": data,
    "docs/reference/openapi.json": openapi,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = 0
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if check:
            print(f"{name} is stale. Run: python -m tools.docs")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Wrote {name}.")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
