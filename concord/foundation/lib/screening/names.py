"""Names of people, by what stands around them: titles, introducers, kin, and common given names.

Heuristics: a rare name without any of these is missed, which the forms say.
"""

import re
from collections.abc import Iterator

from concord.foundation.lib.screening.folding import Candidate, Kind, View
from concord.foundation.lib.screening.name_words import (
    GIVEN_NAMES,
    NOT_NAMES,
    NOT_SMALL,
    ORGANIZATION_WORDS,
    SAINTS,
    SOME_GIVEN_NAMES,
)

_SMALL_NAMES = GIVEN_NAMES - SOME_GIVEN_NAMES - NOT_SMALL
_ANY_GIVEN_NAME = GIVEN_NAMES | SOME_GIVEN_NAMES
_CAPITAL = r"[A-Z](?:[A-Za-z]|['-](?=[A-Za-z])){1,24}"
_PARTICLE = r"(?:\s(?:de|del|la|las|los|da|dos|van|von|der|bin|al|el|di|du|des|y)){1,3}(?=\s[A-Z])"
_SEQUENCE = rf"{_CAPITAL}(?:(?:{_PARTICLE})?\s(?:{_CAPITAL}|[A-Z]\b\.?)){{0,3}}"
_TITLE = re.compile(
    r"(?<![\w.])(?:[Mm]s|[Mm]rs|[Mm]r|[Mm]x|[Dd]r|[Dd]ra|[Ss]ra|[Ss]r|[Ss]rta|[Pp]rof|[Ss]gt|[Dd]et|M|Mme|Mlle|Mgr|Me)\.?\s"
    r"|(?<![\w-])(?i:miss|madam|doctor|officer|detective|sergeant|trooper|deputy|judge|attorney|pastor|se\u00f1ora|senora|senor"
    r"|senorita|do\u00f1a|dona|don|doctora|oficial|agente|licenciada|licenciado|lic\.|abogada|jueza|juez|madame|monsieur"
    r"|mademoiselle|docteure?|l'agente?|agente?|maitre|juge|brigadier|capitaine|gendarme)\s"
)
_STRONG = re.compile(
    r"(?<![\w-])(?i:(?:her|his|their|my|the|client's|survivor's|abuser's|husband's|wife's|mother's|child's|caller's)?\s?"
    r"(?:first\s|last\s|full\s|real\s)?names?(?:\sis|\s?:)|(?:husband|wife|boyfriend|girlfriend)'s\sname\s?:|named|goes\sby|known\sas|nickname"
    r"|se\sllama|me\sllamo|le\sdicen|apodad[oa]|(?:su\s|mi\s)?(?:nombre|apellido)(?:\scompleto)?(?:\ses|\s?:)|llamad[oa]"
    r"|s'appelle|m'appelle|l'appelle|nomme[es]?|surnomme[es]?|(?:son\s|mon\s|le\s)?(?:pre)?nom(?:\sest|\s?:)|prenom)\s?:?\s{0,2}"
)
_WEAK = re.compile(
    r"(?<![\w-])(?i:ask(?:ed)?\sfor|asking\sfor|sp(?:oke|eak|oken|eaking)\s(?:with|to)|talk(?:ed|ing)?\s(?:with|to)|met(?:\swith)?"
    r"|tell|told|hold\sthe\s(?:room|bed)\sfor|signed|regards|cc"
    r"|pregunt(?:e|ar|en)\spor|habl(?:e|o|ar|amos)\scon|d[ie]gale\sa|dile\sa|avisele\sa|llame\sa|vio\sa|guarden\s(?:el\scuarto|la\scama)\spara"
    r"|(?:parle|parler|echange|vu)\savec|vu|demander|demandez|dites\sa|dire\sa|prevenir|gardez\s(?:la\schambre|le\slit)\spour"
    r"|joindre|rencontre)\s"
)
_ROLES = (
    r"husband|wife|spouse|fiance[e]?|boyfriend|girlfriend|son|daughter|sister|brother|mother|mom|mum|father|dad|stepfather"
    r"|stepmother|stepson|aunt|uncle|cousin|niece|nephew|grandmother|grandma|grandfather|ex(?:-|\s)?(?:husband|wife|partner|boyfriend)"
    r"|ex|partner|client|survivor|victim|abuser|offender|respondent|applicant|caller|patient|neighbor|friend(?:\sof)?|baby|roommate|landlord|suspect"
    r"|esposo|esposa|marido|mujer|novio|novia|hijo|hija|hermana|hermano|madre|mama|padre|papa|tia|tio|prima|primo|abuela|abuelo|suegra|suegro"
    r"|cunada|cunado|ex(?:-|\s)?(?:pareja|esposo|marido|novio)|pareja|clienta|cliente|victima|agresor|sobreviviente|vecina|vecino|amiga|amigo"
    r"|contacto\sde\sconfianza|bebe|paciente"
    r"|mari|femme|epoux|epouse|copain|copine|fils|fille|soeur|frere|mere|pere|tante|oncle|cousine|grand-mere|belle-mere|beau-pere|conjointe?"
    r"|compagnon|compagne|ex-(?:mari|conjoint|copain)|client[e]?|victime|auteur(?:\sdes\sviolences)?|agresseur|personne\sde\sconfiance"
    r"|voisine?|amie?|patiente?"
    r"|little|toddler|kid|girl|boy|nin[ao]|nen[ea]|muchach[ao]|joven|chic[ao]|petite?|gamine?|ado|jeune"
)
_KIN = re.compile(
    rf"(?<![\w-])(?i:{_ROLES})(?:\s(?i:mayor|menor|aine|ainee|cadet|cadette|oldest|youngest|older|younger))?"
    r"(?:\s(?:is|es|est)\s|\s?[,(:]\s?|\s)(?:named\s)?"
)
_ORGANIZED = re.compile(rf"{_SEQUENCE}|(?<![A-Za-z'-])[a-z]{{3,16}}(?![A-Za-z'-])")
_NEXT = re.compile(_SEQUENCE)
_BEFORE_A_PATRON = frozenset(
    (
        "eglise",
        "iglesia",
        "hospital",
        "fonds",
        "fondo",
        "centre",
        "centro",
        "foyer",
        "rue",
        "calle",
        "Los",
        "Las",
    )
)
_LAST_WORD = re.compile(r"([A-Za-z]+)(?:\.?\s|-)?(?:(?:de|du|des|del|la|le)\s){0,2}$")


