"""What the worker does for access: removes requests that were decided long ago."""

from datetime import datetime, timedelta

from concord.foundation.access.models import AccessRequest


def purge_requests(now: datetime) -> bool:
    """Remove requests to take part, ninety days after their decision; an undecided one waits on."""
    ended = now - timedelta(days=AccessRequest.retention.days or 0)
    AccessRequest.objects.filter(decided_at__lt=ended).delete()
    return False
