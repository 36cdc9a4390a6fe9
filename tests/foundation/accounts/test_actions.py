"""People, their states and their links, below everything that decides who may."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions, links, queries, states
from concord.foundation.accounts.models import Person
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from tests import cast

JOB = Actor.system("test")


@pytest.fixture(autouse=True)
def working(db: None) -> Iterator[None]:
    with scope.acting(JOB):
        yield


def new(email: str = "Pat@Hill.example") -> Person:
    return actions.create_person(email=email, name=" Pat Hill ", by=JOB, now=clock.now())


def test_an_address_is_kept_in_lower_case_and_once() -> None:
    assert new().email == "pat@hill.example"
    with pytest.raises(Invalid):
        new("PAT@hill.example")


def test_the_database_refuses_a_second_spelling_too() -> None:
    new()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person(email="PAT@HILL.example", name="x").save(force_insert=True)


@pytest.mark.parametrize("before", states.NEXT)
@pytest.mark.parametrize("after", states.NEXT)
def test_only_states_of_the_table_follow(before: str, after: str) -> None:
    person = new()
    Person.objects.filter(id=person.id).update(state=before)
    person.refresh_from_db()
    if after in states.NEXT[before]:
        assert actions.move(person=person, to=after, by=JOB, now=clock.now()).state == after
    else:
        with pytest.raises(Denied):
            actions.move(person=person, to=after, by=JOB, now=clock.now())


def test_a_person_who_has_moved_on_meanwhile_is_a_conflict() -> None:
    person = new()
    Person.objects.filter(id=person.id).update(state=states.LEFT)
    with pytest.raises(Conflict):
        actions.move(person=person, to=states.ACTIVE, by=JOB, now=clock.now())


def test_a_link_is_used_by_one_of_two() -> None:
    invitation = actions.invite(person=new(), by=JOB, now=clock.now())
    actions.accept_invitation(invitation=invitation, password="x", by=JOB, now=clock.now())
    with pytest.raises(Conflict):
        actions.accept_invitation(invitation=invitation, password="y", by=JOB, now=clock.now())


def test_a_link_that_ended_while_its_page_was_open_is_of_no_use(now: clock.Frozen) -> None:
    person = new()
    earlier = actions.invite(person=person, by=JOB, now=clock.now())
    actions.invite(person=person, by=JOB, now=clock.now())
    now.tick()
    with pytest.raises(Conflict):
        actions.accept_invitation(invitation=earlier, password="x", by=JOB, now=clock.now())
    assert Person.objects.get(id=person.id).state == states.INVITED


def test_a_link_of_somebody_who_was_taken_off_the_list_is_of_no_use() -> None:
    person = new()
    invitation = actions.invite(person=person, by=JOB, now=clock.now())
    actions.move(person=person, to=states.LEFT, by=JOB, now=clock.now())
    with pytest.raises(Conflict):
        actions.accept_invitation(invitation=invitation, password="x", by=JOB, now=clock.now())
    assert Person.objects.get(id=person.id).state == states.LEFT


def test_codes_of_links_are_long_and_differ() -> None:
    codes = {links.invitation_code(uuid4()) for _ in range(100)}
    assert len(codes) == 100
    assert {len(code) for code in codes} == {43}


def test_codes_depend_on_the_site_s_secret(settings: object) -> None:
    identity = uuid4()
    before = links.invitation_code(identity)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]  # known here, not to the stubs
    assert links.invitation_code(identity) != before


def test_an_unknown_wish_changes_nothing() -> None:
    person = new()
    with pytest.raises(Invalid):
        actions.set_preferences(person_id=person.id, by=JOB, now=clock.now(), theme="dark", language="xx")
    assert Person.objects.get(id=person.id).theme == "auto"


@pytest.mark.parametrize("field", ["state", "password", "email", "signed_out_before"])
def test_a_wish_reaches_no_other_field(field: str) -> None:
    with pytest.raises(Invalid):
        actions.set_preferences(person_id=new().id, by=JOB, now=clock.now(), **{field: "active"})


def test_a_session_is_named_on_pages_by_something_else_than_its_key() -> None:
    key = cast.session_for("ana")
    assert key not in queries.session_reference(key)
    assert queries.session_reference(key) == queries.session_reference(key)
