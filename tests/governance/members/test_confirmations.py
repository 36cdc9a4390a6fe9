"""A listing is confirmed again with one tap: on its page, or by the link of a letter without a sign-in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.accounts.models import Person
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied
from concord.foundation.notices import codes as letters
from concord.foundation.notices import words
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Membership, Network, Organization
from concord.governance.directory.events import ListingChanged
from concord.governance.directory.models import Listing
from concord.governance.members import actions, jobs, queries, subscribers
from concord.governance.members.models import ConfirmationRequest
from tests import cast
from tests.api.support import api_of

Browse = Callable[[str], Client]


@pytest.fixture
def old(db: None) -> Listing:
    """Let Lakeside's only listing be ninety-one days old, and all others be fresh."""
    Listing.objects.update(last_confirmed_at=clock.now())
    found = (
        Listing.objects.select_related("program").filter(program__organization__reference="lakeside").get()
    )
    Listing.objects.filter(id=found.id).update(
        last_confirmed_at=clock.now() - timedelta(days=91), listing_state="claimed"
    )
    found.refresh_from_db()
    return found


def link_for(name: str) -> str:
    person = Person.objects.get(email=cast.email(name))
    organization = Organization.objects.get(reference=cast.actor(name).organization_reference)
    path = queries.get_confirmation_path(person.id, organization.id, clock.now())
    assert path is not None
    return path


def shown(page: str, listing: Listing) -> dict[str, str]:
    assert f'name="version-{listing.program.reference}" value="{listing.version}"' in page
    return {f"version-{listing.program.reference}": str(listing.version)}


@pytest.mark.req("DIR-07")
def test_after_ninety_one_days_a_listing_is_stale_and_on_two_work_lists_until_it_is_confirmed(
    client_of: Browse, old: Listing
) -> None:
    Organization.objects.filter(reference="coalition").update(regions=["north", "shore"])
    address = f"/directory/programs/{old.program.reference}/"
    assert "Not confirmed lately" in client_of("ana").get(address).content.decode()
    for name in ("lou", "rae"):
        assert address in client_of(name).get("/today/").content.decode()
    assert address not in client_of("lena").get("/today/").content.decode()
    assert client_of("lou").post(f"{address}confirm/").status_code == 303
    assert "Not confirmed lately" not in client_of("ana").get(address).content.decode()
    for name in ("lou", "rae"):
        assert address not in client_of(name).get("/today/").content.decode()


def settle(days: int) -> None:
    with scope.acting(cast.actor("bea")) as bea:
        organizations.set_network(review_interval_days=days, by=bea, now=clock.now())


@pytest.mark.req("DIR-07")
@pytest.mark.parametrize(("days", "stale"), [(90, True), (91, False), (120, False)])
def test_the_interval_of_the_network_decides_everywhere_what_is_stale(
    client_of: Browse, old: Listing, *, days: int, stale: bool
) -> None:
    settle(days)
    address, badge = f"/directory/programs/{old.program.reference}/", "Not confirmed lately"
    ana = client_of("ana")
    for page in (address, "/directory/organizations/lakeside/", "/directory/?words=Lakeside",
                 "/region/?region=shore"):  # fmt: skip
        assert (badge in ana.get(page).content.decode()) is stale, page
    assert (address in client_of("lou").get("/today/").content.decode()) is stale
    found = api_of("cam").get(f"directory/{old.program.reference}").json()
    assert found["program"]["confirmation_due"] is stale
    assert queries.list_to_ask(clock.now()) == ([old.program.organization_id] if stale else [])


@pytest.mark.req("DIR-07")
def test_the_interval_is_read_with_the_listings_and_not_once_for_each(
    client_of: Browse, old: Listing
) -> None:
    settle(30)
    with CaptureQueriesContext(connection) as seen:
        shown = client_of("ana").get("/directory/").content.decode()
    assert shown.count("data-row") > 10
    asked = [query["sql"] for query in seen if "review_interval_days" in query["sql"]]
    assert sum("directory_listing" in sql for sql in asked) == 1
    assert len(asked) <= 2  # the frame of every page reads what holds for the network as well


@pytest.mark.req("DIR-07")
def test_before_the_network_is_settled_a_listing_holds_ninety_days(old: Listing) -> None:
    Network.objects.all().delete()
    assert [due.reference for due in queries.list_due(clock.now())] == [old.program.reference]
    Listing.objects.filter(id=old.id).update(last_confirmed_at=clock.now() - timedelta(days=90))
    assert queries.list_due(clock.now()) == []


@pytest.mark.req("DIR-15", "DIR-07")
def test_the_link_of_a_letter_confirms_once_without_a_sign_in(old: Listing) -> None:
    stranger, path = Client(), link_for("lou")
    page = stranger.get(path)
    assert page.status_code == 200
    old.refresh_from_db()
    assert old.last_confirmed_at is not None
    assert old.last_confirmed_at < clock.now() - timedelta(days=90)
    answer = stranger.post(path, shown(page.content.decode(), old))
    assert answer.status_code == 200
    old.refresh_from_db()
    assert (old.last_confirmed_at, old.listing_state) == (clock.now(), "claimed")
    assert old.last_confirmed_by == Person.objects.get(email=cast.email("lou"))
    assert stranger.get(path).status_code == 410
    assert stranger.post(path).status_code == 410


