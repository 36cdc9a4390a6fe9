"""The log that a lead reads: everything about the own records, nothing about those of others."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.urls import reverse

from concord.foundation.access import log_words, queries
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Organization
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]
As = Callable[[str], AbstractContextManager[Actor]]


@pytest.fixture
def seen(as_: As) -> None:
    """Lou of Lakeside Shelter has opened a record of Harbor House, and one of her own."""
    harbor = Organization.objects.get(reference="harbor")
    with as_("lou") as lou:
        audit.record(lou, "referral.read", now=clock.now(), kind="referral", owner=harbor.id, result="read")
        audit.record(lou, "own.thing", now=clock.now(), kind="referral")


def lines(as_: As, name: str) -> list[tuple[str, str]]:
    with as_(name) as actor:
        return [(log_words.who(line), line.action) for line in queries.get_log_page(actor).lines]


def test_a_partner_s_view_is_there_under_the_organization_s_name_only(seen: None, as_: As) -> None:
    assert ("Lakeside Shelter", "referral.read") in lines(as_, "lena")


def test_what_a_partner_did_with_its_own_records_is_not(seen: None, as_: As) -> None:
    assert "own.thing" not in {action for _who, action in lines(as_, "lena")}
    assert "own.thing" in {action for _who, action in lines(as_, "lou")}


def test_own_staff_stand_by_name(as_: As) -> None:
    with as_("ana") as ana:
        audit.record(ana, "referral.read", now=clock.now(), kind="referral", result="read")
    assert ("Ana Reyes", "referral.read") in lines(as_, "lena")


def test_a_partner_s_person_stands_on_no_page(seen: None) -> None:
    page = cast.client("lena").get(reverse("access:log")).content.decode()
    assert "Lakeside Shelter" in page
    assert "Lou Marsh" not in page


def test_refusals_are_in_it(as_: As) -> None:
    cast.client("ana").get(reverse("access:people"))
    page = cast.client("lena").get(reverse("access:log")).content.decode()
    assert "Ana Reyes" in page
    assert "Refused" in page


def test_older_entries_stand_on_the_next_page_and_none_is_lost(as_: As, now: clock.Frozen) -> None:
    with as_("lena") as lena:
        for number in range(120):
            now.tick()
            audit.record(lena, f"step.{number}", now=clock.now())
        found, before = [], None
        while True:
            page = queries.get_log_page(lena, before=before)
            found += [line.action for line in page.lines]
            if (before := page.older) is None:
                break
    assert [action for action in found if action.startswith("step.")] == [
        f"step.{n}" for n in range(119, -1, -1)
    ]


def test_reading_it_is_in_it_too(as_: As) -> None:
    cast.client("lena").get(reverse("access:log"))
    with as_("lena"):
        assert Entry.objects.filter(action="log.read", result="read").count() == 1


def test_an_action_without_words_is_shown_as_its_code(as_: As) -> None:
    with as_("lena") as lena:
        audit.record(lena, "something.new", now=clock.now())
    assert "something.new" in cast.client("lena").get(reverse("access:log")).content.decode()


@pytest.mark.parametrize("before", ["", "yesterday", "2026-13-45T00:00:00Z", "2026-11-18T00:00:00"])
def test_a_broken_address_begins_with_the_newest(before: str) -> None:
    assert cast.client("lena").get(reverse("access:log"), {"before": before}).status_code == 200


def test_a_page_takes_as_many_queries_for_one_entry_as_for_fifty(
    as_: As, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with as_("lena") as lena:
        for _ in range(60):
            audit.record(lena, "step", now=clock.now())
        with django_assert_max_num_queries(3):
            queries.get_log_page(lena)
