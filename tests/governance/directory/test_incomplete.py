"""What is not complete yet says so: a region (GOV-06), contacts (DIR-06)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Organization
from concord.governance.directory.models import Contact, Listing
from tests import cast

Make = Callable[..., Listing]
Browser = Callable[[str], Client]
NO_REGION = "Incomplete: no region yet"


def page(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.req("GOV-06")
def test_a_program_that_said_nothing_yet_is_incomplete_on_the_page_and_in_the_list(
    client_of: Browser,
) -> None:
    with scope.acting(cast.actor("bea")) as bea:
        harbor = Organization.objects.get(reference="harbor")
        organizations.create_program(organization=harbor, name="Alder annex", by=bea, now=clock.now())
    assert NO_REGION in page(client_of("lou"), "/directory/organizations/harbor/")
    assert NO_REGION in page(client_of("lou"), "/directory/", words="Alder annex")


@pytest.mark.req("GOV-06")
def test_a_region_of_another_scheme_does_not_complete_a_program(
    list_program: Make, client_of: Browser
) -> None:
    with scope.acting(cast.actor("bea")) as bea:
        organizations.create_region(
            code="jd-4", name="Judicial district 4", scheme="judicial_district", by=bea, now=clock.now()
        )
    only_tag = list_program(name="Alder one", regions=["jd-4"])
    both = list_program(name="Alder two", regions=["north", "jd-4"])
    lou = client_of("lou")
    assert NO_REGION in page(lou, f"/directory/programs/{only_tag.program.reference}/")
    assert NO_REGION not in page(lou, f"/directory/programs/{both.program.reference}/")
    with scope.acting(cast.actor("bea")) as bea:
        organizations.set_network(region_scheme="judicial_district", by=bea, now=clock.now())
    assert NO_REGION not in page(lou, f"/directory/programs/{only_tag.program.reference}/")


@pytest.mark.req("GOV-06")
def test_an_organization_without_a_region_is_incomplete(client_of: Browser) -> None:
    Organization.objects.filter(reference="quinn").update(regions=[])
    assert NO_REGION in page(client_of("lou"), "/directory/organizations/quinn/")
    assert NO_REGION in page(client_of("lou"), "/directory/", words="Quinn")
    assert NO_REGION not in page(client_of("lou"), "/directory/organizations/coalition/")


@pytest.mark.req("GOV-06")
def test_nothing_of_the_invented_network_is_incomplete(client_of: Browser) -> None:
    assert NO_REGION not in page(client_of("lou"), "/directory/")


@pytest.mark.req("DIR-06")
@pytest.mark.parametrize(("name", "told"), [("rae", True), ("bea", True), ("lou", False), ("tom", False)])
def test_the_regional_lead_and_the_office_read_in_the_list_whose_contacts_lack(
    client_of: Browser, *, name: str, told: bool
) -> None:
    assert "Contacts incomplete" not in page(client_of(name), "/directory/", words="Lakeside")
    Contact.objects.filter(organization__reference="lakeside", rank="backup").update(ended_at=clock.now())
    seen: Any = page(client_of(name), "/directory/", words="Lakeside")
    assert ("Contacts incomplete" in seen) is told
