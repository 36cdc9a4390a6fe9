"""Where the actor and, for a lead, the colleagues stand with each module."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from concord.foundation.access import queries as access
from concord.foundation.access import rules as rules_of_access
from concord.foundation.access.actor import Actor
from concord.foundation.access.gates import CASE_WORKERS
from concord.foundation.access.queries import Held
from concord.learning.training import codes


@dataclass(frozen=True, slots=True)
class Standing:
    """One module for one person. ``kind``: "" where it is not begun; ``ended``: it held and does no more."""

    module: str
    kind: str = ""
    until: datetime | None = None
    ended: bool = False

    @property
    def due(self) -> bool:
        """Whether the whole module is still to be done."""
        return self.kind == codes.PROVISIONAL or self.ended


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person who works with referrals, as the lead sees them."""

    reference: str
    name: str
    own: bool
    modules: tuple[Standing, ...]


def list_own(for_: Actor, now: datetime) -> Sequence[Standing]:
    """List every module as it stands for the actor."""
    return _standings(access.list_held(for_), now)


def list_colleagues(for_: Actor, now: datetime) -> Sequence[Colleague]:
    """List who works with referrals here, whoever has something to do first; raises Denied."""
    rules_of_access.check_capability(for_, "people.manage")
    found = [
        Colleague(
            one.reference,
            one.name,
            one.membership_id == for_.membership_id,
            tuple(_standings(one.held, now)),
        )
        for one in access.list_learners(for_)
        if not CASE_WORKERS.isdisjoint(one.roles)
    ]
    return sorted(found, key=lambda one: (not any(each.due for each in one.modules), one.name))


def _standings(held: Mapping[str, Held], now: datetime) -> Sequence[Standing]:
    return list(_each(held, now))


def _each(held: Mapping[str, Held], now: datetime) -> Iterable[Standing]:
    for module in codes.MODULES:
        one = held.get(module)
        if one is None:
            yield Standing(module)
        else:
            yield Standing(module, one.kind, one.until, ended=one.until <= now)
