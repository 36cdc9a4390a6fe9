"""Digits as words in English, Spanish and French: "two oh three", "cero uno", "quatre-vingt-dix"."""

import re
from itertools import chain

from concord.foundation.lib.screening.folding import View

_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPANISH = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_FRENCH = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FRENCH_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]


def _english() -> dict[str, str]:
    words = {word: str(number) for number, word in enumerate(_ENGLISH)}
    for ten, word in enumerate(_ENGLISH_TENS, start=2):
        words[word] = f"{ten}0"
        words |= {f"{word}-{_ENGLISH[unit]}": f"{ten}{unit}" for unit in range(1, 10)}
    doubles = {f"double-{_ENGLISH[unit]}": str(unit) * 2 for unit in range(10)}
    return words | doubles | {"oh": "0", "double-oh": "00"}


def _spanish() -> dict[str, str]:
    words = {word: str(number) for number, word in enumerate(_SPANISH)}
    for ten, word in enumerate(_SPANISH_TENS, start=3):
        words[word] = f"{ten}0"
        words |= {f"{word} y {_SPANISH[unit]}": f"{ten}{unit}" for unit in range(1, 10)}
    return words


def _french() -> dict[str, str]:
    words = {word: str(number) for number, word in enumerate(_FRENCH)}
    for ten, word in enumerate(_FRENCH_TENS, start=2):
        words |= {word: f"{ten}0", f"{word}-et-un": f"{ten}1"}
        words |= {f"{word}-{_FRENCH[unit]}": f"{ten}{unit}" for unit in range(1, 10)}
    words["soixante-et-onze"] = "71"
    for more in range(10):
        words |= {
            f"soixante-{_FRENCH[10 + more]}": f"7{more}",
            f"quatre-vingt-{_FRENCH[10 + more]}": f"9{more}",
        }
        words |= {f"quatre-vingt-{_FRENCH[more]}": f"8{more}"} if more else {"quatre-vingts": "80"}
    return words | {"quatre-vingt": "80", "septante": "70", "huitante": "80", "nonante": "90"}


_WORDS = dict(chain(_spanish().items(), _french().items(), _english().items()))
_INITIALS = "".join(sorted({word[0] for word in _WORDS}))  # asked first, for speed
_PATTERN = re.compile(
    rf"\b(?=[{_INITIALS}])(?:"
    + "|".join(sorted(_WORDS, key=len, reverse=True)).replace("-", "[ -]")
    + r")\b",
    re.IGNORECASE,
)


def with_digits(view: View) -> View:
    """Put digits for number words; each digit stands for its whole word."""
    return view.replaced(_PATTERN, lambda match: _WORDS[_spelled(match.group())])


def _spelled(words: str) -> str:
    """Find the spelling of the table for words that were typed with spaces for hyphens."""
    plain = words.lower()
    return plain if plain in _WORDS else plain.replace(" ", "-")