def _words(name: str) -> list[str]:
    return [word.strip(".").lower().removesuffix("'s") for word in name.split()]


def _is_person(name: str) -> bool:
    """Put program, place, day and language names aside, and what is written in capitals only."""
    words = _words(name)
    parts = {part for word in words for part in (word, *word.split("-"))}
    if words[0] in NOT_NAMES or parts & ORGANIZATION_WORDS or not any(sign.islower() for sign in name):
        return False
    return len(words) == 1 or words[1] not in NOT_NAMES or words[0] in GIVEN_NAMES


def _trimmed(name: str) -> str:
    """Cut a sequence before a word that belongs to the sentence ("Denise Monday")."""
    kept = name.split(" ")
    for place, word in enumerate(kept[1:], start=1):
        if word.strip(".").lower() in NOT_NAMES:
            return " ".join(kept[:place])
    return name


def _after(view: View, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    for match in pattern.finditer(view.text):
        name = _NEXT.match(view.text, match.end())
        if name and _is_person(name.group()):
            yield view.candidate(Kind.NAME, name.start(), name.start() + len(_trimmed(name.group())))


def _of_organization(view: View, start: int) -> bool:
    """Tell whether the word before belongs to a program or a saint ("Hospital San", "Casa", "St.")."""
    before = _LAST_WORD.search(view.text[max(0, start - 40) : start])
    if before is None:
        return False
    word = before.group(1)
    capital = word.lower() in ORGANIZATION_WORDS and word[0].isupper()
    return capital or word.lower() in SAINTS or word in _BEFORE_A_PATRON


def _is_given(name: str) -> bool:
    """Judge a sequence by its first word, a common given name."""
    words = _words(name)
    first, _, second = words[0].partition("-")
    if first in SOME_GIVEN_NAMES and not name.endswith("'s"):
        surname = len(words) > 1 and words[1] not in NOT_NAMES
        return surname or second in _ANY_GIVEN_NAME
    return first in GIVEN_NAMES


def find_names(view: View) -> Iterator[Candidate]:
    """Find what is probably the name of a person."""
    for pattern in (_TITLE, _STRONG, _WEAK, _KIN):
        yield from _after(view, pattern)
    for match in _ORGANIZED.finditer(view.text):
        name = match.group()
        if name[0].islower():
            found = name in _SMALL_NAMES
        else:
            found = (
                _is_given(name)
                and not (set(_words(name)) | set(name.lower().split("-"))) & ORGANIZATION_WORDS
            )
        if found and not _of_organization(view, match.start()):
            yield view.candidate(Kind.NAME, match.start(), match.start() + len(_trimmed(name)))
