"""Search: from the words and filters of somebody to lines of the directory, and what was understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from concord.foundation.access.gates import NO_REFERRALS
from concord.foundation.lib.denied import Invalid, Problem
from concord.governance.directory.queries import asked, finding, pages, places, sources
from concord.governance.directory.queries.asked import Question
from concord.governance.directory.queries.finding import FAR, Line, Wanted
from concord.governance.directory.rules import ActorFacts
from concord.governance.directory.spelling import split
from concord.governance.directory.synonyms import Phrase, phrase_of

T = TypeVar("T")
_PARTS: Final = 7  # of a place in the list: how it was answered, and the key of a line
__all__ = ["FAR", "Answer", "Answered", "ask"]


@dataclass(frozen=True, slots=True)
class Answered(pages.Page[T], Generic[T]):
    """A page with what was understood. ``loose``: not everything asked for is met, the nearest is shown.

    ``capped``: so much fits that only the first some hundreds were ranked. ``regions`` are all there are.
    """

    question: Question = field(default_factory=Question)
    loose: bool = False
    capped: bool = False
    regions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines in their order, before rows are made of them."""

    lines: tuple[Line, ...]
    next: str
    question: Question
    loose: bool
    capped: bool
    regions: tuple[tuple[str, str], ...] = ()

    @property
    def facets(self) -> tuple[str, ...]:
        """Return the facets that the words ask for."""
        return tuple(term.code for term in self.question.terms if term.kind == "facet")

    def met(self, line: Line) -> tuple[tuple[str, int], ...]:
        """Say which terms a line meets."""
        keys = (term.key for term in self.question.terms)
        return tuple((key, level) for key, level in zip(keys, line.met, strict=False) if level)

    def told(self, rows: tuple[T, ...]) -> Answered[T]:
        return Answered(rows, self.next, self.question, self.loose, self.capped, self.regions)


def ask(
    filters: pages.Filters, viewer: ActorFacts, after: str | None, size: int, *, receivers: bool = False
) -> Answer:
    """Answer for one actor; raises Invalid for unknown codes and places.

    With ``receivers`` only programs that take referrals are found.
    """
    regions = sources.get_regions()
    pages.check_filters(filters, frozenset(code for code, _ in regions))
    question = _question(filters, viewer, {phrase_of(split(name)): code for code, name in regions})
    if receivers:
        question = _of_receivers(question)
    elif filters.words.strip() and not question.terms and not split(filters.words):
        return Answer(
            (), "", question, loose=False, capped=False, regions=regions
        )  # signs only: nothing is meant
    loose, key = _read(after) if after else (None, None)
    near = places.find(filters.from_region) if filters.from_region else ()
    if question.unknown and not question.terms:
        return Answer((), "", question, loose=False, capped=False, regions=regions)
    found = finding.find(Wanted(question, size, key, near), loose)
    lines, more = found.lines[:size], len(found.lines) > size
    mark = pages.write_key(found.loose, *lines[-1].key) if more else ""
    return Answer(lines, mark, question, found.loose > 0 or bool(question.unknown), found.capped, regions)


def _question(filters: pages.Filters, viewer: ActorFacts, names: Mapping[Phrase, str]) -> Question:
    """Read the words; what nobody uses is put right, unless it is meant so."""
    needed = asked.needed(filters, viewer)
    tokens = split(filters.words)[: asked.MOST_WORDS]
    if not tokens:
        return Question(needed)
    single = asked.open_words(tokens, names)
    corrected: tuple[asked.Corrected, ...] = ()
    unknown: tuple[str, ...] = ()
    if single and not filters.exact:
        corrected, unknown = asked.correct(single, finding.look_up(single))
        meant = {each.word: each.meant for each in corrected}
        tokens = [meant.get(token, token) for token in tokens]
    terms = asked.understand(tokens, viewer=viewer, places=names, without=filters.without, unknown=unknown)
    return Question(needed, terms, corrected, unknown)


def _of_receivers(question: Question) -> Question:
    kinds: Sequence[str] = [asked.lexeme(f"y={kind}") for kind in sorted(NO_REFERRALS)]
    needed = (*question.needed, "'q=receives'", f"!{asked.either(*kinds)}")
    return Question(needed, question.terms, question.corrected, question.unknown)


def _read(after: str) -> tuple[int, tuple[Any, ...]]:
    """Read a place in the list; raises Invalid for one that no page has given out."""
    loose, distance, place, organization, organization_id, program, entry_id = pages.read_key(
        after, length=_PARTS
    )
    try:
        numbers = int(str(loose)), int(str(distance)), int(str(place))
    except ValueError as error:
        raise Invalid([Problem("after", "unknown_place")]) from error
    if numbers[0] not in range(finding.WALKED, 3) or None in {organization, program}:
        raise Invalid([Problem("after", "unknown_place")])
    return numbers[0], (
        *numbers[1:], organization, pages.key_id(organization_id), program, pages.key_id(entry_id),
    )  # fmt: skip
