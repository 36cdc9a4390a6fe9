"""Words as they are compared, and words that are nearly the same. Pure: no Django, no database.

The database folds and deletes in the same way (`directory_fold`, `directory_deletes` in migration 0003);
a test compares both.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

SHORTEST: Final = 4  # shorter words are never corrected: too many others lie one letter away
LONG: Final = 7  # from here on two mistakes are forgiven
_HEAD: Final = 9  # letters of a word whose deletions are kept
_MARKS: Final = re.compile("[\u0300-\u036f]")
_WORDS: Final = re.compile(r"[^\W_]+")
_PLURAL: Final = 3


def fold(text: str) -> str:
    """Take away what people leave out when they type in a hurry: case and accents."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def split(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORDS.findall(fold(text))


def stem(word: str) -> str:
    """Take away the s of a plural; good enough for English, Spanish and French alike."""
    return word[:-1] if len(word) > _PLURAL and word.endswith("s") and not word.endswith("ss") else word


def mistakes(word: str) -> int:
    """Return how many mistakes are forgiven in a word of this length."""
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < LONG else 2


@lru_cache(maxsize=4096)
def deletes(word: str) -> frozenset[str]:
    """Return what is left of a word's beginning when letters fall away: none, one, or two of a long word.

    Two words that differ by as many mistakes as are forgiven share at least one of these.
    """
    head = word[:_HEAD]
    found = {head} | _shorter(head)
    if len(word) >= LONG:
        found |= {left for once in _shorter(head) for left in _shorter(once)}
    return frozenset(found)


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def distance(one: str, other: str, most: int) -> int:
    """Count mistakes: a letter too many, missing, changed, or two swapped; more than most is most + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, known: Iterable[str]) -> tuple[str, int] | None:
    """Return the known word that was probably meant, and by how many mistakes; None for none near enough.

    Among equals, one that begins alike and is as long comes first.
    """
    most = mistakes(word)
    found = [
        (far, other[:1] != word[:1], abs(len(other) - len(word)), other)
        for other in known
        if (far := distance(word, other, most)) <= most
    ]
    if not most or not found:
        return None
    far, _first, _length, best = min(found)
    return best, far
