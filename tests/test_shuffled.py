"""The bench itself: rows without an order are shuffled, rows with one are not."""

import pytest

from concord.foundation.organizations.models import Organization
from concord.foundation.statements import Prepared

pytestmark = pytest.mark.django_db


def _orders(ask: object) -> set[tuple[str, ...]]:
    return {tuple(one.reference for one in ask()) for _ in range(8)}  # type: ignore[operator]  # any of several functions


def test_rows_without_an_order_come_in_any() -> None:
    assert len(_orders(Organization.objects.order_by)) > 1
    assert len(_orders(Prepared(Organization.objects.order_by).list)) > 1


def test_rows_with_an_order_keep_it() -> None:
    ordered = Organization.objects.order_by("name")
    assert len(_orders(ordered.all)) == 1
    assert len(_orders(Prepared(ordered.all).list)) == 1
