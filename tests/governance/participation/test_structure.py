"""Regions and the backbone: what the network's structure allows (GOV-06, GOV-10)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.access import gates
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.foundation.organizations import actions
from concord.foundation.organizations.models import Network, Organization, Region
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.req("GOV-06")
def test_the_network_organizes_itself_by_exactly_one_known_scheme(as_: Any) -> None:
    with as_("bea"):
        assert Network.objects.get().region_scheme == "coalition_region"
        with pytest.raises(IntegrityError, match="network_region_scheme_known"), transaction.atomic():
            Network.objects.update(region_scheme="zip_code")
        with pytest.raises(IntegrityError, match="network_one_row"), transaction.atomic():
            Network(id=2).save(force_insert=True)


@pytest.mark.req("GOV-06")
def test_other_schemes_are_held_beside_the_chosen_one(as_: Any) -> None:
    with as_("bea") as bea:
        actions.create_region(
            code="jd-4", name="Judicial district 4", scheme="judicial_district", by=bea, now=clock.now()
        )
        assert {region.scheme for region in Region.objects.all()} == {"coalition_region", "judicial_district"}
        with pytest.raises(IntegrityError, match="region_scheme_known"), transaction.atomic():
            Region(code="x", name="X", scheme="zip_code").save(force_insert=True)


@pytest.mark.req("GOV-06")
def test_every_member_of_the_cast_stands_in_a_region_of_the_chosen_scheme(as_: Any) -> None:
    with as_("bea"):
        chosen = set(Region.objects.filter(scheme="coalition_region").values_list("code", flat=True))
        for organization in Organization.objects.all():
            assert chosen & set(organization.regions), organization.reference


@pytest.mark.req("GOV-06")
def test_an_organization_cannot_stand_in_a_region_that_nobody_knows(as_: Any) -> None:
    with as_("bea") as bea, pytest.raises(Invalid, match="regions"):
        actions.create_organization(
            name="Alder", org_type="direct_service", regions=["nowhere"], by=bea, now=clock.now()
        )


@pytest.mark.req("GOV-10")
@pytest.mark.parametrize("reference", ["harbor", "police", "grants", "quinn"])
def test_a_provider_or_a_government_body_is_no_backbone_without_a_decision(as_: Any, reference: str) -> None:
    with as_("bea"):
        Organization.objects.filter(is_backbone=True).update(is_backbone=False)
        found = Organization.objects.filter(reference=reference)
        with pytest.raises(IntegrityError, match="organization_backbone_separate"), transaction.atomic():
            found.update(is_backbone=True)
        found.update(is_backbone=True, backbone_decision="Convening body, 2026-03-04, item 2")


@pytest.mark.req("GOV-10")
def test_there_is_one_backbone_only(as_: Any) -> None:
    with as_("bea"), pytest.raises(IntegrityError, match="organization_one_backbone"), transaction.atomic():
        Organization.objects.filter(reference="coalition").update(is_backbone=True)


@pytest.mark.req("GOV-10")
def test_the_backbones_staff_manage_the_network_and_open_nothing_about_people() -> None:
    bea = cast.actor("bea")
    assert bea.can("network.manage")
    assert bea.can("organizations.register")
    for capability in ("referral.read", "referral.write", "release.write", "connect.call"):
        assert gates.closed_by(capability, bea) == "type"
