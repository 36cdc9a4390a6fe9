"""What a referral needs to be sent, and that it is sent once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied, Invalid, NotVisible
from concord.foundation.lib.references import check_reference
from concord.governance.agreements.actions import seed_agreement
from concord.governance.agreements.rules import Draft as AgreementDraft
from concord.governance.directory.models import Listing
from concord.operations.referrals import actions, queries, states
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.models import Participant, Referral
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, program, sending

Seen = Callable[[Referral, Actor], queries.View]


def _problems(refusal: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in refusal.value.problems}


def _send(by: Actor, what: Sending, **options: Any) -> Referral:
    with scope.acting(by):
        return actions.send(sending=what, by=by, now=clock.now(), **options)


@pytest.mark.req("REF-01")
def test_referring_block_is_the_senders_own(sent: Referral, hal: Actor) -> None:
    assert (sent.owner_id, sent.contact_name, sent.contact_phone) == (
        hal.organization_id,
        "Hal Ito",
        "860-555-0130",
    )
    assert sent.sent_at == clock.now()


@pytest.mark.req("REF-01")
def test_another_agency_cannot_be_named_as_sender(hal: Actor, release_of_hal: Any) -> None:
    what = sending(release_of_hal.reference, referring_organization="harbor")
    with pytest.raises(Denied) as refusal:
        _send(hal, what)
    assert refusal.value.code == "not_your_organization"


@pytest.mark.req("REF-02", "REF-07")
def test_everything_that_is_missing_is_named_at_once(hal: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        _send(hal, Sending())
    assert {field for field, _ in _problems(refusal)} == {
        "receiver_program", "sensitivity", "contact_phone", "category", "release", "basis", "source",
    }  # fmt: skip


@pytest.mark.req("REF-02")
def test_eligibility_stays_as_it_stood_at_sending(sent: Referral) -> None:
    assert set(sent.eligibility) == {"texts", "facets", "version"}
    assert sent.preferred_channel


@pytest.mark.req("REF-04")
def test_partner_documentation_names_its_partner(hal: Actor, release_of_hal: Any) -> None:
    what = sending(release_of_hal.reference, basis=("partner_agency_documentation",))
    with pytest.raises(Invalid) as refusal:
        _send(hal, what)
    assert _problems(refusal) == {("basis_partner", "partner_missing")}


@pytest.mark.req("REF-05", "REF-18")
@pytest.mark.parametrize("field", ["sensitivity", "source", "pathway"])
def test_codes_outside_the_vocabulary_are_refused(field: str, hal: Actor, release_of_hal: Any) -> None:
    what = replace(sending(release_of_hal.reference), **{field: "whenever"})
    with pytest.raises(Invalid) as refusal:
        _send(hal, what)
    assert (field, "code_unknown") in _problems(refusal)


@pytest.mark.req("REF-03", "SEC-07")
def test_text_that_may_identify_someone_is_refused_with_the_part(hal: Actor, release_of_hal: Any) -> None:
    what = sending(release_of_hal.reference, text="Please ring 203 887 4512 tonight")
    with pytest.raises(Invalid) as refusal:
        _send(hal, what)
    problem = refusal.value.problems[0]
    assert problem.field == "text"
    assert "887" in str(problem.parameters["part"])


@pytest.mark.req("SEC-18")
def test_the_writers_own_work_number_may_stand_in_a_text(hal: Actor, release_of_hal: Any) -> None:
    _send(hal, sending(release_of_hal.reference, text=f"Call the DV team at {hal.phone}"))


@pytest.mark.req("SEC-18")
def test_the_receivers_own_number_passes_and_a_mobile_beside_it_is_stopped(
    hal: Actor, release_of_hal: Any
) -> None:
    _send(hal, sending(release_of_hal.reference, text="Your intake line 860-555-0100 did not answer"))
    with pytest.raises(Invalid) as refusal:
        _send(hal, sending(release_of_hal.reference, text="860-555-0100, or her cell 203-887-4512"))
    assert [problem.parameters["part"] for problem in refusal.value.problems] == ["203-887-4512"]


@pytest.mark.req("REF-31")
def test_covered_program_sends_no_text(ana: Actor) -> None:
    with scope.acting(ana):
        release = make_release(ana, "harbor-shelter", "legaldesk-civil", SENT_ITEMS)
    what = sending(release.reference, to="legaldesk-civil", category="civil_legal_assistance", text="hello")
    with pytest.raises(Invalid) as refusal:
        _send(ana, what)
    assert ("text", "text_off") in _problems(refusal)


@pytest.mark.req("REF-13")
def test_references_are_random_and_carry_nothing(hal: Actor, release_of_hal: Any) -> None:
    first, second = (_send(hal, sending(release_of_hal.reference)) for _ in range(2))
    with scope.acting(hal):
        known = [queries.get_reference(one.id, hal.organization) for one in (first, second)]
    assert known[0] != known[1]
    assert [check_reference(one) for one in known] == known


@pytest.mark.req("REF-13")
def test_receiver_shares_the_reference_only_where_tracking_is_agreed(
    sent: Referral, hal: Actor, ana: Actor
) -> None:
    with scope.acting(hal):
        ours = queries.get_reference(sent.id, hal.organization)
        release = make_release(hal, "brigid-team", "puente-outreach", SENT_ITEMS)
    untracked = _send(hal, sending(release.reference, to="puente-outreach", category="outreach"))
    with scope.acting(ana):
        assert queries.get_reference(sent.id, ana.organization) == ours
    paz = cast.actor("paz")
    with scope.acting(paz):
        local = queries.get_reference(untracked.id, paz.organization)
    with scope.acting(hal):
        assert queries.get_reference(untracked.id, hal.organization) != local


@pytest.mark.req("TIER-02", "DIR-12")
def test_tier_one_program_cannot_receive(hal: Actor, release_of_hal: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        _send(hal, sending(release_of_hal.reference, to="thames-homes"))
    assert _problems(refusal) == {("receiver_program", "receiver_tier1")}


def test_same_key_sends_once(hal: Actor, release_of_hal: Any) -> None:
    what = sending(release_of_hal.reference)
    first = _send(hal, what, key="k-1")
    again = _send(hal, what, key="k-1")
    assert first.id == again.id
    with scope.acting(hal):
        assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"to": "lakeside-shelter"}, {"sensitivity": "urgent"}, {"contact_phone": "860-555-0199"}]
)
def test_the_same_key_with_something_else_is_refused_and_sends_nothing(
    hal: Actor, release_of_hal: Any, other: dict[str, str]
) -> None:
    _send(hal, sending(release_of_hal.reference), key="k-1")
    with pytest.raises(Invalid) as refusal:
        _send(hal, sending(release_of_hal.reference, **other), key="k-1")
    assert _problems(refusal) == {("idempotency_key", "key_reused")}
    with scope.acting(hal):
        assert Referral.objects.count() == 1


def test_a_retry_is_answered_although_the_release_has_ended_meanwhile(
    hal: Actor, release_of_hal: Any, now: clock.Frozen
) -> None:
    what = sending(release_of_hal.reference)
    first = _send(hal, what, key="k-1")
    now.tick(400 * 86_400)
    assert _send(hal, what, key="k-1").id == first.id


@pytest.mark.req("REF-31")
def test_draft_holds_program_and_urgency_only_and_goes_after_a_day(hal: Actor, now: clock.Frozen) -> None:
    with scope.acting(hal):
        reference = actions.save_draft(
            receiver_program="harbor-shelter", sensitivity="urgent", by=hal, now=clock.now()
        )
        draft = Participant.objects.get(reference=reference).subject
        assert (draft.state, draft.sensitivity, draft.category, draft.release_id) == (
            states.DRAFT, "urgent", "", None,
        )  # fmt: skip
        assert draft.expires_at == clock.now() + timedelta(hours=24)


def test_draft_cannot_be_opened_as_a_referral(hal: Actor) -> None:
    with scope.acting(hal):
        reference = actions.save_draft(
            receiver_program="harbor-shelter", sensitivity="urgent", by=hal, now=clock.now()
        )
        with pytest.raises(NotVisible):
            queries.get_referral(reference, for_=hal, now=clock.now())


@pytest.mark.req("CONSENT-01")
def test_database_refuses_a_row_about_a_person_without_a_release(sent: Referral, hal: Actor) -> None:
    with scope.acting(hal), pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(id=sent.id).update(release_id=None)


def test_coordination_referral_needs_no_release_and_takes_nothing_about_a_person(hal: Actor) -> None:
    plain = Sending(
        receiver_program="harbor-shelter",
        sensitivity="standard",
        about="coordination",
        function="protocol_question",
        contact_phone="860-555-0130",
    )
    assert _send(hal, plain).release_id is None
    with pytest.raises(Invalid) as refusal:
        _send(hal, replace(plain, category="emergency_housing"))
    assert ("category", "coordination_without_person") in _problems(refusal)


@pytest.mark.req("REF-26")
def test_only_the_parties_see_it(sent: Referral) -> None:
    for name in cast.NAMES:
        actor = cast.actor(name)
        if actor.organization_id in {sent.owner_id, sent.receiver_id}:
            continue
        with scope.acting(actor):
            assert not Referral.objects.filter(id=sent.id).exists(), name
            assert not Participant.objects.filter(subject_id=sent.id).exists(), name


@pytest.mark.req("REF-26", "SEC-02")
def test_nobody_makes_themselves_a_party(sent: Referral) -> None:
    lou = cast.actor("lou")
    intruder = Participant(
        subject_id=sent.id,
        organization_id=lou.organization_id,
        role="receiver",
        added_by=lou.organization_id,
        reference="N-0000-0000",
        due_at=clock.now(),
    )
    with scope.acting(lou), pytest.raises(IntegrityError, match="foreign key"):
        intruder.save(force_insert=True)


def test_reading_names_are_only_of_programs(sent: Referral) -> None:
    assert sent.receiver_label == f"Harbor House · {program('harbor-shelter').name}"


@pytest.mark.req("REF-04")
def test_the_partner_whose_papers_were_read_is_kept_with_it(hal: Actor, release_of_hal: Any) -> None:
    basis = ("partner_agency_documentation",)
    with scope.acting(hal):
        asked = sending(release_of_hal.reference, basis=basis, basis_partner="northside")
        sent = actions.send(sending=asked, by=hal, now=clock.now())
        assert sent.basis_partner_id == cast.actor("cam").organization_id
        unknown = sending(release_of_hal.reference, basis=basis, basis_partner="nobody")
        with pytest.raises(Invalid) as refusal:
            actions.send(sending=unknown, by=hal, now=clock.now())
    assert refusal.value.problems[0].code == "partner_missing"


@pytest.mark.req("SEC-07")
@pytest.mark.parametrize(
    "field", ["category", "interpreter_language", "cultural_preference", "accessibility"]
)
def test_no_column_about_the_person_takes_anything_but_a_code(
    hal: Actor, release_of_hal: Any, field: str
) -> None:
    value: Any = ("Maria",) if field == "accessibility" else "Maria"
    with scope.acting(hal), pytest.raises(Invalid) as refusal:
        actions.send(sending=sending(release_of_hal.reference, **{field: value}), by=hal, now=clock.now())
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(field, "code_unknown")]


@pytest.mark.req("REF-01", "SEC-07")
@pytest.mark.parametrize(
    ("field", "said", "code"),
    [
        ("contact_name", "Maria Lopez", "contact_not_ours"),
        ("contact_phone", "Maria 203 887 4512", "contact_no_phone"),
        ("contact_phone", "call her sister", "contact_no_phone"),
    ],
)
def test_contact_is_a_colleague_and_a_number_and_nothing_else(
    field: str, said: str, code: str, hal: Actor, release_of_hal: Any
) -> None:
    with pytest.raises(Invalid) as refusal:
        _send(hal, sending(release_of_hal.reference, **{field: said}))
    assert (field, code) in _problems(refusal)


@pytest.mark.req("REF-01")
def test_another_contact_of_the_same_agency_can_be_named(hal: Actor, release_of_hal: Any) -> None:
    sent = _send(hal, sending(release_of_hal.reference, contact_name="Mia Grant"))
    assert sent.contact_name == "Mia Grant"


@pytest.mark.req("REF-02")
def test_later_edit_of_the_listing_does_not_change_what_was_sent(
    sent: Referral, hal: Actor, ana: Actor
) -> None:
    before = dict(sent.eligibility)
    with scope.acting(cast.actor("lena")) as lena:
        Listing.objects.filter(program__reference="harbor-shelter").update(eligibility=[], version=99)
        assert lena.organization_id == sent.receiver_id
    with scope.acting(hal):
        assert Referral.objects.get(id=sent.id).eligibility == before
    assert before["version"] != 99


@pytest.mark.req("REF-05")
def test_two_agreements_give_the_same_urgency_two_deadlines(hal: Actor, release_of_hal: Any) -> None:
    usual = _send(hal, sending(release_of_hal.reference, sensitivity="urgent"))
    quicker = {"urgent": {"acknowledge": {"unit": "minutes", "remind_after": 15, "overdue_after": 15}}}
    pair = [hal.organization, usual.receiver_id]
    with scope.acting(Actor.system("test")) as job:
        seed_agreement(
            draft=AgreementDraft(title="Faster", kind="mou", starts_on=clock.now().date(), windows=quicker),
            parties=pair,
            by=job,
            now=clock.now(),
        )
    agreed = _send(hal, sending(release_of_hal.reference, sensitivity="urgent"))
    assert usual.due_at == clock.now() + timedelta(minutes=60)
    assert agreed.due_at == clock.now() + timedelta(minutes=15)
