"""Words are found although they are mistyped, and the synonyms say only what the directory knows."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.foundation.organizations.codes import SECTORS, SUB_TYPES, TYPES
from concord.governance.directory import codes, spelling, synonyms

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.text(_LETTERS, min_size=spelling.SHORTEST, max_size=16)


def _mistyped(word: str, draw: st.DataObject) -> str:
    """Make one mistake: a letter missing, too many, changed, or swapped with the next."""
    at = draw.draw(st.integers(0, len(word) - 1))
    letter = draw.draw(st.sampled_from(_LETTERS))
    return draw.draw(
        st.sampled_from(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            )
        )
    )


@pytest.mark.req("DIR-01")
@settings(max_examples=500)
@given(WORDS, st.integers(1, 2), st.data())
def test_a_mistyped_word_leads_to_the_right_one(word: str, times: int, data: st.DataObject) -> None:
    typed = word
    for _ in range(times):
        typed = _mistyped(typed, data) or word
    far = spelling.distance(typed, word, 2)
    if far > spelling.mistakes(typed):
        return
    assert spelling.deletes(typed) & spelling.deletes(word)
    found = spelling.nearest(typed, {word})
    assert found == (word, far) if spelling.mistakes(typed) else found is None


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_nothing_only_for_equals(one: str, other: str) -> None:
    assert spelling.distance(one, other, 3) == spelling.distance(other, one, 3)
    assert (spelling.distance(one, other, 3) == 0) == (one == other)


def test_short_words_and_numbers_are_never_put_right() -> None:
    assert [spelling.mistakes(word) for word in ("dv", "tpo", "2026", "bed", "pets", "shelter")] == [
        0, 0, 0, 0, 1, 2,
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["Hébergement d'urgence", "¿Dónde dormir?", "St. Brigid 24/7", "ŁÓDŹ", "Kreyòl ayisyen", "ﬁne"]
)
def test_the_database_folds_words_in_the_same_way(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_fold(%s), tsvector_to_array(directory_words(%s))", [text, text])
        folded, words = cursor.fetchone()
    assert folded == spelling.fold(text)
    assert sorted(words) == sorted(set(spelling.split(text)))


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["cafe", "refugio", "protection", "accompagnement", "aabbaabb"])
def test_the_database_lets_letters_fall_away_in_the_same_way(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_deletes(%s)", [word])
        (found,) = cursor.fetchone()
    assert set(found) == spelling.deletes(word)


_KNOWN = {
    "category": codes.CATEGORIES, "facet": codes.FACETS, "language": codes.LANGUAGES,
    "accessibility": codes.ACCESSIBILITY, "community": codes.COMMUNITIES, "serves": codes.SERVES,
    "harm_scope": codes.HARM_SCOPES, "opening": codes.OPENING_KINDS, "org_type": TYPES, "sector": SECTORS,
    "sub_type": [sub for subs in SUB_TYPES.values() for sub in subs], "tonight": ["yes"],
    "interpreter": ["yes"],
}  # fmt: skip


def test_synonyms_name_codes_that_there_are_and_mean_one_thing_in_one_language() -> None:
    meant: dict[tuple[str, synonyms.Phrase], tuple[str, ...]] = {}
    for line in synonyms.read_lines():
        assert line.language in {"en", "es", "fr"}
        for code in line.codes:
            kind, _colon, value = code.partition(":")
            assert value in _KNOWN[kind], code
        for said in line.phrases:
            phrase = synonyms.phrase_of(spelling.split(said))
            assert phrase, line
            assert meant.setdefault((line.language, phrase), line.codes) == line.codes, said


@pytest.mark.req("DIR-05", "DIR-17")
def test_every_service_and_every_facet_has_words_in_three_languages() -> None:
    held = {(code, line.language) for line in synonyms.read_lines() for code in line.codes}
    for code in (*(f"category:{one}" for one in codes.CATEGORIES), *(f"facet:{one}" for one in codes.FACETS)):
        assert {language for language in ("en", "es", "fr") if (code, language) not in held} == set(), code
