"""What every row is given: the networks on stage, how long to measure, and where progress is told."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

from benchmarks.data import Network, prepare
from benchmarks.measure import Result
from benchmarks.stage import Stage


@dataclass
class Bench:
    """One run of `make bench`."""

    sizes: tuple[int, ...]
    quick: bool = False
    _stages: dict[int, Stage] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)

    @property
    def turns(self) -> int:
        """Return how often an arm is called in each of the three rounds."""
        return 8 if self.quick else 40

    @property
    def seconds(self) -> float:
        """Return how long each of the loads on the server lasts."""
        return 3 if self.quick else 15

    def network(self, size: int) -> Network:
        return prepare(size)

    def stage(self, size: int) -> Stage:
        if size not in self._stages:
            self._stages[size] = Stage(prepare(size))
        return self._stages[size]

    def settle(self) -> None:
        """Vacuum what a row before wrote, or took back, as autovacuum does within a minute."""
        for size in self.sizes:
            with psycopg.connect(prepare(size).urls.owner or "", autocommit=True) as owner:
                owner.execute("SET statement_timeout = 0")
                owner.execute("VACUUM (ANALYZE) referrals_referral, referrals_participant")

    @property
    def largest(self) -> Stage:
        return self.stage(max(self.sizes))

    @property
    def smallest(self) -> Stage:
        return self.stage(min(self.sizes))

    def say(self, sentence: str) -> None:
        """Tell how far we are."""
        print(f"[{time.monotonic() - self._began:6.0f} s] {sentence}", flush=True)


Row = Callable[[Bench], list[Result]]


class MismatchError(RuntimeError):
    """The two arms of a comparison did not answer the same, so their times say nothing."""


def same(what: str, one: object, other: object) -> None:
    """Refuse a comparison whose arms differ."""
    if one != other:
        raise MismatchError(f"{what}: the two arms answer differently:\n{one!r}\n{other!r}"[:2000])
