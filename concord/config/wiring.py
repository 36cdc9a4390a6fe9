"""Connects ports: which duties the worker has. The only place that knows every room's jobs."""

from concord.config.worker import Duty, deliver_events, sequence_audit
from concord.foundation.notices import jobs as notices
from concord.operations.referrals import jobs as referrals


def duties() -> dict[str, Duty]:
    """Return the worker's duties in the order of their turns."""
    return {
        "sequence_audit": sequence_audit,
        "deliver_events": deliver_events,
        "send_letters": notices.send_letters,
        "tell_clocks": referrals.tell_clocks,
        "purge_drafts": referrals.purge_drafts,
        "purge_tallies": referrals.purge_tallies,
    }
