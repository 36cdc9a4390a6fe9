"""Releases and referrals of the cast, made by the same actions that people use."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Program
from concord.information.releases import actions as releases
from concord.information.releases import codes as release_codes
from concord.information.releases.rules import Draft
from concord.operations.referrals import actions, queries
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.models import Participant, Referral
from tests import cast

SENT_ITEMS = ("service_needed", "how_soon", "referral_source", "information_basis", "interpreter_language",
              "accessibility_needs", "safe_contact")  # fmt: skip
ANSWER_ITEMS = release_codes.ANSWER_ITEMS


def program(reference: str) -> Program:
    return Program.objects.select_related("organization").get(reference=reference)


def make_release(
    by: Actor,
    own: str,
    to: str,
    items: tuple[str, ...],
    *,
    now: datetime | None = None,
    days: int = 30,
    **facts: Any,
) -> Any:
    """Record a written release of one program towards another."""
    now = now or clock.now()
    target = program(to)
    return releases.record_release(
        draft=Draft(
            program_id=program(own).id,
            recipient_organization_id=target.organization_id,
            recipient_program_id=target.id,
            items=items,
            given_on=now,
            ends_at=now + timedelta(days=days),
            explained_points=release_codes.POINTS,
            holds_signed_copy=True,
            **facts,
        ),
        by=by,
        now=now,
    )


def sending(release: str, to: str = "harbor-shelter", **changes: Any) -> Sending:
    """Fill in everything that a referral to a shelter needs."""
    values = {
        "receiver_program": to,
        "sensitivity": "priority",
        "release": release,
        "category": "emergency_housing",
        "interpreter_language": "es",
        "source": "healthcare",
        "basis": ("direct_client_interview",),
        "contact_phone": "860-555-0130",
    }
    return Sending(**(values | changes))


@pytest.fixture
def hal(db: None) -> Actor:
    return cast.actor("hal")


@pytest.fixture
def ana(db: None) -> Actor:
    return cast.actor("ana")


@pytest.fixture
def release_of_hal(hal: Actor) -> Any:
    """St. Brigid's release naming Harbor House's shelter."""
    with scope.acting(hal):
        return make_release(hal, "brigid-team", "harbor-shelter", SENT_ITEMS)


@pytest.fixture
def release_of_ana(ana: Actor) -> Any:
    """Harbor House's own release naming St. Brigid, under which it may answer."""
    with scope.acting(ana):
        return make_release(ana, "harbor-shelter", "brigid-team", ANSWER_ITEMS, purpose="report_back")


@pytest.fixture
def sent(hal: Actor, release_of_hal: Any) -> Referral:
    """A priority referral from St. Brigid to Harbor House, just sent."""
    with scope.acting(hal):
        return actions.send(sending=sending(release_of_hal.reference), by=hal, now=clock.now())


@pytest.fixture
def seen_by() -> Callable[[Referral, Actor], queries.View]:
    """Read a referral as a member of the cast would."""

    def read(referral: Referral, actor: Actor) -> queries.View:
        with scope.acting(actor):
            party = Participant.objects.get(subject_id=referral.id, organization_id=actor.organization_id)
            return queries.get_referral(party.reference, for_=actor, now=clock.now())

    return read
