"""The page of what waits: one's own notices, and nobody else's."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import psycopg
import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from concord.foundation.access.actor import Actor
from concord.foundation.accounts.models import Person
from concord.foundation.lib import clock
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.notices import actions, queries, words
from concord.foundation.notices.models import Letter, Notice, Preference
from tests import cast

pytestmark = pytest.mark.django_db
As = Callable[[str], AbstractContextManager[Actor]]
INSERT = (
    "INSERT INTO notices_notice (id, person_id, kind, subject_kind, subject_reference, created_at)"
    " VALUES (%s, %s, %s, 'thing', %s, %s)"
)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "KINDS", {})
    words.register("thing.came", "A thing came in.", "access:person")


@pytest.fixture(scope="module", autouse=True)
def jobs() -> Iterator["psycopg.Connection[object]"]:
    """The worker's own connection, which commits; what it wrote is removed after the last test."""
    with psycopg.connect(os.environ["DATABASE_JOBS_URL"], autocommit=True) as connection:
        yield connection
        connection.execute("DELETE FROM notices_notice")


@pytest.fixture
def told(db: None, jobs: "psycopg.Connection[object]") -> Callable[..., None]:
    """Let the worker tell a member of the cast that something waits."""
    jobs.execute("DELETE FROM notices_notice")

    def tell(name: str, number: int = 1, kind: str = "thing.came", reference: str = "M-0000-0000") -> None:
        person = Person.objects.get(email=cast.email(name))
        for _ in range(number):
            jobs.execute(INSERT, [uuid7(), person.id, kind, reference, clock.now()])

    return tell


def test_a_person_sees_the_own_notices(told: Callable[..., None]) -> None:
    told("ana")
    page = cast.client("ana").get(reverse("notices:list")).content.decode()
    assert "A thing came in." in page
    assert reverse("access:person", args=["M-0000-0000"]) in page


@pytest.mark.req("SEC-02")
def test_and_nobody_else_s(told: Callable[..., None]) -> None:
    told("ana")
    assert "A thing came in." not in cast.client("ruth").get(reverse("notices:list")).content.decode()


@pytest.mark.req("SEC-02")
def test_the_database_shows_them_to_nobody_else_either(told: Callable[..., None], as_: As) -> None:
    told("ana")
    with as_("ruth"):
        assert Notice.objects.count() == 0
        assert Notice.objects.update(read_at=clock.now()) == 0
    with as_("ana"):
        assert Notice.objects.count() == 1


def test_a_page_cannot_make_up_a_notice(as_: As) -> None:
    with as_("ana") as ana, pytest.raises(ProgrammingError), transaction.atomic():
        Notice(person_id=ana.person_id, kind="thing.came", created_at=clock.now()).save(force_insert=True)


def test_letters_are_not_for_pages(as_: As) -> None:
    with as_("ana") as ana:
        assert Letter.objects.count() == 0
        person = Person.objects.get(id=ana.person_id)
        with pytest.raises(ProgrammingError), transaction.atomic():
            actions.write(person=person, template="waiting", now=clock.now())


def test_reading_marks_what_was_shown_and_not_what_came_after(
    told: Callable[..., None], as_: As, now: clock.Frozen
) -> None:
    told("ana", 2)
    shown = clock.now()
    now.tick()
    told("ana")
    cast.client("ana").post(reverse("notices:mark_read"), {"until": shown.isoformat()})
    with as_("ana") as ana:
        assert ana.person_id is not None
        assert queries.count_unread(ana.person_id) == 1


def test_older_notices_stand_on_the_next_page_and_none_is_lost(
    told: Callable[..., None], as_: As, now: clock.Frozen
) -> None:
    for _ in range(8):
        told("ana", 9)
        now.tick()
    with as_("ana") as ana:
        assert ana.person_id is not None
        seen, before = 0, None
        while True:
            page = queries.get_page(ana.person_id, before=before)
            seen += len(page.notices)
            if (before := page.older) is None:
                break
    assert seen == 72


def test_a_notice_of_a_kind_that_is_gone_still_says_that_something_waits(told: Callable[..., None]) -> None:
    told("ana", kind="thing.of.old")
    assert "You have a message" in cast.client("ana").get(reverse("notices:list")).content.decode()


@pytest.mark.parametrize(("sent", "wanted"), [({}, False), ({"mail": "on"}, True)])
def test_mail_is_switched_off_and_on(sent: dict[str, str], wanted: bool) -> None:  # noqa: FBT001 - a table
    cast.client("ana").post(reverse("notices:mail"), sent)
    person = Person.objects.get(email=cast.email("ana"))
    assert queries.wants_mail(person.id) is wanted
    assert Preference.objects.get(person=person).mail is wanted


@pytest.mark.parametrize("until", ["", "soon", "2026-99-99"])
def test_a_broken_form_marks_nothing(told: Callable[..., None], as_: As, until: str) -> None:
    told("ana")
    cast.client("ana").post(reverse("notices:mark_read"), {"until": until})
    with as_("ana") as ana:
        assert ana.person_id is not None
        assert queries.count_unread(ana.person_id) == 1


def test_a_sentence_stands_once_with_everything_that_it_says_it_of(told: Callable[..., None]) -> None:
    for reference in ("M-0000-0001", "M-0000-0002", "M-0000-0003"):
        told("ana", reference=reference)
    page = cast.client("ana").get(reverse("notices:list")).content.decode()
    assert page.count("A thing came in.") == 1
    for reference in ("M-0000-0001", "M-0000-0002", "M-0000-0003"):
        assert f'href="{reverse("access:person", args=[reference])}"' in page
        assert page.count(f">{reference}<") == 1
