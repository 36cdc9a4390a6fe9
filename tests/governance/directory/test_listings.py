"""Creating, editing, confirming and claiming a listing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.clock import Frozen
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.governance.directory import actions, queries
from concord.governance.directory.drafts import ChannelDraft, Criterion, ListingDraft, ProgramDraft
from concord.governance.directory.models import Listing
from tests import cast
from tests.governance.directory.conftest import draft

Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]


def edit(listing: Listing, by: Actor, *, version: int | None = None, **fields: Any) -> Listing:
    return actions.edit_listing(
        program_id=listing.program_id,
        version=listing.version if version is None else version,
        draft=draft(**fields),
        by=by,
        now=clock.now(),
    )


@pytest.mark.req("DIR-04")
def test_an_edit_is_visible_to_another_agency_at_once(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    lines = [Criterion("ages", "required", "18 and older"), Criterion("children", "accepted", "Any age")]
    with as_("lena") as lena:
        edit(listing, lena, description="Two rooms.", eligibility=lines)
    with as_("lou") as lou:
        shown = queries.get_program(listing.program.reference, lou)
    assert shown.description == "Two rooms."
    assert [(line.field, line.rule, line.plain_text) for line in shown.eligibility] == [
        ("ages", "required", "18 and older"),
        ("children", "accepted", "Any age"),
    ]
    assert shown.edited_by == "Lena Fox"


@pytest.mark.req("DIR-04")
def test_another_agencys_listing_cannot_be_edited(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("lou") as lou, pytest.raises(Denied) as refused:
        edit(listing, lou, description="Ours now.")
    assert refused.value.code == "not_your_organization"
    listing.refresh_from_db()
    assert listing.description == "A room for the night."


@pytest.mark.req("DIR-05", "DIR-14", "GOV-06")
def test_a_listing_without_its_codes_is_refused_with_everything_that_lacks(as_: Enter) -> None:
    with as_("lena") as lena, pytest.raises(Invalid) as refused:
        actions.create_listing(
            organization_id=lena.organization_id,  # type: ignore[arg-type]  # lena acts for Harbor House
            program=ProgramDraft("  "),
            draft=ListingDraft(languages=["xx"], time_zone="Mars/Base"),
            by=lena,
            now=clock.now(),
        )
    found = {(problem.field, problem.code) for problem in refused.value.problems}
    assert found == {
        ("name", "missing"), ("categories", "missing"), ("harm_scope", "missing"),
        ("serves", "missing"), ("regions", "missing"), ("languages", "unknown_code"),
        ("time_zone", "unknown_time_zone"),
    }  # fmt: skip


@pytest.mark.req("DIR-05")
def test_a_local_name_stands_beside_the_shared_word_and_not_instead(as_: Enter, list_program: Make) -> None:
    listing = list_program(local_names={"emergency_housing": "Safe bed"})
    with as_("lou") as lou:
        shown = queries.get_program(listing.program.reference, lou)
    assert shown.local_names == {"emergency_housing": "Safe bed"}
    with as_("lena") as lena, pytest.raises(Invalid) as refused:
        edit(listing, lena, local_names={"pet_care": "Paws"})
    assert refused.value.problems[0].field == "local_names"


@pytest.mark.req("DIR-05", "DIR-14", "GOV-06", "DIR-18")
@pytest.mark.parametrize(
    "change",
    [
        {"categories": []},
        {"harm_scope": []},
        {"harm_scope": ["theft"]},
        {"serves": []},
        {"regions": []},
        {"address_confidential": True, "address": "12 Elm Street"},
    ],
)
def test_the_database_refuses_what_no_listing_may_be(list_program: Make, change: dict[str, Any]) -> None:
    listing = list_program()
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(id=listing.id).update(**change)


@pytest.mark.req("DIR-13", "DIR-18")
def test_the_address_of_a_confidential_place_is_refused_and_stored_nowhere(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program(address_confidential=True)
    with as_("lena") as lena, pytest.raises(Invalid) as refused:
        edit(listing, lena, address_confidential=True, address="77 Hidden Lane")
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("address", "address_of_confidential_place")
    ]
    assert not _tables_holding("Hidden Lane")


def _tables_holding(text: str) -> list[str]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "cache" not in name]
        holding = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s LIMIT 1', [f"%{text}%"])  # noqa: S608 - our own table names
            if cursor.fetchone():
                holding.append(table)
    return holding


@pytest.mark.req("DIR-18")
def test_no_column_of_the_directory_can_hold_a_point() -> None:
    names = {field.name for model in (Listing,) for field in model._meta.get_fields()}
    assert not names & {"latitude", "longitude", "lat", "lon", "lng", "point", "location", "geometry"}


@pytest.mark.req("DIR-18")
def test_serving_people_who_cause_harm_marks_the_program_and_not_the_agency(
    list_program: Make, as_: Enter
) -> None:
    shelter = list_program(name="Alder shelter")
    group = list_program(name="Alder group", serves=["pwch"])
    group.program.refresh_from_db()
    assert group.program.serves_pwch
    shelter.program.refresh_from_db()
    assert not shelter.program.serves_pwch
    with as_("lena") as lena, pytest.raises(Denied) as refused:
        edit(group, lena, serves=["pweh"])
    assert refused.value.code == "separation_stays"


@pytest.mark.req("DIR-18")
def test_the_office_takes_the_separation_back(list_program: Make, as_: Enter) -> None:
    group = list_program(name="Alder group", serves=["pwch", "children"])
    with as_("lena") as lena, pytest.raises(Denied):
        actions.end_separation(program_id=group.program_id, by=lena, now=clock.now())
    with as_("bea") as bea:
        actions.end_separation(program_id=group.program_id, by=bea, now=clock.now())
        with pytest.raises(Conflict):
            actions.end_separation(program_id=group.program_id, by=bea, now=clock.now())
    group.refresh_from_db()
    assert (group.serves, group.program.serves_pwch, group.version) == (["children"], False, 2)


@pytest.mark.req("DIR-04")
def test_of_two_editors_the_second_is_told_who_was_first_and_when(
    list_program: Make, as_: Enter, now: Frozen
) -> None:
    listing = list_program()
    now.tick(60)
    with as_("lena") as lena:
        edit(listing, lena, description="Lena's words.")
    saved_at = clock.now()
    now.tick(60)
    with as_("bo") as bo, pytest.raises(Conflict) as refused:
        edit(listing, bo, version=1, description="Bo's words.")
    assert refused.value.code == "listing_changed"
    assert refused.value.parameters == {"name": "Lena Fox", "at": saved_at, "version": 2}
    listing.refresh_from_db()
    assert listing.description == "Lena's words."


@pytest.mark.req("DIR-04")
def test_hours_are_kept_in_the_programs_own_zone(list_program: Make) -> None:
    listing = list_program(
        always_open=False,
        time_zone="America/New_York",
        hours={"0": [("09:00", "17:00")], "4": [("22:00", "06:00")]},
        closures=[date(2026, 11, 27)],
    )
    hours = queries.get_hours(listing.program_id)
    calendar = hours.calendar()
    assert calendar.time_zone == "America/New_York"
    assert calendar.hours_on(date(2026, 11, 27)) == ()
    assert len(calendar.hours_on(date(2026, 11, 20))) == 1


@pytest.mark.req("DIR-04")
@pytest.mark.parametrize(
    "hours",
    [
        {"0": [("09:00", "nine")]},
        {"0": [("08:00", "12:00"), ("11:00", "15:00")]},
        {"9": [("08:00", "12:00")]},
    ],
)
def test_hours_that_do_not_work_are_refused(list_program: Make, hours: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        list_program(hours=hours)
    assert [problem.code for problem in refused.value.problems] == ["hours_do_not_work"]


def test_what_the_coalition_lists_is_marked_until_the_agency_claims_it(as_: Enter) -> None:
    with as_("bea") as bea:
        listing = actions.create_listing(
            organization_id=_organization("lou"),
            program=ProgramDraft("Alder annex"),
            draft=draft(regions=["shore"]),
            by=bea,
            now=clock.now(),
        )
    assert (listing.listing_state, listing.last_confirmed_at) == ("coalition_listed", None)
    with as_("lou") as lou:
        assert (
            actions.claim(program_id=listing.program_id, by=lou, now=clock.now()).listing_state == "claimed"
        )
        with pytest.raises(Denied) as refused:
            actions.claim(program_id=listing.program_id, by=lou, now=clock.now())
    assert refused.value.code == "already_claimed"
    with as_("bea") as bea, pytest.raises(Denied) as refused:
        edit(listing, bea, description="The coalition's words.")
    assert refused.value.code == "claimed_by_agency"


def test_an_agency_that_edits_or_confirms_a_listing_has_claimed_it(as_: Enter) -> None:
    for step in ("edit", "confirm"):
        with as_("bea") as bea:
            listing = actions.create_listing(
                organization_id=_organization("lou"), program=ProgramDraft(f"Alder {step}"),
                draft=draft(regions=["shore"]), by=bea, now=clock.now(),
            )  # fmt: skip
        with as_("lou") as lou:
            if step == "edit":
                saved = edit(listing, lou, regions=["shore"])
            else:
                saved = actions.confirm_listing(program_id=listing.program_id, by=lou, now=clock.now())
        assert saved.listing_state == "claimed"


def _organization(name: str) -> Any:
    return cast.actor(name).organization_id


@pytest.mark.req("DIR-07")
def test_confirming_says_when_and_by_whom_and_ends_the_wait(
    list_program: Make, as_: Enter, now: Frozen
) -> None:
    listing = list_program()
    now.move_to(clock.now() + timedelta(days=91))
    with as_("lou") as lou:
        assert queries.get_program(listing.program.reference, lou).row.confirmation_due
    with as_("bo") as bo:
        actions.confirm_listing(program_id=listing.program_id, by=bo, now=clock.now())
        shown = queries.get_program(listing.program.reference, bo)
    assert (shown.row.confirmation_due, shown.confirmed_by) == (False, "Bo Chen")


def test_a_program_is_listed_once(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("lena") as lena, pytest.raises(Conflict) as refused:
        actions.create_listing(
            organization_id=_organization("lena"), program_id=listing.program_id, draft=draft(),
            by=lena, now=clock.now(),
        )  # fmt: skip
    assert refused.value.code == "already_listed"


def test_another_agencys_program_is_not_there_to_list(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("lou") as lou, pytest.raises(NotVisible):
        actions.create_listing(
            organization_id=_organization("lou"), program_id=listing.program_id, draft=draft(),
            by=lou, now=clock.now(),
        )  # fmt: skip


def test_each_change_is_logged_and_announced_without_content(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("lena") as lena:
        edit(listing, lena, description="Different words.")
    entries = Entry.objects.filter(subject_id=listing.program_id, action__startswith="listing.")
    by_action = {entry.action: entry for entry in entries}
    assert set(by_action) == {"listing.created", "listing.edited"}
    assert by_action["listing.edited"].detail == {"version": 2, "fields": ["description"]}
    told = Outbox.objects.filter(subject_id=listing.program_id, name="ListingChanged").order_by("id")
    assert [event.facts["step"] for event in told] == ["created", "edited"]


@pytest.mark.req("DIR-04")
def test_channels_are_added_changed_and_removed_by_their_agency(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    with as_("lena") as lena:
        save = {"program_id": listing.program_id, "by": lena, "now": clock.now()}
        line = actions.save_channel(draft=ChannelDraft("phone", "860-555-0100", "day and night"), **save)
        with pytest.raises(Conflict):
            actions.save_channel(draft=ChannelDraft("phone", "860-555-0100"), **save)
        actions.save_channel(draft=ChannelDraft("fax", "860-555-0101"), channel_id=line.id, **save)
        with pytest.raises(Invalid) as refused:
            actions.save_channel(draft=ChannelDraft("web", "harbor.example"), **save)
    assert refused.value.problems[0].code == "not_a_web_address"
    with as_("lou") as lou:
        shown = queries.get_program(listing.program.reference, lou).channels
        assert [(channel.kind, channel.value) for channel in shown] == [("fax", "860-555-0101")]
        with pytest.raises(Denied):
            actions.remove_channel(channel_id=line.id, by=lou, now=clock.now())
    with as_("lena") as lena:
        actions.remove_channel(channel_id=line.id, by=lena, now=clock.now())
        assert queries.get_program(listing.program.reference, lena).channels == ()
