"""The rules of access, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from concord.foundation.access import gates, rules
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, NotVisible
from concord.foundation.organizations import codes

LEAD = Actor(
    door="page", person_id=uuid4(), organization_id=uuid4(), org_type="direct_service", tier=2,
    roles=frozenset({"agency_lead"}), second_factor=True, needs_second_factor=True,
)  # fmt: skip


def refusal(check: object, *args: object, **kwargs: object) -> str:
    with pytest.raises((Denied, NotVisible)) as caught:
        check(*args, **kwargs)  # type: ignore[operator]  # any of several functions
    return caught.value.code if isinstance(caught.value, Denied) else "not_visible"


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor.nobody(), "not_signed_in"),
        (replace(LEAD, locked_at=datetime(2026, 1, 1, tzinfo=UTC)), "locked"),
        (replace(LEAD, second_factor=False), "second_factor_missing"),
        (replace(LEAD, organization_id=None), "no_organization"),
    ],
)
def test_each_way_of_not_being_in_has_its_own_refusal(actor: Actor, code: str) -> None:
    assert refusal(rules.check_signed_in, actor) == code


def test_the_pages_that_set_up_a_second_factor_ask_for_none() -> None:
    rules.check_identified(replace(LEAD, second_factor=False))


@pytest.mark.parametrize("actor", [Actor.nobody(), replace(LEAD, locked_at=datetime(2026, 1, 1, tzinfo=UTC))])
def test_but_they_open_for_nobody_else(actor: Actor) -> None:
    refusal(rules.check_identified, actor)


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"roles": frozenset({"staff"})}, "closed_by_role"),
        ({"roles": frozenset()}, "closed_by_role"),
        ({"switched_off": frozenset({"people"})}, "closed_by_switch"),
        ({"tier": 0}, "closed_by_tier"),
        ({"needs_second_factor": False, "second_factor": False}, "closed_by_second_factor"),
        ({"key_id": uuid4(), "scopes": frozenset({"directory.read"})}, "scope_missing"),
    ],
)
def test_managing_people_takes_tier_switch_role_factor_and_scope_together(
    change: dict[str, object], code: str
) -> None:
    assert refusal(rules.check_manage, replace(LEAD, **change), LEAD.organization_id) == code


@pytest.mark.req("SEC-03")
def test_the_people_of_others_do_not_exist() -> None:
    assert refusal(rules.check_manage, LEAD, uuid4()) == "not_visible"


@pytest.mark.parametrize("role", sorted(set(codes.ROLES) - codes.GIVEN_BY_LEAD))
def test_a_lead_gives_only_the_roles_of_a_lead(role: str) -> None:
    assert refusal(rules.check_give_roles, LEAD, [role]) == "role_not_given_by_lead"


def test_nor_takes_others_away() -> None:
    assert refusal(rules.check_give_roles, LEAD, [], ["sysadmin"]) == "role_not_given_by_lead"


def test_but_leaves_them_as_they_are() -> None:
    rules.check_give_roles(LEAD, ["sysadmin", "staff"], ["sysadmin"])


@pytest.mark.parametrize(
    ("is_lead", "stays", "others", "refused"),
    [
        (True, False, 0, True), (True, False, 1, False), (True, True, 0, False), (False, False, 0, False),
    ],
)  # fmt: skip
def test_the_last_lead_remains(is_lead: bool, stays: bool, others: int, refused: bool) -> None:  # noqa: FBT001 - a table
    facts = {"is_lead": is_lead, "stays_lead": stays, "other_leads": others}
    if refused:
        assert refusal(rules.check_lead_remains, **facts) == "last_lead"
    else:
        rules.check_lead_remains(**facts)  # type: ignore[arg-type]  # facts of many types


@pytest.mark.parametrize(
    ("scopes", "days", "codes_"),
    [
        ([], 90, ["scopes_missing"]),
        (["network.manage"], 90, ["scope_not_yours"]),
        (["directory.read"], 366, ["key_lives_too_long"]),
        (["directory.read"], 0, ["key_lives_too_long"]),
        (["referral.write"], 400, ["scope_not_yours", "key_lives_too_long"]),
    ],
)
def test_a_key_reaches_no_further_than_its_maker(scopes: list[str], days: int, codes_: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        rules.check_create_key(LEAD, scopes, days)
    assert [problem.code for problem in caught.value.problems] == codes_


def test_a_key_of_a_year_for_what_the_maker_may_is_taken() -> None:
    rules.check_create_key(LEAD, ["directory.read", "people.manage"], 365)


@pytest.mark.parametrize("capability", gates.GATES)
def test_a_locked_lead_may_nothing(capability: str) -> None:
    assert not replace(LEAD, locked_at=datetime(2026, 1, 1, tzinfo=UTC)).can(capability)
