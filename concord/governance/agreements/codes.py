"""Codes that agreements and response windows share (requirements/vocabularies.md 2.2, A-01)."""

from typing import Final

KINDS: Final = ("network", "mou", "data_sharing", "placement")

# How soon a referral needs its answer.
TIME_SENSITIVITIES: Final = ("standard", "priority", "urgent")
# What a window is for: referrals, contacts (``urgent`` serves both, A-01) and joint calls.
MATTERS: Final = (
    *TIME_SENSITIVITIES, "routine", "time_sensitive", "policy_clarification", "system_problem",
    "warm_linkage",
)  # fmt: skip
STEPS: Final = ("acknowledge", "feedback")
