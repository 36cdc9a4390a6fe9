"""The invented network of the demo and of every test: organizations, programs and people.

The cast of the acceptance scripts. Nobody here exists; telephone numbers are from the range that is set
aside for fiction (555-0100 to 555-0199).
"""

from dataclasses import dataclass
from typing import Final

NEWCOMER: Final = "kit"  # began this week: everybody else has gone through the modules
EMAIL_DOMAIN: Final = "demo.example"
DEMO_PASSWORD: Final = "harbor-lantern-orchard"  # noqa: S105 - invented people, on this machine only


@dataclass(frozen=True, slots=True)
class Unit:
    """A program: reference, name, the law that binds it, and whether it serves people who cause harm."""

    reference: str
    name: str
    regime: str
    serves_pwch: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An organization of the cast with its tier and programs."""

    reference: str
    name: str
    org_type: str
    sub_type: str
    tier: int
    units: tuple[Unit, ...]
    sectors: tuple[str, ...] = ()
    regions: tuple[str, ...] = ("north",)
    public_body: bool = False
    backbone: bool = False
    roles: tuple[str, ...] = ("partner",)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the cast."""

    name: str
    organization: str
    roles: tuple[str, ...]
    title: str
    phone: str = ""


REGIONS: Final = (("north", "North"), ("shore", "Shore"), ("valley", "Valley"), ("capital", "Capital"))

# Which of the state's planning regions belong to a region of the invented network: the map.
AREAS: Final = {
    "capitol": "capital", "northeastern-connecticut": "north", "northwest-hills": "north",
    "naugatuck-valley": "valley", "western-connecticut": "shore", "greater-bridgeport": "shore",
    "south-central-connecticut": "shore", "lower-connecticut-river-valley": "shore",
    "southeastern-connecticut": "shore",
}  # fmt: skip

ORGANIZATIONS: Final = (
    Member("harbor", "Harbor House", "direct_service", "shelter", 4,
           (Unit("harbor-shelter", "Emergency shelter", "vawa_fvpsa_voca"),
            Unit("harbor-outreach", "Outreach and advocacy", "vawa_fvpsa_voca")),
           sectors=("community_agency",), roles=("core_coordinating",)),
    Member("lakeside", "Lakeside Shelter", "direct_service", "shelter", 2,
           (Unit("lakeside-shelter", "Family shelter", "vawa_fvpsa_voca"),), regions=("shore",)),
    Member("brigid", "St. Brigid Hospital DV Team", "health_social", "hospital", 2,
           (Unit("brigid-team", "DV team", "hipaa"),), sectors=("other_health_care",)),
    Member("northside", "Northside Counseling", "direct_service", "counselling_service", 2,
           (Unit("northside-counseling", "Counseling", "vawa_fvpsa_voca"),), sectors=("mental_health",)),
    Member("millriver", "Mill River DV Court", "justice_legal", "court", 2,
           (Unit("millriver-desk", "Court desk", "court"),), sectors=("courts",), public_body=True),
    Member("legaldesk", "Statewide Legal Desk", "justice_legal", "legal_aid", 2,
           (Unit("legaldesk-civil", "Civil legal help", "vawa_fvpsa_voca"),), sectors=("justice",),
           regions=("north", "shore", "valley", "capital")),
    Member("vsu", "Victim Services Unit", "justice_legal", "specialized_dv_unit", 2,
           (Unit("vsu-advocates", "Court advocates", "prosecution"),), sectors=("justice",),
           public_body=True),
    Member("police", "North Police DV Unit", "justice_legal", "law_enforcement", 2,
           (Unit("police-unit", "DV unit", "law_enforcement"),), sectors=("law_enforcement",),
           public_body=True),
    Member("cfsnorth", "Child & Family Services North", "health_social", "child_protection", 2,
           (Unit("cfsnorth-intake", "Family intake", "child_protection"),), sectors=("child_protection",),
           public_body=True),
    Member("income", "Income Support Office", "government_funder", "department", 2,
           (Unit("income-desk", "Emergency assistance", "unknown"),), sectors=("social_services",),
           public_body=True),
    Member("valley", "Valley Clinic", "health_social", "community_health_center", 2,
           (Unit("valley-clinic", "Community clinic", "hipaa"),), sectors=("other_health_care",),
           regions=("valley",)),
    Member("puente", "Puente Program", "direct_service", "outreach_program", 3,
           (Unit("puente-outreach", "Bilingual advocacy", "vawa_fvpsa_voca"),),
           sectors=("culturally_specific",), roles=("specialized_culturally_specific",)),
    Member("coalition", "Northern Coalition", "coalition_backbone", "coalition", 4, ()),
    Member("quinn", "Quinn University", "research_academic", "university", 4, ()),
    Member("thames", "Thames Housing Trust", "housing_homelessness", "supportive_housing", 1,
           (Unit("thames-homes", "Supportive homes", "unknown"),), sectors=("housing",),
           regions=("shore",)),
    Member("changepath", "Change Path", "direct_service", "counselling_service", 2,
           (Unit("changepath-group", "Accountability groups", "unknown", serves_pwch=True),),
           sectors=("batterer_treatment",)),
    Member("grants", "State Grants Office", "government_funder", "funding_agency", 1, (),
           public_body=True, regions=("capital",)),
    Member("backbone", "Backbone Office", "coalition_backbone", "backbone", 4, (), backbone=True,
           regions=("capital",)),
    Member("line", "Statewide Line", "direct_service", "outreach_program", 2,
           (Unit("line-hotline", "24-hour line", "vawa_fvpsa_voca"),),
           regions=("north", "shore", "valley", "capital")),
)  # fmt: skip

