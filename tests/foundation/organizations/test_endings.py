"""Ending an organization or a program, and what separates a program, as rooms above ask for it."""

from datetime import date
from typing import Any

import pytest

from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, NotVisible
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.organizations import actions, queries
from concord.foundation.organizations.models import Organization, Program

pytestmark = pytest.mark.django_db


@pytest.mark.req("DIR-12")
def test_an_organization_ends_once_on_a_day_and_names_whom_to_ask(as_: Any) -> None:
    found = Organization.objects.get(reference="lakeside")
    said: dict[str, Any] = {"ended_on": date(2026, 11, 1), "legacy_contact": " Rae Stone "}
    with as_("lou") as lou:
        actions.end_organization(organization_id=found.id, **said, by=lou, now=clock.now())
        with pytest.raises(Conflict, match="already_ended"):
            actions.end_organization(organization_id=found.id, **said, by=lou, now=clock.now())
        with pytest.raises(NotVisible):
            actions.end_organization(organization_id=uuid7(), **said, by=lou, now=clock.now())
    found.refresh_from_db()
    assert (found.status, found.ended_on) == ("no_longer_operational", date(2026, 11, 1))
    assert found.legacy_contact == "Rae Stone"
    assert Entry.objects.filter(subject_id=found.id, action="organization.ended").count() == 1


@pytest.mark.req("DIR-12")
def test_a_program_ends_only_as_the_program_of_its_organization(as_: Any) -> None:
    program, other = (Program.objects.get(reference=one) for one in ("harbor-outreach", "brigid-team"))
    with as_("lena") as lena:
        ids = {"organization_id": program.organization_id, "by": lena, "now": clock.now()}
        with pytest.raises(NotVisible):
            actions.end_program(program_id=other.id, **ids)
        actions.end_program(program_id=program.id, **ids)
        with pytest.raises(Conflict, match="already_ended"):
            actions.end_program(program_id=program.id, **ids)
    states = {one.reference: one.status for one in queries.list_programs(program.organization_id)}
    assert states == {"harbor-outreach": "no_longer_operational", "harbor-shelter": "active"}


@pytest.mark.req("DIR-18")
def test_separation_is_the_programs_and_is_logged_only_where_it_changes(as_: Any) -> None:
    program = Program.objects.get(reference="harbor-outreach")
    with as_("lena") as lena:
        for serves in (True, True, False):
            actions.set_serves_pwch(program=program, serves=serves, by=lena, now=clock.now())
    logged = Entry.objects.filter(subject_id=program.id, action="program.separation_set").order_by("id")
    assert [entry.detail for entry in logged] == [{"serves_pwch": True}, {"serves_pwch": False}]
    assert not Program.objects.get(id=program.id).serves_pwch


def test_only_verified_organizations_and_their_programs_are_listed(as_: Any) -> None:
    with as_("bea") as bea:
        new = actions.create_organization(
            name="Alder", org_type="direct_service", by=bea, now=clock.now(), verified=False
        )
        program = actions.create_program(organization=new, name="Alder rooms", by=bea, now=clock.now())
        assert not queries.list_verified_organizations().filter(id=new.id).exists()
        assert not queries.list_verified_programs().filter(id=program.id).exists()
        assert queries.get_verified_at(new.id) is None
        actions.verify_organization(organization_id=new.id, by=bea, now=clock.now())
        assert queries.list_verified_programs().filter(id=program.id).exists()
        assert queries.get_verified_at(new.id) == clock.now()


@pytest.mark.req("GOV-06")
def test_the_chosen_regions_are_those_of_the_networks_scheme(as_: Any) -> None:
    with as_("bea") as bea:
        actions.create_region(
            code="jd-4", name="Judicial district 4", scheme="judicial_district", by=bea, now=clock.now()
        )
        assert queries.list_chosen_regions() == {"north", "shore", "valley", "capital"}
        actions.set_network(region_scheme="judicial_district", by=bea, now=clock.now())
        assert queries.list_chosen_regions() == {"jd-4"}
