"""Screening of text about a service for what would identify a person (SEC-07, SEC-18).

An aid, not a guarantee: it knows patterns and common names in English, Spanish and French.
Every pattern is bounded, so the time grows with the length of the text.
"""

from concord.foundation.lib.screening.allowing import allowed_form, is_allowed
from concord.foundation.lib.screening.births import find_births
from concord.foundation.lib.screening.contacts import find_emails, find_phones, find_urls
from concord.foundation.lib.screening.folding import Candidate, Finding, Kind, fold
from concord.foundation.lib.screening.names import find_names
from concord.foundation.lib.screening.number_words import with_digits
from concord.foundation.lib.screening.papers import find_dockets, find_ssns
from concord.foundation.lib.screening.places import find_addresses, find_coordinates

__all__ = ["Finding", "Kind", "allowed_form", "screen"]


def screen(text: str, *, allow: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Find phone numbers, e-mails, addresses, birth dates, papers, links and names, in order of place.

    ``allow`` holds the :func:`allowed_form` of contacts that may pass, such as the directory's.
    Findings do not overlap; where two kinds fit, the more telling one is kept.
    """
    view = fold(text)
    worded = with_digits(view)
    candidates = (
        *find_emails(view),
        *find_urls(view),
        *find_dockets(view),
        *find_ssns(view),
        *find_births(view),
        *find_coordinates(view),
        *find_addresses(view, worded),
        *find_phones(worded),
        *find_names(view),
    )
    kept = _without_overlaps(candidates, len(text))
    found = [Finding(c.start, c.end, c.kind, text[c.start : c.end]) for c in kept if not is_allowed(c, allow)]
    return tuple(sorted(found, key=lambda finding: finding.start))


def _without_overlaps(candidates: tuple[Candidate, ...], length: int) -> list[Candidate]:
    """Keep the first of candidates that share a sign; allowed ones count, so their parts pass too."""
    taken = bytearray(length)
    kept = []
    for candidate in candidates:
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
            kept.append(candidate)
    return kept
