"""The world of the sweep, made once for a module inside one transaction that is never committed."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from concord.foundation.lib import clock
from tests.conftest import NOON
from tests.sweep import askers, world
from tests.sweep.sweeping import Sweep


@pytest.fixture(scope="module")
def sweep(django_db_setup: None, django_db_blocker: Any) -> Iterator[Sweep]:
    logging.disable()  # ten thousand requests would be told of
    with django_db_blocker.unblock(), clock.frozen(NOON), transaction.atomic():
        yield Sweep(world.build(), askers.everybody())
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
