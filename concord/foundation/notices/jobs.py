"""What the worker does for notices: one row a turn, and what is of no use any more."""

from datetime import datetime, timedelta

from concord.foundation.notices import actions
from concord.foundation.notices.models import Letter, Notice

BATCH = 500


def send_letters(now: datetime) -> bool:
    """Send one waiting letter; a duty of the worker."""
    return actions.send_next(now=now)


def purge_notices(now: datetime) -> bool:
    """Remove old notices, and letters that were sent or given up long ago; True while more may wait."""
    notices = Notice.objects.filter(created_at__lt=now - timedelta(days=Notice.retention.days or 0))
    letters = Letter.objects.filter(created_at__lt=now - timedelta(days=Letter.retention.days or 0))
    removed = 0
    for old in (notices, letters.exclude(sent_at=None, dead_at=None)):
        some = list(old.values_list("id", flat=True)[:BATCH])
        if some:
            removed += old.filter(id__in=some).delete()[0]
    return removed >= BATCH
