"""What has happened between the invented agencies: releases, referrals and what came of them.

Each story is told by hours before now. Nobody here exists.
"""

from dataclasses import dataclass
from typing import Any, Final

_HOUSING: Final = "emergency_housing"
_LEGAL: Final = "civil_legal_assistance"
OWN_TEXT: Final = "Needs a ground floor or an elevator."


@dataclass(frozen=True, slots=True)
class Story:
    """One referral. ``steps``: "verb hours-before-now argument, ...", the verbs of `alive`."""

    sender: str
    from_program: str
    to_program: str
    answerer: str
    category: str
    sensitivity: str
    sent: float
    steps: str = ""
    language: str = ""
    safe_contact: tuple[str, ...] = ()
    text: str = ""
    reports: bool = True
    release_days: int = 30


def _hal(category: str, sensitivity: str, sent: float, steps: str = "", **facts: Any) -> Story:
    """From the hospital to the shelter: the pair a newcomer plays first."""
    return Story("hal", "brigid-team", "harbor-shelter", "ana", category, sensitivity, sent, steps, **facts)


def _noor(sensitivity: str, sent: float, steps: str = "", **facts: Any) -> Story:
    return Story(
        "noor",
        "line-hotline",
        "harbor-shelter",
        "ana",
        "emergency_housing",
        sensitivity,
        sent,
        steps,
        **facts,
    )


def _ana(to: str, answerer: str, category: str, sent: float, steps: str = "", **facts: Any) -> Story:
    sensitivity = facts.pop("sensitivity", "standard")
    return Story("ana", "harbor-shelter", to, answerer, category, sensitivity, sent, steps, **facts)


def _others(
    sender: str, own: str, to: str, answerer: str, category: str, sent: float, steps: str = "",
    **facts: Any,
) -> Story:  # fmt: skip
    sensitivity = facts.pop("sensitivity", "standard")
    return Story(sender, own, to, answerer, category, sensitivity, sent, steps, **facts)


_DONE: Final = "take 200, accept 190, joint 189, confirm 188, follow 40 connected"

STORIES: Final[tuple[Story, ...]] = (
    # To the shelter: late, due within the hour, in time, taken, answered, closed.
    _hal(_HOUSING, "urgent", 3.2, language="es", safe_contact=("no_voicemail",)),
    _hal(_HOUSING, "urgent", 0.4, "call 0.3", safe_contact=("text_first",)),
    _hal("safety_planning", "priority", 52, text=OWN_TEXT),
    _hal(_HOUSING, "standard", 5),
    _hal(_HOUSING, "priority", 26, "take 24, note 23"),
    _hal("child_family", "standard", 30, "take 28, wait 20"),
    _hal(_HOUSING, "priority", 50, "take 49, accept 48, joint 47, confirm 46", language="es"),
    _hal(_HOUSING, "priority", 74, "take 73, accept 72, joint 71"),
    _hal(_HOUSING, "standard", 230, _DONE),
    _hal(_HOUSING, "standard", 120, "take 118, decline 110 no_capacity"),
    _hal("transport_relocation", "standard", 60, "withdraw 55"),
    _hal(_HOUSING, "priority", 98, "take 97, close 90", reports=False),
    _noor("urgent", 1.6, language="fr", safe_contact=("they_will_call",)),
    _noor("urgent", 0.25),
    _noor("priority", 20, "take 19.5, accept 19, joint 18"),
    _noor("priority", 44, "take 43, decline 42 access"),
    _noor("standard", 170, "take 168, accept 167, joint 166, confirm 165, follow 20 connected"),
    _noor("priority", 9, "call_us 8"),
    _others("kim", "cfsnorth-intake", "harbor-shelter", "ruth", "child_family", 100),
    _others("kim", "cfsnorth-intake", "harbor-shelter", "ruth", _HOUSING, 31, "take 29"),
    _others("vic", "vsu-advocates", "harbor-outreach", "ruth", "safety_planning", 27, "take 26"),
    _others("vic", "vsu-advocates", "harbor-outreach", "ruth", "court_advocacy", 150, "take 148, accept 146"),
    _others("pell", "police-unit", "harbor-outreach", "ruth", "outreach", 4, sensitivity="priority"),
    _others("dee", "valley-clinic", "harbor-outreach", "ana", "safety_planning", 76, "take 75, wait 70"),
    # From the shelter to others.
    _ana("legaldesk-civil", "leo", _LEGAL, 29, "take 27, accept 25, plan 24", language="es", release_days=3),
    _ana("legaldesk-civil", "leo", "protective_order_help", 6, sensitivity="urgent", release_days=2),
    _ana("legaldesk-civil", "leo", _LEGAL, 210, _DONE),
    _ana("northside-counseling", "cam", "counselling", 54, "take 50, wait 48"),
    _ana("northside-counseling", "cam", "counselling", 125),
    _ana("northside-counseling", "cam", "child_family", 140, "take 138, decline 130 no_capacity"),
    _ana("puente-outreach", "paz", "outreach", 26, "take 25, accept 24, joint 23", language="es"),
    _ana("valley-clinic", "dee", "health_care", 28, "take 27"),
    _ana("brigid-team", "hal", "forensic_medical_accompaniment", 1, sensitivity="urgent"),
    # Between others: the shelter sees nothing of these.
    _others("lou", "lakeside-shelter", "brigid-team", "hal", "health_care", 7, sensitivity="priority"),
    _others("noor", "line-hotline", "lakeside-shelter", "lou", _HOUSING, 2, "take 1.8", sensitivity="urgent"),
    _others("paz", "puente-outreach", "legaldesk-civil", "leo", "immigration_legal", 51, "take 49, wait 47"),
    _others("cam", "northside-counseling", "puente-outreach", "paz", "outreach", 33),
    _others("judy", "millriver-desk", "legaldesk-civil", "leo", "protective_order_help", 25, "take 24"),
    _others("lou", "lakeside-shelter", "legaldesk-civil", "leo", _LEGAL, 8),
    _others("sam", "line-hotline", "vsu-advocates", "vic", "court_advocacy", 80, "take 78, accept 77"),
)  # fmt: skip

# Between agencies, about no person: (sender, program, urgency, function, hours before now)
COORDINATION: Final = (
    ("leo", "harbor-outreach", "standard", "joint_meeting", 22),
    ("ana", "brigid-team", "standard", "protocol_question", 12),
)
# (who, program, urgency, hours before now)
DRAFTS: Final = (("ana", "puente-outreach", "priority", 2), ("hal", "harbor-shelter", "urgent", 0.5))
# Calls that left no record of a person: (who, kind, program or "", category, answer, hours before now)
TALLIES: Final = (
    ("ana", "look", "lakeside-shelter", _HOUSING, "no", 30),
    ("ana", "look", "", _HOUSING, "yes", 29),
    ("ana", "joint_call", "legaldesk-civil", _LEGAL, "yes", 21),
    ("ruth", "self_contact", "puente-outreach", "outreach", "no_answer", 5),
    ("hal", "look", "harbor-shelter", _HOUSING, "yes", 4),
    ("noor", "look", "harbor-shelter", _HOUSING, "no", 10),
)
