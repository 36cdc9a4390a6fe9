"""Kinds of organization, sectors, regions' schemes and roles, exactly as the vocabularies name them.

Source: requirements/vocabularies.md 2.1, DIR-02, DIR-03, roles.md. The six types of the seed cannot be
removed; `coalition_backbone` was added beside them.
"""

from typing import Final

SUB_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "direct_service": ("shelter", "transition_house", "outreach_program", "counselling_service"),
    "justice_legal": ("court", "prosecution_service", "legal_aid", "specialized_dv_unit", "law_enforcement"),
    "health_social": ("hospital", "community_health_center", "mental_health", "child_protection"),
    "housing_homelessness": ("emergency_shelter", "supportive_housing", "landlord_mediation"),
    "government_funder": ("ministry", "department", "municipal_office", "funding_agency"),
    "research_academic": ("university", "institute", "independent_evaluator"),
    "coalition_backbone": ("coalition", "backbone"),
}
TYPES: Final = tuple(SUB_TYPES)

SECTORS: Final = (
    "mental_health", "other_health_care", "school_education", "child_protection", "probation_parole",
    "neighborhood_center", "clergy_faith_based", "batterer_treatment", "sex_offender_treatment",
    "culturally_specific", "immigrant_settlement", "social_services", "justice", "law_enforcement",
    "courts", "community_agency", "indigenous", "housing", "other",
)  # fmt: skip

ENDED: Final = "no_longer_operational"
STATUSES: Final = ("active", "paused", ENDED)
REGION_SCHEMES: Final = ("judicial_district", "health_service_region", "coalition_region")
# DIR-07: after how many days a listing is confirmed again; the seed says "regularly".
REVIEW_DAYS: Final = 90
LEAST_REVIEW_DAYS: Final = 30
MOST_REVIEW_DAYS: Final = 365
PARTICIPATION_ROLES: Final = ("core_coordinating", "partner", "specialized_culturally_specific")

# Which law binds what a program says about a person. "unknown" is the strictest (practice.md CONSENT-08).
REGIMES: Final = (
    "vawa_fvpsa_voca", "hipaa", "part2", "ferpa", "law_enforcement", "prosecution", "court",
    "child_protection", "tribal", "unknown",
)  # fmt: skip

ROLES: Final = (
    "staff", "supervisor", "agency_lead", "leadership", "steward", "regional_coordinator", "triage",
    "embedded", "oncall", "convenor", "clarifier", "team_member", "body_member", "university", "analyst",
    "student", "funder", "backbone_staff", "sysadmin", "advisor", "training_coordinator",
)  # fmt: skip
CASE_FACING: Final = frozenset({"staff", "supervisor", "triage", "embedded", "oncall", "convenor"})
SECOND_FACTOR: Final = CASE_FACING | {"agency_lead", "steward", "backbone_staff", "sysadmin"}
# A lead gives these; the others come from the backbone or from a later process.
GIVEN_BY_LEAD: Final = frozenset(
    {"staff", "supervisor", "agency_lead", "leadership", "steward", "oncall", "convenor", "triage",
     "advisor", "training_coordinator"}
)  # fmt: skip
