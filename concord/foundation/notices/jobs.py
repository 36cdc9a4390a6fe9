"""What the worker does for notices: one row a turn."""

from datetime import datetime

from concord.foundation.notices import actions


def send_letters(now: datetime) -> bool:
    """Send one waiting letter; a duty of the worker."""
    return actions.send_next(now=now)
