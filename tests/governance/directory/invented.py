"""A directory of three hundred invented programs, for questions with a known answer. Nothing in it exists.

``KNOWN`` are the programs that questions in `tests/data/directory_questions.csv` are about; the others are of
the common kinds, drawn at random with a fixed seed, and get in their way.
"""

import random
from datetime import datetime
from typing import Any, Final

from concord.foundation.access.actions import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import actions, codes
from concord.governance.directory.drafts import ListingDraft, ProgramDraft

JOB: Final = Actor.system("test")
REGIONS: Final = ("north", "shore", "valley", "capital")
_OTHERS: Final = 240
_BASE: Final[dict[str, Any]] = {
    "harm_scope": ["domestic_violence"],
    "serves": ["pweh"],
    "languages": ["en"],
    "regions": ["north"],
    "phone": "860-555-0142",
}
_BED = {"categories": ["emergency_housing"], "serves": ["pweh", "children"]}


def _known(name: str, categories: str, **more: Any) -> tuple[str, dict[str, Any]]:
    facets = {}
    for answer in codes.FACET_ANSWERS:
        facets |= dict.fromkeys(more.pop(answer, "").split(), answer)
    for field in ("languages", "regions", "accessibility", "communities", "serves", "harm_scope"):
        if field in more:
            more[field] = more[field].split()
    if facets:
        more["facets"] = facets
    return name, _BASE | {"categories": categories.split()} | more


