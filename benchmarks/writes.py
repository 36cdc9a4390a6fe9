"""Rows 2 and 6: what a longer history costs, and what the audit entry costs.

Writes run whole, with every constraint checked, and are rolled back: the networks stay as they are, and the
disk's sync, the same for every size, cannot hide what grows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Any
from unittest import mock

from benchmarks.bench import Bench, same
from benchmarks.measure import Arm, Ratio, Result, ratio
from benchmarks.stage import Stage, new_key, next_in_ring

if TYPE_CHECKING:
    from concord.foundation.access.actor import Actor
    from concord.operations.referrals.actions import Sending

WORKERS = (3, 7, 11, 15)  # those who ask, in turn: one page again and again would be too warm


def growth(bench: Bench) -> list[Result]:
    """Row 2: each of the daily steps with the long history / with the short one."""
    large, small = bench.largest, bench.smallest
    if large is small:
        bench.say("row 2 needs two sizes: left out")
        return []
    found = []
    for what, make, turns in _STEPS:
        bench.say(f"row 2: {what}")
        bench.settle()
        arms = make(large), make(small)
        same(f"row 2, {what}", *(_shape(arm()) for arm in arms))
        found.append(_grown(what, ratio(*arms, turns=bench.turns * turns), large, small))
    return found


def _grown(what: str, got: Ratio, large: Stage, small: Stage) -> Result:
    sizes = f"{small.network.size:,} -> {large.network.size:,}"
    return Result(2, f"growth {sizes}: {what}", got.of, "x", 1.2, 1.1, got.measured, got.floor)


def _shape(answer: object) -> object:
    """Reduce an answer to what must be alike in networks of different sizes: how much it holds."""
    return answer if isinstance(answer, int | tuple | str) else type(answer).__name__


# -- the steps, each as an arm on one network ----------------------------------------------------------
def _queue(stage: Stage) -> Arm:
    workers = cycle(WORKERS)
    return lambda: stage.page("/queue/", next(workers)).count(b"<tr")


def _closed(stage: Stage) -> Arm:
    workers = cycle(WORKERS)
    return lambda: stage.page("/queue/?view=closed", next(workers)).count(b"<tr")


def _referral(stage: Stage) -> Arm:
    found = cycle([(name, worker) for worker in WORKERS for name in stage.references(worker, most=10)])

    def read() -> str:
        reference, worker = next(found)
        return "page" if b"<h1" in stage.page(f"/r/{reference}/", worker) else "none"

    return read


def _today(stage: Stage) -> Arm:
    workers = cycle(WORKERS)
    return lambda: "page" if b"<h1" in stage.page("/today/", next(workers)) else "none"


def _counts(stage: Stage) -> Arm:
    from concord.foundation.access import scope
    from concord.operations.referrals import queries

    actors = cycle([stage.actor(worker) for worker in WORKERS])

    def count() -> tuple[int, ...]:
        stage.enter()
        with scope.acting(next(actors)) as actor:
            return tuple(queries.get_counts(for_=actor))

    return count


def _create(stage: Stage) -> Arm:
    actors = cycle([(stage.actor(worker), sending(worker)) for worker in WORKERS])

    def create() -> str:
        actor, said = next(actors)
        return send(stage, actor, said)

    return create


def _acknowledge(stage: Stage) -> Arm:
    found = cycle(
        [(name, stage.actor(worker)) for worker in WORKERS for name in stage.references(worker, most=25)]
    )

    def move() -> str:
        reference, actor = next(found)
        return acknowledge(stage, actor, reference)

    return move


def _overdue(stage: Stage) -> Arm:
    from concord.foundation.access import scope
    from concord.foundation.access.actor import Actor
    from concord.foundation.lib import clock
    from concord.operations.referrals.actions import housekeeping

    def scan() -> bool:
        stage.enter("jobs")
        with scope.acting(Actor.system("clocks")):
            return housekeeping.find_next_clock(clock.now()) is not None

    return scan


_STEPS: tuple[tuple[str, Callable[[Stage], Arm], int], ...] = (
    ("queue page", _queue, 1),
    ("closed page", _closed, 1),
    ("referral page", _referral, 1),
    ("create", _create, 1),
    ("acknowledge", _acknowledge, 1),
    ("overdue scan", _overdue, 5),
    ("counts", _counts, 5),
    ("work list (Today)", _today, 1),
)


# -- writes that leave nothing behind ------------------------------------------------------------------
def sending(worker: int) -> "Sending":
    """Fill in a referral of a worker's organization to the next in the ring, under its release."""
    from concord.operations.referrals.actions import Sending

    return Sending(
        receiver_program=f"bench-program-{next_in_ring(worker)}",
        sensitivity="priority",
        release=f"L-BENCH-{worker}",
        category="emergency_housing",
        interpreter_language="es",
        source="healthcare",
        basis=("direct_client_interview",),
        contact_phone="860-555-0130",
    )


@contextmanager
def _undone(stage: Stage, actor: "Actor") -> Iterator[None]:
    """Run a write as a request would, check what the commit would check, and take it back."""
    from django.db import connections, transaction

    from concord.foundation.access import scope

    stage.enter()
    with transaction.atomic():
        scope.enter(actor)
        yield
        connections["default"].check_constraints()
        transaction.set_rollback(True)


def send(stage: Stage, actor: "Actor", said: "Sending") -> str:
    from concord.foundation.lib import clock
    from concord.operations.referrals import actions

    with _undone(stage, actor):
        return actions.send(sending=said, by=actor, now=clock.now(), key=new_key()).state


def acknowledge(stage: Stage, actor: "Actor", reference: str) -> str:
    from concord.foundation.lib import clock
    from concord.operations.referrals import actions, queries

    with _undone(stage, actor):
        referral = queries.get_for_change(reference, for_=actor)
        return actions.acknowledge(referral=referral, by=actor, now=clock.now()).state


# -- row 6 -------------------------------------------------------------------------------------------------
def audit(bench: Bench) -> list[Result]:
    """Row 6: a write with its audit entry / the same write with the entry left out."""
    stage = bench.largest
    found = []
    for what, make in (("create", _create), ("acknowledge", _acknowledge)):
        with _audited_or_not(make(stage), make(stage)) as (whole, bare):
            same(f"row 6, {what}", whole(), bare())
            got = ratio(whole, bare, turns=bench.turns)
        size = f"{stage.network.size:,}"
        found.append(
            Result(6, f"{what} with its audit entry at {size}", got.of, "x", 1.5, 1.2, got.measured,
                   f"without {got.floor}")
        )  # fmt: skip
    return found


@contextmanager
def _audited_or_not(one: Arm, other: Arm) -> Iterator[tuple[Arm, Arm]]:
    """Give one arm with its entry and the other without; both pass the same switch."""
    from concord.foundation import statements
    from concord.foundation.audit import actions

    write, writes = statements.insert, [True]

    def switch(*entries: Any) -> None:
        if writes[0]:
            write(*entries)

    def turned(arm: Arm, *, on: bool) -> Arm:
        def run() -> object:
            writes[0] = on
            return arm()

        return run

    with mock.patch.object(actions, "insert", switch):
        yield turned(one, on=True), turned(other, on=False)
