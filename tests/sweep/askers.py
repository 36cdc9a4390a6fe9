"""Who asks: the whole cast, people in every state of an account, and keys of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client

from concord.foundation.access import queries
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Person, Session
from concord.foundation.lib import clock
from tests import cast
from tests.api.support import EVERYTHING, make_key

# People whose account is taken away from them for the sweep; the rest of the cast is as it always is.
_CHANGED = {"judy": states.SUSPENDED, "dee": states.LEFT, "sam": states.INVITED}
# Enough of the cast to stand for every tier, type, role and relation to the planted referrals.
FEW = frozenset({
    "anonymous", "ana", "lena", "hal", "lou", "eve", "tom", "ida", "uma", "pell", "bea", "sys", "noor",
    "judy (suspended)", "ana (no second factor)", "ana (locked)", "ana (expired)",
    "key of bo", "key of cam", "key of lou", "key of bo (no scope)", "key of tom", "key of bo (revoked)",
})  # fmt: skip


@dataclass(frozen=True)
class Asker:
    """One way of asking: by a session's cookie, by a key, or by neither."""

    label: str
    session: str = ""
    secret: str = ""

    def actor(self, *, api: bool) -> Actor:
        """Resolve as the middleware does: keys open the API only, sessions open pages only."""
        if api:
            return queries.get_key_actor(self.secret, clock.now()) if self.secret else Actor.nobody()
        return queries.get_session_actor(self.session, clock.now()) if self.session else Actor.nobody()

    def client(self) -> Client:
        browser = Client(raise_request_exception=False)
        if self.session:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return browser

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}


def everybody() -> list[Asker]:
    """Sign everybody in; needs the database."""
    return [Asker("anonymous"), *_keys(), *_states(), *_cast()]


def _cast() -> Iterator[Asker]:
    for name in cast.NAMES:
        session = cast.session_for(name)
        state = _CHANGED.get(name)
        if state:
            Person.objects.filter(email=cast.email(name)).update(state=state)
        yield Asker(f"{name} ({state})" if state else name, session=session)


def _states() -> Iterator[Asker]:
    yield Asker("ana (no second factor)", session=cast.session_for("ana", second_factor=False))
    locked = cast.session_for("ana")
    Session.objects.filter(session_key=locked).update(locked_at=clock.now())
    yield Asker("ana (locked)", session=locked)
    expired = cast.session_for("ana")
    Session.objects.filter(session_key=expired).update(expire_date=clock.now() - timedelta(seconds=1))
    yield Asker("ana (expired)", session=expired)
    yield Asker("nobody's session", session="0" * 32)


def _keys() -> Iterator[Asker]:
    for name in ("bo", "cam", "lou", "leo", "pell", "tom", "ida", "bea"):
        yield Asker(f"key of {name}", secret=make_key(name, EVERYTHING))
    yield Asker("key of bo (no scope)", secret=make_key("bo", []))
    yield Asker("key of bo (directory only)", secret=make_key("bo", ["directory.read"]))
    yield Asker("key of bo (revoked)", secret=make_key("bo", revoked=True))
    yield Asker("key of bo (expired)", secret=make_key("bo", days=-1))
    yield Asker("key of judy (suspended)", secret=make_key("judy"))
    yield Asker("nobody's key", secret="concord_nonsense")
