"""What the database itself refuses, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from concord.foundation.lib import clock
from concord.foundation.organizations.models import Membership, Network, Organization
from tests import cast

pytestmark = pytest.mark.django_db


def refused(write: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return str(caught.value)


@pytest.mark.req("DIR-02")
def test_an_unknown_type() -> None:
    assert "organization_type_known" in refused(
        lambda: Organization.objects.filter(reference="harbor").update(org_type="club")
    )


@pytest.mark.req("TIER-08")
def test_an_analyst_with_case_work() -> None:
    uma = Membership.objects.get(person__email=cast.email("uma"))
    assert "membership_analyst_apart" in refused(
        lambda: Membership.objects.filter(id=uma.id).update(roles=["analyst", "staff"])
    )


def test_a_second_backbone() -> None:
    assert "organization_one_backbone" in refused(
        lambda: Organization.objects.filter(reference="coalition").update(is_backbone=True)
    )


@pytest.mark.req("GOV-10")
def test_a_backbone_that_is_a_provider_without_a_decision() -> None:
    Organization.objects.filter(is_backbone=True).update(is_backbone=False)
    assert "organization_backbone_separate" in refused(
        lambda: Organization.objects.filter(reference="harbor").update(is_backbone=True)
    )


@pytest.mark.req("DIR-07")
@pytest.mark.parametrize("days", [0, 29, 366])
def test_an_interval_in_which_nothing_would_be_confirmed(days: int) -> None:
    assert "network_review_interval_sensible" in refused(
        lambda: Network.objects.update(review_interval_days=days)
    )


def test_a_second_open_place_in_one_organization() -> None:
    ana = Membership.objects.get(person__email=cast.email("ana"))
    again = Membership(person=ana.person, organization=ana.organization, roles=["staff"], since=clock.now())
    assert "membership_once" in refused(lambda: again.save(force_insert=True))


def test_an_ended_place_without_its_end() -> None:
    assert "membership_end_stated" in refused(
        lambda: Membership.objects.filter(person__email=cast.email("ana")).update(active=False)
    )


def test_a_second_network() -> None:
    assert "network_one_row" in refused(lambda: Network(id=2).save(force_insert=True))
