"""One level at a time, chosen by the organization itself, with a dated history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access import gates, scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, allowed
from concord.governance.directory import actions as contacts
from concord.governance.directory import queries as directory
from concord.governance.directory.drafts import ContactDraft
from concord.governance.participation import actions, queries, rules
from concord.governance.participation.models import TierAssignment
from tests import cast

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
NO_REASONS = rules.Reasons()
LEAD = Actor(
    door="page", person_id=UUID(int=9), organization_id=UUID(int=1), org_type="direct_service", tier=2,
    roles=frozenset({"agency_lead"}), second_factor=True, needs_second_factor=True,
)  # fmt: skip


@pytest.mark.req("TIER-01")
def test_the_four_names_are_those_of_the_framework() -> None:
    assert gates.TIER_NAMES == {
        1: "Directory & Contact Presence",
        2: "Referral & Coordination",
        3: "Shared Frameworks & Indicators",
        4: "Data Integration & Research",
    }


@pytest.mark.parametrize(
    ("actor", "current", "tier", "lacking", "code"),
    [
        (LEAD, 2, 1, ("referral.backup",), None),
        (LEAD, 1, 2, (), None),
        (LEAD, 1, 2, ("referral.backup",), "tier_needs"),
        (LEAD, 2, 2, (), "tier_same"),
        (replace(LEAD, roles=frozenset({"staff"})), 2, 1, (), "closed_by_role"),
        (replace(LEAD, second_factor=False), 2, 1, (), "second_factor_missing"),
        (Actor.nobody(), 2, 1, (), "not_signed_in"),
    ],
)
def test_going_down_takes_only_a_lead_and_going_up_also_what_the_level_needs(
    *, actor: Actor, current: int, tier: int, lacking: tuple[str, ...], code: str | None
) -> None:
    refused = allowed(rules.check_set_tier, actor, current, tier, NO_REASONS, lacking)
    assert (refused.code if refused else None) == code


def test_a_level_that_does_not_exist_and_a_reason_without_end_are_refused() -> None:
    with pytest.raises(Invalid, match="tier_unknown"):
        rules.check_set_tier(LEAD, 1, 5, NO_REASONS, ())
    with pytest.raises(Invalid, match="legal: tier_reason_long"):
        rules.check_set_tier(LEAD, 1, 2, rules.Reasons(legal="x" * 501), ())


def test_only_what_level_one_does_not_have_can_be_switched_off() -> None:
    assert rules.switchable() == ("openings", "referral", "release")
    rules.check_switch(LEAD, "referral", on=False)
    with pytest.raises(Invalid, match="switch_unknown"):
        rules.check_switch(LEAD, "directory", on=False)
    with pytest.raises(Denied, match="switch_needs_tier"):
        rules.check_switch(replace(LEAD, tier=1), "referral", on=True)


def test_each_capability_is_unlocked_at_exactly_one_level() -> None:
    unlocked = [name for tier in gates.TIER_NAMES for name in rules.unlocked(tier)]
    assert sorted(unlocked) == sorted(gates.GATES)


def own(name: str) -> UUID:
    found = cast.actor(name).organization_id
    assert found is not None
    return found


@pytest.mark.req("TIER-01")
@pytest.mark.django_db
def test_a_change_keeps_both_periods_with_who_and_why(as_: Any, now: clock.Frozen) -> None:
    with as_("lou") as lou:
        reasons = rules.Reasons(capacity="Two people on leave until spring")
        actions.set_tier(tier=1, reasons=reasons, by=lou, now=clock.now())
        later, earlier = queries.list_periods(own("lou"))
        assert (later.tier, later.to, later.decided_by) == (1, None, "Lou Marsh")
        assert later.reasons == (("capacity", "Two people on leave until spring"),)
        assert (earlier.tier, earlier.to) == (2, later.since)
        assert queries.get_tier(own("lou")) == 1
        now.tick(60)
        actions.set_tier(tier=2, reasons=NO_REASONS, by=replace(lou, tier=1), now=clock.now())
        assert [period.tier for period in queries.list_periods(own("lou"))] == [2, 1, 2]
        changes = Outbox.objects.filter(name="TierChanged", subject_id=own("lou")).order_by("id")
        assert [(one.facts["tier_before"], one.facts["tier_after"]) for one in changes] == [(2, 1), (1, 2)]
        logged = Entry.objects.filter(action="tier.changed", owner_id=own("lou"))
        assert logged.count() == 2


@pytest.mark.req("TIER-01")
@pytest.mark.django_db
def test_the_database_refuses_two_periods_that_overlap(as_: Any) -> None:
    with as_("lou") as lou:
        actions.set_tier(tier=1, reasons=NO_REASONS, by=lou, now=clock.now())
        for began, ended in (
            (clock.now() + timedelta(days=1), None),
            (clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)),
        ):
            period = TierAssignment(
                organization_id=own("lou"), tier=3, effective_from=began, effective_to=ended
            )
            with pytest.raises(IntegrityError, match="tier_periods_apart"), transaction.atomic():
                period.save(force_insert=True)
        other = TierAssignment(organization_id=own("hal"), tier=3, effective_from=clock.now())
        other.save(force_insert=True)


@pytest.mark.django_db
def test_two_changes_at_one_moment_are_a_conflict(as_: Any) -> None:
    with as_("lou") as lou:
        actions.set_tier(tier=1, reasons=NO_REASONS, by=lou, now=clock.now())
        with pytest.raises(Conflict, match="tier_changed"):
            actions.set_tier(tier=2, reasons=NO_REASONS, by=lou, now=clock.now())


@pytest.mark.django_db
def test_going_up_is_refused_by_name_while_contacts_lack(as_: Any, now: clock.Frozen) -> None:
    with as_("rae") as rae:
        actions.set_tier(tier=1, reasons=NO_REASONS, by=rae, now=clock.now())
        now.tick(60)
        with pytest.raises(Denied, match="tier_needs") as refused:
            actions.set_tier(tier=2, reasons=NO_REASONS, by=replace(rae, tier=1), now=clock.now())
        assert refused.value.parameters["lacking"] == ["referral.primary", "referral.backup"]
        assert queries.get_lacking(own("rae"), 1) == ()


@pytest.mark.req("DIR-06")
@pytest.mark.django_db
def test_level_two_opens_once_the_missing_contact_that_was_named_is_there(
    as_: Any, now: clock.Frozen
) -> None:
    with as_("lou") as lou:
        actions.set_tier(tier=1, reasons=NO_REASONS, by=lou, now=clock.now())
        now.tick(60)
        above = replace(lou, tier=1)
        backup = next(one for one in directory.get_contacts(own("lou")) if one.rank == "backup")
        contacts.remove_contact(contact_id=backup.id, by=above, now=clock.now())
        with pytest.raises(Denied, match="tier_needs") as refused:
            actions.set_tier(tier=2, reasons=NO_REASONS, by=above, now=clock.now())
        assert refused.value.parameters["lacking"] == ["referral.backup"]
        assert queries.get_tier(own("lou")) == 1
        contacts.save_contact(
            organization_id=own("lou"),
            draft=ContactDraft(
                scope="referral", rank="backup", name="Cora Bell", role_title="Advocate",
                phone="860-555-0129", secure_email="cora@lakeside.example",
                after_hours_process="Call the same number.",
            ),
            by=above, now=clock.now(),
        )  # fmt: skip
        actions.set_tier(tier=2, reasons=NO_REASONS, by=above, now=clock.now())
        assert queries.get_tier(own("lou")) == 2


@pytest.mark.django_db
def test_switching_off_and_on_is_stored_where_every_request_asks(as_: Any) -> None:
    with as_("lou") as lou:
        actions.switch_capability(capability="referral", on=False, by=lou, now=clock.now())
        actions.switch_capability(capability="openings", on=False, by=lou, now=clock.now())
        assert queries.get_switched_off(own("lou")) == ("openings", "referral")
        actions.switch_capability(capability="referral", on=True, by=lou, now=clock.now())
        assert queries.get_switched_off(own("lou")) == ("openings",)
        assert queries.get_tier(own("lou")) == 2
        switched = Outbox.objects.filter(name="CapabilitySwitched", subject_id=own("lou"))
        assert switched.count() == 3


EXCHANGES = ("openings.read", "openings.post", "referral.read", "referral.write", "release.write")
ALWAYS = ("directory.read", "tonight.read", "connect.call")


@pytest.mark.req("TIER-02")
@pytest.mark.django_db
def test_level_one_reads_the_directory_and_exchanges_nothing() -> None:
    tom = replace(cast.actor("tom"), roles=cast.actor("ana").roles | cast.actor("lena").roles)
    assert tom.tier == 1
    for capability in EXCHANGES:
        assert gates.closed_by(capability, tom) == "tier"
    for capability in ALWAYS:
        assert tom.can(capability)


@pytest.mark.req("TIER-02")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("ana", {}),
        ("hal", {}),
        ("noor", {}),
        ("ruth", {}),
        ("lou", {}),
        ("lena", {"referral.write": "role", "release.write": "role"}),
        ("uma", {
            "openings.post": "role", "referral.read": "type", "referral.write": "type",
            "release.write": "type", "connect.call": "type",
        }),
        ("flo", {
            "openings.read": "tier", "openings.post": "tier", "referral.read": "tier",
            "referral.write": "tier", "release.write": "tier", "connect.call": "type",
        }),
        ("bea", {
            "referral.read": "type", "referral.write": "type", "release.write": "type",
            "connect.call": "type",
        }),
        ("ida", {
            "referral.read": "type", "referral.write": "type", "release.write": "type",
            "connect.call": "type",
        }),
        ("dara", {
            "openings.post": "role", "referral.read": "role", "referral.write": "role",
            "release.write": "role", "connect.call": "role",
        }),
    ],
)  # fmt: skip
def test_the_gate_table_over_the_cast(name: str, closed: dict[str, str]) -> None:
    actor = replace(cast.actor(name), second_factor=True)
    found = {one: gates.closed_by(one, actor) for one in EXCHANGES + ALWAYS}
    assert {one: code for one, code in found.items() if code} == closed


@pytest.mark.req("TIER-02")
@pytest.mark.django_db
def test_what_is_switched_off_is_closed_to_everybody_of_the_organization() -> None:
    ana = replace(cast.actor("ana"), switched_off=frozenset({"referral"}))
    assert gates.closed_by("referral.write", ana) == "switch"
    assert gates.closed_by("directory.read", ana) is None


@pytest.mark.django_db
def test_another_organization_cannot_change_it() -> None:
    with scope.acting(cast.actor("ana")) as ana, pytest.raises(Denied, match="closed_by_role"):
        actions.set_tier(tier=1, reasons=NO_REASONS, by=ana, now=clock.now())
