"""Sessions in the database, with the person in a column of their own.

The column lets one query answer "who is asking, for which organization", and lets a person or a lead
end a session without opening its content.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import F
from django.db.models.functions import Least

from concord.foundation.lib import clock

if TYPE_CHECKING:
    from concord.foundation.accounts.models import Session

# A shared computer hides itself soon, in the browser; the server ends the session somewhat later, so
# that nobody who is still writing loses the work.
SHARED_LOCK_SECONDS: Final = 600
SHARED_IDLE_SECONDS: Final = 1200
_FRESH = timedelta(minutes=1)  # a sign of life is written at most once in this time


def lock_seconds(*, shared: bool) -> int:
    """Return after how long without a touch the browser hides the screen."""
    own = int(settings.SESSION_IDLE_SECONDS)
    return min(own, SHARED_LOCK_SECONDS) if shared else own


def idle_seconds(*, shared: bool) -> int:
    """Return after how long without a request a session ends."""
    own = int(settings.SESSION_IDLE_SECONDS)
    return min(own, SHARED_IDLE_SECONDS) if shared else own


class SessionStore(DatabaseStore):
    """Django's database store over `accounts.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        from concord.foundation.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = cast("Session", super().create_model_instance(data))
        session.person_id = data.get(SESSION_KEY)
        session.device = data.get("device", "")
        session.second_factor = bool(data.get("second_factor"))
        session.shared = bool(data.get("shared", True))
        session.membership_id = data.get("membership")
        session.seen_at = clock.now()
        started = data.get("started_at")
        session.started_at = datetime.fromisoformat(started) if started else None
        locked = data.get("locked_at")
        session.locked_at = datetime.fromisoformat(locked) if locked else None
        return session

    def _get_session_from_db(self) -> Any:
        """Find the row, by the same clock that resolves the actor; Django's own would be another one."""
        found = self.model.objects.filter(session_key=self.session_key, expire_date__gt=clock.now()).first()
        if found is None:
            self._session_key = None
        return found

    def get_expiry_date(self, **_options: Any) -> datetime:
        """Return the end of the idle time, or twelve hours after sign-in where that is earlier."""
        now = clock.now()
        idle = now + timedelta(seconds=idle_seconds(shared=bool(self.get("shared", True))))
        started = self.get("started_at")
        if not started:
            return idle
        return min(idle, datetime.fromisoformat(started) + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def keep_alive(session_key: str, seen_at: datetime | None, now: datetime) -> None:
    """Write a sign of life: the idle time starts anew, the twelve hours do not.

    At most once a minute, and not while the screen is hidden. A page that asks for news by itself is a
    sign of life too: it needs scripts, and with scripts the unattended screen hides itself.
    """
    if seen_at is None or now - seen_at < _FRESH:
        return
    from concord.foundation.accounts.models import Session

    longest = F("started_at") + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    due = Session.objects.filter(session_key=session_key, expire_date__gt=now, locked_at=None)
    for shared in (True, False):
        idle = now + timedelta(seconds=idle_seconds(shared=shared))
        if due.filter(shared=shared).update(seen_at=now, expire_date=Least(longest, idle)):
            return
