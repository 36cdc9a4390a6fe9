"""What the programs of the invented network say of themselves. Nothing here exists.

Shelters keep their address to themselves; telephone numbers are from 555-0100 to 555-0199.
"""

from typing import Any, Final

from concord.config.demo.cast import ORGANIZATIONS
from concord.governance.directory.drafts import Criterion, ListingDraft


def _week(opens: str, closes: str) -> dict[str, list[tuple[str, str]]]:
    return {str(day): [(opens, closes)] for day in range(5)}


_OFFICE: Final = {"hours": _week("09:00", "17:00")}
_SHELTER: Final[dict[str, Any]] = {
    "categories": ("emergency_housing", "safety_planning", "child_family", "transport_relocation"),
    "serves": ("pweh", "children"),
    "always_open": True,
    "address_confidential": True,
    "length_of_stay": "Up to 60 days, longer by agreement.",
    "how_to_get_in": "Call the line. A short conversation, no papers, then directions by voice.",
}

LISTINGS: Final[dict[str, dict[str, Any]]] = {
    "harbor-shelter": _SHELTER | {
        "description": "Twelve rooms with a shared kitchen and a yard, staffed day and night.",
        "languages": ("en", "es", "ase"),
        "interpreter_available": True,
        "accessibility": (
            "wheelchair", "step_free", "accessible_bathroom", "service_animals", "tty_relay", "sign_language",
        ),
        "communities": ("deaf", "disability", "lgbtq"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "local_names": {"emergency_housing": "Safe bed"},
        "eligibility": (
            Criterion("ages", "accepted", "Any age; under 18 with a parent or guardian"),
            Criterion("exclusions", "ask", "Registered sex offenders: ask first"),
        ),
        "facets": {
            "children": "yes", "teen_sons": "yes", "men": "ask", "trans_people": "yes", "pets": "ask",
            "large_family": "yes", "wheelchair": "yes", "medication_or_use": "yes", "no_papers": "yes",
            "outside_area": "yes", "no_police_report": "yes",
        },
        "phone": "860-555-0100", "urgent_phone": "860-555-0101",
        "after_hours_process": "The same number is answered at night.",
    },
    "harbor-outreach": _OFFICE | {
        "description": "Advocates who meet people where they are, plan for safety and go along to court.",
        "categories": ("outreach", "safety_planning", "court_advocacy", "systems_navigation"),
        "languages": ("en", "es"),
        "interpreter_available": True,
        "accessibility": ("wheelchair", "home_visits", "telehealth"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh",),
        "facets": {"men": "yes", "trans_people": "yes", "no_papers": "yes", "no_police_report": "yes"},
        "phone": "860-555-0102",
        "after_hours_process": "Call the shelter's number.",
        "address": "Meeting places by appointment", "opt_in_law_enforcement": True,
    },
    "lakeside-shelter": _SHELTER | {
        "description": "Six family rooms near the shore; teenagers stay with their parent.",
        "languages": ("en", "es", "pt"),
        "accessibility": ("service_animals", "plain_language"),
        "harm_scope": ("domestic_violence",),
        "facets": {
            "children": "yes", "teen_sons": "yes", "men": "no", "trans_people": "yes", "pets": "yes",
            "large_family": "ask", "wheelchair": "no", "medication_or_use": "ask", "no_papers": "yes",
            "outside_area": "yes", "no_police_report": "yes",
        },
        "phone": "860-555-0121", "urgent_phone": "860-555-0122",
        "publish_openings_tier1": True, "publish_on_call_tier1": True, "opt_in_law_enforcement": True,
    },
    "brigid-team": _OFFICE | {
        "description": "Social workers of the emergency department; exams by nurses trained for it.",
        "categories": ("health_care", "forensic_medical_accompaniment", "safety_planning"),
        "languages": ("en", "es", "fr", "ht"),
        "interpreter_available": True,
        "accessibility": ("wheelchair", "step_free", "elevator", "sign_language"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "facets": {"children": "yes", "men": "yes", "wheelchair": "yes", "no_police_report": "yes"},
        "phone": "860-555-0132", "urgent_phone": "860-555-0133",
        "after_hours_process": "Ask the switchboard for the social worker on call.",
        "address": "1 Hospital Plaza, North",
    },
    "northside-counseling": _OFFICE | {
        "description": "Counseling for adults and children, alone and in groups; no fee.",
        "categories": ("counselling", "mental_health", "child_family"),
        "languages": ("en", "es"),
        "accessibility": ("telehealth", "quiet_room"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "facets": {"children": "yes", "men": "yes", "trans_people": "yes", "outside_area": "no"},
        "phone": "860-555-0141",
        "after_hours_process": "Leave no message; call again in the morning, or the statewide line now.",
        "address": "48 Grove Street, North",
    },
    "millriver-desk": {
        "description": "Explains the steps of a protective order and where to go in the building.",
        "categories": ("court_advocacy", "protective_order_help", "systems_navigation"),
        "languages": ("en", "es"),
        "interpreter_available": True,
        "accessibility": ("wheelchair", "elevator", "captions"),
        "harm_scope": ("domestic_violence",),
        "serves": ("pweh",),
        "hours": _week("08:30", "16:30"),
        "phone": "860-555-0153", "address": "200 Mill Street, North",
    },
    "legaldesk-civil": {
        "description": "Lawyers for protective orders, custody, housing and immigration; no fee.",
        "categories": ("civil_legal_assistance", "protective_order_help", "immigration_legal"),
        "languages": ("en", "es", "fr", "ar"),
        "interpreter_available": True,
        "accessibility": ("telehealth", "tty_relay"),
        "communities": ("immigrant_refugee", "limited_english"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "hours": {str(day): [("09:00", "12:00"), ("13:00", "17:00")] for day in range(5)},
        "facets": {"no_papers": "yes", "outside_area": "yes", "men": "yes", "no_police_report": "yes"},
        "phone": "860-555-0154", "preferred_channel": "secure_email",
    },
    "vsu-advocates": _OFFICE | {
        "description": "Advocates who explain a criminal case and go along to each hearing.",
        "categories": ("court_advocacy", "safety_planning"),
        "languages": ("en", "es"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh",),
        "phone": "860-555-0155", "address": "200 Mill Street, North",
    },
    "police-unit": _OFFICE | {
        "description": "Officers trained for these calls; for an emergency call 911.",
        "categories": ("systems_navigation", "protective_order_help"),
        "languages": ("en", "es"),
        "interpreter_available": True,
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "phone": "860-555-0163", "after_hours_process": "In an emergency call 911.",
        "address": "9 Station Road, North",
    },
    "cfsnorth-intake": _OFFICE | {
        "description": "Family support and child protection; says at the start what it must report.",
        "categories": ("child_family", "supervised_visitation"),
        "languages": ("en", "es"),
        "interpreter_available": True,
        "harm_scope": ("domestic_violence",),
        "serves": ("pweh", "children"),
        "phone": "860-555-0164", "address": "77 Center Street, North",
    },
    "income-desk": _OFFICE | {
        "description": "Emergency payments, food benefits and help to apply.",
        "categories": ("financial_support", "basic_needs"),
        "languages": ("en", "es"),
        "accessibility": ("wheelchair", "elevator", "large_print"),
        "harm_scope": ("domestic_violence",),
        "serves": ("pweh",),
        "phone": "860-555-0165", "address": "12 State Street, North",
    },
    "valley-clinic": {
        "description": "Primary care, prenatal care and counseling; a fee by income.",
        "categories": ("health_care", "mental_health"),
        "languages": ("en", "es", "vi"),
        "interpreter_available": True,
        "accessibility": ("wheelchair", "step_free", "telehealth"),
        "communities": ("rural",),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "hours": {
            **{str(day): [("08:00", "18:00")] for day in range(4)},
            "4": [("08:00", "16:00")],
            "5": [("09:00", "12:00")],
        },
        "phone": "860-555-0172", "address": "5 Orchard Road, Valley",
    },
    "puente-outreach": {
        "description": "Advocates from the community, in Spanish and Portuguese, also for families.",
        "categories": ("outreach", "safety_planning", "immigration_legal", "interpreting"),
        "languages": ("es", "pt", "en"),
        "accessibility": ("home_visits", "plain_language"),
        "communities": ("latine", "immigrant_refugee", "limited_english"),
        "culturally_specific": True,
        "population_focus": ("Spanish- and Portuguese-speaking families",),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "hours": _week("09:00", "18:00"),
        "facets": {"children": "yes", "no_papers": "yes", "outside_area": "yes", "no_police_report": "yes"},
        "phone": "860-555-0173", "urgent_phone": "860-555-0174",
    },
    "thames-homes": _OFFICE | {
        "description": "Apartments for up to two years, with support that stays.",
        "categories": ("supportive_housing", "landlord_mediation"),
        "languages": ("en",),
        "accessibility": ("wheelchair", "elevator"),
        "harm_scope": ("domestic_violence",),
        "serves": ("pweh", "children"),
        "facets": {"children": "yes", "large_family": "ask", "pets": "ask", "outside_area": "no"},
        "phone": "860-555-0182",
    },
    "changepath-group": {
        "description": "Weekly groups of 26 weeks, by court order or by choice.",
        "categories": ("batterer_intervention", "offender_program"),
        "languages": ("en", "es"),
        "harm_scope": ("domestic_violence",),
        "serves": ("pwch",),
        "hours": _week("12:00", "20:00"),
        "phone": "860-555-0183", "address": "31 Foundry Street, North",
    },
    "line-hotline": {
        "description": "Answers day and night, plans for safety and finds a place across the state.",
        "categories": ("hotline", "safety_planning", "systems_navigation", "interpreting"),
        "languages": ("en", "es", "fr", "ase"),
        "interpreter_available": True,
        "accessibility": ("tty_relay", "sign_language"),
        "harm_scope": ("domestic_violence", "sexual_assault"),
        "serves": ("pweh", "children"),
        "always_open": True,
        "facets": {"men": "yes", "trans_people": "yes", "no_papers": "yes", "outside_area": "yes"},
        "phone": "860-555-0199", "urgent_phone": "860-555-0199",
        "publish_on_call_tier1": True, "opt_in_law_enforcement": True,
    },
}  # fmt: skip

# program -> (kind, state, band, hours since it was said); a later line of one kind is said later
OPENINGS: Final[dict[str, tuple[tuple[str, str, str, float], ...]]] = {
    "harbor-shelter": (
        ("family_room", "open", "several", 30),
        ("family_room", "limited", "some", 2),
        ("single_bed", "open", "several", 2),
        ("accessible_room", "open", "some", 27),
        ("accessible_room", "closed", "none", 3),
        ("pet_room", "limited", "some", 2),
    ),
    "lakeside-shelter": (("family_room", "open", "several", 5), ("pet_room", "waitlist", "none", 5)),
    "harbor-outreach": (("appointment", "open", "several", 4),),
    "northside-counseling": (
        ("appointment", "limited", "some", 50),
        ("appointment", "waitlist", "none", 20),
        ("place", "open", "some", 20),
    ),
    "legaldesk-civil": (("appointment", "limited", "some", 26),),
    "valley-clinic": (("appointment", "open", "several", 7),),
    "puente-outreach": (("appointment", "open", "some", 3),),
    "changepath-group": (("place", "open", "some", 44),),
}

# organization -> (backup's name, title, phone): the other half of what every agency names (DIR-06)
BACKUPS: Final[dict[str, tuple[str, str, str]]] = {
    "lakeside": ("Nia Brooks", "Shelter manager", "860-555-0123"),
    "brigid": ("Hal Ito", "Social worker", "860-555-0130"),
    "northside": ("Ines Roy", "Office manager", "860-555-0143"),
    "millriver": ("Carl Voss", "Clerk", "860-555-0156"),
    "legaldesk": ("Amy Soto", "Paralegal", "860-555-0157"),
    "vsu": ("Dot Lane", "Advocate", "860-555-0158"),
    "police": ("Ray Tran", "Sergeant", "860-555-0166"),
    "cfsnorth": ("Gus Pohl", "Supervisor", "860-555-0167"),
    "income": ("Liv Moe", "Case aide", "860-555-0168"),
    "valley": ("Ben Abara", "Nurse", "860-555-0175"),
    "puente": ("Luz Vega", "Advocate", "860-555-0176"),
    "thames": ("Ada Quist", "Housing officer", "860-555-0184"),
    "changepath": ("Moe Dent", "Group leader", "860-555-0185"),
    "line": ("Noor Haddad", "Night worker", "860-555-0190"),
    "harbor": ("Bo Chen", "Deputy", "860-555-0113"),
}

# program -> (who by day, who by night), with the number that answers; "" where nobody is on
ON_CALL: Final[dict[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "harbor-shelter": (("Ruth Okafor", "860-555-0111"), ("Ana Reyes", "860-555-0110")),
    "lakeside-shelter": (("Lou Marsh", "860-555-0120"), ("Nia Brooks", "860-555-0123")),
    "brigid-team": (("Hal Ito", "860-555-0130"), ("Hospital switchboard", "860-555-0133")),
    "puente-outreach": (("Paz Molina", "860-555-0171"), ("Luz Vega", "860-555-0176")),
    "line-hotline": (("Sam Ortiz", "860-555-0191"), ("Noor Haddad", "860-555-0190")),
}

# Entered by the coalition and not yet claimed (DIR-15); and confirmed too long ago (DIR-07).
LISTED_BY_COALITION: Final = frozenset({"income-desk"})
CONFIRMED_DAYS_AGO: Final[dict[str, int]] = {"valley-clinic": 120, "thames-homes": 95}


def draft_of(reference: str) -> ListingDraft:
    """Return the listing of a program; its regions are its organization's."""
    given = LISTINGS[reference]
    regions = next(
        member.regions
        for member in ORGANIZATIONS
        if any(unit.reference == reference for unit in member.units)
    )
    return ListingDraft(**{"regions": regions, **given})
