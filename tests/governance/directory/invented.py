"""A directory of three hundred invented programs, for questions with a known answer. Nothing in it exists.

``KNOWN`` are the programs that `tests/data/directory_questions.csv` asks about; the others are of
the common kinds, drawn at random with a fixed seed, and get in their way.
"""

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from concord.foundation.access.actions import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import actions
from concord.governance.directory.drafts import ListingDraft, ProgramDraft

JOB: Final = Actor.system("test")
REGIONS: Final = ("north", "shore", "valley", "capital")
_FILE: Final = Path(__file__).parents[2] / "data" / "directory_programs.json"
_OTHERS: Final = 240
_BASE: Final[dict[str, Any]] = {
    "harm_scope": ["domestic_violence"],
    "serves": ["pweh"],
    "languages": ["en"],
    "regions": ["north"],
    "phone": "860-555-0142",
}
# "organization · program" -> its listing as far as it differs from ``_BASE``; "openings" are posted later.
KNOWN: Final[dict[str, dict[str, Any]]] = {
    name: _BASE | given for name, given in json.loads(_FILE.read_text(encoding="utf-8")).items()
}

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