@pytest.mark.req("DIR-15")
def test_a_link_opens_nothing_else(old: Listing) -> None:
    stranger, path = Client(), link_for("lou")
    page = stranger.get(path).content.decode()
    stranger.post(path, shown(page, old))
    for address in ("/directory/", "/today/", f"/directory/programs/{old.program.reference}/edit/"):
        assert stranger.get(address).status_code == 302
    assert "sessionid" not in stranger.cookies


@pytest.mark.req("DIR-15")
def test_a_link_ends_after_a_fortnight_and_with_the_place_of_its_holder(
    old: Listing, now: clock.Frozen
) -> None:
    path = link_for("lou")
    assert Client().get(path[:-2] + ("a/" if path[-2] != "a" else "b/")).status_code == 410
    Membership.objects.filter(person__email=cast.email("lou")).update(roles=["staff"])
    assert Client().get(path).status_code == 410
    Membership.objects.filter(person__email=cast.email("lou")).update(roles=["agency_lead"])
    assert Client().get(path).status_code == 200
    now.move_to(clock.now() + timedelta(days=14))
    assert Client().get(path).status_code == 410


@pytest.mark.req("DIR-15")
def test_what_was_edited_since_the_page_was_opened_is_not_confirmed_unread(old: Listing) -> None:
    path = link_for("lou")
    sent = shown(Client().get(path).content.decode(), old)
    Listing.objects.filter(id=old.id).update(version=old.version + 1)
    assert Client().post(path, sent).status_code == 409
    assert Client().post(path).status_code == 409
    old.refresh_from_db()
    assert old.last_confirmed_at != clock.now()


@pytest.mark.req("DIR-07", "COMM-08")
def test_whoever_edits_is_asked_once_and_the_letter_says_only_that_a_message_waits(
    old: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, str]] = []

    def write(*, person: Person, template: str, about_id: object, now: object) -> None:
        written.append((person.email, template))

    with scope.acting(Actor.system("test")):
        jobs.ask_for_confirmations(clock.now())
        jobs.ask_for_confirmations(clock.now())
    (request,) = ConfirmationRequest.objects.all()
    assert request.organization_id == old.program.organization_id
    monkeypatch.setattr(subscribers.notices, "write", write)
    subscribers.write_letters(subscribers.ConfirmationAsked(request.id, request.organization_id), clock.now())
    assert written == [(cast.email("lou"), letters.CONFIRM)]
    text = str(words.LETTERS[letters.CONFIRM])
    assert "message" in text
    for word in ("confirm", "listing", "directory", "shelter", "%(name"):
        assert word not in text.lower()
    subscribers.note_answer(
        ListingChanged(old.program_id, request.organization_id, "confirmed", 1), clock.now()
    )
    request.refresh_from_db()
    assert request.answered_at == clock.now()


@pytest.mark.req("DIR-10")
def test_only_the_core_of_the_region_or_the_office_asks(old: Listing, client_of: Browse) -> None:
    ask = "/network/confirmations/lakeside/ask/"
    for name in ("ana", "lena", "tom"):
        assert client_of(name).post(ask).status_code == 403
    Organization.objects.filter(reference="coalition").update(regions=["north"])
    assert client_of("rae").post(ask).status_code == 403
    Organization.objects.filter(reference="coalition").update(regions=["shore"])
    assert client_of("rae").post(ask).status_code == 303
    assert client_of("bea").post(ask).status_code == 409
    assert ConfirmationRequest.objects.count() == 1
    old.refresh_from_db()
    assert old.last_confirmed_at != clock.now()


def test_a_request_of_the_worker_is_not_made_by_a_person(old: Listing) -> None:
    bea = cast.actor("bea")
    with scope.acting(bea), pytest.raises(Denied):
        actions.ask_when_due(organization_id=old.program.organization_id, by=bea, now=clock.now())
    with scope.acting(bea), pytest.raises(Conflict):
        for _ in range(2):
            actions.ask_to_confirm(reference="lakeside", by=bea, now=clock.now())


@pytest.mark.req("DIR-10")
def test_the_contact_list_of_a_region_is_read_by_all_and_asked_of_by_its_core(
    client_of: Browse, old: Listing, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    Organization.objects.filter(reference="coalition").update(regions=["shore"])
    page = client_of("rae").get("/region/?region=shore").content.decode()
    shore = Organization.objects.filter(regions__contains=["shore"])
    assert all(one.name.replace("&", "&amp;") in page for one in shore)
    assert "Not confirmed lately" in page
    assert "Ask to confirm" in page
    assert "Contacts incomplete" in page
    assert "data-print" in page
    ana = client_of("ana")
    with django_assert_max_num_queries(20):
        read_only = ana.get("/region/?region=shore").content.decode()
    assert "Lakeside Shelter" in read_only
    assert "Ask to confirm" not in read_only
    assert "Ask to confirm" not in client_of("rae").get("/region/?region=north").content.decode()
    assert ana.get("/region/?region=nowhere").status_code == 404
    assert Client().get("/region/").status_code == 302
