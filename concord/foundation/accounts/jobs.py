"""What the worker does for accounts: removes what is of no use any more."""

from datetime import datetime, timedelta

from concord.foundation.accounts.models import Invitation, Session

BATCH = 500


def purge_accounts(now: datetime) -> bool:
    """Remove ended sessions, and invitations a while after their end; True while more may wait.

    The periods are those that the models declare.
    """
    sessions = Session.objects.filter(expire_date__lt=now - _kept(Session))
    some = list(sessions.values_list("session_key", flat=True)[:BATCH])
    Session.objects.filter(session_key__in=some).delete()
    Invitation.objects.filter(expires_at__lt=now - _kept(Invitation)).delete()
    return len(some) == BATCH


def _kept(model: type[Session] | type[Invitation]) -> timedelta:
    return timedelta(days=model.retention.days or 0)