PEOPLE: Final[dict[str, Someone]] = {
    "ana": Someone("Ana Reyes", "harbor", ("staff", "oncall"), "Advocate", "860-555-0110"),
    "ruth": Someone("Ruth Okafor", "harbor", ("supervisor", "staff"), "Supervisor", "860-555-0111"),
    "lena": Someone("Lena Fox", "harbor", ("agency_lead",), "Director of services", "860-555-0112"),
    "bo": Someone("Bo Chen", "harbor", ("staff", "agency_lead"), "Deputy", "860-555-0113"),
    "eve": Someone("Eve Lund", "harbor", ("leadership",), "Executive director"),
    "dara": Someone("Dara Singh", "harbor", ("steward",), "Data steward"),
    "lou": Someone("Lou Marsh", "lakeside", ("staff", "agency_lead"), "Advocate", "860-555-0120"),
    "hal": Someone("Hal Ito", "brigid", ("staff",), "Social worker", "860-555-0130"),
    "mia": Someone("Mia Grant", "brigid", ("agency_lead",), "Team lead", "860-555-0131"),
    "cam": Someone("Cam Duarte", "northside", ("staff", "agency_lead"), "Counselor", "860-555-0140"),
    "judy": Someone("Judy Park", "millriver", ("staff", "agency_lead"), "Court coordinator", "860-555-0150"),
    "leo": Someone("Leo Brandt", "legaldesk", ("staff", "agency_lead"), "Attorney", "860-555-0151"),
    "vic": Someone("Vic Novak", "vsu", ("staff", "agency_lead"), "Advocate", "860-555-0152"),
    "pell": Someone("Pell Adams", "police", ("staff", "agency_lead"), "Detective", "860-555-0160"),
    "kim": Someone("Kim Yates", "cfsnorth", ("staff", "agency_lead"), "Caseworker", "860-555-0161"),
    "ida": Someone("Ida Moss", "income", ("staff", "agency_lead"), "Case aide", "860-555-0162"),
    "dee": Someone("Dee Rahman", "valley", ("staff", "agency_lead"), "Physician", "860-555-0170"),
    "paz": Someone("Paz Molina", "puente", ("staff", "agency_lead"), "Advocate", "860-555-0171"),
    "rae": Someone("Rae Stone", "coalition", ("agency_lead", "regional_coordinator"), "Program manager"),
    "uma": Someone("Uma Desai", "quinn", ("analyst",), "Analyst"),
    "stu": Someone("Stu Weiss", "quinn", ("student",), "Intern"),
    "tom": Someone("Tom Vale", "thames", ("staff", "agency_lead"), "Housing officer", "860-555-0180"),
    "chip": Someone("Chip Lowe", "changepath", ("staff", "agency_lead"), "Group leader", "860-555-0181"),
    "flo": Someone("Flo Hart", "grants", ("funder",), "Grants officer"),
    "bea": Someone("Bea Winter", "backbone", ("backbone_staff", "agency_lead"), "Coordinator"),
    "sys": Someone("Sy Nolan", "backbone", ("sysadmin",), "Administrator"),
    "noor": Someone("Noor Haddad", "line", ("staff", "triage", "oncall"), "Night worker", "860-555-0190"),
    "kit": Someone("Kit Moreno", "line", ("staff", "oncall"), "New night worker", "860-555-0192"),
    "sam": Someone("Sam Ortiz", "line", ("staff", "triage", "agency_lead"), "Day worker", "860-555-0191"),
}
