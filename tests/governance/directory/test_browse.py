"""Finding programs, choosing a receiver, and what has ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concord.foundation.access.actor import Actor
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.codes import SECTORS, SUB_TYPES
from concord.governance.directory import actions, queries
from concord.governance.directory.models import Listing, Opening
from concord.governance.directory.queries import Filters

Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]


def names(for_: Actor, **filters: Any) -> list[str]:
    page = queries.list_programs(for_, Filters(words="Alder", **filters), size=100)
    return [row.program_name for row in page.rows]


@pytest.mark.req("DIR-01")
@pytest.mark.parametrize("name", ["ana", "tom", "uma", "flo", "judy", "chip"])
def test_every_member_of_every_tier_finds_programs(list_program: Make, as_: Enter, name: str) -> None:
    list_program()
    with as_(name) as actor:
        assert names(actor) == ["Alder rooms"]


@pytest.mark.req("DIR-01")
def test_a_stranger_reads_nothing(db: None) -> None:
    for read in (
        lambda: queries.list_programs(Actor.nobody(), Filters()),
        lambda: queries.get_organization("harbor", Actor.nobody()),
        lambda: queries.get_tonight(Actor.nobody(), clock.now()),
        lambda: queries.list_receivers(Actor.nobody(), now=clock.now()),
    ):
        with pytest.raises(Denied) as refused:
            read()
        assert refused.value.code == "not_signed_in"


@pytest.mark.req("DIR-01", "DIR-08", "DIR-14")
def test_filters_are_all_needed_at_once(list_program: Make, as_: Enter) -> None:
    three: dict[str, Any] = {"languages": ["en", "es"], "accessibility": ["wheelchair"]}
    list_program(name="Alder all", **three, serves=["children"], harm_scope=["sexual_assault"])
    list_program(name="Alder spanish", languages=["es"])
    list_program(name="Alder wheelchair", accessibility=["wheelchair"])
    list_program(name="Alder legal", categories=["civil_legal_assistance"], **three)
    list_program("lou", "Alder shore", regions=["shore"], communities=["deaf"], **three)
    with as_("hal") as hal:
        wanted: dict[str, Any] = {
            "category": ("emergency_housing",), "language": ("es",), "accessibility": ("wheelchair",),
        }  # fmt: skip
        assert names(hal, **wanted) == ["Alder all", "Alder shore"]
        assert names(hal, **wanted, region="shore") == ["Alder shore"]
        assert names(hal, **wanted, community=("deaf",)) == ["Alder shore"]
        assert names(hal, serves=("children",), harm_scope=("sexual_assault",)) == ["Alder all"]
        assert names(hal, language=("en", "es")) == ["Alder all", "Alder legal", "Alder shore"]
        assert names(hal, org_type="health_social") == []


@pytest.mark.req("DIR-01")
def test_words_search_organization_program_and_description(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder rooms", description="Quiet rooms near nothing.")
    with as_("tom") as tom:
        for text in ("alder HARBOR", "quiet alder", "rooms"):
            found = queries.list_programs(tom, Filters(words=text), size=100).rows
            assert "Alder rooms" in {row.program_name for row in found}
        assert queries.list_programs(tom, Filters(words="alder 100%"), size=5).loose
        assert queries.list_programs(tom, Filters(words="100%"), size=5).rows == ()


@pytest.mark.req("DIR-17")
def test_a_nights_question_is_answered_from_facets(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder yes", facets={"pets": "yes", "teen_sons": "ask"})
    list_program(name="Alder no", facets={"pets": "yes", "teen_sons": "no"})
    list_program(name="Alder text", description="Pets and teen sons are welcome.")
    with as_("noor") as noor:
        rows = queries.list_programs(noor, Filters(words="Alder", facets=("pets", "teen_sons"))).rows
    assert [(row.program_name, row.asks) for row in rows] == [("Alder yes", ("teen_sons",))]


@pytest.mark.req("DIR-01")
def test_unknown_codes_are_named_all_at_once(as_: Enter) -> None:
    with as_("tom") as tom:
        with pytest.raises(Invalid) as refused:
            queries.list_programs(tom, Filters(category=("castle",), language=("es", "xx"), region="moon"))
        assert {(p.field, tuple(p.parameters["codes"])) for p in refused.value.problems} == {  # type: ignore[arg-type]  # a list of codes
            ("category", ("castle",)), ("language", ("xx",)), ("region", ("moon",)),
        }  # fmt: skip
        for place in ("%%%", "bm90IGpzb24", "W10", "WyJhIiwgImIiLCAiYyIsICJkIl0"):
            with pytest.raises(Invalid) as refused:
                queries.list_programs(tom, Filters(), place)
            assert refused.value.problems[0].code == "unknown_place"


@pytest.mark.req("DIR-02", "DIR-03")
def test_one_organization_of_every_type_and_sector_is_found_by_its_filter(as_: Enter) -> None:
    with as_("bea") as bea:
        for sector in SECTORS:
            organizations.create_organization(
                name=f"Alder {sector}", org_type="health_social", sectors=[sector], by=bea, now=clock.now()
            )
            found = queries.list_programs(bea, Filters(words="Alder", sector=sector)).rows
            assert [row.organization_name for row in found] == [f"Alder {sector}"]
        for org_type, subs in SUB_TYPES.items():
            organizations.create_organization(
                name=f"Birch {org_type}", org_type=org_type, sub_type=subs[0], by=bea, now=clock.now()
            )
            found = queries.list_programs(bea, Filters(words="Birch", org_type=org_type)).rows
            assert [(row.organization_name, row.sub_type) for row in found] == [
                (f"Birch {org_type}", subs[0])
            ]


@pytest.mark.req("DIR-02")
def test_an_unknown_type_is_no_organization(db: None) -> None:
    with pytest.raises(Invalid):
        organizations.create_organization(
            name="Alder", org_type="club", by=Actor.system("test"), now=clock.now()
        )


@pytest.mark.req("DIR-01")
def test_pages_follow_each_other_without_gap_or_double(list_program: Make, as_: Enter) -> None:
    for number in range(5):
        list_program(name=f"Alder {number}")
    list_program("lou", "Alder 9", regions=["shore"])
    with as_("bea") as bea:
        organizations.create_organization(
            name="Alder without a program", org_type="health_social", by=bea, now=clock.now()
        )
    with as_("tom") as tom:
        seen: list[str] = []
        after: str | None = None
        while after != "":
            page = queries.list_programs(tom, Filters(words="Alder"), after, 2)
            seen += [row.program_name or row.organization_name for row in page.rows]
            after = page.next
    assert seen == [
        "Alder without a program", "Alder 0", "Alder 1", "Alder 2", "Alder 3", "Alder 4", "Alder 9",
    ]  # fmt: skip


def test_the_list_takes_the_same_few_queries_however_long(list_program: Make, as_: Enter) -> None:
    counts = []
    for number in range(2):
        for each in range(1 + 5 * number):
            list_program(name=f"Alder {number}{each}")
        with as_("lou") as lou, CaptureQueriesContext(connection) as captured:
            queries.list_programs(lou, Filters(words="Alder"), size=50)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7


@pytest.mark.req("DIR-12")
def test_what_has_ended_stays_findable_marked_and_is_no_receiver(list_program: Make, as_: Enter) -> None:
    listing = list_program("lou", "Alder rooms", regions=["shore"])
    now = clock.now()
    with as_("lou") as lou:
        assert lou.organization_id is not None
        actions.set_opening(
            program_id=listing.program_id, kind="single_bed", state="open", band="some", by=lou, now=now
        )
        with pytest.raises(Invalid) as refused:
            actions.mark_ended(
                organization_id=lou.organization_id, ended_on=now.date().replace(year=2030), by=lou, now=now
            )
        assert refused.value.problems[0].code == "in_the_future"
        actions.mark_ended(
            organization_id=lou.organization_id,
            legacy_contact="Backbone, 860-555-0100",
            by=lou,
            now=now,
        )
        with pytest.raises(Conflict):
            actions.mark_ended(organization_id=lou.organization_id, by=lou, now=now)
        told = Outbox.objects.filter(name="NoLongerOperational", subject_id=lou.organization_id)
        assert [event.facts["kind"] for event in told] == ["organization"]
    with as_("ana") as ana:
        (row,) = queries.list_programs(ana, Filters(words="Alder")).rows
        assert (row.ended, row.openings) == (True, ())
        page = queries.get_organization("lakeside", ana)
        assert (page.ended, page.legacy_contact) == (True, "Backbone, 860-555-0100")
        assert listing.program_id not in _receivers(ana)
        receiver = queries.get_receiver(listing.program_id, ana, now)
    assert (receiver.can_receive, receiver.why_not, receiver.openings) == (False, "ended", ())
    assert not Opening.objects.filter(program_id=listing.program_id).exists()


@pytest.mark.req("DIR-12")
def test_one_program_ends_and_the_others_go_on(list_program: Make, as_: Enter) -> None:
    ending, staying = list_program(name="Alder one"), list_program(name="Alder two")
    with as_("bea") as bea:
        owner = ending.program.organization_id
        actions.mark_ended(organization_id=owner, program_id=ending.program_id, by=bea, now=clock.now())
        with pytest.raises(NotVisible):
            actions.mark_ended(organization_id=owner, program_id=bea.organization_id, by=bea, now=clock.now())
    with as_("ana") as ana:
        rows = queries.list_programs(ana, Filters(words="Alder")).rows
        found = _receivers(ana)
    assert [(row.program_name, row.ended) for row in rows] == [("Alder two", False), ("Alder one", True)]
    assert (ending.program_id in found, staying.program_id in found) == (False, True)


def _receivers(for_: Actor) -> set[Any]:
    found: set[Any] = set()
    after: str | None = None
    while after != "":
        page = queries.list_receivers(for_, now=clock.now(), after=after, size=3)
        found |= {receiver.program_id for receiver in page.rows}
        after = page.next
    return found


@pytest.mark.req("DIR-12", "DIR-04")
def test_a_receiver_carries_what_the_sender_must_know(list_program: Make, as_: Enter) -> None:
    listing = list_program(
        languages=["es"], urgent_phone="860-555-0143", after_hours_process="Call the line.",
        facets={"pets": "yes"}, accessibility=["wheelchair"],
    )  # fmt: skip
    with as_("hal") as hal:
        receiver = queries.get_receiver(listing.program.reference, hal, clock.now())
        by_id = queries.get_receiver(listing.program_id, hal, clock.now())
        found = queries.list_receivers(
            hal, now=clock.now(), category="emergency_housing", language="es", accessibility="wheelchair",
            region="north", size=100,
        )  # fmt: skip
    assert receiver == by_id
    assert receiver.program_id in {row.program_id for row in found.rows}
    assert (receiver.can_receive, receiver.tier, receiver.organization_name) == (True, 4, "Harbor House")
    assert (receiver.eligibility.facets, receiver.eligibility.version) == ({"pets": "yes"}, 1)
    assert receiver.after_hours_process == "Call the line."


@pytest.mark.req("DIR-12")
@pytest.mark.parametrize(
    ("reference", "why"), [("thames-homes", "tier1"), ("income-desk", "type"), ("none-such", None)]
)
def test_who_cannot_receive_says_why(as_: Enter, reference: str, why: str | None) -> None:
    with as_("hal") as hal:
        if why is None:
            with pytest.raises(NotVisible):
                queries.get_receiver(reference, hal, clock.now())
            return
        receiver = queries.get_receiver(reference, hal, clock.now())
        assert (receiver.can_receive, receiver.why_not) == (False, why)
        assert receiver.program_id not in _receivers(hal)


def test_an_unknown_organization_or_program_does_not_exist(as_: Enter) -> None:
    with as_("tom") as tom:
        for get in (queries.get_organization, queries.get_program):
            with pytest.raises(NotVisible):
                get("none-such", tom)


@pytest.mark.req("DIR-12", "DIR-09")
def test_tier_1_is_listed_and_is_no_receiver(list_program: Make, as_: Enter) -> None:
    homes = list_program("tom", "Alder homes", regions=["shore"])
    with as_("ana") as ana:
        assert names(ana) == ["Alder homes"]
        assert homes.program_id not in _receivers(ana)
        assert queries.get_receiver(homes.program_id, ana, clock.now()).why_not == "tier1"


@pytest.mark.req("DIR-12")
def test_nobody_else_says_that_an_organization_has_ended(list_program: Make, as_: Enter) -> None:
    listing = list_program()
    owner = listing.program.organization_id
    for name in ("lou", "ana", "ruth"):
        with as_(name) as actor, pytest.raises(Denied):
            actions.mark_ended(organization_id=owner, by=actor, now=clock.now())
    with as_("tom") as tom:
        assert not queries.get_organization("harbor", tom).ended


@pytest.mark.req("DIR-18", "DIR-16")
def test_one_treatment_group_makes_an_agencys_unassigned_staff_read_call_the_line(
    list_program: Make, as_: Enter
) -> None:
    rooms = list_program("lou", "Alder rooms", regions=["shore"])
    with as_("lou") as lou:
        actions.set_opening(
            program_id=rooms.program_id, kind="single_bed", state="open", band="some", by=lou, now=clock.now()
        )
    list_program("cam", "Alder group", serves=["pwch"])
    with as_("cam") as cam:
        nowhere = replace(cam, program_id=None)
        (unassigned,) = queries.get_receiver(rooms.program_id, nowhere, clock.now()).openings
        other = list_program("cam", "Alder talks")
        assigned = replace(cam, program_id=other.program_id)
        (of_talks,) = queries.get_receiver(rooms.program_id, assigned, clock.now()).openings
    assert (unassigned.shows, of_talks.shows) == ("line", "full")


def test_the_pages_take_the_same_few_queries_however_many_programs(list_program: Make, as_: Enter) -> None:
    counts = []
    for number in range(2):
        for each in range(1 + 4 * number):
            list_program(name=f"Alder {number}{each}")
        with as_("lou") as lou, CaptureQueriesContext(connection) as captured:
            queries.get_organization("harbor", lou)
            queries.get_tonight(lou, clock.now())
            queries.list_receivers(lou, now=clock.now(), size=100)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 17
