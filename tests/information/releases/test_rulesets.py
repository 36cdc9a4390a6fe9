"""Rule sets are data: their own examples run here, and of two one is always the stricter."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.foundation.lib.denied import Invalid, allowed
from concord.foundation.organizations.codes import REGIMES
from concord.information.releases import codes, rules, rulesets, states
from concord.information.releases.rulesets import TABLE, Example, RuleSet
from tests.information.releases.test_gate import OWN
from tests.information.releases.test_record import draft, problems, worker

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
CASES = [(ruleset, example) for ruleset in TABLE for example in ruleset.examples]


def holds(ruleset: RuleSet, example: Example) -> bool:
    """Ask the rules themselves whether what an example describes is allowed."""
    if example.asks == "answer":
        speaker = rules.SpeakerFacts(OWN.organization_id, ruleset.code)
        found = OWN if example.own_release else None
        listener = OWN.recipient_organization_id
        return allowed(rules.check_may_say, example.statement, speaker, found, listener, NOW) is None
    if example.asks == "method":
        return "release_method_not_allowed" not in problems(draft(method=example.method), ruleset.code)
    ends_at = NOW + timedelta(days=example.days)
    return "release_too_long" not in problems(draft(ends_at=ends_at), ruleset.code)


@pytest.mark.parametrize(("ruleset", "example"), CASES)
def test_every_example_of_a_rule_set_holds(ruleset: RuleSet, example: Example) -> None:
    assert holds(ruleset, example) is example.holds


def test_every_regime_of_a_program_has_a_rule_set_and_the_other_way_round() -> None:
    assert {ruleset.code for ruleset in TABLE} == set(REGIMES)


def test_a_set_states_its_source_and_that_nobody_has_confirmed_it() -> None:
    for ruleset in TABLE:
        assert ruleset.citations
        assert ruleset.confirmed_by == ""
        assert ruleset.requires_release_to_send


def test_a_code_that_nobody_knows_takes_the_strictest_set() -> None:
    assert rulesets.get_ruleset("made_up").code == "unknown"
    assert rulesets.get_ruleset("hipaa", date(1999, 1, 1)).code == "unknown"
    assert rulesets.get_ruleset("hipaa", date(2026, 1, 1)).code == "hipaa"


def test_covered_sets_know_only_written_releases_of_at_most_ninety_days() -> None:
    covered = [ruleset for ruleset in TABLE if ruleset.requires_release_to_answer]
    assert "vawa_fvpsa_voca" in {ruleset.code for ruleset in covered}
    for ruleset in covered:
        assert ruleset.methods == (codes.WRITTEN,)
        assert (ruleset.default_days, ruleset.warn_over_days, ruleset.max_days) == (30, 30, 90)


@given(first=st.sampled_from(REGIMES), second=st.sampled_from(REGIMES))
def test_the_stricter_of_two_is_as_strict_as_both_in_everything(first: str, second: str) -> None:
    found = rulesets.stricter(first, second)
    assert found == rulesets.stricter(second, first)
    for other in (rulesets.get_ruleset(first), rulesets.get_ruleset(second)):
        assert found.requires_release_to_answer >= other.requires_release_to_answer
        assert set(found.methods) <= set(other.methods)
        assert found.max_days <= other.max_days


@pytest.mark.parametrize("regime", REGIMES)
def test_nothing_is_stricter_than_unknown(regime: str) -> None:
    assert rulesets.stricter(regime, "unknown").code == "unknown"


def test_states_lead_only_to_known_states_and_each_says_how_it_is_reached() -> None:
    assert set(states.REACHED) == set(states.NEXT)
    assert {state for following in states.NEXT.values() for state in following} <= set(states.NEXT)


def test_a_minor_or_guardian_may_sign_and_nobody_unknown() -> None:
    places = rules.Places(UUID(int=1), "vawa_fvpsa_voca", UUID(int=2), recipient_serves_pwch=False)
    for signer in codes.SIGNERS:
        rules.check_record(worker(), draft(signer=signer), places, NOW)
    with pytest.raises(Invalid, match="signer: release_code_unknown"):
        rules.check_record(worker(), draft(signer="partner"), places, NOW)
