"""What a party may read of referrals: one of them, the lists, and the facts that rules ask for."""

from concord.operations.referrals.queries.calls import OpenCall, list_open_calls
from concord.operations.referrals.queries.facts import facts_of, get_for_change, get_reference
from concord.operations.referrals.queries.lists import (
    Counts,
    Page,
    Row,
    get_counts,
    list_drafts,
    list_queue,
    list_tallies,
    list_tally_counts,
)
from concord.operations.referrals.queries.one import Timeline, View, get_referral

__all__ = [
    "Counts",
    "OpenCall",
    "Page",
    "Row",
    "Timeline",
    "View",
    "facts_of",
    "get_counts",
    "get_for_change",
    "get_reference",
    "get_referral",
    "list_drafts",
    "list_open_calls",
    "list_queue",
    "list_tallies",
    "list_tally_counts",
]
