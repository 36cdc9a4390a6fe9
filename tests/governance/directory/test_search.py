"""Searching: what is understood, in which order, and that nobody finds out what they may not see."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

import pytest
from django.db import connection

from concord.foundation.access import scope
from concord.foundation.access.actions import set_standing
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.foundation.organizations import actions as organizations
from concord.governance.directory import actions, boundaries, queries
from concord.governance.directory.models import Entry, Listing, Opening
from concord.governance.directory.queries import Filters, places
from tests import cast
from tests.governance.directory.conftest import draft

Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]
JOB = Actor.system("test")


def found(for_: Actor, words: str = "", **filters: Any) -> list[str]:
    """Return the names of the tests' own programs that are found, in order."""
    page = queries.list_programs(for_, Filters(words=words, **filters), size=100)
    return [row.program_name for row in page.rows if row.program_name.startswith("Alder")]


# -- words --------------------------------------------------------------------------------------------


@pytest.mark.req("DIR-01", "DIR-05")
@pytest.mark.parametrize(
    "words",
    ["protective order", "orden de protección", "TPO", "ordonnance de protection", "restraining ordr",
     "orden de proteccion", "PROTECTVE ORDERS", "orden de alejamiento"],
)  # fmt: skip
def test_a_need_is_found_by_what_people_call_it(list_program: Make, as_: Enter, words: str) -> None:
    list_program(name="Alder desk", categories=["protective_order_help"], description="Papers.")
    list_program(name="Alder rooms")
    with as_("tom") as tom:
        assert found(tom, words) == ["Alder desk"]


@pytest.mark.req("DIR-17")
@pytest.mark.parametrize("words", ["pets", "dogs", "my cat", "perro", "mascotas", "chien", "doggs"])
def test_pets_are_a_fact_and_not_a_word(list_program: Make, as_: Enter, words: str) -> None:
    list_program(name="Alder yes", facets={"pets": "yes"})
    list_program(name="Alder ask", facets={"pets": "ask"})
    list_program(name="Alder no", facets={"pets": "no"}, description="No pets, no dogs, no cats.")
    with as_("tom") as tom:
        assert found(tom, words) == ["Alder yes", "Alder ask"]


@pytest.mark.req("DIR-17")
def test_each_answer_to_a_facet_can_be_asked_for(list_program: Make, as_: Enter) -> None:
    for answer in ("yes", "no", "ask"):
        list_program(name=f"Alder {answer}", facets={"pets": answer})
    with as_("tom") as tom:
        assert found(tom, facets=("pets",)) == ["Alder ask", "Alder yes"]
        assert [found(tom, facets=(f"pets:{one}",)) for one in ("yes", "no", "ask")] == [
            ["Alder yes"], ["Alder no"], ["Alder ask"],
        ]  # fmt: skip
        assert found(tom, facets=("pets:no", "pets:yes")) == []


