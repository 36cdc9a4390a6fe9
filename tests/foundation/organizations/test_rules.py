"""What an organization and a membership can be, without a database."""

import pytest

from concord.foundation.lib.denied import Invalid
from concord.foundation.organizations import codes, rules


def problems(check: object, *args: object, **kwargs: object) -> list[tuple[str, str]]:
    try:
        check(*args, **kwargs)  # type: ignore[operator]  # any of several functions
    except Invalid as refusal:
        return [(problem.field, problem.code) for problem in refusal.problems]
    return []


@pytest.mark.req("DIR-02")
@pytest.mark.parametrize(("org_type", "subs"), codes.SUB_TYPES.items())
def test_every_listed_kind_is_taken(org_type: str, subs: tuple[str, ...]) -> None:
    assert not any(problems(rules.check_kind, org_type, sub, ()) for sub in ("", *subs))


@pytest.mark.req("DIR-02")
def test_the_six_types_of_the_seed_are_there() -> None:
    assert set(codes.TYPES) - {"coalition_backbone"} == {
        "direct_service", "justice_legal", "health_social", "housing_homelessness", "government_funder",
        "research_academic",
    }  # fmt: skip


@pytest.mark.req("DIR-02")
@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("club", "", ()), [("org_type", "unknown_type")]),
        (("club", "shelter", ()), [("org_type", "unknown_type")]),
        (("direct_service", "court", ()), [("sub_type", "unknown_sub_type")]),
        (("direct_service", "", ("magic",)), [("sectors", "unknown_sector")]),
        (("club", "", ("magic",)), [("org_type", "unknown_type"), ("sectors", "unknown_sector")]),
    ],
)
def test_nothing_else_is_and_all_faults_are_told_at_once(
    given: tuple[str, str, tuple[str, ...]], found: list[tuple[str, str]]
) -> None:
    assert problems(rules.check_kind, *given) == found


@pytest.mark.req("TIER-08")
@pytest.mark.parametrize("role", sorted(codes.CASE_FACING))
def test_an_analyst_does_no_case_work(role: str) -> None:
    assert problems(rules.check_roles, ["analyst", role]) == [("roles", "analyst_apart")]


@pytest.mark.parametrize("roles", [["analyst"], ["analyst", "steward"], sorted(codes.CASE_FACING)])
def test_other_roles_can_be_held_together(roles: list[str]) -> None:
    assert problems(rules.check_roles, roles) == []


@pytest.mark.parametrize(("roles", "code"), [([], "roles_missing"), (["king"], "unknown_role")])
def test_no_role_and_unknown_roles_are_refused(roles: list[str], code: str) -> None:
    assert problems(rules.check_roles, roles) == [("roles", code)]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"time_zone": "Mars/Base"}, [("time_zone", "unknown_time_zone")]),
        ({"region_scheme": "parish"}, [("region_scheme", "unknown_scheme")]),
        ({"exit_url": "http://www.weather.gov/"}, [("exit_url", "exit_not_secure")]),
        ({"exit_url": "javascript:alert(1)"}, [("exit_url", "exit_not_secure")]),
        ({"exit_url": "https://www.weather.gov/", "time_zone": "America/New_York"}, []),
    ],
)
def test_the_network_s_facts_are_real(facts: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert problems(rules.check_network, facts) == found


def test_a_region_of_another_network_is_refused() -> None:
    assert problems(rules.check_regions, ["north", "mars"], known=["north"]) == [
        ("regions", "unknown_region")
    ]


@pytest.mark.parametrize(
    "role", sorted(codes.CASE_FACING | {"agency_lead", "steward", "backbone_staff", "sysadmin"})
)
def test_every_role_with_case_or_steward_rights_needs_a_second_factor(role: str) -> None:
    assert role in codes.SECOND_FACTOR


@pytest.mark.req("DIR-07")
@pytest.mark.parametrize(
    ("days", "fits"), [(29, False), (30, True), (365, True), (366, False), (None, False)]
)
def test_a_listing_is_confirmed_again_after_thirty_to_three_hundred_sixty_five_days(
    days: int | None, *, fits: bool
) -> None:
    found = problems(rules.check_network, {"review_interval_days": days})
    assert found == ([] if fits else [("review_interval_days", "review_interval_unfit")])
