"""How figures are taken: both arms interleaved in one run, medians, the best of three rounds.

Milliseconds are for orientation; what is judged are ratios and rates.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Arm = Callable[[], object]
ROUNDS = 3
WARM = 3  # calls of each arm before the first round


@dataclass(frozen=True)
class Result:
    """One line of the report. ``met`` compares the figure with its target in the given direction."""

    row: int
    what: str
    figure: float
    unit: str
    target: float
    aim: float
    measured: str
    floor: str
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        return self.figure >= self.target if self.at_least else self.figure <= self.target

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}

    def line(self) -> str:
        sign = ">=" if self.at_least else "<="
        word = "met" if self.met else "MISSED"
        return (
            f"{self.row:>3}  {self.what:<46} {self.figure:>8.2f} {self.unit:<4} {sign} {self.target:<6g}"
            f" (aim {self.aim:<5g}) {word:<7} {self.measured} | {self.floor}"
            f"{'; ' + self.note if self.note else ''}"
        )


@dataclass(frozen=True)
class Ratio:
    """A ratio of medians, with both medians in milliseconds."""

    of: float
    above: float
    below: float

    @property
    def measured(self) -> str:
        return f"{self.above:.2f} ms"

    @property
    def floor(self) -> str:
        return f"{self.below:.2f} ms"


def time_of(arm: Arm) -> float:
    """Return the milliseconds of one call."""
    started = time.perf_counter()
    arm()
    return (time.perf_counter() - started) * 1000


def ratio(measured: Arm, floor: Arm, *, turns: int) -> Ratio:
    """Return measured/floor: the best of three rounds, in each of which the arms take turns."""
    for arm in (measured, floor) * WARM:
        arm()
    rounds = []
    for _ in range(ROUNDS):
        above, below = _medians(measured, floor, turns)
        rounds.append(Ratio(above / below, above, below))
    return min(rounds, key=lambda found: found.of)


def _medians(measured: Arm, floor: Arm, turns: int) -> tuple[float, float]:
    above, below = [], []
    for turn in range(turns):
        # Who comes first changes, so that neither arm always pays for what the other left in the caches.
        if turn % 2:
            above.append(time_of(measured))
            below.append(time_of(floor))
        else:
            below.append(time_of(floor))
            above.append(time_of(measured))
    return statistics.median(above), statistics.median(below)
