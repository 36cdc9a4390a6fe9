"""The verbs of referrals. Nothing else writes them."""

from concord.operations.referrals.actions.answering import (
    acknowledge,
    answer,
    call_us,
    close_on_our_side,
    correct,
    take,
)
from concord.operations.referrals.actions.closing import follow_up, log_call, withdraw
from concord.operations.referrals.actions.housekeeping import purge_next_draft, purge_tallies, tell_next_clock
from concord.operations.referrals.actions.joint import confirm_joint_contact, record_joint_contact
from concord.operations.referrals.actions.own import add_note, tally_call
from concord.operations.referrals.actions.planning import (
    Plan,
    agree_on_joint_time,
    miss_joint_contact,
    plan_joint_contact,
)
from concord.operations.referrals.actions.releasing import follow_releases
from concord.operations.referrals.actions.sending import (
    Ready,
    Sending,
    check_sending,
    discard_draft,
    save_draft,
    send,
)
from concord.operations.referrals.actions.speech import may_receiver_report, release_of, release_to_say

__all__ = [
    "Plan",
    "Ready",
    "Sending",
    "acknowledge",
    "add_note",
    "agree_on_joint_time",
    "answer",
    "call_us",
    "check_sending",
    "close_on_our_side",
    "confirm_joint_contact",
    "correct",
    "discard_draft",
    "follow_releases",
    "follow_up",
    "log_call",
    "may_receiver_report",
    "miss_joint_contact",
    "plan_joint_contact",
    "purge_next_draft",
    "purge_tallies",
    "record_joint_contact",
    "release_of",
    "release_to_say",
    "save_draft",
    "send",
    "take",
    "tally_call",
    "tell_next_clock",
    "withdraw",
]
