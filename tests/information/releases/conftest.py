"""Releases between members of the cast."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Program
from concord.information.releases import actions, codes
from concord.information.releases.models import Release
from concord.information.releases.rules import Draft
from tests import cast


def program(reference: str) -> Program:
    """Return a program of the cast."""
    return Program.objects.get(reference=reference)


def draft(speaks: str = "harbor-shelter", hears: str = "brigid-team", **facts: Any) -> Draft:
    """Build a draft between two programs of the cast, changed as asked."""
    heard, now = program(hears), clock.now()
    usual: dict[str, Any] = {
        "program_id": program(speaks).id,
        "recipient_organization_id": heard.organization_id,
        "recipient_program_id": heard.id,
        "items": ("service_needed", "how_soon"),
        "given_on": now,
        "ends_at": now + timedelta(days=30),
        "explained_points": codes.POINTS,
        "holds_signed_copy": True,
    }
    return Draft(**(usual | facts))


@pytest.fixture
def recorded(db: None) -> Callable[..., Release]:
    """Record a release: ``recorded("ana", hears="brigid-team", items=(...))``."""

    def make(name: str = "ana", **facts: Any) -> Release:
        with scope.acting(cast.actor(name)) as by:
            return actions.record_release(draft=draft(**facts), by=by, now=clock.now())

    return make


@pytest.fixture
def id_of(db: None) -> Callable[[str], UUID]:
    """Return the organization's id of a member of the cast."""

    def find(name: str) -> UUID:
        found = cast.actor(name).organization_id
        assert found is not None
        return found

    return find