# organization · program -> its listing; "openings" are posted afterwards.
KNOWN: Final[dict[str, dict[str, Any]]] = dict(
    (
        _known(
            "Willow Gate · Night shelter",
            "emergency_housing",
            serves="pweh children",
            always_open=True,
            yes="pets teen_sons children no_papers",
            openings=["pet_room", "family_room"],
            description="Rooms for families, animals too.",
        ),
        _known(
            "Cedar Row · Family shelter",
            "emergency_housing",
            serves="pweh children",
            regions="shore",
            always_open=True,
            yes="children large_family wheelchair",
            languages="en es pt",
            accessibility="wheelchair step_free",
            openings=["family_room"],
            description="Eight large rooms, a ramp and a garden.",
        ),
        _known(
            "Juniper House · Shelter for all genders",
            "emergency_housing",
            regions="valley",
            always_open=True,
            yes="men trans_people",
            communities="lgbtq men",
            description="For anyone, of any gender.",
        ),
        _known(
            "Copper Hill · Sober and not sober beds",
            "emergency_housing",
            regions="capital",
            yes="medication_or_use outside_area",
            always_open=True,
            description="Medication is kept safe; nobody is sent away for using.",
        ),
        _known(
            "Marigold · Casa segura",
            "emergency_housing",
            regions="capital",
            languages="es en",
            serves="pweh children",
            communities="latine immigrant_refugee",
            culturally_specific=True,
            yes="no_papers children no_police_report",
            always_open=True,
            description="Casa para familias.",
        ),
        _known(
            "Harborlight · Deaf shelter",
            "emergency_housing",
            regions="shore",
            languages="ase en",
            accessibility="sign_language captions",
            communities="deaf",
            always_open=True,
            description="Staff sign; doors and alarms flash.",
        ),
        _known(
            "Ferncliff · Elder safe stay",
            "emergency_housing",
            regions="shore",
            communities="older_adults",
            description="Short stays for people over sixty.",
            yes="wheelchair",
        ),
        _known(
            "Birchline · Order clinic",
            "protective_order_help court_advocacy",
            regions="north",
            languages="en es",
            description="Papers are filled in together at the courthouse.",
        ),
        _known(
            "Tidewater · Restraining order desk",
            "protective_order_help",
            regions="shore",
            languages="en es fr",
            description="Same-day help with orders.",
        ),
        _known(
            "Quarry Law · Civil legal desk",
            "civil_legal_assistance",
            regions="valley",
            description="Divorce, custody and eviction; no fee.",
        ),
        _known(
            "Lantern Law · Immigration unit",
            "immigration_legal",
            regions="capital",
            languages="en es fr ht",
            communities="immigrant_refugee",
            description="U visa, T visa, asylum and self-petitions.",
        ),
        _known(
            "Stonebridge · Tenant defense",
            "landlord_mediation civil_legal_assistance",
            regions="capital",
            description="Breaking a lease, changing locks, talking with landlords.",
        ),
        _known(
            "Rosemary · Court companions",
            "court_advocacy",
            regions="valley",
            description="Somebody sits beside you at the hearing.",
        ),
        _known(
            "Meadowlark · Forensic nurses",
            "forensic_medical_accompaniment health_care",
            regions="north",
            always_open=True,
            harm_scope="sexual_assault domestic_violence",
            description="Exams after assault or strangulation, day and night.",
        ),
        _known(
            "Seabright · SANE program",
            "forensic_medical_accompaniment",
            regions="shore",
            always_open=True,
            harm_scope="sexual_assault",
            description="Nurses trained for exams; an advocate comes along.",
        ),
        _known(
            "Blue Heron · Sexual assault counseling",
            "counselling mental_health",
            regions="north",
            harm_scope="sexual_assault",
            description="Counseling after sexual violence, for adults.",
        ),
        _known(
            "Little Otters · Children who saw",
            "child_family counselling",
            regions="shore",
            serves="children",
            harm_scope="domestic_violence sexual_assault",
            yes="children",
            description="Play therapy for children after violence.",
        ),
        _known(
            "Sandpiper · Safe exchange",
            "supervised_visitation",
            regions="valley",
            serves="pweh children",
            description="Visits with staff present; handovers without meeting.",
        ),
        _known(
            "Oakmoss · Visitation center",
            "supervised_visitation",
            regions="shore",
            serves="pweh children",
            languages="en es",
            description="A quiet house for visits.",
        ),
        _known(
            "Paws Aside · Foster homes for animals",
            "pet_care",
            regions="north shore valley capital",
            yes="pets",
            description="Dogs, cats and rabbits stay with foster families.",
        ),
        _known(
            "Barnlight · Horses and livestock",
            "pet_care",
            regions="valley",
            communities="rural",
            description="Stables for large animals.",
        ),
        _known(
            "Wheelhouse · Rides to safety",
            "transport_relocation",
            regions="north shore valley capital",
            always_open=True,
            description="A driver comes; also bus and train tickets.",
        ),
        _known(
            "Farther Shore · Relocation fund",
            "transport_relocation financial_support",
            regions="capital",
            description="Moves to another state: tickets, trucks and deposits.",
        ),
        _known(
            "Hearthstone · Second-stage homes",
            "supportive_housing",
            regions="north",
            serves="pweh children",
            yes="children large_family",
            description="Apartments for up to two years.",
        ),
        _known(
            "Keystone · Housing vouchers",
            "supportive_housing financial_support",
            regions="shore",
            description="Rapid rehousing and deposits.",
        ),
        _known(
            "Breadbasket · Pantry and diapers",
            "basic_needs",
            regions="north",
            description="Groceries, diapers and formula on weekdays.",
        ),
        _known(
            "Second Closet · Clothes and furniture",
            "basic_needs",
            regions="capital",
            description="Clothing, beds and kitchen things.",
        ),
        _known(
            "Bridge Fund · Emergency money",
            "financial_support",
            regions="north",
            description="Small grants for rent, phones and locks.",
        ),
        _known(
            "Safe Signal · Phone and tracker check",
            "phone_tech_safety",
            regions="north shore valley capital",
            accessibility="telehealth",
            description="We look for trackers, shared accounts and cameras.",
        ),
        _known(
            "Clearline · Digital stalking clinic",
            "phone_tech_safety safety_planning",
            regions="shore",
            description="Evidence and safety with devices.",
        ),
        _known(
            "Open Hand · Change group",
            "batterer_intervention offender_program",
            regions="north",
            serves="pwch",
            description="Twenty-six weeks, in groups.",
        ),
        _known(
            "Turning Stone · Men's responsibility program",
            "batterer_intervention",
            regions="capital",
            serves="pwch",
            languages="en es",
            description="Grupo en español los martes.",
        ),
        _known(
            "Babel Desk · Interpreters",
            "interpreting",
            regions="north shore valley capital",
            interpreter_available=True,
            languages="en es fr ar zh so sw",
            description="By phone at any hour.",
        ),
        _known(
            "Evergreen · 24-hour line",
            "hotline safety_planning",
            regions="north shore valley capital",
            always_open=True,
            languages="en es",
            interpreter_available=True,
            accessibility="tty_relay",
            description="Call or text; somebody listens.",
        ),
        _known(
            "Amistad · Línea en español",
            "hotline",
            regions="north shore valley capital",
            languages="es",
            always_open=True,
            description="Escuchamos de día y de noche.",
        ),
        _known(
            "Pathfinder · Systems navigators",
            "systems_navigation",
            regions="north",
            description="We make the calls and fill out the forms together.",
        ),
        _known(
            "Riverbend · Mobile advocates",
            "outreach safety_planning",
            regions="valley",
            accessibility="home_visits",
            description="We meet in a library, a car or a kitchen.",
        ),
        _known(
            "Golden Thread · South Asian women's circle",
            "counselling outreach",
            regions="capital",
            languages="en hi ur pa gu bn",
            communities="asian_pacific",
            culturally_specific=True,
            description="Support groups for the South Asian community.",
        ),
        _known(
            "Crescent · Arab family services",
            "outreach counselling",
            regions="capital",
            languages="ar en",
            communities="arab_middle_eastern faith",
            culturally_specific=True,
            description="Arabic-speaking advocates.",
        ),
        _known(
            "Eagle Rock · Tribal advocacy",
            "outreach court_advocacy",
            regions="north",
            communities="indigenous",
            culturally_specific=True,
            description="Advocates of the tribe.",
        ),
        _known(
            "Sòlèy · Haitian women's help",
            "outreach systems_navigation",
            regions="shore",
            languages="ht fr en",
            communities="black immigrant_refugee",
            culturally_specific=True,
            description="Kreyòl-speaking advocates.",
        ),
        _known(
            "Rainbow Porch · LGBTQ advocates",
            "outreach counselling",
            regions="shore",
            communities="lgbtq",
            yes="trans_people men",
            description="Advocacy for queer and trans survivors.",
        ),
        _known(
            "Standing Tall · Men who were harmed",
            "counselling outreach",
            regions="north",
            communities="men",
            yes="men",
            description="For male survivors.",
        ),
        _known(
            "Silver Ribbon · Elder abuse advocates",
            "outreach systems_navigation",
            regions="valley",
            communities="older_adults",
            accessibility="home_visits large_print",
            description="For people over sixty.",
        ),
        _known(
            "Homefront · Military family advocates",
            "outreach safety_planning",
            regions="shore",
            communities="military",
            description="For service members, veterans and their families.",
        ),
        _known(
            "Unchained · Trafficking response",
            "outreach emergency_housing",
            regions="capital",
            communities="trafficking",
            always_open=True,
            description="For people who were trafficked for sex or labor.",
        ),
        _known(
            "Campus North · Student advocates",
            "counselling safety_planning",
            regions="north",
            communities="youth",
            harm_scope="sexual_assault domestic_violence",
            description="For students; dating violence and stalking.",
        ),
        _known(
            "Farmgate · Rural advocates",
            "outreach transport_relocation",
            regions="valley",
            communities="rural",
            accessibility="home_visits",
            description="We drive to farms.",
        ),
        _known(
            "Chapel Lane · Faith partners",
            "counselling",
            regions="valley",
            communities="faith",
            description="Pastoral care for people of faith.",
        ),
        _known(
            "Stillwater · Trauma therapy",
            "mental_health",
            regions="shore",
            accessibility="telehealth quiet_room",
            description="Therapists for trauma; video too.",
        ),
        _known(
            "Lakeview · Psychiatric clinic",
            "mental_health health_care",
            regions="valley",
            description="Medication and therapy.",
            yes="medication_or_use",
        ),
        _known(
            "Maple Street · Women's clinic",
            "health_care",
            regions="capital",
            languages="en es fr",
            description="Gynecology, pregnancy care, tests.",
        ),
        _known(
            "Ability First · Disability advocates",
            "outreach systems_navigation",
            regions="north",
            communities="disability",
            accessibility="wheelchair plain_language home_visits",
            yes="wheelchair",
            description="Advocacy with people with disabilities.",
        ),
        _known(
            "Northgate · Somali women's project",
            "outreach",
            regions="north",
            languages="so en",
            communities="black immigrant_refugee faith",
            culturally_specific=True,
            description="Somali-speaking advocates.",
        ),
        _known(
            "Lotus · Vietnamese and Khmer outreach",
            "outreach",
            regions="shore",
            languages="vi km en",
            communities="asian_pacific",
            culturally_specific=True,
            description="Advocates who visit.",
        ),
        _known(
            "Dnipro · Ukrainian newcomers",
            "systems_navigation outreach",
            regions="capital",
            languages="uk ru en",
            communities="immigrant_refugee",
            description="For newcomers.",
        ),
        _known(
            "Big Table · Large family homes",
            "emergency_housing",
            regions="valley",
            serves="pweh children",
            yes="large_family children teen_sons",
            description="Two houses for families of six and more.",
            openings=["family_room"],
        ),
        _known(
            "Crossroads · Out-of-area beds",
            "emergency_housing",
            regions="shore",
            yes="outside_area no_police_report",
            always_open=True,
            description="For people who come from another state.",
        ),
        _known(
            "Parenting Well · Classes",
            "child_family",
            regions="capital",
            serves="pweh children",
            languages="en es",
            description="Parenting after violence; child care while you learn.",
        ),
        _known(
            "Exit Plan · Safety planners",
            "safety_planning",
            regions="capital",
            accessibility="telehealth",
            description="A plan to leave, in one hour.",
        ),
    )
)

