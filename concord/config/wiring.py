"""Connects ports: which duties the worker has. The only place that knows every room's jobs."""

from concord.config.worker import Duty, deliver_events, sequence_audit
from concord.exchange.transfers import jobs as transfers
from concord.foundation.access import jobs as access
from concord.foundation.accounts import jobs as accounts
from concord.foundation.notices import jobs as notices
from concord.governance.members import jobs as members
from concord.operations.referrals import jobs as referrals


def duties() -> dict[str, Duty]:
    """Return the worker's duties in the order of their turns."""
    return {
        "sequence_audit": sequence_audit,
        "deliver_events": deliver_events,
        "send_letters": notices.send_letters,
        "tell_clocks": referrals.tell_clocks,
        "purge_drafts": referrals.purge_drafts,
        "work_transfers": transfers.work_aside,
    }


def seldom() -> dict[str, Duty]:
    """Return what is done every few minutes only: letting go of what has ended."""
    return {
        "purge_tallies": referrals.purge_tallies,
        "purge_accounts": accounts.purge_accounts,
        "purge_requests": access.purge_requests,
        "purge_notices": notices.purge_notices,
        "purge_transfers": transfers.purge,
        "ask_for_confirmations": members.ask_for_confirmations,
        "purge_imports": members.purge_imports,
    }
