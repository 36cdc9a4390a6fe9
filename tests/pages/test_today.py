"""Today: what waits, and the own openings."""

from collections.abc import Callable

import pytest
from django.test import Client

from concord.foundation.lib import clock
from concord.governance.directory import queries as directory
from tests import cast

Browse = Callable[[str], Client]


@pytest.mark.parametrize("name", ["ana", "lena", "eve", "tom", "uma", "flo", "bea", "sys", "chip", "rae"])
def test_everybody_who_is_signed_in_has_a_today(client_of: Browse, name: str) -> None:
    page = client_of(name).get("/today/")
    assert page.status_code == 200
    assert "Messages" in page.content.decode()


def test_empty_parts_say_what_will_appear(client_of: Browse) -> None:
    page = client_of("ana").get("/today/").content.decode()
    for sentence in ("Nothing is overdue. What is will stand here", "You have no drafts.", "No release ends"):
        assert sentence in page


def test_what_is_empty_stands_below_what_waits(client_of: Browse) -> None:
    page = client_of("ana").get("/today/").content.decode().partition("<main")[2]
    assert page.index('id="notices"') < page.index("Nothing is overdue.")
    assert 'href="/releases/"' in page


def test_who_takes_no_referrals_sees_no_queue(client_of: Browse) -> None:
    page = client_of("tom").get("/today/").content.decode()
    assert "Overdue" not in page.partition("<main")[2]
    assert "Drafts" not in page


@pytest.mark.req("DIR-06")
def test_a_lead_is_led_to_contacts_that_are_missing(client_of: Browse) -> None:
    browser, lena = client_of("lena"), cast.actor("lena")
    assert "Your contacts are incomplete" not in browser.get("/today/").content.decode()
    assert lena.organization_id is not None
    backup = next(one for one in directory.get_contacts(lena.organization_id) if one.rank == "backup")
    browser.post(f"/directory/contacts/{backup.reference}/remove/")
    page = browser.get("/today/").content.decode()
    line = page.partition('id="lacking"')[2].partition("<section")[0]
    assert "Your contacts are incomplete. Missing: Referrals: Backup." in line
    assert 'href="/directory/contacts/"' in line
    for name in ("ana", "bea"):  # who may not name them, and who takes no referrals
        assert "Your contacts are incomplete" not in client_of(name).get("/today/").content.decode()


@pytest.mark.req("DIR-09")
def test_an_opening_is_said_in_one_tap(client_of: Browse, now: clock.Frozen) -> None:
    given = {"program": "harbor-shelter", "kind": "family_room", "saying": "none"}
    answer = client_of("ana").post("/today/openings/", given)
    assert (answer.status_code, answer["Location"]) == (303, "/today/")
    assert _held("harbor-shelter")["family_room"] == ("closed", "none")


@pytest.mark.req("DIR-09")
def test_a_swap_answers_with_that_programs_part_alone(client_of: Browse) -> None:
    given = {"program": "harbor-shelter", "kind": "pet_room", "saying": "several"}
    answer = client_of("ana").post("/today/openings/", given, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith('<section class="card" id="openings-harbor-shelter"')
    assert _held("harbor-shelter")["pet_room"] == ("open", "several")


def test_all_still_right_is_one_tap(client_of: Browse, now: clock.Frozen) -> None:
    now.tick(60)
    client_of("ana").post("/today/openings/same/", {"program": "harbor-shelter"})
    ana = cast.actor("ana")
    shelter = next(
        one
        for one in directory.list_own_programs(ana, clock.now())
        if one.program_reference == "harbor-shelter"
    )
    assert {one.updated_at for one in shelter.openings} == {clock.now()}


@pytest.mark.req("DIR-04")
def test_another_agencys_openings_do_not_exist_here(client_of: Browse) -> None:
    given = {"program": "lakeside-shelter", "kind": "family_room", "saying": "none"}
    assert client_of("ana").post("/today/openings/", given).status_code == 404
    assert client_of("tom").post("/today/openings/", given).status_code == 403
    assert client_of("ana").post("/today/openings/", given | {"program": "harbor-shelter", "saying": "x"}
                                 ).status_code == 422  # fmt: skip


def _held(reference: str) -> dict[str, tuple[str, str]]:
    ana = cast.actor("ana")
    own = directory.list_own_programs(ana, clock.now())
    program = next(one for one in own if one.program_reference == reference)
    return {one.kind: (one.state, one.band) for one in program.openings}
