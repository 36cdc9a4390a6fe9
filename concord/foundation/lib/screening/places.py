"""Street addresses, post boxes and map coordinates."""

import re
from collections.abc import Iterator

from concord.foundation.lib.screening.folding import Candidate, Kind, View

_UNIT = (
    r"(?:,?\s{0,2}(?:(?i:apt|apto|appt|app|apartment|apartamento|unit|ste|suite|bat|int|piso|esc|fl|floor)\b\.?\s?#?\s?"
    r"[A-Z0-9]{1,5}\b|#\s?[A-Z0-9]{1,5}\b)){0,2}"
)
# --- English: number, name, type ---
_PLAIN_TYPE = (
    r"street|avenue|road|lane|boulevard|blvd|terrace|turnpike|parkway|pkwy|highway|hwy|ave|rd|ln|circle|cir"
)
_CAPITAL_TYPE = (
    r"St|Ct|Dr|Pl|Ter|Tpke|Sq|Trl|Way|Court|Drive|Place|Square|Trail|Hill|Row|Path|Loop|Green"
    r"|Alley|Extension|Ext|Commons"
)
_NUMBER = r"(?<![\w:.,$/#-])\d{1,5}(?:\s?-?[A-Z]\b|\s1/2)?"
_COMPASS = r"(?:(?:[NSEW]|NE|NW|SE|SW)\.?\s|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\s)?"
_CAPITAL = r"(?:[A-Z][\w'-]{0,20}\.?|\d{1,3}(?:st|nd|rd|th))"
_ENGLISH = (
    re.compile(
        rf"{_NUMBER},?\s{_COMPASS}(?:{_CAPITAL}\s){{1,4}}(?:{_CAPITAL_TYPE}|(?i:{_PLAIN_TYPE}))\b\.?(?P<unit>{_UNIT})"
    ),
    re.compile(
        rf"{_NUMBER},?\s{_COMPASS}(?P<words>(?:[\w'-]{{2,20}}\s){{1,3}})(?:{_PLAIN_TYPE})\b\.?(?P<unit>{_UNIT})",
        re.IGNORECASE,
    ),
)
_BROADWAY = re.compile(rf"{_NUMBER}\s(?:{_COMPASS})Broadway\b(?P<unit>{_UNIT})")
_NO_STREET = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "in",
        "at",
        "to",
        "for",
        "from",
        "and",
        "or",
        "with",
        "per",
        "near",
        "by",
        "our",
        "her",
        "his",
        "their",
        "this",
        "that",
        "is",
        "are",
        "was",
        "were",
        "out",
        "down",
        "along",
        "across",
        "off",
        "into",
        "after",
        "before",
        "until",
        "blocks",
        "block",
        "minutes",
        "people",
        "beds",
        "bed",
        "women",
        "children",
        "kids",
        "adults",
        "pm",
        "am",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "miles",
        "rooms",
        "families",
        "times",
        "calls",
        "per",
        "hour",
        "half",
    ]
)
_COURTS = frozenset(
    [
        "superior",
        "district",
        "family",
        "probate",
        "criminal",
        "civil",
        "supreme",
        "housing",
        "juvenile",
        "traffic",
        "federal",
    ]
)
_SAINT = re.compile(r"\bSt\.?$")
# --- Spanish: type, name, number ---
_LINK = r"(?:(?:de|del|la|las|los|el|y)\s){0,3}"
_SPANISH = (
    re.compile(
        r"\b(?i:calle|c/|avenida|avda\.?|av\.?|carrera|cra\.?|kra\.?|paseo|p\.?o|plaza|pza\.?|camino|boulevard|bulevar"
        r"|blvd\.?|ronda|travesia|callejon|carretera|ctra\.?|pasaje|calzada|diagonal|transversal|urbanizacion|urb\.?)"
        rf"\s?(?:{_LINK}[A-Z0-9][\w'.-]{{0,20}}\s?){{1,5}},?\s?(?:#|(?i:no|num|n)\.?\u00b0?\s?)?\s?(?:[A-Z]-)?\d{{1,5}}"
        rf"(?:-\d{{1,4}})?(?:\s?[A-Z]\b)?(?P<unit>{_UNIT})"
    ),
    re.compile(
        rf"{_NUMBER}\s(?i:de\s)?(?:la\s)?(?i:calle|avenida|avda\.?|carretera|plaza|paseo)\s{_LINK}[A-Z][\w'-]{{1,20}}"
        rf"(?P<unit>{_UNIT})"
    ),
    re.compile(
        rf"\b(?:calle|avenida|avda)\.?\s(?P<words>(?:[a-z'-]{{2,20}}\s){{1,4}}),?(?:#|no\.?\s|num\.?\s)?\s?\d{{1,5}}\b(?P<unit>{_UNIT})",
        re.IGNORECASE,
    ),
)
_NO_CALLE = frozenset(
    [
        "desde",
        "hace",
        "por",
        "con",
        "en",
        "a",
        "para",
        "hasta",
        "sin",
        "que",
        "tiene",
        "son",
        "es",
        "hay",
        "cada",
        "a",
        "entre",
        "unas",
        "unos",
    ]
)
# --- French: number, type, name ---
_FRENCH_NUMBER = r"(?<![\w:.,$/-])\d{1,4}(?:\s?(?:bis|ter|quater|[A-Da-d]))?\b,?\s"
_FRENCH = (
    re.compile(
        rf"{_FRENCH_NUMBER}(?i:rue|avenue|av\.?|boulevard|bd\.?|boul\.?|chemin|ch\.?|impasse|allee|ruelle|sentier|quai|faubourg|fbg\.?"
        r"|montee|passage|route|rang|villa|residence|lotissement|cite|place|pl\.?|cours|square|sq\.?|cote|voie|rond-point)\s"
        rf"(?:(?:de|du|des|la|le|les|aux?|a)\s|d'|l'){{0,3}}[A-Z][\w'-]{{1,30}}(?:\s(?:de|du|des|la|et)\b|\s[A-Z][\w'-]{{1,20}}){{0,3}}(?P<unit>{_UNIT})"
    ),
    re.compile(
        rf"{_FRENCH_NUMBER}(?:rue|avenue|boulevard|chemin|impasse|allee|ruelle)\s(?:(?:de|du|des|la|le|les|aux?)\s|d'|l'){{0,3}}"
        rf"[\w'-]{{2,30}}(?P<unit>{_UNIT})",
        re.IGNORECASE,
    ),
)
_BOXES = re.compile(
    r"\bp\.?\s?o\.?\s?box\s?#?\s?\d{1,6}|\bpost\s?office\s?box\s\d{1,6}|\bapartado(?:\s(?:postal|de\scorreos))?\s?#?\s?\d{1,6}"
    r"|\bapdo\.?(?:\spostal)?\s?#?\s?\d{1,6}|\bcase\spostale\s\d{1,6}|\bboite\spostale\s\d{1,6}"
    r"|\bC\.\s?P\.\s?\d{2,6}|\bB\.?\s?P\.?\s?\d{2,6}(?!\d|\s?/)",
    re.IGNORECASE,
)
_COORDINATES = re.compile(r"(?<![\d.])-?\d{1,2}\.\d{4,10}\s?[NS]?\s?[,;/ ]\s?-?\d{1,3}\.\d{4,10}(?!\d)")


