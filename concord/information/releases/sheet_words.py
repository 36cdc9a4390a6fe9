"""The plain-language sheet and what is explained, in three languages, whatever the screen's language is.

Spoken to the person: "you", "usted", "vous". ``{owner}`` tells, ``{recipient}`` is told, ``{until}`` is a day
or a blank line, ``{days}`` the longest that the law allows. No sentence holds a person's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from concord.information.releases import sheet_en, sheet_es, sheet_fr

LANGUAGE_NAMES: Final = {"en": "English", "es": "Español", "fr": "Français"}

POINTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "en": sheet_en.POINTS,
    "es": sheet_es.POINTS,
    "fr": sheet_fr.POINTS,
}
PURPOSES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": sheet_en.PURPOSES,
    "es": sheet_es.PURPOSES,
    "fr": sheet_fr.PURPOSES,
}
ITEMS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": sheet_en.ITEMS,
    "es": sheet_es.ITEMS,
    "fr": sheet_fr.ITEMS,
}
DUTIES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": sheet_en.DUTIES,
    "es": sheet_es.DUTIES,
    "fr": sheet_fr.DUTIES,
}
TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": sheet_en.TEXTS,
    "es": sheet_es.TEXTS,
    "fr": sheet_fr.TEXTS,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet ready to be read aloud or printed."""

    language: str
    texts: Mapping[str, str]
    points: tuple[tuple[str, str, str], ...]  # code, heading, sentences
    items: tuple[str, ...]
    answer_items: tuple[str, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet speaks of. An empty ``until`` is a blank line to fill in by hand.

    ``agreed``: the items are those of a recorded release, and are shown as marked.
    """

    owner: str
    recipient: str
    purpose: str
    items: tuple[str, ...]
    answer_items: tuple[str, ...]
    duties: tuple[str, ...]
    days: int
    until: str = ""
    report_back_until: str = ""
    agreed: bool = False


def build(language: str, facts: SheetFacts) -> Sheet:
    """Fill a language's sentences in; raises KeyError for a language or code that has none."""
    blank = TEXTS[language]["blank_day"]
    names = {"owner": facts.owner, "recipient": facts.recipient, "days": facts.days}
    names["until"] = facts.until or blank
    names["purpose"] = PURPOSES[language][facts.purpose].format_map(names)
    names["duties"] = " ".join(DUTIES[language][kind] for kind in facts.duties).format_map(names)
    texts = {name: text.format_map(names) for name, text in TEXTS[language].items()}
    second = names | {"until": facts.report_back_until or blank}
    texts["second_text"] = TEXTS[language]["second_text"].format_map(second)
    return Sheet(
        language=language,
        texts=texts,
        points=tuple(
            (code, heading, sentences.format_map(names))
            for code, (heading, sentences) in POINTS[language].items()
        ),
        items=tuple(ITEMS[language][item] for item in facts.items),
        answer_items=tuple(ITEMS[language][item] for item in facts.answer_items),
        agreed=facts.agreed,
    )
