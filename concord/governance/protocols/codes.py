"""The network's response times until it sets its own (requirements/vocabularies.md 2.2).

The lower figure of a range reminds, the upper one is overdue (A-02). Figures that the source documents do
not give are proposals and are named in ``PROPOSED``, so that settings can say so (A-01).
"""

from datetime import time
from types import MappingProxyType
from typing import Final

from concord.foundation.lib.businesstime import Unit, Window
from concord.governance.agreements.codes import MATTERS, STEPS, TIME_SENSITIVITIES

__all__ = ["DEFAULTS", "MATTERS", "OFFICE_HOURS", "PROPOSED", "STEPS", "TIME_SENSITIVITIES"]

_SAME_DAY: Final = Window(Unit.SAME_DAY)


def _days(remind: int, overdue: int) -> Window:
    return Window(Unit.BUSINESS_DAYS, remind, overdue)


# matter -> (acknowledge, feedback)
DEFAULTS: Final[dict[str, tuple[Window, Window]]] = {
    "standard": (_days(2, 3), _days(3, 5)),
    "priority": (_SAME_DAY, _days(3, 3)),
    "urgent": (Window(Unit.MINUTES, 60, 60), _days(1, 1)),
    "routine": (_days(2, 3), _days(2, 3)),
    "time_sensitive": (_SAME_DAY, _days(2, 3)),
    "policy_clarification": (_days(2, 3), _days(3, 5)),
    "system_problem": (_days(2, 3), _days(3, 5)),
    "warm_linkage": (_days(2, 2), _days(2, 2)),
}
PROPOSED: Final = frozenset(
    {
        ("standard", "acknowledge"),
        ("priority", "acknowledge"),
        ("priority", "feedback"),
        ("urgent", "acknowledge"),
        ("urgent", "feedback"),
        ("time_sensitive", "feedback"),
        ("policy_clarification", "acknowledge"),
        ("policy_clarification", "feedback"),
        ("system_problem", "acknowledge"),
        ("system_problem", "feedback"),
        ("warm_linkage", "acknowledge"),
        ("warm_linkage", "feedback"),
    }
)

# A program that has not stated its hours is taken to keep office hours, so that no clock stands still.
OFFICE_HOURS: Final = MappingProxyType(dict.fromkeys(range(5), ((time(9), time(17)),)))
