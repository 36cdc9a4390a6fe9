"""The sheet says the same in three languages, fills every blank and names no person."""

import re
from string import Formatter

import pytest

from concord.information.releases import codes, sheet_words, words
from concord.information.releases.sheet_words import SheetFacts

LANGUAGES = codes.SHEET_LANGUAGES
TABLES = {
    "PURPOSES": (sheet_words.PURPOSES, codes.PURPOSES),
    "ITEMS": (sheet_words.ITEMS, codes.ITEMS),
    "DUTIES": (sheet_words.DUTIES, tuple(codes.DUTY_KINDS)),
    "TEXTS": (sheet_words.TEXTS, tuple(sheet_words.TEXTS["en"])),
}
NAMES = {"owner", "recipient", "until", "days", "purpose", "duties"}


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.req("CONSENT-03")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_item_purpose_and_duty_has_words(language: str) -> None:
    assert tuple(sheet_words.POINTS[language]) == codes.POINTS
    for table, known in TABLES.values():
        assert set(table[language]) == set(known)
        assert all(text.strip() for text in table[language].values())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_known_blanks_are_left_to_fill_in(name: str, language: str) -> None:
    table, _ = TABLES[name]
    for text in table[language].values():
        assert blanks(text) <= NAMES


def test_each_language_leaves_the_same_blanks_in_each_point() -> None:
    for point in codes.POINTS:
        found = {frozenset(blanks(sheet_words.POINTS[language][point][1])) for language in LANGUAGES}
        assert len(found) == 1


@pytest.mark.req("CONSENT-03")
def test_no_language_leaves_a_sentence_out_or_in_english() -> None:
    tables = {
        "POINTS": {one: {k: text for k, (_, text) in sheet_words.POINTS[one].items()} for one in LANGUAGES}
    }
    tables |= {name: dict(table) for name, (table, _) in TABLES.items()}
    for name, table in tables.items():
        for code, english in table["en"].items():
            sentences = {len(re.findall(r"[.?!](?=\s|$)", table[one][code])) for one in LANGUAGES}
            assert len(sentences) == 1, (name, code)
            if re.search(r"[a-z]+ [a-z]+ [a-z]+", english):
                assert len({table[one][code] for one in LANGUAGES}) == len(LANGUAGES), (name, code)


@pytest.mark.req("CONSENT-03")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", codes.PURPOSES)
def test_a_sheet_is_filled_in_whole(language: str, purpose: str) -> None:
    facts = SheetFacts(
        owner="Harbor House", recipient="North Police", purpose=purpose, items=codes.REFERRAL_ITEMS,
        answer_items=codes.ANSWER_ITEMS, duties=("police", "public_body"), days=90, until="1.2.2027",
    )  # fmt: skip
    sheet = sheet_words.build(language, facts)
    said = " ".join([*(f"{title} {text}" for _, title, text in sheet.points), *sheet.texts.values()])
    assert not re.search(r"[{}]", said)
    assert "Harbor House" in said
    assert "North Police" in said
    assert "90" in said
    assert "1.2.2027" in said
    assert sheet_words.TEXTS[language]["blank_day"] in sheet.texts["second_text"]
    assert len(sheet.items) == len(codes.REFERRAL_ITEMS)
    assert len(sheet.answer_items) == len(codes.ANSWER_ITEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_speaks_of_a_victim_or_a_case_file_of_ours(language: str) -> None:
    banned = re.compile(r"\b(victims?|víctimas?|victimes?|survivors?|concord)\b", re.IGNORECASE)
    for table, _ in TABLES.values():
        assert not any(banned.search(text) for text in table[language].values())
    assert not any(banned.search(" ".join(pair)) for pair in sheet_words.POINTS[language].values())


@pytest.mark.parametrize(
    ("marks", "public_body", "kinds"),
    [
        ({"justice_legal", "law_enforcement"}, True, ("police", "public_body")),
        ({"prosecution"}, False, ("prosecutor",)),
        ({"court", "courts"}, True, ("court", "public_body")),
        ({"health_social", "child_protection"}, False, ("child_protection",)),
        ({"hospital"}, False, ("hospital_portal",)),
        ({"ferpa"}, False, ("school",)),
        ({"government_funder"}, True, ("public_body",)),
        ({"direct_service", "shelter"}, False, ("none",)),
    ],
)
def test_what_a_recipient_may_have_to_do_follows_from_its_kind(
    *, marks: set[str], public_body: bool, kinds: tuple[str, ...]
) -> None:
    assert codes.duty_kinds(marks, public_body=public_body) == kinds


def test_every_code_has_words_on_the_screen() -> None:
    assert set(words.ITEMS) == set(codes.ITEMS)
    assert set(words.PURPOSES) == set(codes.PURPOSES)
    assert set(words.METHODS) == set(codes.METHODS)
    assert set(words.SIGNERS) == set(codes.SIGNERS)
