"""What makes a release, and who may record, narrow, withdraw and confirm one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, allowed
from concord.information.releases import codes, rules, states
from concord.information.releases.rules import Draft, Places

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
US, THEM = UUID(int=1), UUID(int=2)
PLACES = Places(US, "vawa_fvpsa_voca", THEM, recipient_serves_pwch=False)


def worker(**facts: object) -> Actor:
    """Build an advocate of ours who may record releases, changed as asked."""
    usual: dict[str, object] = {
        "door": "page",
        "person_id": UUID(int=9),
        "organization_id": US,
        "org_type": "direct_service",
        "tier": 2,
        "roles": frozenset({"staff"}),
        "second_factor": True,
        "needs_second_factor": True,
    }
    return Actor(**(usual | facts))  # type: ignore[arg-type]  # facts of many types


def draft(**facts: object) -> Draft:
    """Build a draft that can be recorded, changed as asked."""
    usual: dict[str, object] = {
        "program_id": UUID(int=10),
        "recipient_organization_id": THEM,
        "items": ("service_needed", "how_soon"),
        "given_on": NOW,
        "ends_at": NOW + timedelta(days=30),
        "explained_points": codes.POINTS,
        "holds_signed_copy": True,
    }
    return Draft(**(usual | facts))  # type: ignore[arg-type]  # facts of many types


def problems(given: Draft, regime: str = "vawa_fvpsa_voca", places: Places = PLACES) -> set[str]:
    """Return the codes with which a draft is refused under a law; empty when it can be recorded."""
    try:
        rules.check_record(worker(), given, replace(places, regime=regime), NOW)
    except Invalid as error:
        return {problem.code for problem in error.problems}
    return set()


def test_a_whole_draft_can_be_recorded() -> None:
    assert problems(draft()) == set()
    assert problems(draft(report_back_until=NOW + timedelta(days=90))) == set()


@pytest.mark.req("CONSENT-03")
@pytest.mark.parametrize("point", codes.POINTS)
def test_each_single_point_left_unconfirmed_refuses_the_release(point: str) -> None:
    rest = tuple(one for one in codes.POINTS if one != point)
    with pytest.raises(Invalid) as refused:
        rules.check_record(worker(), draft(explained_points=rest), PLACES, NOW)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("explained_points", "release_point_unconfirmed")
    assert problem.parameters["points"] == [point]


@pytest.mark.req("CONSENT-01")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"items": ()}, "release_items_none"),
        ({"items": ("name",)}, "release_code_unknown"),
        ({"purpose": "curiosity"}, "release_code_unknown"),
        ({"sheet_language": "xx"}, "release_code_unknown"),
        ({"method": codes.VERBAL, "holds_signed_copy": False}, "release_method_not_allowed"),
        ({"method": "telepathy"}, "release_method_not_allowed"),
        ({"holds_signed_copy": False}, "release_copy_missing"),
        ({"given_on": None}, "release_given_in_future"),
        ({"given_on": NOW + timedelta(minutes=1)}, "release_given_in_future"),
        ({"ends_at": None}, "release_end_missing"),
        ({"ends_at": NOW}, "release_end_past"),
        ({"ends_at": NOW + timedelta(days=91)}, "release_too_long"),
        ({"given_on": NOW - timedelta(days=61)}, "release_too_long"),
        ({"report_back_until": NOW + timedelta(days=91)}, "release_too_long"),
        ({"recipient_organization_id": US}, "release_recipient_unknown"),
    ],
)
def test_what_is_no_release_is_refused_by_name(changed: dict[str, object], code: str) -> None:
    assert code in problems(draft(**changed))


def test_all_problems_are_told_at_once() -> None:
    nothing = Draft(program_id=UUID(int=10), recipient_organization_id=THEM)
    assert problems(nothing) == {
        "release_items_none", "release_point_unconfirmed", "release_copy_missing",
        "release_given_in_future", "release_end_missing",
    }  # fmt: skip


def test_one_does_not_need_a_release_towards_oneself() -> None:
    inward = Places(US, "vawa_fvpsa_voca", US, recipient_serves_pwch=False)
    assert problems(draft(recipient_organization_id=US), places=inward) == {"release_recipient_self"}


def test_a_program_for_people_who_cause_harm_is_named_and_gets_no_place() -> None:
    theirs = replace(PLACES, recipient_serves_pwch=True)
    assert problems(draft(), places=theirs) == {"release_name_the_program"}
    named = draft(recipient_program_id=UUID(int=20))
    assert problems(named, places=theirs) == set()
    with_place = replace(named, items=("service_needed", "area"))
    assert problems(with_place, places=theirs) == {"release_location_items"}


def test_more_than_thirty_days_is_asked_about_once_more() -> None:
    ruleset = rules.get_ruleset("vawa_fvpsa_voca")
    assert not rules.is_longer_than_usual(NOW + timedelta(days=30), ruleset, NOW)
    assert rules.is_longer_than_usual(NOW + timedelta(days=31), ruleset, NOW)


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (worker(tier=1), "closed_by_tier"),
        (worker(roles=frozenset({"leadership"})), "closed_by_role"),
        (worker(roles=frozenset({"analyst"})), "closed_by_role"),
        (worker(org_type="research_academic"), "closed_by_type"),
        (worker(second_factor=False), "second_factor_missing"),
        (worker(locked_at=NOW), "locked"),
        (Actor.nobody(), "not_signed_in"),
        (worker(organization_id=THEM), "not_your_organization"),
    ],
)
def test_who_may_not_record_may_not_record_a_refusal_either(actor: Actor, code: str) -> None:
    for check in (rules.check_record_refusal, lambda *given: rules.check_record(*given, NOW)):
        with pytest.raises(Denied) as refused:
            check(actor, draft(), PLACES)
        assert refused.value.code == code


@pytest.mark.req("CONSENT-02")
def test_saying_no_takes_nothing_but_a_recipient() -> None:
    rules.check_record_refusal(worker(), Draft(UUID(int=10), THEM), PLACES)
    with pytest.raises(Invalid, match="purpose"):
        rules.check_record_refusal(worker(), Draft(UUID(int=10), THEM, purpose="x"), PLACES)
    with pytest.raises(Invalid, match="sheet_language"):
        rules.check_record_refusal(worker(), Draft(UUID(int=10), THEM, sheet_language="x"), PLACES)
    with pytest.raises(Invalid, match="release_recipient_unknown"):
        rules.check_record_refusal(worker(), Draft(UUID(int=10), UUID(int=3)), PLACES)
    inward = Places(US, "hipaa", US, recipient_serves_pwch=False)
    with pytest.raises(Invalid, match="release_recipient_self"):
        rules.check_record_refusal(worker(), Draft(UUID(int=10), US), inward)


def facts(**changed: object) -> rules.ReleaseFacts:
    """Build a running release of ours towards them, changed as asked."""
    usual: dict[str, object] = {
        "id": UUID(int=100),
        "reference": "L-0000-0000",
        "organization_id": US,
        "program_id": UUID(int=10),
        "recipient_organization_id": THEM,
        "recipient_program_id": None,
        "purpose": "referral",
        "items": frozenset({"service_needed", "how_soon"}),
        "method": codes.WRITTEN,
        "state": states.ACTIVE,
        "starts_at": NOW,
        "ends_at": NOW + timedelta(days=30),
        "report_back_until": NOW + timedelta(days=30),
    }
    return rules.ReleaseFacts(**(usual | changed))  # type: ignore[arg-type]  # facts of many types


@pytest.mark.req("CONSENT-02")
@pytest.mark.parametrize("roles", [{"staff"}, {"supervisor"}, {"agency_lead"}, {"oncall"}])
@pytest.mark.parametrize("tier", [1, 2])
def test_any_worker_or_lead_of_the_owner_withdraws_at_any_level(roles: set[str], tier: int) -> None:
    rules.check_withdraw(worker(roles=frozenset(roles), tier=tier), facts())


@pytest.mark.parametrize(
    ("actor", "found", "code"),
    [
        (worker(organization_id=THEM), facts(), "not_your_organization"),
        (worker(roles=frozenset({"analyst"})), facts(), "closed_by_role"),
        (worker(key_id=UUID(int=7)), facts(), "scope_missing"),
        (Actor.nobody(), facts(), "not_signed_in"),
        (worker(), facts(state=states.WITHDRAWN), "release_withdrawn"),
        (worker(), facts(state=states.REFUSED), "release_not_active"),
    ],
)
def test_nobody_else_withdraws_or_narrows_and_not_twice(
    actor: Actor, found: rules.ReleaseFacts, code: str
) -> None:
    for refused in (
        allowed(rules.check_withdraw, actor, found),
        allowed(rules.check_narrow, actor, found, {"how_soon"}),
    ):
        assert refused is not None
        assert refused.code == code


@pytest.mark.req("CONSENT-02")
def test_narrowing_only_takes_away() -> None:
    rules.check_narrow(worker(), facts(), {"how_soon"})
    for items, code in (
        (set(), "release_items_none"),
        ({"service_needed", "how_soon"}, "release_only_fewer"),
        ({"area"}, "release_only_fewer"),
    ):
        with pytest.raises(Invalid, match=code):
            rules.check_narrow(worker(), facts(), items)


THEIRS = worker(organization_id=THEM)
THEIR_PLACES = Places(THEM, "vawa_fvpsa_voca", US, recipient_serves_pwch=False)


@pytest.mark.req("REF-28")
@pytest.mark.parametrize(
    ("actor", "found", "places", "code"),
    [
        (THEIRS, facts(), THEIR_PLACES, None),
        (worker(), facts(), THEIR_PLACES, "release_wrong_recipient"),
        (THEIRS, facts(), PLACES, "not_your_organization"),
        (THEIRS, facts(report_back_until=None), THEIR_PLACES, "release_no_second_part"),
        (THEIRS, facts(report_back_until=NOW), THEIR_PLACES, "release_no_second_part"),
        (THEIRS, facts(state=states.WITHDRAWN), THEIR_PLACES, "release_not_active"),
        (THEIRS, facts(ends_at=NOW), THEIR_PLACES, "release_not_active"),
        (
            replace(THEIRS, roles=frozenset({"agency_lead"})),
            facts(),
            THEIR_PLACES,
            "closed_by_role",
        ),
    ],
)
def test_only_the_named_recipient_confirms_its_copy_while_both_parts_run(
    actor: Actor, found: rules.ReleaseFacts, places: Places, code: str | None
) -> None:
    refused = allowed(rules.check_confirm_copy, actor, found, places, NOW)
    assert (refused.code if refused else None) == code
