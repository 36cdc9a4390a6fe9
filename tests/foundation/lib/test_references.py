"""References are random, speakable, and find every single slip of a typist."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.foundation.lib.references import ALPHABET, check_reference, new_reference, new_token

PREFIXES = st.sampled_from(["R", "M", "I", "CR", "DSA"])
PLACES = st.integers(0, 7)


def _body(reference: str) -> str:
    return reference.partition("-")[2].replace("-", "")


def _with_body(reference: str, body: str) -> str:
    return f"{reference.partition('-')[0]}-{body[:4]}-{body[4:]}"


def test_a_reference_looks_like_this() -> None:
    assert re.fullmatch(r"R-[0-9B-DF-HJKM-NP-TV-XZ]{4}-[0-9B-DF-HJKM-NP-TV-XZ]{4}", new_reference())


def test_no_word_can_appear() -> None:
    assert not set("AEIOUYL") & set(ALPHABET)


@given(PREFIXES, PLACES, st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_found(prefix: str, place: int, sign: str) -> None:
    reference = new_reference(prefix)
    body = _body(reference)
    if body[place] == sign:
        assert check_reference(reference) == reference
        return
    with pytest.raises(ValueError, match="check sign"):
        check_reference(_with_body(reference, body[:place] + sign + body[place + 1 :]))


@given(PREFIXES, st.integers(0, 6))
def test_every_swap_of_neighbors_is_found(prefix: str, place: int) -> None:
    reference = new_reference(prefix)
    body = _body(reference)
    if body[place] == body[place + 1]:
        return
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    with pytest.raises(ValueError, match="check sign"):
        check_reference(_with_body(reference, swapped))


@given(st.sampled_from("BCDFGHJKMNPQRSTVWXZAEUOIY"), st.sampled_from("BCDFGHJKMNPQRSTVWXZAEUOIY"))
def test_a_wrong_prefix_is_found(right: str, wrong: str) -> None:
    reference = new_reference(right)
    if right != wrong:
        with pytest.raises(ValueError, match="check sign"):
            check_reference(wrong + reference[1:])


@given(PREFIXES, st.sampled_from(["", " ", "-", "\u2013", "\u2011", ".", "  "]), st.booleans())
def test_a_reference_may_be_typed_in_many_ways(prefix: str, separator: str, lower: bool) -> None:  # noqa: FBT001 - given by name
    reference = new_reference(prefix)
    typed = reference.replace("-", separator)
    assert check_reference(typed.lower() if lower else typed) == reference


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    reference = next(r for r in iter(new_reference, None) if "0" in r and "1" in r)
    assert check_reference(reference.replace("0", "O").replace("1", "l")) == reference
    assert check_reference(reference.replace("0", "o").replace("1", "I")) == reference


@pytest.mark.parametrize(
    "text", ["", "R", "R-7KQ2-94X", "7KQ2-94XM", "R-AEIO-UUUU", "R1-7KQ2-94XM", "TOOL-7KQ2-94XM"]
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a reference"):
        check_reference(text)


@pytest.mark.parametrize("prefix", ["", "r", "R2", "LONG", "\u00c9"])
def test_a_prefix_is_one_to_three_capital_letters(prefix: str) -> None:
    with pytest.raises(ValueError, match="capital letters"):
        new_reference(prefix)


def test_references_do_not_repeat_follow_or_resemble_one_another() -> None:
    bodies = [_body(new_reference()) for _ in range(3_000)]
    assert len(set(bodies)) == len(bodies)
    numbers = [sum(ALPHABET.index(s) * 29**i for i, s in enumerate(reversed(b[:7]))) for b in bodies]
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    assert min(abs(step) for step in steps) > 1
    assert 1_200 < sum(step > 0 for step in steps) < 1_800
    shared_start = sum(a[:2] == b[:2] for a, b in itertools.pairwise(bodies))
    assert shared_start < 30


def test_tokens_are_long_and_differ() -> None:
    assert len(new_token()) >= 43
    assert len({new_token(16) for _ in range(500)}) == 500
