"""What people say for the codes of the directory, in English, Spanish and French. The words are data.

`data/synonyms.tsv` and `data/stopwords.txt` can be edited without a line of code; a test looks them over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from concord.governance.directory.spelling import deletes, nearest, split, stem

_DATA: Final = Path(__file__).parent / "data"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that the directory has a code for: ``codes`` are alternatives, the first is meant."""

    codes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return its name in an address."""
        return self.codes[0]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    codes: tuple[str, ...]
    language: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases, by their words without plural; and the words in them, for those who mistype."""

    phrases: Mapping[Phrase, Concept]
    longest: int
    silent: frozenset[str]
    near: Mapping[str, frozenset[str]]

    def correct(self, word: str) -> tuple[str, int] | None:
        """Return the word of a phrase that was probably meant."""
        candidates = {known for left in deletes(word) for known in self.near.get(left, ())}
        return nearest(word, candidates)


def read_lines() -> Iterator[Line]:
    """Read the file of synonyms; raises ValueError for a line that is none."""
    for line in (_DATA / "synonyms.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            codes, language, phrases = line.split("\t")
            yield Line(tuple(codes.split("|")), language, tuple(said.strip() for said in phrases.split(";")))


def phrase_of(words: Sequence[str]) -> Phrase:
    """Return words as phrases are looked up: without the s of a plural."""
    return tuple(stem(word) for word in words)


@cache
def get_vocabulary() -> Vocabulary:
    """Read both files, once in a process."""
    phrases: dict[Phrase, Concept] = {}
    words: set[str] = set()
    for line in read_lines():
        for said in line.phrases:
            found = split(said)
            phrases.setdefault(phrase_of(found), Concept(line.codes))
            words |= set(found)
    text = (_DATA / "stopwords.txt").read_text(encoding="utf-8")
    silent = frozenset(word for line in text.splitlines() if not line.startswith("#") for word in split(line))
    near: dict[str, set[str]] = {}
    for word in words - silent:
        for left in deletes(word):
            near.setdefault(left, set()).add(word)
    return Vocabulary(
        phrases=phrases,
        longest=max(map(len, phrases)),
        silent=silent,
        near={left: frozenset(known) for left, known in near.items()},
    )
