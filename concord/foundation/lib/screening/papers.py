"""Numbers that stand on papers: social security and docket numbers."""

import re
from collections.abc import Iterator

from concord.foundation.lib.screening.folding import Candidate, Kind, View

_CUED_SSN = re.compile(
    r"(?<!\w)(?:SSN|S\.S\.N\.|ITIN|NSS|NIR|NAS|SIN|SS\s?[#:]|soc(?:ial)?\.?\s?sec(?:urity)?\.?"
    r"|seguro\s+social|securite\s+sociale|assurance\s+sociale|(?:de\s)?secu|social)"
    r"(?:\s?(?:number|num\.?|numero|no\.?|n\u00b0|#|is|es|est|le|ends?|ending|in|termina|finit|en|par|:|,|-)){0,5}"
    r"\s{0,2}(?P<digits>\d(?:[ .-]{0,2}\d){3,14})(?!\d)",
    re.IGNORECASE,
)
_BARE_SSN = re.compile(
    r"(?<![\d-])\d{3}[- .]\d{2}[- .]\d{4}(?![\d-])"
    r"|(?<!\d)[12]\s?\d\d\s?(?:0[1-9]|1[0-2])\s?\d[\dAB]\s?\d{3}\s?\d{3}(?:\s?\d\d)?(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

# Connecticut: HHD-FA24-6123456-S, H14H-CR24-0745123-S. Family, criminal, civil, motor vehicle, juvenile.
_CONNECTICUT = re.compile(
    r"\b(?:[A-Z][A-Z0-9]{2}[A-Z]?[ -]{1,2})?"
    r"(?:FA|CR|CV|MV|FV|JV|PO)[ -]{0,2}\d\d[ -]{1,2}\d{5,8}(?:[ -]{1,2}[A-Z]\b)?",
    re.IGNORECASE,
)
_MARK = r"(?:no|num|number|numero|nr|n\u00b0|\u2116|#|de|du|RG|is|es|est|[.:#\u00b0])"
_CUED_DOCKET = re.compile(
    r"\b(?:docket|dkt|expediente|exp\.|(?:case|caso|causa|cause|dossier|affaire|parquet|order|orden|ordonnance)"
    r"(?=\s{0,2}(?:no\b|num|n\u00b0|#|number)\W)|(?:numero|n\u00b0|no\.?|number)\s(?:de|du|of)\s(?:la\s)?"
    r"(?:dossier|expediente|caso|causa|parquet|role)|R\.?G\.?)"
    rf"(?:\s{{0,2}}{_MARK}){{0,4}}\s{{0,2}}(?P<number>[A-Z0-9](?:[A-Z0-9/-]|[ ](?=[\dA-Z]*\d)){{3,30}})",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 5


def find_ssns(view: View) -> Iterator[Candidate]:
    """Find social security and like numbers of the United States, France and Canada."""
    for match in _CUED_SSN.finditer(view.text):
        digits = re.sub(r"\D", "", match["digits"])
        if len(digits) in {4, 9, 11, 13, 15} and not _YEAR.fullmatch(digits):
            yield view.candidate(Kind.SSN, *match.span())
    for match in _BARE_SSN.finditer(view.text):
        yield view.candidate(Kind.SSN, *match.span())


def find_dockets(view: View) -> Iterator[Candidate]:
    """Find court docket and case numbers."""
    for match in _CONNECTICUT.finditer(view.text):
        yield view.candidate(Kind.DOCKET, *match.span())
    for match in _CUED_DOCKET.finditer(view.text):
        if sum(sign.isdigit() for sign in match["number"]) >= _FEWEST_DIGITS:
            yield view.candidate(Kind.DOCKET, *match.span())
