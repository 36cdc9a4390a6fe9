"""Listings of the tests' own, beside those of the cast: every name has the word "Alder" in it."""

from collections.abc import Callable
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.governance.directory import actions
from concord.governance.directory.drafts import ListingDraft, ProgramDraft
from concord.governance.directory.models import Listing
from tests import cast

SHELTER: dict[str, Any] = {
    "description": "A room for the night.",
    "categories": ["emergency_housing"],
    "harm_scope": ["domestic_violence"],
    "serves": ["pweh", "children"],
    "regions": ["north"],
    "phone": "860-555-0142",
    "always_open": True,
}


def draft(**fields: Any) -> ListingDraft:
    """Build a listing that can be saved, changed as asked."""
    return ListingDraft(**(SHELTER | fields))


@pytest.fixture
def list_program(db: None) -> Callable[..., Listing]:
    """List a new program of a member's organization: ``list_program("lena", languages=["es"])``."""

    def make(lead: str = "lena", name: str = "Alder rooms", **fields: Any) -> Listing:
        by = cast.actor(lead)
        assert by.organization_id is not None
        with scope.acting(by):
            return actions.create_listing(
                organization_id=by.organization_id,
                program=ProgramDraft(name),
                draft=draft(**fields),
                by=by,
                now=clock.now(),
            )

    return make
