"""Services in HSDS as kinds of things that can be brought in: for the coalition to list, or one's own."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.exchange.hsds import actions, plans, rules
from concord.exchange.hsds.mapping import Defaults
from concord.exchange.hsds.plans import Known, Plan
from concord.exchange.hsds.queries.known import get_known
from concord.exchange.transfers.kinds import Checked, Done, FaultyError, Tell, part_of
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as organizations
from concord.governance.directory import queries as directory

_LISTS: Final = ("categories", "harm_scope", "serves", "regions")
_LOOKED_OVER: Final = 0.25  # the share of writing that goes into looking the file over once more


class Services:
    """Organizations and services of a file in HSDS 3.1, entered for the coalition."""

    code = "hsds"
    page = "hsds:bring_in"
    title: str | Promise = _("Bring in services")

    def check_actor(self, actor: Actor) -> None:
        rules.check_bring_in(actor)

    def own(self, actor: Actor) -> UUID | None:
        """Return the only organization that may be touched; None where any that is not claimed may."""
        del actor
        return None

    def check(self, name: str, content: bytes, options: Mapping[str, Any], by: Actor, tell: Tell) -> Checked:
        self.check_actor(by)
        return self._plan(name, content, options, by, tell, get_known()).checked()

    def write(self, name: str, content: bytes, options: Mapping[str, Any], by: Actor, tell: Tell) -> Done:
        known = get_known()
        plan = self._plan(name, content, options, by, part_of(tell, 0, _LOOKED_OVER), known)
        if plans.faulty(plan):
            raise FaultyError(plan.checked())
        owners = {identifier: one.id for identifier, one in known.organizations.items()}
        undo = actions.write(
            plan=plan,
            regions=known.regions,
            owners=owners,
            by=by,
            now=clock.now(),
            tell=part_of(tell, _LOOKED_OVER, 1),
        )
        return Done(plan.counts, tuple(undo))

    def undo(self, steps: tuple[Mapping[str, Any], ...], by: Actor, tell: Tell) -> Mapping[str, int]:
        self.check_actor(by)
        regions = dict(directory.get_regions())
        return actions.undo(steps=steps, regions=regions, by=by, now=clock.now(), tell=tell)

    def _plan(
        self,
        name: str,
        content: bytes,
        options: Mapping[str, Any],
        by: Actor,
        tell: Tell,
        known: Known,
    ) -> Plan:
        return plans.draw(
            name, content, known=known, defaults=defaults_of(options), tell=tell, own=self.own(by)
        )


class OwnServices(Services):
    """An organization's own services, brought in by its own editors; nobody else's are touched."""

    code = "hsds_own"
    page = "hsds:bring_own"
    title: str | Promise = _("Bring our services in")

    def check_actor(self, actor: Actor) -> None:
        rules.check_bring_own(actor)

    def own(self, actor: Actor) -> UUID | None:
        return actor.organization


def defaults_of(options: Mapping[str, Any]) -> Defaults:
    """Return what is meant where a service does not say it."""
    chosen = {name: tuple(options.get(name) or ()) for name in _LISTS}
    zone = organizations.get_network().time_zone
    return Defaults(org_type=str(options.get("org_type") or ""), time_zone=zone, **chosen)
