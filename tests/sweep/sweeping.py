"""Asks one address as one asker for one thing, and lists everything that is not as it should be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from concord.foundation.access.actor import Actor
from tests.sweep.askers import Asker
from tests.sweep.bodies import smallest_body
from tests.sweep.objects import Thing, World
from tests.sweep.oracles import ALWAYS_WRITTEN, Answer, Written, closed, read, refused_status
from tests.sweep.routes import Route

_NOT_THERE = frozenset({404, 405})
_FINE_WITHOUT_THING = frozenset({200, 204, 302, 303, 405, 422})

# Addresses that need more than an open door, so that the cast finds nothing there: pattern -> what for.
ASKS_FOR_MORE = {
    "readyz": "a worker that has lately shown a sign of life",
    "api/": "an address: this one stands for all that are none",
    "confirm/": "a password, which the cast has not",
    "confirm/code/": "a code app, which the cast has not",
    "confirm/key/": "a passkey, which the cast has not",
    "second-factor/app/remove/": "a code app to remove",
    "second-factor/codes/": "printed codes to show",
    "second-factor/codes/list.txt": "printed codes to show",
    "releases/sheet/": "a program and a recipient, named in the address",
    "new/self/card/": "a program, named in the address",
    "gallery/": "the demo, or the staff of the backbone",
    "tonight/handover/": "a program of the own that is open day and night",
}


@dataclass
class Sweep:
    """The world, who asks, and how many requests were made."""

    world: World
    askers: list[Asker]
    requests: int = 0
    _actors: dict[tuple[str, bool], Actor] = field(default_factory=dict)

    def actor(self, asker: Asker, *, api: bool) -> Actor:
        key = (asker.label, api)
        if key not in self._actors:
            self._actors[key] = asker.actor(api=api)
        return self._actors[key]

    def findings(self, route: Route, askers: Iterable[Asker], *, things: int = 99) -> Iterator[str]:
        """Ask one address in every way; yield what is wrong, in words."""
        for asker in askers:
            actor = self.actor(asker, api=route.is_api)
            for method in route.methods:
                yield from self._of_method(route, asker, actor, method, things)

    def _of_method(self, route: Route, asker: Asker, actor: Actor, method: str, things: int) -> Iterator[str]:
        hidden: list[tuple[Thing, Answer]] = []
        fills = list(self.world.of(route))
        if len(fills) > things:  # keep a missing one, which stands last, and the first ones
            fills = [*fills[: things - 1], fills[-1]]
        for filled in fills:
            answer = self._ask(route, asker, method, filled)
            thing = next(iter(filled.values()), None)
            where = f"{asker.label}: {method} {route.address(_values(filled))}: {answer.status}"
            for fault in self._faults(route, actor, method, thing, answer):
                yield f"{where}: {fault}"
            if thing is not None and not thing.visible_to(actor.organization_reference):
                hidden.append((thing, answer))
        yield from _unlike(hidden, f"{asker.label}: {method} {route.name}")

    def _ask(self, route: Route, asker: Asker, method: str, filled: dict[str, Thing]) -> Answer:
        self.requests += 1
        with transaction.atomic(), Written() as written:
            response: Any = asker.client().generic(
                method,
                route.address(_values(filled)),
                data=smallest_body(route.pattern, method) if route.is_api else b"",
                content_type="application/json" if route.is_api else "application/x-www-form-urlencoded",
                headers=asker.headers,
            )
            answer = read(response, written)
            transaction.set_rollback(True)
        return answer

    def _faults(
        self, route: Route, actor: Actor, method: str, thing: Thing | None, answer: Answer
    ) -> Iterator[str]:
        if answer.status >= 500 and not (answer.status == 503 and route.pattern == "readyz"):
            yield "an error of ours"
        access = route.access(method)
        if access is None:
            yield "declares no access"
            return
        code = closed(actor, access, route.scope(method))
        if code is not None:
            yield from _closed_faults(code, method, answer, api=route.is_api)
        else:
            yield from _open_faults(route, method, thing, answer, actor)
        yield from _left_behind(method, answer)
        for mark in self.world.marks:
            named = thing is not None and mark.text == thing.value
            if not named and actor.organization_reference not in mark.parties and mark.text in answer.body:
                yield f"shows {mark.text!r}"


def _values(filled: dict[str, Thing]) -> dict[str, str]:
    return {name: thing.value for name, thing in filled.items()}


def _closed_faults(code: str, method: str, answer: Answer, *, api: bool) -> Iterator[str]:
    if answer.status == 405:
        return
    expected = refused_status(code, method, api=api)
    if answer.status != expected:
        yield f"the door is closed by {code}, so {expected} was expected"
    elif answer.refused[:1] != (code,):
        yield f"refused with {answer.refused}, not with {code}"


def _open_faults(
    route: Route, method: str, thing: Thing | None, answer: Answer, actor: Actor
) -> Iterator[str]:
    if answer.status == 401:
        yield "the door is open"
    if thing is None:
        fine = _FINE_WITHOUT_THING | ({403, 404, 503} if route.pattern in ASKS_FOR_MORE else set())
        if method == "GET" and answer.status not in fine:
            yield "the door is open, so a page was expected"
        return
    private = not thing.visible_to(actor.organization_reference) and not thing.missing
    if private and answer.status not in _NOT_THERE:
        yield f"{thing.value} belongs to others and does not exist here"


def _left_behind(method: str, answer: Answer) -> Iterator[str]:
    """A GET and a refusal change nothing; what they log, throttle or keep alive is no change."""
    if method == "GET" or answer.status >= 400:
        changed = answer.written - ALWAYS_WRITTEN
        if changed:
            yield f"left something in {sorted(changed)}"


def _unlike(hidden: list[tuple[Thing, Answer]], where: str) -> Iterator[str]:
    """Compare what is foreign with what is missing: nobody can tell them apart."""
    missing = next((pair for pair in hidden if pair[0].missing), None)
    if missing is None:
        return
    expected = missing[1].alike(missing[0].value)
    for thing, answer in hidden:
        found = answer.alike(thing.value)
        for name, one, other in zip(
            ("status", "body", "headers", "number of queries"), found, expected, strict=True
        ):
            if one != other:
                yield f"{where}: foreign and missing differ in {name}: {str(one)[:80]} / {str(other)[:80]}"
