"""Business time: a window and a calendar become due and overdue instants, in UTC.

Sources: vocabularies.md section 2.2, REF-15, COMM-02..04 and ambiguities A-01..A-03.
"""

from concord.foundation.lib.businesstime.calendars import (
    Calendar,
    Shift,
    current_shift,
    is_open,
    next_shift,
    shifts_of,
)
from concord.foundation.lib.businesstime.deadlines import (
    Deadline,
    Kind,
    State,
    Unit,
    Window,
    business_day_after,
    deadline,
    remaining,
)

__all__ = [
    "Calendar",
    "Deadline",
    "Kind",
    "Shift",
    "State",
    "Unit",
    "Window",
    "business_day_after",
    "current_shift",
    "deadline",
    "is_open",
    "next_shift",
    "remaining",
    "shifts_of",
]
