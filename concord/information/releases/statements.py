"""What a statement on a referral is about: ourselves, or the person (REF-28: whoever speaks, discloses)."""

from typing import Final

# Facts about the speaker's own organization. Always allowed.
ABOUT_OURSELVES: Final = frozenset(
    {"received", "no_opening", "service_not_offered", "not_our_area", "call_us", "closed_on_our_side"}
)

# Statement about the person -> the information item that a release must name.
ABOUT_THE_PERSON: Final[dict[str, str]] = {
    "accepted": "answer",
    "pending_review": "answer",
    "waitlisted": "answer",
    "not_eligible": "answer",
    "unable_to_reach": "answer",
    "survivor_chose_otherwise": "answer",
    "needs_response": "needs_met",
    "handoff_state": "handoff_state",
    "followup_result": "connection_result",
}

STATEMENTS: Final = ABOUT_OURSELVES | ABOUT_THE_PERSON.keys()


def is_about_ourselves(statement: str) -> bool:
    """Tell which of the two a statement is; raises KeyError for one that neither table holds."""
    if statement in ABOUT_OURSELVES:
        return True
    if statement in ABOUT_THE_PERSON:
        return False
    raise KeyError(statement)
