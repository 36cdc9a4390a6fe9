"""What somebody asks for: words and filters become terms, each a condition on the document of an entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from concord.governance.directory import rules
from concord.governance.directory.queries.pages import Filters
from concord.governance.directory.rules import ActorFacts
from concord.governance.directory.synonyms import Concept, Phrase, Vocabulary, get_vocabulary, phrase_of

# The letter under which a document holds the codes of a kind (migration 0003).
LETTERS: Final = {
    "category": "c", "language": "l", "region": "r", "accessibility": "a", "community": "m", "serves": "s",
    "harm_scope": "h", "facet": "f", "org_type": "y", "sub_type": "u", "sector": "k", "interpreter": "i",
}  # fmt: skip
OPENING, TONIGHT, WORD, ANY = "opening", "tonight", "word", "any"
MOST_WORDS: Final = 24
_ROOT: Final = 3  # letters: shorter beginnings begin too much
_YEARS: Final = 2  # digits: an age or a number of children, never a name


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for. ``strong`` is the best answer, ``accept`` also what will do.

    ``key`` names it in an address, such as "facet:pets"; ``said`` are the words that it was taken from,
    ``named`` says that the name has all of them, and each of ``echoes`` that one of them stands somewhere.
    """

    key: str
    said: str
    strong: str
    accept: str
    named: str = ""
    echoes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def code(self) -> str:
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A word that nobody uses, and the one that was probably meant."""

    word: str
    meant: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is needed in any case (filters), what is looked for (terms), and what became of the words."""

    needed: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Read:
    """Words as they are read: concepts, and single words that are none."""

    concepts: dict[str, tuple[Concept, list[str]]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def lexeme(text: str, *, prefix: bool = False) -> str:
    """Write one word so that it can stand in a tsquery."""
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' if prefix else ''}"


def either(*parts: str) -> str:
    """Join conditions of which one must hold."""
    return f"({' | '.join(parts)})"


def both(*parts: str) -> str:
    """Join conditions that must all hold."""
    return f"({' & '.join(parts)})"


# -- what an actor may look for ----------------------------------------------------------------------


def seen(viewer: ActorFacts, kind: str) -> str:
    """Say that an opening of a kind is there which this actor may see (`rules.opening_view`)."""
    parts = [lexeme(f"o={kind}")]
    if viewer.tier < rules.OPENINGS_TIER:
        parts.append("'v=all'")
    if viewer.serves_pwch:
        parts.append("'v=pwch'")
    if viewer.law_enforcement:
        own = [lexeme(f"g={viewer.organization_id}")] if viewer.organization_id else []
        parts.append(either("'v=police'", *own))
    return both(*parts)


# -- filters ------------------------------------------------------------------------------------------


def needed(filters: Filters, viewer: ActorFacts) -> tuple[str, ...]:
    """Translate filters; their codes are known to be codes."""
    found = [
        lexeme(f"{LETTERS[kind]}={code}")
        for kind in (
            "org_type", "sub_type", "sector", "region", "category", "language", "accessibility", "community",
            "serves", "harm_scope",
        )
        for code in _codes(getattr(filters, kind))
    ]  # fmt: skip
    found += [lexeme(f"f={code.replace(':', '=')}") for code in filters.facets]
    found += ["'i=yes'"] if filters.interpreter else []
    found += ["'x=yes'"] if filters.culturally_specific else []
    found += [seen(viewer, filters.openings)] if filters.openings else []
    found += [either("'t=always'", seen(viewer, ANY))] if filters.tonight else []
    return tuple(found)


def _codes(given: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(given, tuple):
        return given
    return (given,) if given else ()


# -- words --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory knows of words: those it has, and nearly the same ones with how many mistakes."""

    there: frozenset[str]
    near: Mapping[str, tuple[str, int]]


def open_words(tokens: Sequence[str], places: Mapping[Phrase, str]) -> list[str]:
    """Return the words that are part of no phrase: the directory may know them."""
    return _read(tokens, places, frozenset()).words


def correct(words: Iterable[str], known: Known) -> tuple[tuple[Corrected, ...], tuple[str, ...]]:
    """Return what was probably meant by words that nobody uses, and the words that stay unknown."""
    vocabulary = get_vocabulary()
    corrected, unknown = [], []
    for word in dict.fromkeys(words):
        if word in known.there:
            continue
        found = [each for each in (vocabulary.correct(word), known.near.get(word)) if each]
        if found:
            corrected.append(Corrected(word, min(found, key=lambda each: each[1])[0]))
        else:
            unknown.append(word)
    return tuple(corrected), tuple(unknown)


def understand(
    tokens: Sequence[str],
    *,
    viewer: ActorFacts,
    places: Mapping[Phrase, str],
    without: Sequence[str] = (),
    unknown: Sequence[str] = (),
) -> tuple[Term, ...]:
    """Turn words into terms; concepts in ``without`` are passed over."""
    read = _read(tokens, places, frozenset(without))
    terms = [_of_concept(concept, said, viewer) for concept, said in read.concepts.values()]
    terms += [_of_word(word) for word in dict.fromkeys(read.words) if word not in unknown]
    return tuple(terms)


def _read(tokens: Sequence[str], places: Mapping[Phrase, str], without: frozenset[str]) -> _Read:
    """Take the longest phrase that begins at each word; what is left are single words."""
    vocabulary, read, at = get_vocabulary(), _Read(), 0
    while at < len(tokens):
        concept, length = _longest(tokens, at, vocabulary, places)
        if concept is None:
            if not _silent(tokens[at], vocabulary):
                read.words.append(tokens[at])
        elif concept.key not in without:
            read.concepts.setdefault(concept.key, (concept, []))[1].extend(tokens[at : at + length])
        at += length
    return read


def _longest(
    tokens: Sequence[str], at: int, vocabulary: Vocabulary, places: Mapping[Phrase, str]
) -> tuple[Concept | None, int]:
    for length in range(min(vocabulary.longest, len(tokens) - at), 0, -1):
        phrase = phrase_of(tokens[at : at + length])
        if phrase in vocabulary.phrases:
            return vocabulary.phrases[phrase], length
        if phrase in places:
            return Concept((f"region:{places[phrase]}",)), length
    return None, 1


def _silent(word: str, vocabulary: Vocabulary) -> bool:
    return len(word) == 1 or word in vocabulary.silent or (word.isdigit() and len(word) <= _YEARS)


def _begins(word: str, letter: str = "") -> str:
    """Say that a word of an entry begins like this one without the s of its plural."""
    (root,) = phrase_of([word])
    return lexeme(letter + root, prefix=len(root) >= _ROOT and not root.isdigit())


def _of_word(word: str) -> Term:
    return Term(f"{WORD}:{word}", word, _begins(word, "w="), _begins(word))


def _of_concept(concept: Concept, said: Sequence[str], viewer: ActorFacts) -> Term:
    """A code that is meant is the best answer; another code, or the same word in a text, will do."""
    spoken = tuple(dict.fromkeys(said))
    kind, _colon, code = concept.key.partition(":")
    if kind == TONIGHT:
        strong = seen(viewer, ANY)
        return Term(concept.key, " ".join(spoken), strong, either("'t=always'", strong))
    if kind == OPENING:
        strong = seen(viewer, code)
        return Term(concept.key, " ".join(spoken), strong, strong)
    others = [_coded(other) for other in concept.codes[1:]]
    if kind == "facet":
        return Term(
            concept.key, " ".join(spoken), lexeme(f"f={code}=yes"), either(lexeme(f"f={code}"), *others)
        )
    strong, telling = _coded(concept.key), [word for word in spoken if not _silent(word, get_vocabulary())]
    return Term(
        concept.key,
        " ".join(spoken),
        strong,
        either(strong, both(*map(_begins, spoken)), *others),
        named=both(*(_begins(word, "w=") for word in spoken)),
        echoes=tuple(map(_begins, telling)),
    )


def _coded(key: str) -> str:
    kind, _colon, code = key.partition(":")
    return lexeme(f"{LETTERS[kind]}={code}")
