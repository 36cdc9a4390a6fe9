"""The start page and what everybody may read."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from concord.config.demo import cast as invented
from concord.foundation.lib import clock
from tests import cast

Browse = Callable[[str], Client]
PUBLIC = ("/", "/about/", "/safety/")


@pytest.mark.django_db
@pytest.mark.req("ONB-01")
def test_strangers_are_told_whom_to_call_and_cannot_sign_up_or_write() -> None:
    page = Client().get("/").content.decode()
    assert 'href="tel:911"' in page
    assert 'href="tel:1-800-799-7233"' in page
    assert 'href="/ask/"' in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "<input" not in main
    assert 'href="/leave/"' in page


@pytest.mark.django_db
@pytest.mark.req("ONB-01", "ONB-08", "DIR-01")
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_name_no_member_and_nobody(address: str) -> None:
    page = Client().get(address).content.decode()
    names = [member.name for member in invented.ORGANIZATIONS] + [
        one.name for one in invented.PEOPLE.values()
    ]
    assert not [name for name in names if name in page]


@pytest.mark.django_db
@pytest.mark.req("ONB-08")
def test_the_concept_sheet_tells_the_levels_and_who_oversees() -> None:
    page = Client().get("/about/").content.decode()
    assert "Four levels of taking part" in page
    assert "Who oversees the data" in page
    assert "data-print" in page


@pytest.mark.django_db
@pytest.mark.req("SEC-01")
@pytest.mark.parametrize("address", PUBLIC)
def test_leave_is_on_every_public_page(address: str) -> None:
    page = Client().get(address).content.decode()
    assert "data-leave" in page
    assert "exit." in page.partition("<title>")[0]  # its script stands first


@pytest.mark.django_db
@pytest.mark.req("SEC-08")
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_load_nothing_from_elsewhere_and_have_a_neutral_title(address: str) -> None:
    answer = Client().get(address)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title.split(" ")[0] in {"Start", "About", "Leaving"}


@pytest.mark.parametrize(
    ("name", "hour", "page"),
    [
        ("ana", 23, "tonight"),  # 18:00 in New York
        ("ana", 12, "tonight"),  # 07:00
        ("ana", 13, "today"),  # 08:00
        ("ana", 22, "today"),  # 17:00
        ("hal", 3, "today"),
        ("noor", 3, "tonight"),
    ],
)
def test_members_begin_where_their_work_is(
    client_of: Browse, now: clock.Frozen, name: str, hour: int, page: str
) -> None:
    now.move_to(datetime(2026, 11, 18, hour, 0, tzinfo=UTC))
    answer = client_of(name).get("/")
    assert (answer.status_code, answer["Location"]) == (302, f"/{page}/")


@pytest.mark.django_db
def test_who_has_not_confirmed_who_they_are_is_sent_to_do_so() -> None:
    answer = cast.client("ana", second_factor=False).get("/")
    assert answer.status_code == 302
    assert answer["Location"] not in {"/today/", "/tonight/"}


@pytest.mark.django_db
def test_the_gallery_is_for_the_backbone_and_the_demo(client_of: Browse, settings: object) -> None:
    assert Client().get("/gallery/").status_code == 404
    assert client_of("ana").get("/gallery/").status_code == 404
    assert client_of("bea").get("/gallery/").status_code == 200
    settings.DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    assert Client().get("/gallery/").status_code == 200
