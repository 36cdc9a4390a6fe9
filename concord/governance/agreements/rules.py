"""What an agreement must hold to be one. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from concord.foundation.lib.businesstime import Unit, Window
from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.agreements import codes

_FEWEST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """An agreement as it is stated before it is recorded.

    ``windows``: matter -> step -> {"unit", "remind_after", "overdue_after"}; only what differs.
    """

    title: str
    kind: str
    starts_on: date
    ends_on: date | None = None
    tracking_permitted: bool = False
    windows: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None
    packet_elements: tuple[str, ...] = ()


def read_window(stored: Mapping[str, Any]) -> Window:
    """Build a window from its stored form; raises ValueError for one that makes no sense."""
    return Window(
        Unit(stored["unit"]), int(stored.get("remind_after", 0)), int(stored.get("overdue_after", 0))
    )


def check_agreement(draft: Draft, parties: Collection[object]) -> None:
    """Refuse, all problems at once, what is no agreement between at least two organizations."""
    problems = []
    if not draft.title.strip():
        problems.append(Problem("title", "agreement_title_missing"))
    if draft.kind not in codes.KINDS:
        problems.append(Problem("kind", "agreement_kind_unknown"))
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        problems.append(Problem("ends_on", "agreement_ends_before_start"))
    if len(set(parties)) < _FEWEST_PARTIES:
        problems.append(Problem("parties", "agreement_parties_missing"))
    problems += _window_problems(draft.windows or {})
    if problems:
        raise Invalid(problems)


def _window_problems(windows: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Problem]:
    problems = []
    for matter, steps in windows.items():
        for step, stored in steps.items():
            if matter not in codes.MATTERS or step not in codes.STEPS:
                problems.append(Problem("windows", "agreement_window_unknown", {"matter": matter}))
                continue
            try:
                read_window(stored)
            except (ValueError, KeyError, TypeError):
                problems.append(Problem("windows", "agreement_window_invalid", {"matter": matter}))
    return problems
