"""Fixtures for everyone: the frozen clock, the scoped database, clients of the cast."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from hypothesis import settings

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from tests import cast, ground
from tests.committed import Committed
from tests.shuffled import shuffled

# How long one example takes says how busy the machine is; the time of a whole test is limited all the same.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

NOON = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)  # Wednesday, 12:00 in New York


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> None:
    """Use the clone that tests.ground made; sessions share its one connection, as tests roll back."""
    with django_db_blocker.unblock():
        connections["side"] = connections["default"]


@pytest.fixture(autouse=True)
def now() -> Iterator[clock.Frozen]:
    """Stop the clock at noon of a working Wednesday; tests move it."""
    with clock.frozen(NOON) as frozen:
        yield frozen


@pytest.fixture(autouse=True)
def any_order(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let unordered rows come in any order."""
    with shuffled(request.node.nodeid):
        yield


@pytest.fixture
def as_(db: None) -> Callable[[str], AbstractContextManager[Actor]]:
    """Act as a member of the cast: ``with as_("ana") as ana:``."""

    def enter(name: str) -> AbstractContextManager[Actor]:
        return scope.acting(cast.actor(name))

    return enter


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A browser in which a member of the cast is signed in with a second factor."""
    return cast.client


@pytest.fixture(scope="module")
def committed(django_db_blocker: Any, django_db_setup: None) -> Iterator[Committed]:
    """Give a module a database of its own, with the cast in it, whose transactions are real."""
    with django_db_blocker.unblock():
        database = Committed(f"{ground.DATABASE}_{secrets.token_hex(3)}")
        try:
            yield database
        finally:
            database.drop()
