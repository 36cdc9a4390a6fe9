"""Dates of birth: a date with a word that says so. Other dates pass."""

import re
from collections.abc import Iterator

from concord.foundation.lib.screening.folding import Candidate, Kind, View

_MONTHS = (
    "jan(?:uary|vier)?|feb(?:ruary|rero)?|fev(?:rier)?|mar(?:ch|s|zo)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mayo|mai"
    "|june?|jui?n|junio|july?|juil(?:let)?|julio|jul|aug(?:ust)?|aout|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    "|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?|dic(?:iembre)?|enero|ene"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th|er|o)?"
_DATE = (
    rf"(?:{_YEAR}[-/. ]\d{{1,2}}[-/. ]\d{{1,2}}"
    rf"|\d{{1,2}}[-/. ]{{1,2}}\d{{1,2}}[-/. ]{{1,2}}(?:{_YEAR}|'?\d\d)"
    rf"|{_DAY}\s?(?:of\s|de\s|d')?[-/ ]?(?:{_MONTHS})\b\.?"
    rf"(?:,?[-/ ]?(?:de\s|del\s|of\s|in\s)?(?:{_YEAR}|'?\d\d\b))?"
    rf"|(?:{_MONTHS})\b\.?,?\s?(?:de\s|del\s)?(?:{_DAY}\b,?\s?)?(?:{_YEAR}|'\d\d\b)"
    rf"|(?:{_MONTHS})\b\.?\s{_DAY}\b(?:,?\s'?\d\d\b)?"
    r"|\d{8}\b|\d{6}\b)"
)
_SHORT = r"(?:\bD\.?O\.?B\b\.?|\bDDN\b|\bD\.N\.|\bF\.?D\.?N\b\.?|\bF\.N\.|\bF\.\s?nac\.?|\bB-?day)"
_LONG = (
    r"(?:\bdate\s+of\s+birth|\bbirth\s?-?date|\bbirthday|\bborn|\bfecha\s+(?:de\s+)?nac(?:imiento|\.)?|\bnacid[oa]s?"
    r"|\bnacio|\bnacimiento|\bcumpleanos|\bcumple\b|\bdate\s+de\s+naissance|\bnaissance|\banniversaire|\bbirth\b)"
)
_PATTERNS = (
    re.compile(rf"{_SHORT}[\s:.=-]{{0,4}}(?:is\s|es\s)?{_DATE}", re.IGNORECASE),
    re.compile(rf"{_LONG}(?=\D{{0,45}}\d)\s?[:,.]?[^\d\n.,;:]{{0,24}}{_DATE}", re.IGNORECASE),
    re.compile(rf"{_LONG}\s(?:in|en|around|hacia|vers)\s{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\bnee?s?\s?(?:\([es]+\)\s?)?(?:le|en|au mois de|around|vers)\s(?:l'an\s)?(?:{_DATE}|{_YEAR}\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\bb\.\s?\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b", re.IGNORECASE),
)


def find_births(view: View) -> Iterator[Candidate]:
    """Find dates that a word such as "born", "DOB", "nacida" or "née" makes a date of birth."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(view.text):
            yield view.candidate(Kind.DATE_OF_BIRTH, *match.span())
