"""What stands in the addresses: things of one agency, of two, of nobody; and marks that must not leak."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.sweep.routes import Route

EVERYBODY: Final = frozenset({"*"})


@dataclass(frozen=True)
class Thing:
    """One value of an address. ``parties``: references of organizations that may know it exists."""

    value: str
    parties: frozenset[str] = EVERYBODY
    missing: bool = False

    def visible_to(self, organization: str) -> bool:
        return self.parties == EVERYBODY or organization in self.parties


@dataclass(frozen=True)
class Mark:
    """A text that stands in one agency's own data, or in data of two parties, and nowhere else."""

    text: str
    parties: frozenset[str]


@dataclass
class World:
    """All things by kind, and all marks."""

    things: dict[str, list[Thing]] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def add(self, kind: str, value: str, *parties: str, marked: bool = True) -> None:
        """Put a thing in; its reference is a mark too, where it belongs to somebody."""
        known = frozenset(parties) or EVERYBODY
        self.things.setdefault(kind, []).append(Thing(value, known))
        if parties and marked:
            self.marks.append(Mark(value, known))

    def add_missing(self, kind: str, value: str) -> None:
        self.things.setdefault(kind, []).append(Thing(value, frozenset(), missing=True))

    def of(self, route: Route) -> Iterator[dict[str, Thing]]:
        """Return what to fill an address with: each thing of its main kind, the other parts fixed."""
        kinds = {name: kind_of(route.pattern, name) for name in route.params}
        if not kinds:
            yield {}
            return
        main = next(iter(kinds))
        rest = {name: self.things[kind][0] for name, kind in kinds.items() if name != main}
        for thing in self.things[kinds[main]]:
            yield {main: thing, **rest}


# Where a part of an address stands -> the kind of thing that belongs there. The first that fits wins.
_KINDS: Final = (
    (r"^api/v1/(directory|openings)/", "program", "program"),
    (r"^api/v1/releases/.*confirm-copy", "reference", "received"),
    (r"^api/v1/releases/", "reference", "release"),
    (r"^api/v1/referrals/", "reference", "referral"),
    (r"^r/", "reference", "referral"),
    (r"^releases/received/", "reference", "received"),
    (r"^releases/", "reference", "release"),
    (r"^people/", "reference", "member"),
    (r"^people/", "step", "people_step"),
    (r"^organizations/", "reference", "organization"),
    (r"^requests/", "reference", "request"),
    (r"^requests/", "decision", "decision"),
    (r"^keys/", "reference", "key"),
    (r"^settings/sign-ins/", "reference", "session"),
    (r"^second-factor/keys/", "pk", "number"),
    (r"^join/", "code", "word"),
    (r"password/new/", "uidb36", "word"),
    (r"password/new/", "key", "word_with_dash"),
    (r"^directory/contacts/", "contact", "contact"),
    (r"^directory/organizations/", "reference", "organization"),
    (r"^directory/programs/", "reference", "program"),
    (r"^directory/programs/", "channel", "word"),
    (r"^openings/", "reference", "program"),
    (r"^openings/", "shift", "word"),
    (r"^imports/files/", "reference", "transfer"),
    (r"^imports/files/", "step", "transfer_step"),
    (r"^export/services/", "whose", "whose"),
    (r"^export/services/", "shape", "file_shape"),
    (r"^export/own/", "shape", "own_shape"),
    (r"^hsds/v3/", "identifier", "outside_id"),
    (r"^network/members/", "reference", "import"),
    (r"^network/confirmations/", "reference", "organization"),
    (r"^still/", "token", "word"),
    (r"^network/invitations/", "reference", "invitation"),
    (r"^learn/", "module", "module"),
    (r"^network/start/", "step", "start_step"),
    (r"^network/times/", "matter", "matter"),
    (r"^network/times/", "step", "window_step"),
)


def kind_of(pattern: str, name: str) -> str:
    """Return the kind; raises LookupError for an address that nobody has told the sweep about."""
    for prefix, param, kind in _KINDS:
        if param == name and re.search(prefix, pattern):
            return kind
    raise LookupError(f"tests/sweep/objects.py does not say what <{name}> in /{pattern} stands for")


def unused_kinds(found: list[Route]) -> list[str]:
    """Return the lines of the table above that no address needs any more."""
    asked = {
        next(
            (prefix, param)
            for prefix, param, _ in _KINDS
            if param == name and re.search(prefix, route.pattern)
        )
        for route in found
        for name in route.params
    }
    return [f"{prefix} <{param}>" for prefix, param, _ in _KINDS if (prefix, param) not in asked]
