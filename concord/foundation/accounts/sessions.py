"""Sessions in the database, with the person in a column of their own.

The column lets one query answer "who is asking, for which organization", and lets a person or a lead
end a session without opening its content.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from concord.foundation.lib import clock


class SessionStore(DatabaseStore):
    """Django's database store over `accounts.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        from concord.foundation.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.person_id = data.get(SESSION_KEY)
        session.device = data.get("device", "")
        session.second_factor = bool(data.get("second_factor"))
        session.membership_id = data.get("membership")
        session.seen_at = clock.now()
        started = data.get("started_at")
        session.started_at = datetime.fromisoformat(started) if started else None
        locked = data.get("locked_at")
        session.locked_at = datetime.fromisoformat(locked) if locked else None
        return session

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Ends after the idle time, and never later than twelve hours after sign-in."""
        now = timezone.now()
        idle = now + timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        started = self.get("started_at")
        if not started:
            return idle
        return min(idle, datetime.fromisoformat(started) + timedelta(seconds=settings.SESSION_COOKIE_AGE))
