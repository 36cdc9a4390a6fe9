"""Leads are invited by mail or by a letter, and everybody sees how far each has come."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.accounts import links
from concord.foundation.accounts.models import Invitation, Person
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict
from concord.foundation.notices import words
from concord.foundation.organizations.models import Membership, Organization
from concord.governance.directory.models import Listing
from concord.governance.members import actions, codes, letters, queries
from concord.governance.members.models import LeadInvitation
from tests import cast
from tests.governance.members import lists
from tests.governance.members.test_import import read_in

pytestmark = pytest.mark.req("ONB-09")
Browse = Callable[[str], Client]
PAGE = "/network/invitations/"
PASSWORD = "some-long-words-in-a-row"


@pytest.fixture
def agencies(client_of: Browse) -> list[Organization]:
    """Import four rows: organizations that nobody leads yet."""
    address = read_in(client_of("bea"), lists.as_csv(lists.rows(faulty=False)[:4]))
    client_of("bea").post(f"{address}import/")
    return list(Organization.objects.filter(name__startswith="Alder Agency").order_by("name"))


def invite(browser: Client, agencies: list[Organization], way: str) -> None:
    chosen = [agency.reference for agency in agencies]
    answer = browser.post(PAGE, {"organizations": chosen, "way": way})
    assert answer.status_code == 303


def state_of(organization: Organization) -> str:
    held = LeadInvitation.objects.get(organization=organization, revoked_at=None)
    return queries.get_state(held.id, clock.now())


def code_for(browser: Client, organization: Organization) -> str:
    page = browser.get(f"{PAGE}letters/").content.decode()
    section = page[page.index(f'aria-label="{organization.name}"') :].partition("</section>")[0]
    found = re.search(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", section)
    assert found
    return found[0]


def test_an_invited_lead_is_inside_in_three_forms_by_letter(
    client_of: Browse, agencies: list[Organization]
) -> None:
    invite(client_of("bea"), agencies[:1], "letter")
    assert state_of(agencies[0]) == "sent"
    code = code_for(client_of("bea"), agencies[0])
    stranger = Client()
    posts = 0
    page = stranger.post("/join/", {"code": code.lower().replace("-", " ")})
    posts += 1
    assert page.status_code == 200
    assert state_of(agencies[0]) == "opened"
    sent = {"code": code, "name": "Robin Alder", "email": "robin@alder.example"}
    answer = stranger.post("/join/letter/holder/", sent)
    posts += 1
    assert answer.status_code == 303
    answer = stranger.post(answer["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    posts += 1
    assert (answer.status_code, posts) == (302, 3)
    assert state_of(agencies[0]) == "joined"
    place = Membership.objects.get(person__email="robin@alder.example")
    assert (place.organization, place.roles) == (agencies[0], ["agency_lead"])
    assert mail.outbox == []


def test_the_states_go_from_sent_to_confirmed(
    client_of: Browse, agencies: list[Organization], now: clock.Frozen
) -> None:
    invite(client_of("bea"), agencies[:1], "mail")
    person = Person.objects.get(email="robin2@alder.example")
    assert state_of(agencies[0]) == "sent"
    link = Invitation.objects.get(person=person, used_at=None)
    stranger = Client()
    stranger.get(f"/join/{links.invitation_code(link.id)}/")
    assert state_of(agencies[0]) == "opened"
    stranger.post(f"/join/{links.invitation_code(link.id)}/", {"password1": PASSWORD, "password2": PASSWORD})
    assert state_of(agencies[0]) == "joined"
    listing = Listing.objects.filter(program__organization=agencies[0])
    listing.update(listing_state="claimed")
    assert state_of(agencies[0]) == "claimed"
    listing.update(last_confirmed_at=clock.now())
    assert state_of(agencies[0]) == "confirmed"
    table = 'data-label="State"'
    assert table in client_of("bea").get(f"{PAGE}?state=confirmed").content.decode()
    assert table not in client_of("bea").get(f"{PAGE}?state=sent").content.decode()


@pytest.mark.req("ONB-09", "COMM-08")
def test_the_mail_names_nobody(client_of: Browse, agencies: list[Organization]) -> None:
    invite(client_of("bea"), agencies[:1], "mail")
    person = Person.objects.get(email="robin2@alder.example")
    link = Invitation.objects.get(person=person)
    (event,) = Outbox.objects.filter(subject_id=person.id)
    assert event.facts == {"subject_id": str(person.id), "invitation_id": str(link.id)}
    for word in (agencies[0].name, "Alder", "Robin", "Backbone", "Hotline", "violence"):
        assert word not in str(words.LETTERS["invitation"])


def test_a_code_works_once_and_only_for_a_while(
    client_of: Browse, agencies: list[Organization], now: clock.Frozen
) -> None:
    invite(client_of("bea"), agencies[:2], "letter")
    first, second = (code_for(client_of("bea"), agency) for agency in agencies[:2])
    assert first != second
    sent = {"code": first, "name": "Robin Alder", "email": "robin@alder.example"}
    assert Client().post("/join/letter/holder/", sent).status_code == 303
    assert Client().post("/join/letter/holder/", sent | {"email": "other@alder.example"}).status_code == 422
    assert Client().post("/join/", {"code": first}).status_code == 422
    now.move_to(clock.now() + timedelta(days=codes.LETTER_DAYS))
    assert Client().post("/join/", {"code": second}).status_code == 422
    assert state_of(agencies[1]) == "ended"


def test_sending_again_ends_the_earlier_code_and_taking_back_ends_all(
    client_of: Browse, agencies: list[Organization]
) -> None:
    browser = client_of("bea")
    invite(browser, agencies[:1], "letter")
    first = code_for(browser, agencies[0])
    held = LeadInvitation.objects.get(organization=agencies[0])
    assert browser.post(f"{PAGE}{held.reference}/again/").status_code == 303
    second = code_for(browser, agencies[0])
    assert Client().post("/join/", {"code": first}).status_code == 422
    assert Client().post("/join/", {"code": second}).status_code == 200
    assert browser.post(f"{PAGE}{held.reference}/end/").status_code == 303
    assert Client().post("/join/", {"code": second}).status_code == 422
    assert browser.post(f"{PAGE}{held.reference}/again/").status_code == 409
    invite(browser, agencies[:1], "letter")
    assert state_of(agencies[0]) == "sent"


def test_taking_a_mail_back_takes_the_place_back(client_of: Browse, agencies: list[Organization]) -> None:
    browser = client_of("bea")
    invite(browser, agencies[:1], "mail")
    link = Invitation.objects.get(person__email="robin2@alder.example")
    held = LeadInvitation.objects.get(organization=agencies[0])
    browser.post(f"{PAGE}{held.reference}/end/")
    assert Client().get(f"/join/{links.invitation_code(link.id)}/").status_code == 410
    assert not Membership.objects.filter(organization=agencies[0], active=True).exists()


def test_trying_codes_is_throttled(client_of: Browse, agencies: list[Organization]) -> None:
    # A refusal is rolled back with its count where tests have one connection, so a right code is tried.
    invite(client_of("bea"), agencies[:1], "letter")
    code, stranger = code_for(client_of("bea"), agencies[0]), Client()
    seen = [stranger.post("/join/", {"code": code}).status_code for _ in range(11)]
    assert seen == [200] * 10 + [429]


def test_only_the_keyed_hash_of_a_code_is_kept(client_of: Browse, agencies: list[Organization]) -> None:
    invite(client_of("bea"), agencies[:1], "letter")
    code = code_for(client_of("bea"), agencies[0])
    held = LeadInvitation.objects.get(organization=agencies[0])
    assert code not in str(LeadInvitation.objects.values_list().get(id=held.id))
    assert held.code_hash == letters.hash_of(code.replace("0", "O").replace("1", "l"))


def test_the_list_goes_on_where_it_ended(client_of: Browse, agencies: list[Organization]) -> None:
    invite(client_of("bea"), agencies, "letter")
    first, following = queries.list_invitations(state="", after="", now=clock.now(), size=2)
    rest, end = queries.list_invitations(state="", after=following, now=clock.now(), size=2)
    assert len({row.reference for row in [*first, *rest]}) == len(agencies)
    assert (len(first), end) == (2, "")


def test_nobody_is_invited_twice_or_without_an_address(
    client_of: Browse, agencies: list[Organization]
) -> None:
    invite(client_of("bea"), agencies[:1], "letter")
    chosen = [agencies[0].reference, agencies[1].reference]
    with scope.acting(cast.actor("bea")) as bea, pytest.raises(Conflict):
        actions.invite_leads(references=chosen, way="letter", by=bea, now=clock.now())
    with scope.acting(cast.actor("bea")) as bea, pytest.raises(Conflict):
        actions.invite_leads(references=["harbor"], way="mail", by=bea, now=clock.now())
    assert client_of("bea").post(PAGE, {"organizations": chosen, "way": "mail"}).status_code == 422
    assert LeadInvitation.objects.count() == 1
    for name in ("lena", "sys", "tom"):
        assert client_of(name).get(PAGE).status_code == 403
        assert client_of(name).get(f"{PAGE}letters/").status_code == 403


def test_all_that_can_be_are_invited_at_once(client_of: Browse, agencies: list[Organization]) -> None:
    """By mail those whose address the list names; the others stay for a letter."""
    bea = client_of("bea")
    assert bea.post(PAGE, {"everyone": "on", "way": "mail"}).status_code == 303
    invited = LeadInvitation.objects.values_list("organization__name", flat=True)
    assert sorted(invited) == [agency.name for agency in agencies]
    left = queries.list_uninvited()
    assert left
    assert not any(one.lead_email for one in left)
    assert bea.post(PAGE, {"everyone": "on", "way": "letter"}).status_code == 303
    assert queries.list_uninvited() == []


def test_a_new_lead_reads_on_today_what_there_is_to_claim(
    client_of: Browse, agencies: list[Organization]
) -> None:
    claim = "Listed by the coalition: look it over and claim it"
    assert client_of("ana").get("/today/").content.decode().count(claim) == 0
    place = Membership.objects.get(person__email=cast.email("lena"))
    Membership.objects.filter(id=place.id).update(organization=agencies[0])
    assert claim in client_of("lena").get("/today/").content.decode()


def test_nobody_chosen_is_said_and_invites_nobody(client_of: Browse, agencies: list[Organization]) -> None:
    answer = client_of("bea").post(PAGE, {"way": "mail"})
    assert answer.status_code == 422
    assert "Choose organizations, or all of them." in answer.content.decode()
    assert not LeadInvitation.objects.exists()
    assert agencies[0].name in answer.content.decode()
