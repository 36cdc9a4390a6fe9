"""What each law asks before something is said about a person: rule sets as versioned, tested data.

Nothing here is legal advice. A set names who confirmed it; none is confirmed until a network's counsel has
done so, and pages say that. The sets form a chain, so that of two one is at least as strict in everything.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from concord.information.releases.codes import METHODS, VERBAL, WRITTEN


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a set that runs as a test: ``holds`` says whether it is allowed.

    ``asks``: ``answer`` (a statement about the person, with or without an own release), ``method``, ``days``.
    """

    asks: str
    holds: bool
    statement: str = ""
    own_release: bool = False
    method: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of what a law asks. An empty ``confirmed_by`` means: not confirmed by counsel."""

    code: str
    version: int
    citations: tuple[str, ...]
    effective_on: date
    requires_release_to_answer: bool
    methods: tuple[str, ...]
    max_days: int
    examples: tuple[Example, ...]
    confirmed_by: str = ""
    requires_release_to_send: bool = True
    default_days: int = 30
    warn_over_days: int = 30

    @property
    def strictness(self) -> tuple[bool, int, int]:
        """Order of sets: a release to answer, then fewer methods, then a shorter life."""
        return (self.requires_release_to_answer, -len(self.methods), -self.max_days)


_BEGIN: Final = date(2025, 1, 1)
_COVERED: Final = (
    Example("answer", holds=False, statement="accepted"),
    Example("answer", holds=True, statement="accepted", own_release=True),
    Example("answer", holds=True, statement="no_opening"),
    Example("method", holds=True, method=WRITTEN),
    Example("method", holds=False, method=VERBAL),
    Example("days", holds=True, days=90),
    Example("days", holds=False, days=91),
)
_OTHERS: Final = (
    Example("answer", holds=True, statement="accepted"),
    Example("answer", holds=True, statement="no_opening"),
    Example("method", holds=True, method=WRITTEN),
    Example("method", holds=True, method=VERBAL),
    Example("days", holds=True, days=180),
    Example("days", holds=False, days=181),
)


def _covered(code: str, *citations: str) -> RuleSet:
    """Build a set under which every statement about the person needs a written release of the speaker."""
    return RuleSet(code, 1, citations, _BEGIN, True, (WRITTEN,), 90, _COVERED)


def _other(code: str, *citations: str) -> RuleSet:
    """Build a set under which the speaker may answer without a release of its own."""
    return RuleSet(code, 1, citations, _BEGIN, False, METHODS, 180, _OTHERS)


# From the least strict to the strictest; of two equally strict ones the later wins.
TABLE: Final[tuple[RuleSet, ...]] = (
    _other("law_enforcement", "34 U.S.C. 12291(b)(2)(D)(ii): information that law enforcement generated"),
    _other("prosecution", "34 U.S.C. 12291(b)(2)(D)(ii): information that prosecution generated"),
    _other("court", "the court's own rules on access to its records"),
    _other(
        "hipaa",
        "45 CFR 164.506(c): treatment and its coordination",
        "45 CFR 164.510(b), 164.512(c): with the person's agreement",
    ),
    _covered("ferpa", "20 U.S.C. 1232g", "34 CFR 99.30: signed and dated written consent"),
    _covered("child_protection", "42 U.S.C. 5106a(b)(2)(B)(viii)"),
    _covered("part2", "42 CFR 2.31: elements of a written consent", "42 CFR 2.32: notice to the recipient"),
    _covered(
        "vawa_fvpsa_voca",
        "34 U.S.C. 12291(b)(2)",
        "42 U.S.C. 10406(c)(5)",
        "28 CFR 94.115",
        "28 CFR 90.4",
    ),
    _covered("tribal", "the nation's own law; the strictest until its counsel says otherwise"),
    _covered("unknown", "no law named; treated as the strictest"),
)


def get_versions(code: str) -> tuple[RuleSet, ...]:
    """Return every version of a set, the newest first; empty for an unknown code."""
    return tuple(sorted((s for s in TABLE if s.code == code), key=lambda s: -s.version))


def get_ruleset(code: str, on: date | None = None) -> RuleSet:
    """Return the set in force on a day (None: the newest); the strictest one for a code not in the table."""
    for found in get_versions(code):
        if on is None or found.effective_on <= on:
            return found
    return TABLE[-1]


def stricter(first: str, second: str) -> RuleSet:
    """Return the stricter of two sets; a program under two laws takes it."""
    one, two = get_ruleset(first), get_ruleset(second)
    return max(one, two, key=lambda s: (s.strictness, TABLE.index(s)))