_TOWNS = (
    "Ashby",
    "Brook",
    "Colby",
    "Dover",
    "Elm",
    "Fairhaven",
    "Grove",
    "Hollis",
    "Ives",
    "Jasper",
    "Kent",
    "Linden",
    "Milford",
    "Nash",
    "Orchard",
    "Preston",
    "Quincy",
    "Ridge",
    "Salem",
    "Thorne",
)
_COMMON = (
    ("Shelter", ["emergency_housing", "safety_planning"]),
    ("Counseling", ["counselling"]),
    ("Advocacy", ["outreach", "court_advocacy"]),
    ("Legal help", ["civil_legal_assistance"]),
    ("Clinic", ["health_care"]),
    ("Housing office", ["supportive_housing"]),
    ("Family center", ["child_family"]),
    ("Food bank", ["basic_needs"]),
    ("Benefits desk", ["financial_support"]),
    ("Therapy", ["mental_health"]),
    ("Help line", ["hotline"]),
    ("Court help", ["court_advocacy"]),
)


def _other(number: int, drawn: random.Random) -> tuple[str, dict[str, Any]]:
    kind, categories = _COMMON[number % len(_COMMON)]
    languages = ["en", *(code for code in ("es", "fr", "pt", "ar") if drawn.random() < 0.15)]
    chances = {
        "children": 0.7,
        "teen_sons": 0.25,
        "men": 0.3,
        "trans_people": 0.3,
        "pets": 0.08,
        "no_papers": 0.3,
        "large_family": 0.1,
        "wheelchair": 0.3,
        "medication_or_use": 0.15,
        "outside_area": 0.2,
        "no_police_report": 0.4,
    }
    said = {
        code: "yes" if drawn.random() < chance else drawn.choice(("no", "no", "ask"))
        for code, chance in chances.items()
    }
    town = _TOWNS[number // len(_COMMON) % len(_TOWNS)]
    return f"{town} {drawn.choice(('House', 'Services', 'Alliance'))} · {kind} {number}", _BASE | {
        "categories": categories,
        "regions": [drawn.choice(REGIONS)],
        "languages": languages,
        "facets": said if kind == "Shelter" else {},
        "always_open": drawn.random() < 0.3,
        "serves": ["pweh", "children"] if drawn.random() < 0.5 else ["pweh"],
        "description": drawn.choice(
            (
                "Free and confidential help for people who live with violence.",
                "Support, information and referrals for survivors and their children.",
                "Advocates answer on weekdays; after hours the line does.",
                "Services in the office and by telephone.",
            )
        ),
    }


def load(now: datetime) -> None:
    """Put all programs into the directory, by the same actions that people use."""
    drawn = random.Random(8)  # noqa: S311 - the same directory in every run
    found = dict(KNOWN) | dict(_other(number, drawn) for number in range(_OTHERS))
    made: dict[str, Any] = {}
    for name, given in found.items():
        organization_name, _dot, program_name = name.partition(" · ")
        if organization_name not in made:
            made[organization_name] = organizations.create_organization(
                name=organization_name, org_type="direct_service", regions=given["regions"], by=JOB, now=now
            )
            set_standing(organization_id=made[organization_name].id, tier=2, switched_off=(), by=JOB, now=now)
        fields = {key: value for key, value in given.items() if key != "openings"}
        listing = actions.create_listing(
            organization_id=made[organization_name].id,
            program=ProgramDraft(program_name),
            draft=ListingDraft(**fields),
            by=JOB,
            now=now,
        )
        for kind in given.get("openings", ()):
            actions.set_opening(
                program_id=listing.program_id, kind=kind, state="open", band="some", by=JOB, now=now
            )
