"""The releases that name the own organization: listed, said to have ended, and the own copy beside them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from concord.foundation.access import log_words, scope
from concord.foundation.audit.models import Entry
from concord.foundation.events import actions as events
from concord.foundation.lib import clock
from concord.foundation.notices import words as notice_words
from concord.foundation.notices.models import Letter, Notice
from concord.information.releases import actions, queries, subscribers, words
from concord.information.releases.models import Release
from tests import cast
from tests.committed import Committed
from tests.information.releases.conftest import draft, program

NOON = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
Recorded = Callable[..., Release]
ClientOf = Callable[[str], Client]


def offered(recorded: Recorded, days: int = 20) -> Release:
    """Let the hospital name the shelter, with the second part."""
    until = clock.now() + timedelta(days=days)
    return recorded("hal", speaks="brigid-team", hears="harbor-shelter", report_back_until=until)


def confirm(release: Release, name: str = "ana") -> Release:
    with scope.acting(cast.actor(name)) as by:
        return actions.confirm_copy(
            release_id=release.id, program_id=program("harbor-shelter").id, given_on=clock.now(), by=by,
            now=clock.now(),
        )  # fmt: skip


def withdraw(release: Release, name: str) -> None:
    with scope.acting(cast.actor(name)) as by:
        actions.withdraw_release(release=release, by=by, now=clock.now())


@pytest.mark.req("REF-28")
def test_what_others_may_tell_us_is_one_tap_from_our_own_list(
    client_of: ClientOf, recorded: Recorded
) -> None:
    release, ana = offered(recorded), client_of("ana")
    address = reverse("releases:received_list")
    assert f'href="{address}"' in ana.get("/releases/").content.decode()
    page = ana.get(address).content.decode()
    assert f"/releases/received/{release.reference}/" in page
    assert "St. Brigid Hospital DV Team" in page
    assert "Our copy is not confirmed" in page
    assert "Hal Ito" not in page
    assert "No releases yet" in client_of("lou").get(address).content.decode()


@pytest.mark.parametrize(("name", "status"), [("bea", 403), ("uma", 403), ("tom", 403), ("eve", 403)])
def test_who_takes_no_part_has_no_list_of_received_releases(
    client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(reverse("releases:received_list")).status_code == status


@pytest.mark.django_db
def test_the_list_takes_two_queries_and_goes_on_where_it_stopped(
    recorded: Recorded, as_: Any, django_assert_num_queries: Any
) -> None:
    made = [offered(recorded).reference for _ in range(3)]
    with as_("ana") as ana:
        with django_assert_num_queries(2):
            first = queries.list_received(for_=ana, now=clock.now(), size=2)
        rest = queries.list_received(for_=ana, now=clock.now(), after=first.after, size=2)
    assert [found.reference for found in (*first.releases, *rest.releases)] == made[::-1]
    assert rest.after == ""


@pytest.mark.req("CONSENT-02")
@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_the_recipient_reads_that_access_ended_and_never_by_what(
    client_of: ClientOf, recorded: Recorded, now: clock.Frozen, how: str
) -> None:
    release = offered(recorded)
    if how == "withdrawn":
        withdraw(release, "hal")
    else:
        now.move_to(clock.now() + timedelta(days=31))
    with scope.acting(cast.actor("ana")) as ana:
        seen = queries.get_received(release.reference, for_=ana, now=clock.now())
    assert (seen.shown_state, seen.items, seen.ends_at, seen.report_back_until) == ("expired", (), None, None)
    for address in (f"/releases/received/{release.reference}/", "/releases/received/"):
        page = client_of("ana").get(address).content.decode()
        assert "Ended" in page
        assert "ithdrawn" not in page.partition("<main")[2].partition("</main")[0]


@pytest.mark.req("CONSENT-02", "REF-28")
def test_the_owner_sees_on_withdrawing_that_the_other_side_holds_a_copy(
    client_of: ClientOf, recorded: Recorded
) -> None:
    release, hal = offered(recorded), client_of("hal")
    address = f"/releases/{release.reference}/"
    assert "They have not confirmed that they hold" in hal.get(address).content.decode()
    assert "The second part ends with it" in hal.get(f"{address}withdraw/").content.decode()
    own = confirm(release)
    assert own.reference in hal.get(address).content.decode()
    assert "That is their release, and it goes on until" in hal.get(f"{address}withdraw/").content.decode()
    assert hal.post(f"{address}withdraw/").status_code == 303
    assert "and it goes on. Ask the person" in hal.get(address).content.decode()
    seen = client_of("ana").get(f"/releases/received/{release.reference}/").content.decode()
    assert "Your own release to tell back still holds:" in seen
    assert f'href="/releases/{own.reference}/"' in seen
    withdraw(own, "ana")
    assert "Their own copy has ended." in hal.get(address).content.decode()
    assert (
        "Your own release has ended:"
        in client_of("ana").get(f"/releases/received/{release.reference}/").content.decode()
    )


@pytest.mark.req("SEC-05")
def test_looking_at_it_stands_in_the_log_of_whose_release_it_is(
    client_of: ClientOf, recorded: Recorded
) -> None:
    release = offered(recorded)
    client_of("ana").get(f"/releases/received/{release.reference}/")
    client_of("ana").get("/releases/received/")
    with scope.acting(cast.actor("mia")):
        logged = Entry.objects.filter(subject_id=release.id, result="read")
        assert set(logged.values_list("action", flat=True)) == {
            "release.received", "release.received_listed",
        }  # fmt: skip


def test_every_action_of_releases_has_words_in_the_log() -> None:
    assert set(words.LOG) <= set(log_words._LABELS)


@pytest.fixture(scope="module")
def network(committed: Committed) -> Committed:
    with clock.frozen(NOON), committed.role(), scope.acting(cast.actor("hal")) as hal:
        for items in (("how_soon", "service_needed"), ("how_soon", "area")):
            release = actions.record_release(
                draft=draft("brigid-team", "harbor-shelter", items=items), by=hal, now=clock.now()
            )
            if "area" in items:
                actions.narrow_release(release=release, items=["how_soon"], by=hal, now=clock.now())
            else:
                actions.withdraw_release(release=release, by=hal, now=clock.now())
    return committed


@pytest.mark.req("CONSENT-02", "COMM-08")
def test_the_recipients_workers_are_told_that_access_ended_and_nothing_else(network: Committed) -> None:
    with network.role("jobs"):
        while events.deliver_next(now=clock.now()):
            pass
        notices = list(Notice.objects.select_related("person").order_by("id"))
        letters = list(Letter.objects.all())
    assert {notice.kind for notice in notices} == {subscribers.ACCESS_ENDED}
    names = [notice.person.name for notice in notices]
    assert {"Ana Reyes", "Ruth Okafor"} <= set(names)
    assert not {"Hal Ito", "Eve Lund", "Lou Marsh"} & set(names)
    assert len(names) == 2 * len(set(names))  # one narrowed, one withdrawn: told in the same words
    assert {letter.template for letter in letters} == {"waiting"}
    sentence, page, argument = notice_words.KINDS[subscribers.ACCESS_ENDED]
    assert str(sentence) == "Access to something has ended."
    assert reverse(page, kwargs={argument: notices[0].subject_reference})
