"""The pages, as a browser without scripts sees them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.clock import Frozen
from concord.governance.directory import actions, codes, queries
from concord.governance.directory.drafts import ContactDraft
from concord.governance.directory.models import Contact, Listing, OnCallShift, Opening
from tests import cast

Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]
Browser = Callable[[str], Client]
SWAP = {"HX-Request": "true"}


def text(response: Any) -> str:
    return str(response.content.decode())


def edit_fields(listing: Listing, **changed: Any) -> dict[str, Any]:
    """Return what the form sends for the listing of conftest, changed as asked."""
    sent: dict[str, Any] = {
        "version": listing.version, "description": listing.description, "categories": listing.categories,
        "harm_scope": listing.harm_scope, "serves": listing.serves, "regions": listing.regions,
        "languages": listing.languages, "time_zone": listing.time_zone, "always_open": "on",
        "preferred_channel": "phone", "phone": listing.phone,
        "criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0", "criteria-0-field": "ages",
        "criteria-0-rule": "required", "criteria-0-plain_text": "",
    }  # fmt: skip
    return sent | changed


@pytest.mark.req("DIR-01")
def test_a_visitor_gets_the_sign_in_page_and_no_listing(list_program: Make, db: None) -> None:
    list_program()
    for path in ("/directory/", "/directory/organizations/harbor/", "/openings/", "/directory/services/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
        assert "Harbor" not in text(answer)


@pytest.mark.req("DIR-01")
def test_a_tier_1_member_gets_results_and_filters_narrow_them(list_program: Make, client_of: Browser) -> None:
    list_program(name="Alder rooms", languages=["es"])
    list_program(name="Alder desk", categories=["civil_legal_assistance"])
    tom = client_of("tom")
    every = tom.get("/directory/", {"words": "Alder"})
    assert every.status_code == 200
    assert "Alder rooms" in text(every)
    assert "Alder desk" in text(every)
    spanish = text(tom.get("/directory/", {"words": "Alder", "language": "es"}))
    assert "Alder rooms" in spanish
    assert "Alder desk" not in spanish


@pytest.mark.req("DIR-08")
def test_three_filters_of_one_kind_and_another_stay_in_the_form(
    list_program: Make, client_of: Browser
) -> None:
    list_program(name="Alder both", languages=["es", "ht"], culturally_specific=True)
    list_program(name="Alder one", languages=["es"], culturally_specific=True)
    tom = client_of("tom")
    page = text(tom.get("/directory/?words=Alder&language=es&language=ht&culturally_specific=on"))
    assert "Alder both" in page
    assert "Alder one" not in page
    assert '<option value="es" selected>' in page
    assert '<input type="hidden" name="language" value="ht">' in page
    assert "Clear 3 filters" in page


def test_a_swap_answers_with_the_results_only(list_program: Make, client_of: Browser) -> None:
    list_program()
    answer = client_of("tom").get("/directory/", {"words": "Alder"}, headers=SWAP)
    assert "Alder rooms" in text(answer)
    assert "<html" not in text(answer)


def test_a_wrong_filter_is_named_and_the_others_are_kept(list_program: Make, client_of: Browser) -> None:
    list_program()
    answer = client_of("tom").get("/directory/", {"words": "Alder", "language": "xx", "after": "zz"})
    assert answer.status_code == 422
    assert "there is no xx" in text(answer)
    assert 'value="Alder"' in text(answer)
    assert "Alder rooms" in text(answer)


@pytest.mark.req("DIR-01")
def test_the_way_to_more_keeps_the_filters(list_program: Make, client_of: Browser) -> None:
    for number in range(27):
        list_program(name=f"Alder {number:02}")
    tom = client_of("tom")
    first = text(tom.get("/directory/", {"words": "Alder"}))
    address = first.split('href="/directory/?')[1].split('"')[0].replace("&amp;", "&")
    second = text(tom.get(f"/directory/?{address}"))
    assert "Alder 24" in first
    assert "Alder 25" not in first
    assert "Alder 26" in second
    assert 'href="/directory/?words=Alder"' in second
    assert "Alder 24" not in second


@pytest.mark.req("DIR-05")
def test_the_meaning_of_a_service_is_one_click_away(list_program: Make, client_of: Browser) -> None:
    listing = list_program(local_names={"emergency_housing": "Safe bed"})
    tom = client_of("tom")
    for path in ("/directory/?words=Alder", f"/directory/programs/{listing.program.reference}/"):
        assert '/directory/services/#emergency_housing"' in text(tom.get(path))
    page = text(tom.get("/directory/services/"))
    assert all(f'id="{code}"' in page for code in codes.CATEGORIES)
    assert "(Safe bed)" in text(tom.get(f"/directory/programs/{listing.program.reference}/"))


@pytest.mark.req("DIR-09")
def test_openings_are_absent_from_what_tier_1_is_sent(
    list_program: Make, client_of: Browser, as_: Enter
) -> None:
    listing = list_program()
    Opening.objects.all().delete()
    with as_("ana") as ana:
        actions.set_opening(
            program_id=listing.program_id, kind="family_room", state="waitlist", band="none", by=ana,
            now=clock.now(),
        )  # fmt: skip
    for path in (
        "/directory/?words=Alder",
        f"/directory/programs/{listing.program.reference}/",
        "/directory/organizations/harbor/",
    ):
        low, high = text(client_of("tom").get(path)), text(client_of("lou").get(path))
        assert "Family room" in high
        assert "waiting list" in high
        assert "Family room" not in low
        assert "waiting list" not in low


@pytest.mark.req("DIR-16")
def test_the_police_read_call_the_line(list_program: Make, client_of: Browser, as_: Enter) -> None:
    listing = list_program()
    with as_("ana") as ana:
        actions.set_opening(
            program_id=listing.program_id, kind="family_room", state="open", band="some", by=ana,
            now=clock.now(),
        )  # fmt: skip
    page = text(client_of("pell").get(f"/directory/programs/{listing.program.reference}/"))
    assert "Call the line" in page
    assert "Family room" not in page
    hospital = text(client_of("hal").get(f"/directory/programs/{listing.program.reference}/"))
    assert "day shift, Wed 18 Nov" in hospital
    assert "just now" not in hospital.partition("Last confirmed")[0]


@pytest.mark.req("DIR-04")
def test_the_lead_edits_and_another_agency_sees_it(list_program: Make, client_of: Browser) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/"
    lena = client_of("lena")
    assert lena.get(f"{path}edit/").status_code == 200
    sent = edit_fields(
        listing, description="Two quiet rooms.", hours_0="9-12, 13:00-17:00", facet_pets="ask",
        closures="2026-12-24", local_emergency_housing="Safe bed",
        **{"criteria-0-plain_text": "18 and older"},
    )  # fmt: skip
    answer = lena.post(f"{path}edit/", sent)
    assert (answer.status_code, answer["Location"]) == (303, path)
    page = text(client_of("tom").get(path))
    for said in ("Two quiet rooms.", "18 and older", "(Safe bed)", "2026-12-24"):
        assert said in page
    listing.refresh_from_db()
    assert listing.hours == {"0": [["09:00", "12:00"], ["13:00", "17:00"]]}
    assert listing.facets == {"pets": "ask"}
    assert "Two quiet rooms." in text(lena.get(f"{path}edit/"))


@pytest.mark.req("DIR-04")
def test_another_agency_is_refused_by_address_too(list_program: Make, client_of: Browser) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/edit/"
    lou = client_of("lou")
    assert lou.get(path).status_code == 403
    refused = lou.post(path, edit_fields(listing, description="Ours"))
    assert refused.status_code == 403
    assert "Only the organization itself can change this." in text(refused)
    listing.refresh_from_db()
    assert listing.description == "A room for the night."
    assert "/edit/" not in text(lou.get(f"/directory/programs/{listing.program.reference}/"))


def open_parts(page: str) -> list[str]:
    return re.findall(r'<details class="part" open><summary><h2>([^<]+)', page)


def test_the_parts_of_a_listing_are_closed_until_one_is_needed(
    list_program: Make, client_of: Browser
) -> None:
    listing = list_program()
    lena = client_of("lena")
    page = text(lena.get(f"/directory/programs/{listing.program.reference}/edit/"))
    assert page.count('<details class="part"') == 8
    assert open_parts(page) == []
    new = text(lena.get("/directory/organizations/harbor/new/"))
    assert open_parts(new) == ["What you offer", "How to reach you", "Hours"]


@pytest.mark.req("DIR-04", "DIR-05", "DIR-13")
def test_all_that_is_wrong_is_said_at_once_and_what_was_written_is_kept(
    list_program: Make, client_of: Browser
) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/edit/"
    sent = edit_fields(
        listing, description="Kept words", categories=[], serves=[], address_confidential="on",
        address="1 Hidden Lane",
    )  # fmt: skip
    answer = client_of("lena").post(path, sent)
    assert answer.status_code == 422
    page = text(answer)
    assert "There are 3 things to fix" in page
    assert "Choose at least one service." in page
    assert "is stored by nobody" in page
    assert "Kept words" in page
    bad_time = client_of("lena").post(path, edit_fields(listing, hours_2="nine to five"))
    assert bad_time.status_code == 422
    assert 'id="id_hours_2-error"' in text(bad_time)
    assert open_parts(text(bad_time)) == ["Hours"]


@pytest.mark.req("DIR-04")
def test_the_second_of_two_editors_reads_who_was_first_and_keeps_the_words(
    list_program: Make, client_of: Browser
) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/edit/"
    assert client_of("lena").post(path, edit_fields(listing, description="First")).status_code == 303
    bo = client_of("bo")
    answer = bo.post(path, edit_fields(listing, description="Second"))
    assert answer.status_code == 409
    assert "Lena Fox saved this listing while you were writing" in text(answer)
    assert "Second" in text(answer)
    assert 'name="version" value="2"' in text(answer)
    assert bo.post(path, edit_fields(listing, version=2, description="Second")).status_code == 303


def test_the_lead_lists_a_new_program(client_of: Browser, list_program: Make) -> None:
    sample = list_program()
    lena = client_of("lena")
    path = "/directory/organizations/harbor/new/"
    assert lena.get(path).status_code == 200
    missing = lena.post(path, edit_fields(sample, name="", regions=[]))
    assert missing.status_code == 422
    made = lena.post(path, edit_fields(sample, name="Alder new", confidentiality_regime="vawa_fvpsa_voca"))
    assert made.status_code == 303
    assert "Alder new" in text(lena.get(made["Location"]))
    assert client_of("lou").get(path).status_code == 403


@pytest.mark.req("DIR-07")
def test_one_press_confirms(list_program: Make, client_of: Browser, now: Frozen) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/"
    now.move_to(clock.now() + timedelta(days=91))
    lena = client_of("lena")
    assert "Not confirmed lately" in text(lena.get(path))
    assert lena.post(f"{path}confirm/").status_code == 303
    assert "Not confirmed lately" not in text(lena.get(path))
    assert client_of("lou").post(f"{path}confirm/").status_code == 403
    assert lena.get(f"{path}confirm/").status_code == 405


def test_a_claim_locks_the_coalition_out(client_of: Browser, as_: Enter, list_program: Make) -> None:
    from concord.governance.directory.drafts import ProgramDraft
    from tests.governance.directory.conftest import draft

    with as_("bea") as bea:
        listing = actions.create_listing(
            organization_id=cast.actor("lou").organization_id,  # type: ignore[arg-type]  # lou has one
            program=ProgramDraft("Alder annex"), draft=draft(regions=["shore"]), by=bea, now=clock.now(),
        )  # fmt: skip
    path = f"/directory/programs/{listing.program.reference}/"
    assert "Listed by the coalition, not yet confirmed" in text(client_of("tom").get(path))
    assert client_of("bea").get(f"{path}edit/").status_code == 200
    assert client_of("lou").post(f"{path}claim/").status_code == 303
    assert client_of("bea").get(f"{path}edit/").status_code == 403


@pytest.mark.req("DIR-04")
def test_channels_are_kept_on_a_page_of_their_own(list_program: Make, client_of: Browser) -> None:
    listing = list_program()
    path = f"/directory/programs/{listing.program.reference}/channels/"
    lena = client_of("lena")
    assert lena.post(path, {"kind": "fax", "value": ""}).status_code == 422
    assert lena.post(path, {"kind": "fax", "value": "860-555-0144", "hours": "days"}).status_code == 303
    assert "860-555-0144" in text(lena.get(path))
    (channel,) = queries.get_program(listing.program.reference, cast.actor("lena")).channels
    assert client_of("lou").post(f"{path}{channel.reference}/remove/").status_code == 403
    assert lena.post(f"{path}{channel.reference}/remove/").status_code == 303
    assert lena.post(f"{path}{channel.reference}/remove/").status_code == 404


CONTACT = {
    "scope": "meeting", "rank": "primary", "name": "Lena Fox", "role_title": "Director",
    "phone": "860-555-0112", "extension": "4", "secure_email": "lena@harbor.example",
    "after_hours_process": "Call the line.",
}  # fmt: skip


@pytest.mark.req("DIR-06")
def test_a_missing_field_and_the_same_person_twice_are_said_beside_the_field(client_of: Browser) -> None:
    lena = client_of("lena")
    path = "/directory/contacts/"
    missing = lena.post(path, CONTACT | {"after_hours_process": ""})
    assert missing.status_code == 422
    assert "Say what to do after hours." in text(missing)
    assert 'value="Lena Fox"' in text(missing)
    assert lena.post(path, CONTACT).status_code == 303
    twice = lena.post(path, CONTACT | {"rank": "backup"})
    assert twice.status_code == 422
    assert "The same person cannot be both primary and backup." in text(twice)


@pytest.mark.req("DIR-06")
def test_incomplete_contacts_stand_on_the_page_until_both_are_named(client_of: Browser) -> None:
    Contact.objects.all().delete()
    cam, tom = client_of("cam"), client_of("tom")
    page = "/directory/organizations/northside/"
    assert "Contacts incomplete" in text(tom.get(page))
    cam.post("/directory/contacts/", CONTACT | {"scope": "referral", "name": "Cam Duarte"})
    assert "Referrals: Backup" in text(tom.get(page))
    cam.post(
        "/directory/contacts/",
        CONTACT | {"scope": "referral", "rank": "backup", "name": "Di Roe", "phone": "860-555-0145"},
    )
    assert "Contacts incomplete" not in text(tom.get(page))
    assert "Di Roe" in text(tom.get(page))


def test_contacts_are_changed_and_removed_by_their_reference(client_of: Browser, as_: Enter) -> None:
    with as_("lena") as lena_actor:
        assert lena_actor.organization_id is not None
        contact = actions.save_contact(
            organization_id=lena_actor.organization_id, draft=ContactDraft(**CONTACT), by=lena_actor,
            now=clock.now(),
        )  # fmt: skip
    lena, path = client_of("lena"), f"/directory/contacts/{contact.reference}/"
    assert 'value="lena@harbor.example"' in text(lena.get(path))
    assert client_of("lou").get(path).status_code == 404
    assert client_of("ana").get("/directory/contacts/").status_code == 403
    assert lena.post(path, CONTACT | {"phone": "860-555-0199"}).status_code == 303
    assert lena.post(f"{path}remove/").status_code == 404
    current = Contact.objects.get(scope="meeting", ended_at=None, name="Lena Fox")
    assert lena.post(f"/directory/contacts/{current.reference}/remove/").status_code == 303


@pytest.mark.req("DIR-09")
def test_openings_are_said_in_one_tap_and_still_right_in_another(
    list_program: Make, client_of: Browser, now: Frozen
) -> None:
    Opening.objects.all().delete()
    listing = list_program()
    path = f"/openings/{listing.program.reference}/"
    ana = client_of("ana")
    assert "Alder rooms" in text(ana.get("/openings/"))
    assert ana.post(path, {"kind": "family_room", "saying": "several"}).status_code == 303
    swap = ana.post(path, {"kind": "family_room", "saying": "waitlist"}, headers=SWAP)
    assert swap.status_code == 200
    assert f'id="openings-{listing.program.reference}"' in text(swap)
    assert "<html" not in text(swap)
    stored = Opening.objects.get(program_id=listing.program_id)
    assert (stored.state, stored.band, stored.previous_state) == ("waitlist", "none", "open")
    now.tick(13 * 3600)
    ana = client_of("ana")
    assert "<b>old</b>" in text(ana.get("/openings/"))
    assert ana.post(f"{path}still-right/").status_code == 303
    assert "<b>old</b>" not in text(ana.get("/openings/"))


@pytest.mark.req("DIR-09")
def test_openings_refuse_tier_1_other_agencies_and_unknown_codes(
    list_program: Make, client_of: Browser
) -> None:
    listing = list_program()
    path = f"/openings/{listing.program.reference}/"
    assert client_of("tom").get("/openings/").status_code == 403
    assert client_of("lou").post(path, {"kind": "family_room", "saying": "some"}).status_code == 404
    ana = client_of("ana")
    for headers in ({}, SWAP):
        wrong = ana.post(path, {"kind": "castle", "saying": "some"}, headers=headers)
        assert wrong.status_code == 422
        assert "Alder rooms" in text(wrong)
    assert not Opening.objects.filter(program_id=listing.program_id).exists()


@pytest.mark.req("DIR-16")
def test_somebody_is_put_on_call_and_taken_off(list_program: Make, client_of: Browser) -> None:
    listing = list_program()
    path = f"/openings/{listing.program.reference}/on-call/"
    ana = client_of("ana")
    sent = {
        "name": "Ana", "phone": "860-555-0110", "starts_at": "2026-11-18T09:00",
        "ends_at": "2026-11-18 22:00",
    }  # fmt: skip
    page = text(ana.get(path))
    assert page.count('type="datetime-local"') == 2
    assert ana.post(path, sent | {"ends_at": "2026-11-18 08:00"}).status_code == 422
    assert ana.post(path, sent).status_code == 303
    shift = OnCallShift.objects.get(program_id=listing.program_id)
    assert shift.starts_at.isoformat() == "2026-11-18T14:00:00+00:00"
    assert "On call:" in text(ana.get("/openings/"))
    after = text(ana.get(path))  # the next shift is proposed to begin when this one ends
    assert 'name="starts_at" value="2026-11-18T22:00"' in after
    assert 'name="ends_at" value="2026-11-19T10:00"' in after
    assert ana.post(f"{path}none/end/").status_code == 404
    assert ana.post(f"{path}{shift.reference}/end/").status_code == 303
    assert "Nobody is on call." in text(ana.get(path))


@pytest.mark.req("DIR-12")
def test_what_has_ended_is_marked_on_its_page_and_in_the_list(list_program: Make, client_of: Browser) -> None:
    listing = list_program()
    path = "/directory/organizations/harbor/end/"
    lena = client_of("lena")
    assert lena.get(path).status_code == 200
    assert client_of("lou").get(path).status_code == 403
    assert lena.post(path, {}).status_code == 422
    assert lena.post(path, {"what": listing.program.reference, "ended_on": "2030-01-01"}).status_code == 422
    assert lena.post(path, {"what": listing.program.reference}).status_code == 303
    assert "No longer operational" in text(client_of("tom").get("/directory/?words=Alder"))


@pytest.mark.req("DIR-13", "DIR-18")
def test_a_confidential_place_shows_that_it_is_one_and_nothing_else(
    list_program: Make, client_of: Browser
) -> None:
    hidden = list_program(name="Alder hidden", address_confidential=True)
    public = list_program(name="Alder public", address="12 Elm Street")
    tom = client_of("tom")
    page = text(tom.get(f"/directory/programs/{hidden.program.reference}/"))
    assert "Confidential. Directions are given by voice." in page
    assert "12 Elm Street" in text(tom.get(f"/directory/programs/{public.program.reference}/"))


@pytest.mark.req("DIR-01", "DIR-02")
def test_an_organizations_page_says_its_type_and_what_its_level_unlocks(client_of: Browser) -> None:
    page = text(client_of("tom").get("/directory/organizations/quinn/"))
    assert "Research and academic" in page
    assert "University" in page
    assert "Data integration and research" in page
    assert client_of("tom").get("/directory/organizations/none-such/").status_code == 404


def test_titles_are_one_neutral_word(client_of: Browser, list_program: Make) -> None:
    listing = list_program()
    ana = client_of("ana")
    for path, title in (
        ("/directory/", "Directory"), ("/openings/", "Openings"),
        (f"/directory/programs/{listing.program.reference}/", "Directory"),
    ):  # fmt: skip
        assert f"<title>{title} " in text(ana.get(path))
