"""The gate: nothing about a person passes without an active release of whoever speaks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, allowed
from concord.foundation.organizations.codes import REGIMES
from concord.information.releases import codes, rules, statements, states
from concord.information.releases.rulesets import get_ruleset

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
SHELTER, HOSPITAL, POLICE = UUID(int=1), UUID(int=2), UUID(int=3)
WARD, ANNEX = UUID(int=20), UUID(int=21)
SENDER = Actor(door="page", person_id=UUID(int=9), organization_id=SHELTER)
ITEMS = frozenset({"service_needed", "how_soon", "area"})


def release(**facts: object) -> rules.ReleaseFacts:
    """Build a release of the shelter that names the hospital, changed as asked."""
    given_facts: dict[str, object] = {
        "id": UUID(int=100),
        "reference": "L-0000-0000",
        "organization_id": SHELTER,
        "program_id": UUID(int=10),
        "recipient_organization_id": HOSPITAL,
        "recipient_program_id": None,
        "purpose": "referral",
        "items": ITEMS,
        "method": codes.WRITTEN,
        "state": states.ACTIVE,
        "starts_at": NOW - timedelta(days=1),
        "ends_at": NOW + timedelta(days=29),
    }
    return rules.ReleaseFacts(**(given_facts | facts))  # type: ignore[arg-type]  # facts of many types


def refusal(
    found: rules.ReleaseFacts | None,
    items: frozenset[str] = frozenset({"service_needed"}),
    *,
    program: UUID | None = WARD,
    pwch: bool = False,
    actor: Actor = SENDER,
) -> str | None:
    """Say with which code sending to the hospital is refused, or None."""
    refused = allowed(
        rules.check_may_send, actor, found, HOSPITAL, program, items, NOW, recipient_serves_pwch=pwch
    )
    return refused.code if refused else None


@pytest.mark.req("CONSENT-01")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"organization_id": POLICE}, "release_wrong_owner"),
        ({"state": states.WITHDRAWN}, "release_withdrawn"),
        ({"state": states.REFUSED, "ends_at": None}, "release_not_active"),
        ({"ends_at": NOW - timedelta(days=1)}, "release_expired"),
        ({"ends_at": NOW}, "release_expired"),
        ({"starts_at": NOW + timedelta(hours=1)}, "release_not_active"),
        ({"recipient_organization_id": POLICE}, "release_wrong_recipient"),
        ({"recipient_program_id": ANNEX}, "release_wrong_recipient"),
        ({"recipient_program_id": WARD}, None),
        ({"items": frozenset({"how_soon"})}, "release_items_missing"),
    ],
)
def test_sending_passes_with_a_release_that_fits_and_is_refused_by_name_otherwise(
    changed: dict[str, object], code: str | None
) -> None:
    assert refusal(release(**changed)) == code


@pytest.mark.req("CONSENT-01")
def test_sending_without_a_release_is_refused_and_so_is_an_actor_without_an_organization() -> None:
    assert refusal(None) == "release_missing"
    assert refusal(release(), actor=replace(SENDER, organization_id=None)) == "release_wrong_owner"


def test_the_refusal_names_the_items_that_are_not_released() -> None:
    with pytest.raises(Denied) as refused:
        rules.check_may_send(
            SENDER, release(), HOSPITAL, WARD, {"how_soon", "purpose", "safe_contact"}, NOW,
            recipient_serves_pwch=False,
        )  # fmt: skip
    assert refused.value.parameters["items"] == ["purpose", "safe_contact"]


@pytest.mark.req("CONSENT-06")
@pytest.mark.parametrize("role", ["leadership", "backbone_staff", "sysadmin", "agency_lead", "supervisor"])
def test_no_role_and_no_backbone_opens_the_gate(role: str) -> None:
    mighty = replace(SENDER, roles=frozenset({role}), is_backbone=True, tier=4, second_factor=True)
    assert refusal(None, actor=mighty) == "release_missing"
    assert refusal(release(state=states.WITHDRAWN), actor=mighty) == "release_withdrawn"


def test_a_program_for_people_who_cause_harm_is_named_itself_and_never_told_where_somebody_is() -> None:
    assert refusal(release(), pwch=True) == "release_wrong_recipient"
    named = release(recipient_program_id=WARD)
    assert refusal(named, pwch=True) is None
    assert refusal(named, frozenset({"service_needed", "area"}), pwch=True) == "release_location_items"


def say(statement: str, regime: str, found: rules.ReleaseFacts | None) -> str | None:
    """Say with which code the shelter's statement to the hospital is refused, or None."""
    speaker = rules.SpeakerFacts(SHELTER, regime)
    refused = allowed(rules.check_may_say, statement, speaker, found, HOSPITAL, NOW)
    return refused.code if refused else None


