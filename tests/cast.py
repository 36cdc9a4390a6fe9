"""The people of requirements/scripts.md section 7, as actors and as signed-in browsers."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from concord.config.demo.cast import EMAIL_DOMAIN, PEOPLE
from concord.foundation.access import queries
from concord.foundation.access.actor import Actor
from concord.foundation.accounts.models import Person
from concord.foundation.accounts.sessions import SessionStore
from concord.foundation.lib import clock

NAMES = tuple(PEOPLE)


def email(name: str) -> str:
    return f"{name}@{EMAIL_DOMAIN}"


def session_for(name: str, *, second_factor: bool = True) -> str:
    """Sign a member of the cast in and return the session key."""
    person = Person.objects.get(email=email(name))
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store["started_at"] = clock.now().isoformat()
    store["second_factor"] = second_factor
    store["device"] = "Test"
    store.create()
    return str(store.session_key)


def client(name: str, *, second_factor: bool = True) -> Client:
    """Return a browser with the member's session in it."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_for(name, second_factor=second_factor)
    return browser


@cache
def _resolved(name: str) -> Actor:
    key = session_for(name)
    found = queries.get_session_actor(key, clock.now() - timedelta(seconds=1))
    SessionStore(key).delete()
    return found


def actor(name: str) -> Actor:
    """Return the member as the middleware would resolve them; needs the database the first time."""
    return _resolved(name)
