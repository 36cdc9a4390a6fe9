"""Recording, narrowing and withdrawing, in the database and as its application role."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from concord.foundation.access import scope
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.foundation.lib.references import check_reference
from concord.information.releases import actions, codes, queries, states
from concord.information.releases.models import Release
from tests import cast
from tests.information.releases.conftest import draft, program

pytestmark = pytest.mark.django_db
Recorded = Callable[..., Release]
IdOf = Callable[[str], UUID]


def told(subject: UUID) -> tuple[list[str], list[str]]:
    """Return the actions in the log and the events in the outbox about a release."""
    logged = Entry.objects.filter(subject_id=subject).order_by("id").values_list("action", flat=True)
    announced = Outbox.objects.filter(subject_id=subject).order_by("id").values_list("name", flat=True)
    return list(logged), list(announced)


@pytest.mark.req("CONSENT-01")
def test_a_recorded_release_holds_at_once_and_names_nobody(recorded: Recorded) -> None:
    release = recorded()
    assert check_reference(release.reference) == release.reference
    assert release.facts.active(clock.now())
    with scope.acting(cast.actor("ana")):
        stored = Release.objects.get(id=release.id)
        assert (stored.ruleset, stored.ruleset_version, stored.max_days) == ("vawa_fvpsa_voca", 1, 90)
        assert told(release.id) == (["release.recorded"], ["ReleaseRecorded"])
    names = {field.name for field in Release._meta.get_fields()}
    assert not names & {"name", "case", "case_identifier", "person", "file", "signature"}


@pytest.mark.req("CONSENT-03")
def test_a_release_with_a_point_unconfirmed_is_not_saved(recorded: Recorded) -> None:
    with pytest.raises(Invalid, match="explained_points"):
        recorded(explained_points=codes.POINTS[1:])
    with scope.acting(cast.actor("ana")):
        assert not Release.objects.exists()


@pytest.mark.req("CONSENT-02")
def test_saying_no_is_recorded_without_items_end_or_effect(as_: Any, id_of: IdOf) -> None:
    with as_("ana") as ana:
        release = actions.record_refusal(draft=draft(), by=ana, now=clock.now())
        assert (release.state, release.items, release.ends_at) == (states.REFUSED, [], None)
        assert told(release.id) == (["release.refused"], ["ReleaseRefused"])
        found = queries.find_active(
            by_organization_id=id_of("ana"), recipient_organization_id=id_of("hal"),
            recipient_program_id=None, now=clock.now(),
        )  # fmt: skip
        assert found == ()
    with as_("hal"):
        assert queries.get_facts(release.id) is None


@pytest.mark.req("CONSENT-02")
def test_narrowing_leaves_only_the_named_items(recorded: Recorded, as_: Any) -> None:
    release = recorded()
    with as_("ana") as ana:
        actions.narrow_release(release=release, items=["how_soon"], by=ana, now=clock.now())
        facts = queries.get_facts(release.id)
        assert facts is not None
        assert facts.items == {"how_soon"}
        assert told(release.id)[1] == ["ReleaseRecorded", "ReleaseNarrowed"]


@pytest.mark.req("CONSENT-02")
def test_withdrawing_ends_it_at_once_and_keeps_no_reason(recorded: Recorded, as_: Any) -> None:
    release = recorded()
    with as_("lena") as lead:
        mine = queries.get_release(release.reference, for_=lead)
        actions.withdraw_release(release=mine, by=lead, now=clock.now())
        assert not mine.facts.active(clock.now())
        assert told(release.id)[1] == ["ReleaseRecorded", "ReleaseWithdrawn"]
        entry = Entry.objects.get(subject_id=release.id, action="release.withdrawn")
        assert entry.detail == {}
    with as_("hal") as hal:
        seen = queries.get_received(release.reference, for_=hal, now=clock.now())
        assert (seen.shown_state, seen.items) == ("expired", ())


def test_who_comes_second_is_told_that_it_changed(recorded: Recorded, as_: Any) -> None:
    release = recorded()
    with as_("ana") as ana:
        stale = queries.get_release(release.reference, for_=ana)
        actions.withdraw_release(release=release, by=ana, now=clock.now())
        with pytest.raises(Conflict, match="release_changed"):
            actions.withdraw_release(release=stale, by=ana, now=clock.now())
        with pytest.raises(Conflict, match="release_changed"):
            actions.narrow_release(release=stale, items=["how_soon"], by=ana, now=clock.now())


@pytest.mark.req("CONSENT-01")
def test_a_release_ends_by_the_clock_alone(recorded: Recorded, now: clock.Frozen, id_of: IdOf) -> None:
    release = recorded()
    pair = {"by_organization_id": id_of("ana"), "recipient_organization_id": id_of("hal")}
    with scope.acting(cast.actor("ana")):
        running = queries.find_active(
            **pair, recipient_program_id=release.recipient_program_id, now=clock.now()
        )
        assert [facts.id for facts in running] == [release.id]
        now.move_to(clock.now() + timedelta(days=30))
        assert queries.find_active(**pair, recipient_program_id=None, now=clock.now()) == ()
        assert Release.objects.get(id=release.id).state == states.ACTIVE


@pytest.mark.req("REF-28")
def test_the_other_side_gets_its_own_release_when_it_holds_its_copy(
    recorded: Recorded, as_: Any, id_of: IdOf
) -> None:
    until = clock.now() + timedelta(days=60)
    release = recorded("hal", speaks="brigid-team", hears="harbor-shelter", report_back_until=until)
    with as_("ana") as ana:
        seen = queries.get_received(release.reference, for_=ana, now=clock.now())
        assert seen.confirmed_reference == ""
        own = actions.confirm_copy(
            release_id=release.id, program_id=program("harbor-shelter").id, given_on=clock.now(), by=ana,
            now=clock.now(),
        )  # fmt: skip
        assert own.organization_id == id_of("ana")
        assert own.recipient_organization_id == id_of("hal")
        assert own.items == list(codes.ANSWER_ITEMS)
        assert (own.ends_at, own.proposed_by_id) == (until, release.id)
        assert queries.get_received(release.reference, for_=ana, now=clock.now()).confirmed_reference
        with pytest.raises(Conflict, match="release_confirmed_before"):
            actions.confirm_copy(
                release_id=release.id, program_id=own.program_id, given_on=clock.now(), by=ana,
                now=clock.now(),
            )  # fmt: skip


def test_the_second_part_is_cut_to_what_the_speakers_law_allows(recorded: Recorded, as_: Any) -> None:
    until = clock.now() + timedelta(days=150)  # more than a covered program may
    release = recorded("hal", speaks="brigid-team", hears="harbor-shelter", report_back_until=until)
    with as_("ana") as ana:
        own = actions.confirm_copy(
            release_id=release.id, program_id=program("harbor-shelter").id, given_on=clock.now(), by=ana,
            now=clock.now(),
        )  # fmt: skip
        assert own.ends_at == clock.now() + timedelta(days=90)


def test_only_the_recipient_confirms_and_only_what_was_proposed(recorded: Recorded, as_: Any) -> None:
    release = recorded("hal", speaks="brigid-team", hears="harbor-shelter")
    with as_("ana") as ana, pytest.raises(Denied, match="release_no_second_part"):
        actions.confirm_copy(
            release_id=release.id, program_id=program("harbor-shelter").id, given_on=clock.now(), by=ana,
            now=clock.now(),
        )  # fmt: skip
    with as_("lou") as lou, pytest.raises(NotVisible):
        actions.confirm_copy(
            release_id=release.id, program_id=program("lakeside-shelter").id, given_on=clock.now(), by=lou,
            now=clock.now(),
        )  # fmt: skip


def test_a_release_for_a_treatment_program_names_it(as_: Any) -> None:
    with as_("ana") as ana:
        whole = draft(hears="changepath-group", recipient_program_id=None)
        with pytest.raises(Invalid, match="release_name_the_program"):
            actions.record_release(draft=whole, by=ana, now=clock.now())
        named = actions.record_release(draft=draft(hears="changepath-group"), by=ana, now=clock.now())
        assert named.recipient_program_id == program("changepath-group").id


def test_nobody_records_for_a_program_of_somebody_else(as_: Any) -> None:
    with as_("ana") as ana:
        with pytest.raises(Denied, match="not_your_organization"):
            actions.record_release(draft=draft(speaks="lakeside-shelter"), by=ana, now=clock.now())
        with pytest.raises(NotVisible):
            actions.record_release(draft=draft(program_id=UUID(int=5)), by=ana, now=clock.now())
        stranger = draft(recipient_organization_id=UUID(int=5), recipient_program_id=None)
        with pytest.raises(Invalid, match="release_recipient_unknown"):
            actions.record_release(draft=stranger, by=ana, now=clock.now())


@pytest.mark.req("CONSENT-01")
@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"ends_at": None}, "release_ends_after_start"),
        ({"items": []}, "release_ends_after_start"),
        ({"items": ["name"]}, "release_items_known"),
        ({"explained_points": ["what"]}, "release_fully_explained"),
        ({"holds_signed_copy": False}, "release_copy_is_held"),
        ({"state": "withdrawn"}, "release_withdrawal_stated"),
        ({"max_days": 29}, "release_within_longest"),
        ({"state": "expired"}, "release_state_known"),
        ({"purpose": "x"}, "release_purpose_known"),
        ({"method": "x"}, "release_method_known"),
        ({"signer": "x"}, "release_signer_known"),
        ({"ruleset": "x"}, "release_ruleset_known"),
    ],
)
def test_the_database_itself_refuses_what_is_no_release(
    recorded: Recorded, as_: Any, changed: dict[str, Any], constraint: str
) -> None:
    release = recorded()
    with as_("ana"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Release.objects.filter(id=release.id).update(**changed)


def test_the_database_refuses_a_program_that_is_not_the_recipients(recorded: Recorded, as_: Any) -> None:
    release = recorded()
    other = program("lakeside-shelter").id
    for field, constraint in (
        ("recipient_program_id", "release_program_of_recipient"),
        ("program_id", "release_program_of_owner"),
    ):
        with as_("ana"), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Release.objects.filter(id=release.id).update(**{field: other})


@pytest.mark.req("CONSENT-06")
@pytest.mark.parametrize("name", ["lou", "bea", "uma", "flo", "tom", "rae", "sys", "noor", "chip"])
def test_no_third_party_sees_a_release_by_row_or_by_query(recorded: Recorded, as_: Any, name: str) -> None:
    release = recorded()
    with as_(name) as other:
        assert not Release.objects.filter(id=release.id).exists()
        with pytest.raises(NotVisible):
            queries.get_release(release.reference, for_=other)
        with pytest.raises(NotVisible):
            queries.get_received(release.reference, for_=other, now=clock.now())


@pytest.mark.req("CONSENT-06")
@pytest.mark.parametrize("name", ["eve", "dara"])
def test_rank_alone_does_not_open_the_own_releases(recorded: Recorded, as_: Any, name: str) -> None:
    release = recorded()
    with as_(name) as other:
        with pytest.raises(NotVisible):
            queries.get_release(release.reference, for_=other)
        assert queries.list_releases(for_=other).releases == ()


def test_the_recipient_reads_but_never_changes_and_nobody_deletes(recorded: Recorded, as_: Any) -> None:
    release = recorded()
    with as_("hal"):
        assert Release.objects.filter(id=release.id).update(state=states.WITHDRAWN) == 0
        assert Release.objects.filter(id=release.id).exists()
    with as_("ana"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_release WHERE id = %s", [release.id])
        assert cursor.rowcount == 0


def test_nobody_writes_a_release_in_the_name_of_another(recorded: Recorded, as_: Any, id_of: IdOf) -> None:
    release = recorded()
    theirs = id_of("lou")
    with as_("ana"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Release.objects.filter(id=release.id).update(
            organization_id=theirs, program_id=program("lakeside-shelter").id
        )


def test_the_list_goes_on_where_it_stopped(recorded: Recorded, as_: Any) -> None:
    made = [recorded().reference for _ in range(3)]
    with as_("ana") as ana:
        first = queries.list_releases(for_=ana, size=2)
        assert [release.reference for release in first.releases] == [made[2], made[1]]
        rest = queries.list_releases(for_=ana, after=first.after, size=2)
        assert ([release.reference for release in rest.releases], rest.after) == ([made[0]], "")


def test_facts_of_many_releases_take_one_query(
    recorded: Recorded, as_: Any, django_assert_num_queries: Any
) -> None:
    made = {recorded().id for _ in range(3)}
    with as_("hal"), django_assert_num_queries(1):
        assert set(queries.list_facts(made)) == made
