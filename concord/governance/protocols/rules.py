"""Response times: who may set them, and which instants they become. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.businesstime import Calendar, Deadline, Window, deadline
from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.agreements.rules import read_window
from concord.governance.protocols import codes


@dataclass(frozen=True, slots=True)
class Windows:
    """How soon something is acknowledged, and how soon it is answered."""

    acknowledge: Window
    feedback: Window

    def of(self, step: str) -> Window:
        """Return the window of a step; raises KeyError for one that is not known."""
        return {"acknowledge": self.acknowledge, "feedback": self.feedback}[step]


def merge(
    matter: str,
    network: Mapping[str, Window],
    agreed: Mapping[str, Mapping[str, Mapping[str, Any]]] | None,
) -> Windows:
    """Lay the network's own windows (step -> window) over the defaults, and an agreement's over both.

    Raises KeyError for an unknown matter.
    """
    steps = dict(zip(codes.STEPS, codes.DEFAULTS[matter], strict=True)) | dict(network)
    steps |= {step: read_window(stored) for step, stored in (agreed or {}).get(matter, {}).items()}
    return Windows(acknowledge=steps["acknowledge"], feedback=steps["feedback"])


def clock_for(step: str, windows: Windows, calendar: Calendar, started_at: datetime) -> Deadline:
    """Turn a step's window into due and overdue instants on the calendar of whoever must act."""
    return deadline(windows.of(step), calendar, started_at)


def review_clock(standard: Windows, calendar: Calendar, at: datetime) -> Deadline:
    """Start the review clock of what is waitlisted or pending: the standard feedback window (REF-15)."""
    return deadline(standard.feedback, calendar, at)


def check_manage(actor: Actor) -> None:
    """Let the backbone's staff set what holds for the whole network."""
    access.check_capability(actor, "network.manage")


def check_window(matter: str, step: str) -> None:
    """Refuse a window for something that the vocabulary does not know."""
    problems = []
    if matter not in codes.MATTERS:
        problems.append(Problem("matter", "window_matter_unknown"))
    if step not in codes.STEPS:
        problems.append(Problem("step", "window_step_unknown"))
    if problems:
        raise Invalid(problems)
