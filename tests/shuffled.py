"""Rows that nobody put in order come in any order, so that a test fails where the code relies on one.

The order differs from run to run of a test only with its name and CONCORD_SHUFFLE, so a failure comes again.
"""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.db.models import QuerySet
from django.db.models.sql import Query

from concord.foundation import statements


@contextmanager
def shuffled(name: str) -> Iterator[None]:
    """Shuffle the results of querysets, and of prepared ones, that have no order."""
    dice = random.Random(f"{os.environ.get('CONCORD_SHUFFLE', '')}{name}")  # noqa: S311 - an order, no secret
    fetch_all, fetch = QuerySet._fetch_all, statements._Compiled.fetch

    def fetch_all_shuffled(self: Any) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and isinstance(self._result_cache, list) and _may_come_in_any_order(self.query):
            dice.shuffle(self._result_cache)

    def fetch_shuffled(self: Any, values: Any) -> list[Any]:
        found = fetch(self, values)
        if _may_come_in_any_order(self.compiler.query):
            dice.shuffle(found)
        return found

    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(QuerySet, "_fetch_all", fetch_all_shuffled))
        patches.enter_context(mock.patch.object(statements._Compiled, "fetch", fetch_shuffled))
        yield


def _may_come_in_any_order(query: Query) -> bool:
    by_default = query.default_ordering and query.get_meta().ordering and not query.group_by
    return not (query.order_by or query.extra_order_by or by_default)
