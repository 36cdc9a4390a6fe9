"""What a referral is said in: codes only, exactly as the vocabularies name them.

Source: requirements/vocabularies.md 2.1 and 2.4, practice.md REF-28, REF-31, DIR-17.
"""

from typing import Final

SENSITIVITIES: Final = ("urgent", "priority", "standard")
PATHWAYS: Final = ("direct_handoff", "warm_linkage", "coordinated_triage", "embedded_partner")
# Triage and embedding arrive with their own rooms; until then two pathways can be chosen.
PATHWAYS_OPEN: Final = ("warm_linkage", "direct_handoff")
BASES: Final = ("direct_client_interview", "administrative_records", "partner_agency_documentation")
SOURCES: Final = (
    "law_enforcement", "court", "healthcare", "community_based_organization", "housing",
    "child_family_system", "education", "hotline", "self_or_family", "other", "unknown",
)  # fmt: skip
ABOUT: Final = ("person", "coordination")
PURPOSES: Final = ("service", "coordination_function")
COORDINATION_FUNCTIONS: Final = (
    "joint_meeting", "eligibility_question", "protocol_question", "capacity_planning", "training_request",
)  # fmt: skip
SAFE_CONTACT: Final = (
    "through_us_only", "no_voicemail", "text_first", "voicemail_safe", "work_hours_only", "they_will_call",
)  # fmt: skip

OUTCOMES: Final = ("pending", "accepted", "waitlisted", "declined")
# Reasons that speak of the program itself may always be said; the others speak of the person.
DECLINES_ABOUT_US: Final = (
    "no_capacity", "service_not_offered", "misdirected", "language", "access", "cannot_take",
)  # fmt: skip
DECLINES_ABOUT_PERSON: Final = (
    "not_eligible", "unable_to_reach", "survivor_chose_otherwise", "area_not_safe", "other",
)  # fmt: skip
DECLINES: Final = DECLINES_ABOUT_US + DECLINES_ABOUT_PERSON

JOINT_MODES: Final = ("conference_call", "in_person", "virtual")
PRESENCE: Final = ("yes", "no", "not_applicable")
AGREED_ROLES: Final = (
    "receiver_leads", "sender_stays_in_touch", "both_stay_in_touch", "sender_steps_back",
)  # fmt: skip
NEXT_STEPS: Final = (
    "appointment_set", "arrival_arranged", "transport_arranged", "interpreter_booked", "call_back_agreed",
    "person_will_call", "nothing_further",
)  # fmt: skip
FOLLOW_UPS: Final = ("connected", "not_connected", "survivor_chose_otherwise", "unknown")
NEEDS_MET: Final = ("in_house", "interpreter", "partner", "cannot_meet")

# Which release item each column about the person needs; a column without consent is not sent.
ITEM_OF: Final[dict[str, str]] = {
    "category": "service_needed",
    "interpreter_language": "interpreter_language",
    "accessibility": "accessibility_needs",
    "cultural_preference": "cultural_preference",
    "safe_contact": "safe_contact",
    "source": "referral_source",
    "basis": "information_basis",
}
SOURCE_OF_TYPE: Final[dict[str, str]] = {
    "hospital": "healthcare", "community_health_center": "healthcare", "mental_health": "healthcare",
    "court": "court", "law_enforcement": "law_enforcement", "child_protection": "child_family_system",
    "university": "education", "shelter": "community_based_organization",
}  # fmt: skip

TALLY_KINDS: Final = ("look", "joint_call", "self_contact", "phone_handoff")
TALLY_ANSWERS: Final = ("yes", "no", "no_answer")
# Who spoke about the person when somebody was handed over by telephone; we, only under a release.
SPOKE: Final = ("they", "nobody", "we")

# Programs under these laws send no text of their own unless the rule set says otherwise (REF-31).
TEXT_OFF: Final = frozenset({"vawa_fvpsa_voca", "tribal", "unknown"})
