"""An opening as it is seen: what the rule decides, queries return and words say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class OpeningView:
    """An opening as one actor may see it.

    ``shows``: ``full`` (band and exact time), ``shift`` (band, time rounded to the shift),
    ``line`` ("call the line": no state, no band, no time), ``none`` (absent).
    """

    shows: Literal["full", "shift", "line", "none"]
    kind: str = ""
    state: str = ""
    band: str = ""
    capacity: str = ""
    updated_at: datetime | None = None
    shift: str = ""
    shift_day: date | None = None
    stale: bool = False
