"""Codes of a release: what may be said, why, how it was given, by whom, and what was explained.

Sources: CONSENT-01, CONSENT-03, CONSENT-07, requirements/vocabularies.md 2.4, SEC-11.
"""

from collections.abc import Collection
from typing import Final

# What the referring organization may tell.
REFERRAL_ITEMS: Final = (
    "service_needed", "how_soon", "purpose", "interpreter_language", "accessibility_needs",
    "cultural_preference", "safe_contact", "household_size", "housing_situation", "area",
    "referral_source", "information_basis",
)  # fmt: skip
# What the receiving organization may tell back: the second, separate part.
ANSWER_ITEMS: Final = ("answer", "handoff_state", "needs_met", "connection_result")
ITEMS: Final = REFERRAL_ITEMS + ANSWER_ITEMS
# What the referring organization may also have to say once the two have spoken.
LATER_ITEMS: Final = ("handoff_state", "connection_result")
# SEC-11: programs that serve people who cause harm never receive these, whatever a release names.
LOCATION_ITEMS: Final = frozenset({"household_size", "housing_situation", "area"})


def offered_items(purpose: str, *, serves_pwch: bool) -> tuple[str, ...]:
    """Name the items that a person can be asked about for a purpose and a kind of recipient."""
    items = ANSWER_ITEMS if purpose == "report_back" else REFERRAL_ITEMS + LATER_ITEMS
    hidden = LOCATION_ITEMS if serves_pwch else frozenset()
    return tuple(item for item in items if item not in hidden)


def first_items(purpose: str, *, covered: bool) -> tuple[str, ...]:
    """Name the items that stand marked at first, to be unmarked where the person says no.

    A covered program records a joint call only under a release of its own that names how far the two came.
    """
    if purpose == "report_back":
        return ANSWER_ITEMS
    later = ("handoff_state",) if purpose == "referral" and covered else ()
    return REFERRAL_ITEMS[:2] + later


PURPOSES: Final = ("referral", "joint_call", "coordination", "conference", "report_back")

WRITTEN: Final = "written"
VERBAL: Final = "verbal_witnessed"
METHODS: Final = (WRITTEN, VERBAL)

SIGNERS: Final = ("person", "person_and_guardian", "guardian", "minor_lawful")

# Each point is explained and confirmed before a release is active.
POINTS: Final = (
    "what", "who", "why", "how_long", "saying_no", "limits", "where_kept", "same_help", "recipient_duties",
)  # fmt: skip

# Kind of recipient whose duties are explained in words of their own -> the sub-types, sectors, types and
# regimes by which it is known. "none" stands for all others.
DUTY_KINDS: Final[dict[str, frozenset[str]]] = {
    "police": frozenset({"law_enforcement"}),
    "prosecutor": frozenset({"prosecution_service", "prosecution"}),
    "court": frozenset({"court", "courts"}),
    "child_protection": frozenset({"child_protection"}),
    "hospital_portal": frozenset(
        {"hospital", "community_health_center", "mental_health", "other_health_care", "hipaa", "part2"}
    ),
    "school": frozenset({"research_academic", "school_education", "ferpa"}),
    "public_body": frozenset({"government_funder", "probation_parole"}),
    "none": frozenset(),
}


def duty_kinds(marks: Collection[str], *, public_body: bool) -> tuple[str, ...]:
    """Name the kinds that a recipient is of, from its type, sub-type, sectors and regimes; never empty."""
    found = [kind for kind, known in DUTY_KINDS.items() if not known.isdisjoint(marks)]
    if public_body and "public_body" not in found:
        found.append("public_body")
    return tuple(found) or ("none",)


SHEET_LANGUAGES: Final = ("en", "es", "fr")
