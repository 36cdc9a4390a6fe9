"""What there is to learn, and how long it holds."""

from dataclasses import dataclass
from typing import Final

MODULES: Final = ("referrals", "releases")
PROVISIONAL, FULL, ATTESTED = "provisional", "full", "attested"
KINDS: Final = (PROVISIONAL, FULL, ATTESTED)
# Days that each holds: five sentences open the door for a fortnight, the module for a year.
DAYS: Final = {PROVISIONAL: 14, FULL: 365, ATTESTED: 365}


@dataclass(frozen=True, slots=True)
class Key:
    """The right answers of a module: to the one question of the beginning, and to those of the whole."""

    primer: str
    whole: tuple[str, ...]


KEYS: Final = {
    "referrals": Key("call", ("codes", "release", "ask_again", "withdraw")),
    "releases": Key("help_anyway", ("person", "named", "now", "no_trace")),
}
