"""A key opens what its scopes, its person's roles and its organization's standing open together."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import actions
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from tests import cast
from tests.api.support import Api, api_of, make_key

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01")]


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("secret", ["", "nonsense", "concord_nonsense", " "])
def test_without_a_valid_key_nobody_is_signed_in(secret: str, db: None) -> None:
    answer = Api(secret).get("directory")
    assert _code(answer) == (401, "not_signed_in")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_no_operation(db: None) -> None:
    assert cast.client("cam").get("/api/v1/directory").status_code == 401


def test_a_key_opens_no_page(db: None) -> None:
    headers = {"Authorization": f"Bearer {make_key('cam')}"}
    assert Client().get("/directory/", headers=headers).status_code in {302, 404}


def test_a_scope_that_is_missing_is_named(db: None) -> None:
    answer = api_of("cam", ["directory.read"]).get("referrals")
    assert _code(answer) == (403, "scope_missing")
    assert "referral.read" in answer.json()["remedy"]


def test_a_scope_opens_nothing_that_the_role_does_not(db: None) -> None:
    assert _code(api_of("eve").get("referrals")) == (403, "closed_by_role")


@pytest.mark.req("TIER-02")
def test_a_scope_opens_nothing_that_the_level_does_not(db: None) -> None:
    assert _code(api_of("tom").get("referrals")) == (403, "closed_by_tier")


def test_a_scope_opens_nothing_to_organizations_of_another_kind(db: None) -> None:
    assert _code(api_of("ida").get("referrals")) == (403, "closed_by_type")


def test_a_key_ends_on_its_day(db: None, now: clock.Frozen) -> None:
    api = Api(make_key("cam", days=1))
    assert api.get("directory").status_code == 200
    now.tick(timedelta(days=1).total_seconds())
    assert _code(api.get("directory")) == (401, "not_signed_in")


def test_a_revoked_key_is_none(db: None) -> None:
    assert _code(Api(make_key("cam", revoked=True)).get("directory")) == (401, "not_signed_in")


def test_a_key_made_by_a_lead_works_until_it_is_revoked(
    as_: Callable[[str], AbstractContextManager[Actor]],
) -> None:
    with as_("cam") as cam:
        key, secret = actions.create_key(
            name="Intake", scopes=["directory.read"], days=30, by=cam, now=clock.now()
        )
    assert Api(secret).get("directory").status_code == 200
    with as_("cam") as cam:
        actions.revoke_key(reference=key.reference, by=cam, now=clock.now())
    assert Api(secret).get("directory").status_code == 401


def test_a_refused_call_is_recorded_for_the_log(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application may write refusals and not read them back, so the writing is watched."""
    written = []
    monkeypatch.setattr(
        "concord.config.middleware.audit.record",
        lambda actor, action, **facts: written.append((actor.door, action, facts["result"], facts["code"])),
    )
    api_of("eve").get("referrals")
    assert written == [("api", "api:list_referrals", "refused", "closed_by_role")]
