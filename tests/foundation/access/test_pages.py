"""Every page of access opens for whom it is meant, and declares for whom that is."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from concord.foundation.access import urls
from concord.foundation.accounts.queries import session_reference
from tests import cast

pytestmark = pytest.mark.django_db
PUBLIC = (
    "account_login", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "access:ask", "access:asked",
)  # fmt: skip
OWN = ("access:settings", "mfa_index", "notices:list", "account_logout")
LEAD = ("access:people", "access:invite", "access:keys", "access:log")
BACKBONE = ("access:organizations", "access:register")


def _views() -> list[object]:
    inner = urls.urlpatterns[-1].url_patterns  # type: ignore[union-attr]  # the last one is an include
    return [pattern.callback for pattern in [*urls.urlpatterns[:-1], *inner]]


def test_every_page_declares_its_door() -> None:
    assert all(getattr(view, "access", "") for view in _views())


def test_every_page_that_is_open_to_all_says_why() -> None:
    assert all(view.reason for view in _views() if view.access == "public")  # type: ignore[attr-defined]  # known here, not to the stubs


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_opens_for_anybody(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*OWN[:3], *LEAD, *BACKBONE])
def test_the_others_send_a_stranger_to_sign_in(name: str) -> None:
    assert Client().get(reverse(name)).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OWN)
def test_own_pages_open_for_everybody_who_is_signed_in(name: str) -> None:
    assert cast.client("ana").get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("names", "allowed", "refused"), [(LEAD, "lena", "ana"), (BACKBONE, "bea", "lena")])
def test_the_pages_of_a_role_open_for_it_alone(names: tuple[str, ...], allowed: str, refused: str) -> None:
    insider, outsider = cast.client(allowed), cast.client(refused)
    assert [insider.get(reverse(name)).status_code for name in names] == [200] * len(names)
    assert [outsider.get(reverse(name)).status_code for name in names] == [403] * len(names)


@pytest.mark.parametrize("name", [*OWN, *LEAD])
def test_a_page_holds_no_script_and_no_style_of_its_own(name: str) -> None:
    page = cast.client("lena").get(reverse(name)).content.decode()
    inline = re.findall(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\sstyle=|\son[a-z]+=|hx-on", page
    )
    assert inline == []


@pytest.mark.parametrize("name", ["access:settings", "access:people"])
def test_no_page_shows_an_internal_key(name: str) -> None:
    page = cast.client("lena").get(reverse(name)).content.decode()
    visible = re.sub(r'value="[^"]*"', "", page)
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", visible)


# -- own settings ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ana", set()),
        ("lena", set(LEAD) - {"access:invite"}),
        ("bea", {*LEAD, BACKBONE[0]} - {"access:invite"}),
    ],
)
def test_the_settings_lead_to_what_a_role_opens(name: str, found: set[str]) -> None:
    page = cast.client(name).get(reverse("access:settings")).content.decode()
    assert {link for link in (*LEAD, *BACKBONE) if f'href="{reverse(link)}"' in page} == found


def test_a_person_ends_one_sign_in_and_keeps_this_one() -> None:
    other, here = cast.session_for("ana"), cast.client("ana")
    here.post(reverse("access:end_session", args=[session_reference(other)]))
    gone = Client()
    gone.cookies["sid"] = other
    assert gone.get(reverse("access:settings")).status_code == 302
    assert here.get(reverse("access:settings")).status_code == 200


def test_a_person_ends_all_others() -> None:
    other, here = cast.client("ana"), cast.client("ana")
    here.post(reverse("access:end_other_sessions"))
    assert other.get(reverse("access:settings")).status_code == 302
    assert here.get(reverse("access:settings")).status_code == 200


def test_nobody_ends_a_sign_in_of_somebody_else() -> None:
    theirs = cast.session_for("lou")
    answer = cast.client("ana").post(reverse("access:end_session", args=[session_reference(theirs)]))
    assert answer.status_code == 404


def test_no_page_shows_a_session_key() -> None:
    key = cast.session_for("ana")
    browser = Client()
    browser.cookies["sid"] = key
    assert key not in browser.get(reverse("access:settings")).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("theme", "dark", 'data-theme="dark"'),
        ("language", "es", 'lang="es"'),
        ("text", "large", 'data-text="large"'),
        ("density", "compact", 'data-density="compact"'),
        ("keys", "off", 'data-keys="off"'),
        ("shift_exit", "off", 'data-shift-exit="off"'),
    ],
)
def test_a_wish_for_how_pages_look_is_kept(field: str, value: str, expected: str) -> None:
    ana = cast.client("ana")
    answer = ana.post(reverse("access:display"), {field: value, "next": "/notices/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices/")
    assert expected in ana.get(reverse("notices:list")).content.decode()


@pytest.mark.parametrize(("field", "value"), [("theme", "purple"), ("language", "xx"), ("keys", "maybe")])
def test_a_wish_that_stands_on_no_list_is_refused(field: str, value: str) -> None:
    assert cast.client("ana").post(reverse("access:display"), {field: value}).status_code == 422


def test_a_stranger_chooses_a_language() -> None:
    browser = Client()
    browser.post(reverse("access:display"), {"language": "fr"})
    assert 'lang="fr"' in browser.get(reverse("account_login")).content.decode()
