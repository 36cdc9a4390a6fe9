"""Start your network: which steps there are, which are done, and which is next (ONB-11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.foundation.organizations import queries as organizations
from concord.governance.protocols import queries as protocols
from concord.information.releases.rulesets import TABLE, get_ruleset

DONE, NEXT, LATER, OPEN = "done", "next", "later", "open"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``state``: done, next (the first that is not), later, or open: nothing to fill in here."""

    code: str
    title: str | Promise
    state: str


TITLES: Final[dict[str, str | Promise]] = {
    "name": _("A neutral name, and where Leave leads"),
    "regions": _("Regions"),
    "languages": _("Languages and clock"),
    "lines": _("Numbers that always answer"),
    "law": _("Rule sets: what the law of each program asks"),
    "holidays": _("Holidays"),
    "names": _("Who keeps the server, who answers for the data"),
    "members": _("Members: one by one, or from a list"),
    "kit": _("Kit: what you hand out"),
    "invitations": _("Invite the first lead of each agency"),
}
_NOT_HERE: Final = frozenset({"law", "kit"})  # read or printed; nothing is filled in


def list_steps(*, named: bool) -> list[Step]:
    """Return every step with its state. ``named``: the name was settled, not merely left as delivered."""
    done = dict(_done(named=named))
    steps, found_next = [], False
    for code, title in TITLES.items():
        if code in _NOT_HERE:
            state = DONE if done[code] else OPEN
        elif done[code]:
            state = DONE
        else:
            state, found_next = (LATER if found_next else NEXT), True
        steps.append(Step(code, title, state))
    return steps


def _done(*, named: bool) -> Iterator[tuple[str, bool]]:
    network = organizations.get_network()
    leads, _joined = organizations.count_leads()
    yield "name", named
    yield "regions", bool(organizations.list_regions())
    yield "languages", bool(network.languages)
    yield "lines", bool(network.line_phone)
    yield "law", is_confirmed()
    yield "holidays", bool(protocols.list_holidays())
    yield "names", bool(network.host_name and network.steward_name)
    yield "members", organizations.count_members() > 0
    yield "kit", leads > 0
    yield "invitations", leads > 0


def is_confirmed() -> bool:
    """Tell whether counsel has confirmed every rule set."""
    return all(get_ruleset(one.code).confirmed_by for one in TABLE)
