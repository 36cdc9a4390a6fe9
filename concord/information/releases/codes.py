"""Codes of a release: what may be said, why, how it was given, by whom, and what was explained.

Sources: CONSENT-01, CONSENT-03, CONSENT-07, requirements/vocabularies.md 2.4, SEC-11.
"""

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
# SEC-11: programs that serve people who cause harm never receive these, whatever a release names.
LOCATION_ITEMS: Final = frozenset({"household_size", "housing_situation", "area"})

PURPOSES: Final = ("referral", "joint_call", "coordination", "conference", "report_back")

WRITTEN: Final = "written"
VERBAL: Final = "verbal_witnessed"
METHODS: Final = (WRITTEN, VERBAL)

SIGNERS: Final = ("person", "person_and_guardian", "guardian", "minor_lawful")

# Each point is explained and confirmed before a release is active.
POINTS: Final = (
    "what", "who", "why", "how_long", "saying_no", "limits", "where_kept", "same_help", "recipient_duties",
)  # fmt: skip

# Kinds of recipient whose duties are explained in words of their own.
DUTY_KINDS: Final = (
    "police", "prosecutor", "court", "public_body", "child_protection", "hospital_portal", "school", "none",
)  # fmt: skip

SHEET_LANGUAGES: Final = ("en", "es", "fr")
