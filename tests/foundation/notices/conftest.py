"""The worker's login, since letters are nobody else's."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from concord.config import roles
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor

JOB = Actor.system("test")


@pytest.fixture
def worker(db: None) -> Iterator[Actor]:
    """Be the worker, in a transaction that is rolled back."""
    jobs = roles.as_django(os.environ["DATABASE_JOBS_URL"])
    settings = {**connections["default"].settings_dict, **jobs}
    before = connections["default"]
    connections["default"] = DatabaseWrapper(settings, alias="default")
    try:
        with transaction.atomic():
            scope.enter(JOB)
            yield JOB
            transaction.set_rollback(True)
    finally:
        connections["default"].close()
        connections["default"] = before
