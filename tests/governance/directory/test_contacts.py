"""Naming primary and backup, and the irregular shapes of published contacts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.governance.directory import actions, codes, problems, queries
from concord.governance.directory.drafts import ContactDraft
from concord.governance.directory.models import Contact
from concord.governance.directory.queries.contacts import lacking

Enter = Callable[[str], AbstractContextManager[Actor]]
LENA = ContactDraft(
    "meeting", "primary", "Lena Fox", "Director of services", "860-555-0112", "4", "lena@harbor.example",
    "Call the line and ask for Harbor House.",
)  # fmt: skip
BO = replace(LENA, rank="backup", name="Bo Chen", phone="860-555-0113", secure_email="bo@harbor.example")


def save(draft: ContactDraft, by: Actor, contact_id: UUID | None = None) -> Contact:
    assert by.organization_id is not None
    return actions.save_contact(
        organization_id=by.organization_id, draft=draft, by=by, now=clock.now(), contact_id=contact_id
    )


@pytest.mark.req("DIR-06")
def test_primary_and_backup_are_shown_to_every_agency(as_: Enter) -> None:
    with as_("lena") as lena:
        save(LENA, lena)
        save(BO, lena)
    with as_("tom") as tom:
        shown = queries.get_organization("harbor", tom).contacts
    found = [row for row in shown if row.scope == "meeting"]
    assert [(row.rank, row.name, row.extension) for row in found] == [
        ("primary", "Lena Fox", "4"),
        ("backup", "Bo Chen", "4"),
    ]
    assert found[0].confirmed_by == "Lena Fox"


@pytest.mark.req("DIR-06")
@pytest.mark.parametrize("field", ["name", "role_title", "phone", "secure_email", "after_hours_process"])
def test_each_of_the_five_fields_is_asked_for(field: str) -> None:
    found = list(problems.of_contact(replace(LENA, **{field: " "}), []))
    assert [(problem.field, problem.code) for problem in found] == [(field, "missing")]


@pytest.mark.req("DIR-06")
@pytest.mark.parametrize(
    "twice",
    [
        replace(LENA, rank="backup"),
        replace(LENA, rank="backup", name=" lena  FOX ", phone="860-555-0199", secure_email="x@y.example"),
        replace(LENA, rank="backup", name="L. Fox", phone="(860) 555 0112"),
    ],
)
def test_the_same_person_cannot_be_both(as_: Enter, twice: ContactDraft) -> None:
    with as_("lena") as lena:
        save(LENA, lena)
        with pytest.raises(Invalid) as refused:
            save(twice, lena)
    assert [problem.code for problem in refused.value.problems] == ["same_person_twice"]


@pytest.mark.req("DIR-06")
def test_the_database_too_refuses_one_person_in_both_ranks(as_: Enter) -> None:
    with as_("lena") as lena:
        save(LENA, lena)
        backup = save(BO, lena)
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(id=backup.id).update(name="LENA FOX")


@pytest.mark.req("DIR-06")
def test_what_lacks_is_named() -> None:
    assert lacking([]) == ("referral.primary", "referral.backup")
    assert lacking([("referral", "primary"), ("statewide", "backup")]) == (
        "referral.backup", "statewide.primary",
    )  # fmt: skip
    assert lacking([("referral", "primary"), ("referral", "backup"), ("published", "")]) == ()


@pytest.mark.req("DIR-06")
def test_an_agency_without_both_is_incomplete_until_both_are_named(as_: Enter) -> None:
    with as_("cam") as cam:
        assert cam.organization_id is not None
        Contact.objects.filter(organization_id=cam.organization_id).delete()
        save(replace(LENA, scope="referral"), cam)
        assert queries.contacts_incomplete(cam.organization_id) == ("referral.backup",)
        assert queries.get_organization("northside", cam).contacts_incomplete == ("referral.backup",)
        several = queries.list_incomplete_organizations([cam.organization_id])
        assert several == {cam.organization_id: ("referral.backup",)}
        save(replace(BO, scope="referral"), cam)
        assert queries.contacts_incomplete(cam.organization_id) == ()


def test_a_new_contact_takes_the_place_of_the_one_in_its_rank(as_: Enter) -> None:
    with as_("lena") as lena:
        first = save(LENA, lena)
        save(replace(LENA, name="Ruth Okafor", secure_email="ruth@harbor.example"), lena)
        current = [row.name for row in queries.get_contacts(first.organization_id) if row.scope == "meeting"]
        assert current == ["Ruth Okafor"]
        first.refresh_from_db()
        assert first.ended_at == clock.now()
        with pytest.raises(Conflict):
            save(LENA, lena, first.id)
        with pytest.raises(Conflict):
            actions.remove_contact(contact_id=first.id, by=lena, now=clock.now())


def test_a_contact_is_put_right_and_stays_one(as_: Enter) -> None:
    with as_("lena") as lena:
        first = save(LENA, lena)
        save(replace(LENA, phone="860-555-0188"), lena, first.id)
        shown = [row for row in queries.get_contacts(first.organization_id) if row.scope == "meeting"]
    assert [row.phone for row in shown] == ["860-555-0188"]


@pytest.mark.req("DIR-04")
def test_another_agencys_contacts_stay_as_they_are(as_: Enter) -> None:
    with as_("lena") as lena:
        contact = save(LENA, lena)
    with as_("lou") as lou:
        with pytest.raises(Denied):
            actions.remove_contact(contact_id=contact.id, by=lou, now=clock.now())
        with pytest.raises(Denied) as refused:
            actions.save_contact(organization_id=contact.organization_id, draft=LENA, by=lou, now=clock.now())
        with pytest.raises(NotVisible):
            save(LENA, lou, contact.id)
    assert refused.value.code == "not_your_organization"


@pytest.mark.req("DIR-11")
@pytest.mark.parametrize(
    "shape",
    [
        ContactDraft(codes.PUBLISHED, "", "Front desk", phone="860-555-0100", extension="221"),
        ContactDraft(codes.PUBLISHED, "", "Pat Quill", secure_email="info@harbor.example"),
        ContactDraft(codes.PUBLISHED, "", "Sol", role_title="Liaison"),
    ],
)
def test_published_contacts_may_lack_title_and_phone(as_: Enter, shape: ContactDraft) -> None:
    with as_("tom") as tom:
        contact = save(shape, tom)
    assert (contact.role_title, contact.phone, contact.extension) == (
        shape.role_title, shape.phone, shape.extension,
    )  # fmt: skip


def test_a_published_contact_has_no_rank() -> None:
    found = list(problems.of_contact(ContactDraft(codes.PUBLISHED, "primary", "Sol"), []))
    assert [problem.code for problem in found] == ["published_has_no_rank"]


@pytest.mark.req("DIR-07")
def test_contacts_are_confirmed_at_once(as_: Enter) -> None:
    with as_("lena") as lena:
        save(LENA, lena)
    with as_("bo") as bo:
        assert bo.organization_id is not None
        actions.confirm_contacts(organization_id=bo.organization_id, by=bo, now=clock.now())
        assert {row.confirmed_by for row in queries.get_contacts(bo.organization_id)} == {"Bo Chen"}
