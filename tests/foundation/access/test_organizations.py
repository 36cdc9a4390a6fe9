"""The backbone registers organizations of the listed kinds and names a first lead; asking opens nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from concord.foundation.access import actions, words
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import AccessRequest, Standing
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Invitation, Person
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, Invalid
from concord.foundation.organizations import codes
from concord.foundation.organizations.models import Membership, Organization
from tests import cast
from tests.foundation.access import device

pytestmark = pytest.mark.django_db
As = Callable[[str], AbstractContextManager[Actor]]
ASK = {
    "organization_name": "Hill House", "kind": "direct_service/shelter", "person_name": "Pat Hill",
    "work_email": "pat@hill.example",
}  # fmt: skip


# -- DIR-02: the list of kinds ---------------------------------------------------------------------
@pytest.mark.req("DIR-02")
def test_the_form_offers_exactly_the_listed_kinds() -> None:
    page = cast.client("bea").get(reverse("access:register")).content.decode()
    select = page.partition('name="kind"')[2].partition("</select>")[0]
    offered = set(re.findall(r'<option value="([^"]+)"', select))
    listed = {f"{kind}/{sub}" for kind, subs in codes.SUB_TYPES.items() for sub in ("", *subs)}
    assert offered == listed


@pytest.mark.req("DIR-02")
@pytest.mark.parametrize(
    "kind", ["", "club", "club/", "direct_service/court", "direct_service", "direct_service/x"]
)
def test_any_other_kind_is_refused(kind: str) -> None:
    answer = cast.client("bea").post(reverse("access:register"), {"name": "Hill House", "kind": kind})
    assert answer.status_code == 422
    assert not Organization.objects.filter(name="Hill House").exists()


@pytest.mark.req("DIR-02")
@pytest.mark.parametrize(("org_type", "sub_type"), [("club", ""), ("direct_service", "court"), ("", "")])
def test_nor_does_any_other_door_take_one(as_: As, org_type: str, sub_type: str) -> None:
    with as_("bea") as bea, pytest.raises(Invalid):
        actions.register_organization(
            name="Hill", org_type=org_type, sub_type=sub_type, by=bea, now=clock.now()
        )


@pytest.mark.req("DIR-02")
def test_every_organization_of_the_demo_shows_its_kind() -> None:
    page = cast.client("bea").get(reverse("access:organizations")).content.decode()
    for organization in Organization.objects.all():
        shown = f"{words.TYPES[organization.org_type]}: {words.SUB_TYPES[organization.sub_type]}"
        assert shown in page, organization.name


def test_a_registered_organization_stands_at_the_first_level() -> None:
    fields = {"name": "Hill House", "kind": "direct_service/shelter", "regions": ["north"]}
    answer = cast.client("bea").post(reverse("access:register"), fields)
    organization = Organization.objects.get(name="Hill House")
    assert answer.headers["Location"] == reverse("access:first_lead", args=[organization.reference])
    assert Standing.objects.get(organization=organization).tier == 1
    assert organization.verified_at == clock.now()


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("name", ["ana", "lena", "rae", "uma", "flo", "sys"])
def test_nobody_but_backbone_staff_registers(as_: As, name: str) -> None:
    with as_(name) as someone, pytest.raises(Denied):
        actions.register_organization(name="Hill", org_type="direct_service", by=someone, now=clock.now())


# -- the first lead --------------------------------------------------------------------------------
def _lead(by: Actor, organization: Organization, email: str = "pat@hill.example") -> Membership:
    return actions.invite_first_lead(
        organization=organization, email=email, name="Pat Hill", by=by, now=clock.now()
    )


@pytest.mark.req("ONB-01")
def test_the_backbone_names_a_first_lead_and_no_second(as_: As) -> None:
    with as_("bea") as bea:
        organization = actions.register_organization(
            name="Hill House", org_type="direct_service", by=bea, now=clock.now()
        )
        assert _lead(bea, organization).roles == ["agency_lead"]
        with pytest.raises(Denied) as refusal:
            _lead(bea, organization, "quinn@hill.example")
    assert refusal.value.code == "lead_exists"


@pytest.mark.req("ONB-01")
def test_an_organization_that_is_not_verified_gets_no_lead(as_: As) -> None:
    with as_("bea") as bea:
        organization = actions.register_organization(
            name="Hill House", org_type="direct_service", by=bea, now=clock.now()
        )
        Organization.objects.filter(id=organization.id).update(verified_at=None)
        with pytest.raises(Denied) as refusal:
            _lead(bea, organization)
    assert refusal.value.code == "organization_not_verified"


@pytest.mark.req("ONB-01")
def test_people_of_an_organization_that_is_not_verified_act_for_nobody() -> None:
    Organization.objects.filter(reference="harbor").update(verified_at=None)
    assert cast.client("eve").get(reverse("access:settings")).status_code == 403


# -- asking to take part ---------------------------------------------------------------------------
@pytest.mark.req("ONB-01")
def test_asking_makes_no_account_and_nobody_can_sign_in_by_it() -> None:
    assert Client().post(reverse("access:ask"), ASK).headers["Location"] == reverse("access:asked")
    assert AccessRequest.objects.get().state == "waiting"
    assert not Person.objects.filter(email=ASK["work_email"]).exists()
    assert device.sign_in(Client(), ASK["work_email"]).status_code == 422


@pytest.mark.req("ONB-01")
@pytest.mark.parametrize("field", list(ASK))
def test_the_form_asks_for_an_organization_a_person_and_a_work_address(field: str) -> None:
    assert Client().post(reverse("access:ask"), {**ASK, field: ""}).status_code == 422
    assert not AccessRequest.objects.exists()


@pytest.mark.req("ONB-01")
def test_the_form_has_no_place_to_write_about_a_person() -> None:
    page = Client().get(reverse("access:ask")).content.decode()
    assert "<textarea" not in page
    assert "911" in page


def test_the_sixth_request_in_an_hour_waits(two_connections: None) -> None:
    answers = [Client().post(reverse("access:ask"), ASK).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]


@pytest.mark.req("ONB-01")
def test_accepting_registers_the_organization_and_invites_the_person() -> None:
    Client().post(reverse("access:ask"), ASK)
    asked = AccessRequest.objects.get()
    cast.client("bea").post(reverse("access:decide", args=[asked.reference, "accept"]))
    organization = Organization.objects.get(name="Hill House")
    person = Person.objects.get(email="pat@hill.example")
    assert (organization.org_type, organization.sub_type) == ("direct_service", "shelter")
    assert person.state == states.INVITED
    assert Invitation.objects.filter(person=person).count() == 1
    asked.refresh_from_db()
    assert (asked.state, asked.organization_id) == ("accepted", organization.id)


def test_declining_opens_nothing() -> None:
    Client().post(reverse("access:ask"), ASK)
    asked = AccessRequest.objects.get()
    cast.client("bea").post(reverse("access:decide", args=[asked.reference, "decline"]))
    assert not Organization.objects.filter(name="Hill House").exists()
    assert not Person.objects.filter(email="pat@hill.example").exists()


def test_a_request_is_decided_once(as_: As) -> None:
    Client().post(reverse("access:ask"), ASK)
    asked = AccessRequest.objects.get()
    with as_("bea") as bea:
        actions.decline_request(request=asked, by=bea, now=clock.now())
        with pytest.raises(Conflict):
            actions.accept_request(request=asked, by=bea, now=clock.now())
    assert not Person.objects.filter(email="pat@hill.example").exists()


@pytest.mark.parametrize("decision", ["accept", "decline"])
def test_nobody_else_decides(decision: str) -> None:
    Client().post(reverse("access:ask"), ASK)
    asked = AccessRequest.objects.get()
    answer = cast.client("lena").post(reverse("access:decide", args=[asked.reference, decision]))
    assert answer.status_code == 403
    asked.refresh_from_db()
    assert asked.state == "waiting"