COVERED = [code for code in REGIMES if get_ruleset(code).requires_release_to_answer]
OWN = release(items=frozenset(codes.ANSWER_ITEMS))


@pytest.mark.req("REF-28")
def test_without_its_own_release_a_covered_speaker_says_exactly_what_is_about_itself() -> None:
    for regime in COVERED:
        passes = {statement for statement in statements.STATEMENTS if say(statement, regime, None) is None}
        assert passes == statements.ABOUT_OURSELVES


@pytest.mark.req("REF-28")
def test_with_its_own_release_a_covered_speaker_says_everything() -> None:
    for regime, statement in product(COVERED, statements.STATEMENTS):
        assert say(statement, regime, OWN) is None


@pytest.mark.req("REF-28")
def test_a_speaker_whose_law_asks_for_none_answers_freely() -> None:
    others = set(REGIMES) - set(COVERED)
    assert others == {"hipaa", "law_enforcement", "prosecution", "court"}
    for regime, statement in product(others, statements.STATEMENTS):
        assert say(statement, regime, None) is None


@pytest.mark.req("REF-28")
@pytest.mark.parametrize(
    ("found", "code"),
    [
        (replace(OWN, organization_id=HOSPITAL, recipient_organization_id=SHELTER), "release_wrong_owner"),
        (replace(OWN, recipient_organization_id=POLICE), "release_wrong_recipient"),
        (replace(OWN, ends_at=NOW), "release_expired"),
        (replace(OWN, state=states.WITHDRAWN), "release_withdrawn"),
        (replace(OWN, items=frozenset({"needs_met"})), "release_items_missing"),
    ],
)
def test_the_release_of_the_other_side_or_one_that_does_not_fit_lets_nothing_pass(
    found: rules.ReleaseFacts, code: str
) -> None:
    assert say("accepted", "vawa_fvpsa_voca", found) == code
    assert say("received", "vawa_fvpsa_voca", found) is None


def test_a_statement_that_no_table_holds_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        say("gossip", "court", None)


@pytest.mark.req("CONSENT-01")
@given(
    state=st.sampled_from(sorted(states.NEXT)),
    starts=st.integers(-100, 100),
    length=st.integers(1, 200),
    owner=st.sampled_from([SHELTER, POLICE]),
    recipient=st.sampled_from([HOSPITAL, POLICE]),
    items=st.frozensets(st.sampled_from(codes.ITEMS), min_size=1),
    asked=st.frozensets(st.sampled_from(codes.ITEMS), min_size=1),
    pwch=st.booleans(),
)
def test_whatever_passes_was_released_by_the_sender_to_the_recipient_and_runs_now(
    *, state: str, starts: int, length: int, owner: UUID, recipient: UUID,
    items: frozenset[str], asked: frozenset[str], pwch: bool,
) -> None:  # fmt: skip
    began = NOW + timedelta(hours=starts)
    found = release(
        state=state, starts_at=began, ends_at=began + timedelta(hours=length), organization_id=owner,
        recipient_organization_id=recipient, recipient_program_id=WARD, items=items,
    )  # fmt: skip
    fits = (
        state == states.ACTIVE
        and began <= NOW < began + timedelta(hours=length)
        and owner == SHELTER
        and recipient == HOSPITAL
        and asked <= items
        and not (pwch and asked & codes.LOCATION_ITEMS)
    )
    assert (refusal(found, asked, pwch=pwch) is None) == fits