def find_addresses(view: View, worded: View) -> Iterator[Candidate]:
    """Find street addresses and boxes; ``worded`` has digits for number words ("forty-two Elm Street")."""
    for pattern in (*_ENGLISH, _BROADWAY):
        for match in pattern.finditer(worded.text):
            if _is_street(match):
                yield _address(worded, match)
    for pattern in (*_SPANISH, *_FRENCH):
        for match in pattern.finditer(view.text):
            if not _NO_CALLE & set(match.groupdict().get("words", "").lower().split()):
                yield _address(view, match)
    for match in _BOXES.finditer(view.text):
        yield view.candidate(Kind.STREET_ADDRESS, *match.span())


def _address(view: View, match: re.Match[str]) -> Candidate:
    """Take the address as found; its plain form leaves out the apartment, as the directory does."""
    found = view.candidate(Kind.STREET_ADDRESS, *match.span())
    return Candidate(found.kind, found.start, found.end, view.text[match.start() : match.start("unit")])


def _is_street(match: re.Match[str]) -> bool:
    """Put "2 beds at St. Brigid", "9 Superior Court" and "3 blocks down the street" aside."""
    core = match.string[match.start() : match.start("unit")]
    words = core.lower().replace(",", " ").split()
    if _NO_STREET & set(words[1:-1]):
        return False
    if words[-1] == "court" and _COURTS & set(words):
        return False
    after = match.string[match.end() : match.end() + 2]
    return not (_SAINT.search(core) and not match["unit"] and after[:1] == " " and after[1:].isupper())


def find_coordinates(view: View) -> Iterator[Candidate]:
    """Find a latitude and a longitude with four decimals (11 m) or more."""
    for match in _COORDINATES.finditer(view.text):
        yield view.candidate(Kind.COORDINATES, *match.span())