def test_what_was_understood_can_be_taken_away(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder pets", facets={"pets": "yes"})
    list_program(name="Alder none", facets={"pets": "no"})
    with as_("tom") as tom:
        assert found(tom, "alder dog") == ["Alder pets"]
        assert found(tom, "alder dog", without=("facet:pets",)) == ["Alder none", "Alder pets"]


def test_a_name_comes_before_a_text_and_what_has_ended_last(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder text", description="Near the old lighthouse.")
    ended = list_program(name="Alder lighthouse old")
    list_program(name="Alder lighthouse")
    with as_("bea") as bea:
        owner = ended.program.organization_id
        actions.mark_ended(organization_id=owner, program_id=ended.program_id, by=bea, now=clock.now())
        assert found(bea, "lighthouse") == ["Alder lighthouse", "Alder text", "Alder lighthouse old"]


def test_where_nothing_has_all_of_it_the_nearest_is_shown_and_said_to_be(
    list_program: Make, as_: Enter
) -> None:
    list_program(name="Alder pets", facets={"pets": "yes", "teen_sons": "no"})
    with as_("tom") as tom:
        page = queries.list_programs(tom, Filters(words="alder pets teen son"))
        assert page.loose
        assert page.rows[0].program_name == "Alder pets"
        assert dict(page.rows[0].met) == {"word:alder": 2, "facet:pets": 2}
        assert not queries.list_programs(tom, Filters(words="alder pets")).loose


def test_filters_are_never_loosened(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder rooms", languages=["en"])
    with as_("tom") as tom:
        assert found(tom, "alder spanish", language=("es",)) == []
        assert found(tom, "alder spanish") == ["Alder rooms"]


def test_a_word_is_put_right_and_can_be_meant_as_written(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder lighthouse")
    with as_("tom") as tom:
        page = queries.list_programs(tom, Filters(words="lighthuose"))
        assert [(each.word, each.meant) for each in page.question.corrected] == [("lighthuose", "lighthouse")]
        assert [row.program_name for row in page.rows] == ["Alder lighthouse"]
        exact = queries.list_programs(tom, Filters(words="lighthuose", exact=True))
        assert (exact.rows, exact.question.corrected) == ((), ())


def test_ranked_pages_follow_each_other_without_gap_or_double(list_program: Make, as_: Enter) -> None:
    for number in range(7):
        list_program(name=f"Alder {number}", description="Lighthouse." if number % 2 else "Nothing.")
    with as_("tom") as tom:
        for words in ("lighthouse", "alder lighthouse castle", "alder"):
            filters = Filters(words=words)
            whole = [row.program_reference for row in queries.list_programs(tom, filters, size=50).rows]
            seen: list[str] = []
            after: str | None = None
            while after != "":
                page = queries.list_programs(tom, filters, after, 2)
                seen += [row.program_reference for row in page.rows]
                after = page.next
            assert seen == whole
            assert len(whole) >= 3


def test_signs_alone_are_no_question_and_break_nothing(as_: Enter) -> None:
    with as_("tom") as tom:
        for words in ("%", "'", "'':*", "!!", "a & b | !c", "\\", "<->", "((", "\x01", "🏠", "x" * 80):
            queries.list_programs(tom, Filters(words=words))


# -- the index follows --------------------------------------------------------------------------------


def test_an_edit_is_found_at_once_and_what_it_took_out_is_neither_found_nor_proposed(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program(name="Alder rooms", description="Ask for Zymurgia at the door.")
    with as_("lena") as lena:
        assert found(lena, "zymurgja") == ["Alder rooms"]
        actions.edit_listing(
            program_id=listing.program_id, version=1, draft=draft(description="Ring the bell."), by=lena,
            now=clock.now(),
        )  # fmt: skip
        page = queries.list_programs(lena, Filters(words="zymurgja"))
        assert (page.rows, page.question.corrected) == ((), ())
        assert found(lena, "bell") == ["Alder rooms"]


def test_what_is_not_verified_is_neither_found_nor_proposed(as_: Enter) -> None:
    with as_("bea") as bea:
        organization = organizations.create_organization(
            name="Xylophone House", org_type="direct_service", verified=False, by=bea, now=clock.now()
        )
        hidden = queries.list_programs(bea, Filters(words="xylofone"))
        assert (hidden.rows, hidden.question.corrected) == ((), ())
        organizations.verify_organization(organization_id=organization.id, by=bea, now=clock.now())
        assert [
            row.organization_name for row in queries.list_programs(bea, Filters(words="xylofone")).rows
        ] == ["Xylophone House"]


def test_an_entry_stands_for_each_program_and_for_organizations_without_one(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM directory_lines((SELECT array_agg(id) FROM organizations_program),"
            " (SELECT array_agg(id) FROM organizations_organization)) l JOIN directory_entry e USING"
            " (id, organization_name, program_name, regions, ended, document)"
        )
        (same,) = cursor.fetchone()
    assert same == Entry.objects.count() > 15


@pytest.mark.req("DIR-12")
def test_receivers_are_searched_by_the_same_words_and_follow_the_level(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program(name="Alder desk", categories=["protective_order_help"])
    owner = listing.program.organization_id

    def receivers(for_: Actor) -> list[str]:
        page = queries.list_receivers(for_, now=clock.now(), words="alder restraning order")
        return [row.program_name for row in page.rows if row.program_name.startswith("Alder")]

    for tier, switched_off, names in (
        (2, (), ["Alder desk"]), (1, (), []), (3, ("referral",), []), (3, (), ["Alder desk"]),
    ):  # fmt: skip
        with scope.acting(JOB):
            set_standing(organization_id=owner, tier=tier, switched_off=switched_off, by=JOB, now=clock.now())
        with as_("hal") as hal:
            assert receivers(hal) == names


# -- what may be seen ---------------------------------------------------------------------------------


@pytest.mark.req("DIR-09", "DIR-16")
def test_by_openings_everybody_finds_exactly_what_they_see(list_program: Make, as_: Enter) -> None:
    Opening.objects.all().delete()
    kinds = list(product((False, True), (False, True), (["pweh"], ["pwch"]), ("open", "closed")))
    for number, (published, opted, serves, state) in enumerate(kinds):
        listing = list_program(
            name=f"Alder {number:02}", publish_openings_tier1=published, opt_in_law_enforcement=opted,
            serves=serves, categories=["counselling"], always_open=False,
        )  # fmt: skip
        with as_("lena") as lena:
            actions.set_opening(
                program_id=listing.program_id, kind="place", state=state,
                band="some" if state == "open" else "none", by=lena, now=clock.now(),
            )  # fmt: skip
    for name in ("ana", "tom", "chip", "pell", "judy", "lou", "uma"):
        with as_(name) as actor:
            page = queries.list_programs(actor, Filters(words="alder"), size=100)
            seen = [
                row.program_name for row in page.rows if any(view.state == "open" for view in row.openings)
            ]  # fmt: skip
            for filters in ({"openings": "any"}, {"openings": "place"}, {"tonight": True}):
                assert found(actor, "alder", **filters) == seen, (name, filters)
                assert found(actor, **filters) == seen, (name, filters)
            page = queries.list_programs(actor, Filters(words="alder tonight"), size=100)
            if not page.loose:
                assert [row.program_name for row in page.rows] == seen, name
            told = {row.program_name for row in page.rows if "tonight:yes" in dict(row.met)}
            assert told == set(seen), name


@pytest.mark.req("DIR-18", "DIR-13")
def test_the_order_from_four_hundred_positions_tells_no_more_than_regions_do(
    list_program: Make, as_: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No door takes a position; even if one did, twins with and without an address never part."""
    for region in ("north", "shore", "valley", "capital"):
        list_program(name=f"Alder {region} hidden", regions=[region], address_confidential=True)
        list_program(name=f"Alder {region} open", regions=[region], address="2 Open Road")
    drawn = random.Random(4)  # noqa: S311 - the same positions in every run
    orders = set()
    with as_("tom") as tom:
        for _ in range(400):
            here = boundaries.project(drawn.uniform(-73.8, -71.7), drawn.uniform(40.9, 42.1))
            monkeypatch.setattr(places, "find", lambda _around, here=here: (here,))
            rows = queries.list_programs(tom, Filters(words="alder", from_region="north"), size=20).rows
            regions = tuple(row.regions for row in rows)
            assert [row.distance for row in rows] == sorted(row.distance or 0 for row in rows)
            assert regions[::2] == regions[1::2]
            assert {row.distance for row in rows} <= _distances(here)
            orders.add(regions)
    assert len(orders) > 1


def _distances(here: tuple[float, float]) -> set[int]:
    """Return how far the middles of the areas are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sqrt((middle_x - %s) ^ 2 + (middle_y - %s) ^ 2)::int FROM directory_boundary", list(here)
        )
        return {far for (far,) in cursor.fetchall()}


@pytest.mark.req("DIR-18")
def test_the_nearest_come_first_region_by_region_and_each_once(list_program: Make, as_: Enter) -> None:
    for region in ("shore", "north", "valley", "capital"):
        list_program(name=f"Alder {region}", regions=[region])
    list_program(name="Alder everywhere", regions=["north", "shore", "valley", "capital"])
    with as_("tom") as tom:
        walked: list[str] = []
        after: str | None = None
        while after != "":
            page = queries.list_programs(tom, Filters(from_region="valley"), after, 3)
            walked += [row.program_name for row in page.rows if row.program_name.startswith("Alder")]
            distances = [row.distance for row in page.rows]
            assert distances == sorted(distances, key=lambda far: far or 0)
            after = page.next
        assert walked[:2] == ["Alder everywhere", "Alder valley"]
        assert sorted(walked) == sorted(set(walked))
        assert len(walked) == 5
        assert found(tom, "alder", from_region="valley") == walked
        assert found(tom, from_region="valley", category=("emergency_housing",)) == walked


@pytest.mark.req("DIR-18")
def test_of_two_regions_equally_far_nothing_is_left_out(list_program: Make, as_: Enter) -> None:
    for name in ("Alder b", "Alder d", "Alder f"):
        list_program(name=name, regions=["north"])
    for name in ("Alder a", "Alder c", "Alder e"):
        list_program(name=name, regions=["shore"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE directory_boundary b SET middle_x = s.middle_x, middle_y = s.middle_y"
            " FROM (SELECT middle_x, middle_y FROM directory_boundary WHERE region = 'shore' LIMIT 1) s"
            " WHERE b.region IN ('north', 'shore')"
        )
    with as_("tom") as tom:
        walked: list[str] = []
        after: str | None = None
        while after != "":
            page = queries.list_programs(tom, Filters(from_region="valley"), after, 2)
            walked += [row.program_name for row in page.rows if row.program_name.startswith("Alder")]
            after = page.next
    assert sorted(walked) == [f"Alder {letter}" for letter in "abcdef"]


@pytest.mark.req("DIR-18")
def test_what_serves_a_region_on_no_map_comes_last(list_program: Make, as_: Enter) -> None:
    list_program(name="Alder a", regions=["north"])
    list_program(name="Alder b", regions=["shore"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_boundary WHERE region = 'north'")
    with as_("tom") as tom:
        rows = queries.list_programs(tom, Filters(from_region="valley"), None, 100).rows
    alder = [(row.program_name, row.distance) for row in rows if row.program_name.startswith("Alder")]
    assert [name for name, _distance in alder] == ["Alder b", "Alder a"]
    assert alder[-1][1] is None


@pytest.mark.req("DIR-18")
def test_an_unknown_place_is_named(as_: Enter) -> None:
    with as_("tom") as tom:
        for from_region in ("moon", "north,", "41.3,-72.7", "91.5", "\0", "x" * 99):
            with pytest.raises(Invalid):
                queries.list_programs(tom, Filters(from_region=from_region))


def test_a_place_in_a_ranked_list_is_checked(as_: Enter) -> None:
    from concord.governance.directory.queries import pages

    entry = "0190a0a0-0000-7000-8000-000000000000"
    wrong = (("9", "0", "0"), ("x", "0", "0"), ("0", "y", "0"), ("0", "0", None))
    with as_("tom") as tom, scope.acting(cast.actor("tom")):
        for start in wrong:
            with pytest.raises(Invalid):
                queries.list_programs(
                    tom, Filters(words="alder"), pages.write_key(*start, "a", entry, "b", entry)
                )
