"""The code tables of the directory. Labels and definitions stand in `words.py`.

Sources: requirements DIR-05 (the first four categories are the framework's own words), DIR-06, DIR-08,
DIR-09, DIR-14, DIR-16, DIR-17; languages are ISO 639-1 where it has a code, ISO 639-3 where it has none.
"""

from types import MappingProxyType
from typing import Final

NAMED_CATEGORIES: Final = (
    "emergency_housing", "civil_legal_assistance", "court_advocacy", "systems_navigation",
)  # fmt: skip
CATEGORIES: Final = (
    *NAMED_CATEGORIES,
    "hotline", "safety_planning", "counselling", "outreach", "protective_order_help",
    "forensic_medical_accompaniment", "transport_relocation", "supportive_housing", "landlord_mediation",
    "financial_support", "basic_needs", "child_family", "supervised_visitation", "immigration_legal",
    "interpreting", "health_care", "mental_health", "phone_tech_safety", "pet_care", "offender_program",
    "batterer_intervention",
)  # fmt: skip

CHANNEL_KINDS: Final = ("phone", "secure_email", "web", "fax", "in_person")
# How a program wants to be reached about a referral (vocabularies 2.1, COMM-01).
PREFERRED_CHANNELS: Final = ("phone", "secure_email", "secure_messaging", "scheduled_meeting")

# A published contact is any shape real contacts have (DIR-11); all other scopes bind both ranks.
PUBLISHED: Final = "published"
COORDINATION_SCOPES: Final = (
    "referral", "regional", "statewide", "crisis_oncall", "policy_liaison", "data_steward", "meeting",
)  # fmt: skip
CONTACT_SCOPES: Final = (*COORDINATION_SCOPES, PUBLISHED)
CONTACT_RANKS: Final = ("primary", "backup")
# Every agency needs both ranks here; in another scope, both as soon as one is named.
REQUIRED_SCOPE: Final = "referral"

ELIGIBILITY_FIELDS: Final = ("who", "area_served", "ages", "gender", "children", "conditions", "exclusions")
ELIGIBILITY_RULES: Final = ("accepted", "required", "not_accepted", "ask")

FACETS: Final = (
    "children", "teen_sons", "men", "trans_people", "pets", "large_family", "wheelchair",
    "medication_or_use", "no_papers", "outside_area", "no_police_report",
)  # fmt: skip
FACET_ANSWERS: Final = ("yes", "no", "ask")

ACCESSIBILITY: Final = (
    "wheelchair", "step_free", "accessible_bathroom", "elevator", "large_print", "captions",
    "tty_relay", "sign_language", "plain_language", "service_animals", "quiet_room", "telehealth",
    "home_visits",
)  # fmt: skip

LANGUAGES: Final = (
    "en", "es", "fr", "ht", "pt", "ar", "zh", "vi", "ko", "tl", "ru", "uk", "pl", "so", "am", "ti", "sw",
    "fa", "ps", "ur", "hi", "bn", "pa", "gu", "ne", "my", "km", "lo", "ja", "de", "it", "el", "sq", "tr",
    "ase",
)  # fmt: skip

COMMUNITIES: Final = (
    "indigenous", "black", "latine", "asian_pacific", "arab_middle_eastern", "immigrant_refugee", "lgbtq",
    "deaf", "disability", "rural", "faith", "older_adults", "youth", "men", "military", "trafficking",
    "limited_english",
)  # fmt: skip

HARM_SCOPES: Final = ("domestic_violence", "sexual_assault")
PWCH: Final = "pwch"
SERVES: Final = ("pweh", "children", PWCH)

OPENING_KINDS: Final = (
    "family_room", "single_bed", "accessible_room", "pet_room", "appointment", "place",
)  # fmt: skip
OPENING_STATES: Final = ("open", "limited", "waitlist", "closed")
OPENING_BANDS: Final = ("none", "some", "several")
# What one tap says: state and band together.
SAYINGS: Final = MappingProxyType(
    {
        "several": ("open", "several"),
        "some": ("open", "some"),
        "limited": ("limited", "some"),
        "waitlist": ("waitlist", "none"),
        "none": ("closed", "none"),
    }
)
# SDOH Clinical Care's capacity status of a HealthcareService (design/standards.md, section 2).
FHIR_CAPACITY: Final = MappingProxyType(
    {
        "open": "capacity",
        "limited": "additional-assessment-required",
        "waitlist": "waitlist",
        "closed": "no-capacity",
    }
)

OTHERS_MAILBOX: Final = "others_mailbox"  # a contact's mail goes to another listed organization (DIR-11)

COALITION_LISTED: Final = "coalition_listed"
CLAIMED: Final = "claimed"

STALE_HOURS: Final = 12  # an opening older than this is shown as such
EVENING_FROM: Final = 16  # "what closed since the afternoon", by the network's clock
