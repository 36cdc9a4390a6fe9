"""What a lead does with the people of the own organization, and what a lead cannot do."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from concord.config.demo.cast import PEOPLE
from concord.foundation.access import actions, queries
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import links, states
from concord.foundation.accounts.models import Invitation, Person, Session
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied, Invalid, NotVisible
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Membership, Organization
from tests import cast

pytestmark = pytest.mark.django_db
LONG = "some long words in a row"
As = Callable[[str], AbstractContextManager[Actor]]


def place(name: str) -> Membership:
    return Membership.objects.select_related("person").get(person__email=cast.email(name), active=True)


def invite(by: Actor, email: str = "new@demo.example", roles: tuple[str, ...] = ("staff",)) -> Membership:
    return actions.invite_member(
        email=email, name="New Person", roles=roles, title="Advocate", program_id=None, by=by, now=clock.now()
    )


# -- who may ---------------------------------------------------------------------------------------
@pytest.mark.req("SEC-03")
@pytest.mark.parametrize(
    "name", [name for name, someone in PEOPLE.items() if "agency_lead" not in someone.roles]
)
def test_nobody_but_a_lead_manages_people(as_: As, name: str) -> None:
    with as_(name) as someone, pytest.raises(Denied):
        invite(someone)


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize(
    "step",
    [
        "invite_again",
        "suspend_member",
        "reactivate_member",
        "reset_member_second_factor",
        "end_member_sessions",
        "mark_member_left",
    ],
)
def test_the_people_of_another_organization_do_not_exist(as_: As, step: str) -> None:
    with as_("lena") as lena, pytest.raises(NotVisible):
        getattr(actions, step)(reference=place("lou").reference, by=lena, now=clock.now())


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("path", ["", "suspend/", "nonsense/"])
def test_their_pages_answer_as_for_a_false_reference(path: str) -> None:
    lena = cast.client("lena")
    theirs = lena.get(f"/people/{place('lou').reference.lower()}/{path}")
    false = lena.get(f"/people/m-0000-0000/{path}")
    assert (theirs.status_code, false.status_code) == (404, 404)


def test_the_list_holds_the_own_organization_only(as_: As) -> None:
    with as_("lena") as lena:
        assert {member.name for member in queries.list_members(lena)} == {
            someone.name for someone in PEOPLE.values() if someone.organization == "harbor"
        }


def test_the_list_takes_two_queries_however_long(
    as_: As, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with as_("lena") as lena, django_assert_num_queries(2):
        queries.list_members(lena)


# -- inviting --------------------------------------------------------------------------------------
@pytest.mark.req("ONB-01")
def test_an_invited_person_cannot_sign_in_before_using_the_link(as_: As) -> None:
    with as_("lena") as lena:
        person = invite(lena).person
    assert person.state == states.INVITED
    assert not person.has_usable_password()


def test_the_event_of_an_invitation_holds_no_code(as_: As) -> None:
    with as_("lena") as lena:
        invite(lena)
    invitation = Invitation.objects.get(person__email="new@demo.example")
    code = links.invitation_code(invitation.id)
    assert invitation.code_hash == links.hash_code(code)
    assert code not in str(Outbox.objects.get(name="person.invited").facts)


def test_the_link_lets_in_once(as_: As) -> None:
    with as_("lena") as lena:
        invite(lena)
    path = _path("new@demo.example")
    first = _join(path)
    assert (first.status_code, first.headers["Location"]) == (302, "/")
    assert _join(path).status_code == 410


def test_whoever_joins_sets_up_a_second_factor_next(as_: As) -> None:
    with as_("lena") as lena:
        invite(lena)
    browser = Client()
    browser.post(_path("new@demo.example"), {"password1": LONG, "password2": LONG})
    assert browser.get(reverse("access:settings")).headers["Location"] == reverse("mfa_index")
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200  # without the password again


def _path(email: str) -> str:
    invitation = Invitation.objects.filter(person__email=email).latest("created_at", "id")
    return reverse("access:join", kwargs={"code": links.invitation_code(invitation.id)})


def _join(path: str, password: str = LONG) -> HttpResponse:
    return Client().post(path, {"password1": password, "password2": password})


def test_the_link_ends_after_seven_days(as_: As, now: clock.Frozen) -> None:
    with as_("lena") as lena:
        invite(lena)
    now.tick(7 * 86400 + 1)
    assert _join(_path("new@demo.example")).status_code == 410


def test_a_new_link_ends_the_earlier_one(as_: As) -> None:
    with as_("lena") as lena:
        member = invite(lena)
        earlier = _path("new@demo.example")
        actions.invite_again(reference=member.reference, by=lena, now=clock.now())
    assert _join(earlier).status_code == 410
    assert _join(_path("new@demo.example")).status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "new@demo.example"])
def test_a_weak_password_is_not_taken(as_: As, password: str) -> None:
    with as_("lena") as lena:
        invite(lena)
    assert _join(_path("new@demo.example"), password).status_code == 422


@pytest.mark.parametrize(("name", "code"), [("ana", "works_here_already"), ("lou", "works_elsewhere")])
def test_an_address_in_use_cannot_be_invited(as_: As, name: str, code: str) -> None:
    with as_("lena") as lena, pytest.raises(Invalid) as refusal:
        invite(lena, email=cast.email(name).upper())
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_whoever_left_can_be_invited_by_the_next_organization(as_: As) -> None:
    with as_("lena") as lena:
        actions.mark_member_left(reference=place("ana").reference, by=lena, now=clock.now())
    with as_("mia") as mia:
        member = invite(mia, email=cast.email("ana"))
    assert member.person.state == states.INVITED
    assert Membership.objects.filter(person=member.person, active=True).count() == 1


@pytest.mark.parametrize("role", ["backbone_staff", "sysadmin", "analyst", "regional_coordinator"])
def test_a_lead_gives_no_role_of_the_backbone(as_: As, role: str) -> None:
    with as_("lena") as lena, pytest.raises(Denied) as refusal:
        invite(lena, roles=(role,))
    assert refusal.value.code == "role_not_given_by_lead"


def test_analyst_and_case_work_are_never_held_together(as_: As) -> None:
    with as_("bea") as bea, pytest.raises(Invalid) as refusal:
        organizations.set_roles(
            membership=place("uma"),
            roles=["analyst", "staff"],
            title="",
            program=None,
            by=bea,
            now=clock.now(),
        )
    assert [problem.code for problem in refusal.value.problems] == ["analyst_apart"]


# -- changing, suspending, leaving -----------------------------------------------------------------
@pytest.mark.req("SEC-03")
def test_changed_roles_hold_from_the_next_request_on(as_: As) -> None:
    ana = cast.client("ana")
    assert ana.get(reverse("access:settings")).status_code == 200
    with as_("lena") as lena:
        actions.change_member(
            reference=place("ana").reference,
            roles=["leadership"],
            title="",
            program_id=None,
            by=lena,
            now=clock.now(),
        )
    assert ana.get(reverse("access:settings")).headers["Location"].startswith(reverse("account_login"))


def test_a_changed_title_signs_nobody_out(as_: As) -> None:
    ana, member = cast.client("ana"), place("ana")
    with as_("lena") as lena:
        actions.change_member(
            reference=member.reference, roles=member.roles, title="Lead advocate", program_id=None, by=lena,
            now=clock.now(),
        )  # fmt: skip
    assert ana.get(reverse("access:settings")).status_code == 200
    assert place("ana").title == "Lead advocate"


@pytest.mark.req("SEC-03")
def test_suspension_holds_from_the_next_request_on_and_can_be_lifted(as_: As) -> None:
    ana = cast.client("ana")
    with as_("lena") as lena:
        actions.suspend_member(reference=place("ana").reference, by=lena, now=clock.now())
    assert ana.get(reverse("access:settings")).status_code == 302
    with as_("lena") as lena:
        actions.reactivate_member(reference=place("ana").reference, by=lena, now=clock.now())
    assert Person.objects.get(email=cast.email("ana")).state == states.ACTIVE
    assert ana.get(reverse("access:settings")).status_code == 302, "the old session stays ended"


def test_whoever_left_is_off_the_list_and_out(as_: As) -> None:
    ana = cast.client("ana")
    with as_("lena") as lena:
        actions.mark_member_left(reference=place("ana").reference, by=lena, now=clock.now())
        assert "Ana Reyes" not in {member.name for member in queries.list_members(lena)}
    assert ana.get(reverse("access:settings")).status_code == 302


@pytest.mark.parametrize("step", ["suspend_member", "mark_member_left"])
def test_the_last_lead_who_can_sign_in_stays(as_: As, step: str) -> None:
    with as_("bo"):
        Person.objects.filter(email=cast.email("bo")).update(state=states.SUSPENDED)
    with as_("bo") as bo, pytest.raises(Denied) as refusal:  # bo's open request, of before
        getattr(actions, step)(reference=place("lena").reference, by=bo, now=clock.now())
    assert refusal.value.code == "last_lead"


def test_leads_act_one_after_the_other(as_: As, two_connections: None) -> None:
    """Bo's request is under way and holds the organization; Lena's waits for it, and then gives up."""
    with as_("lena") as lena, transaction.atomic("side"):
        Organization.objects.using("side").select_for_update(no_key=True).get(id=lena.organization_id)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError), transaction.atomic():
            actions.suspend_member(reference=place("bo").reference, by=lena, now=clock.now())


def test_the_last_lead_cannot_stop_being_one(as_: As) -> None:
    with as_("mia") as mia, pytest.raises(Denied) as refusal:
        actions.change_member(
            reference=place("mia").reference,
            roles=["staff"],
            title="",
            program_id=None,
            by=mia,
            now=clock.now(),
        )
    assert refusal.value.code == "last_lead"


def test_one_of_two_leads_can(as_: As) -> None:
    with as_("lena") as lena:
        actions.change_member(
            reference=place("bo").reference,
            roles=["staff"],
            title="",
            program_id=None,
            by=lena,
            now=clock.now(),
        )
    assert place("bo").roles == ["staff"]


@pytest.mark.parametrize("step", ["suspend_member", "mark_member_left", "reset_member_second_factor"])
def test_nobody_shuts_themselves_out(as_: As, step: str) -> None:
    with as_("lena") as lena, pytest.raises(Denied) as refusal:
        getattr(actions, step)(reference=place("lena").reference, by=lena, now=clock.now())
    assert refusal.value.code == "not_yourself"


def test_a_role_from_the_backbone_stays_when_a_lead_changes_the_others(as_: As) -> None:
    with as_("rae") as rae:
        actions.change_member(
            reference=place("rae").reference, roles=["agency_lead"], title="", program_id=None, by=rae,
            now=clock.now(),
        )  # fmt: skip
    assert place("rae").roles == ["agency_lead", "regional_coordinator"]


def test_a_program_of_another_organization_cannot_be_given(as_: As) -> None:
    theirs = place("lou").program_id
    with as_("lena") as lena, pytest.raises(Invalid):
        actions.change_member(
            reference=place("ana").reference,
            roles=["staff"],
            title="",
            program_id=theirs,
            by=lena,
            now=clock.now(),
        )


def test_a_reset_second_factor_signs_out_and_is_asked_for_again(as_: As) -> None:
    person = Person.objects.get(email=cast.email("ana"))
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    cast.session_for("ana")
    with as_("lena") as lena:
        actions.reset_member_second_factor(reference=place("ana").reference, by=lena, now=clock.now())
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Session.objects.filter(person=person).exists()


@pytest.mark.req("SEC-05")
def test_each_step_is_in_the_log_of_the_organization(as_: As) -> None:
    with as_("lena") as lena:
        actions.suspend_member(reference=place("ana").reference, by=lena, now=clock.now())
        found = Entry.objects.filter(owner_id=lena.organization_id, action="person.suspended")
        assert [entry.person_id for entry in found] == [lena.person_id]


# -- pages -----------------------------------------------------------------------------------------
def test_the_invite_page_says_what_is_wrong_beside_the_field() -> None:
    fields = {"email": cast.email("lou"), "name": "Lou", "roles": ["staff"], "title": "", "program": ""}
    answer = cast.client("lena").post(reverse("access:invite"), fields)
    assert answer.status_code == 422
    assert "cannot be invited" in answer.content.decode()


def test_the_invite_page_invites() -> None:
    fields = {"email": "new@demo.example", "name": "New", "roles": ["staff"], "title": "", "program": ""}
    assert cast.client("lena").post(reverse("access:invite"), fields).status_code == 303
    assert Person.objects.get(email="new@demo.example").state == states.INVITED


@pytest.mark.parametrize("step", ["suspend", "second-factor", "sign-ins", "left"])
def test_each_step_asks_back_and_a_link_alone_does_nothing(step: str) -> None:
    lena, reference = cast.client("lena"), place("ana").reference
    assert lena.get(reverse("access:person_step", args=[reference, step])).status_code == 200
    assert lena.get(reverse("access:person_step_do", args=[reference, step])).status_code == 405
    assert place("ana").person.state == states.ACTIVE


def test_the_page_of_the_last_lead_says_what_to_do() -> None:
    answer = cast.client("mia").post(
        reverse("access:person", args=[place("mia").reference]),
        {"roles": ["staff"], "title": "", "program": ""},
    )
    assert answer.status_code == 403
    assert "Make a colleague agency lead first" in answer.content.decode()


def test_roles_that_stand_on_no_list_are_not_taken() -> None:
    fields = {"email": "new@demo.example", "name": "New", "roles": ["sysadmin"], "title": "", "program": ""}
    assert cast.client("lena").post(reverse("access:invite"), fields).status_code == 422
