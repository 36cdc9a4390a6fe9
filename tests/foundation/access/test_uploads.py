"""Files are taken at two places, up to the measure of each, into memory; anywhere else nothing is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from concord.exchange.hsds import codes as exchange
from concord.exchange.transfers.models import Transfer
from concord.foundation.access import uploads
from concord.governance.members import codes as members
from concord.governance.members.models import ImportBatch

pytestmark = pytest.mark.req("REF-03", "CONSENT-07")
Browse = Callable[[str], Client]
PLACES = [("/network/members/", 2), ("/imports/services/", 20), ("/imports/own/", 20)]


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a file was written to disk")

    for way in (
        "tempfile.NamedTemporaryFile",
        "tempfile.TemporaryFile",
        "django.core.files.temp.NamedTemporaryFile",
    ):
        monkeypatch.setattr(way, never)


@pytest.fixture
def ten(settings: Any) -> str:
    """Let ten bytes be taken at a place, and two thousand beside them for its fields."""
    settings.UPLOADS = {"/here/": 10}
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    return "/here/form/"


def file(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.csv", b"a" * size)


def sent(path: str, **fields: Any) -> HttpRequest:
    """Return a request whose body was read, as a page finds it."""
    request = RequestFactory().post(path, fields)
    assert request.POST is not None
    return request


def taken(request: HttpRequest) -> dict[str, bytes]:
    return {name: held.read() for name, held in request.FILES.items()}  # type: ignore[union-attr]  # one of each


@pytest.mark.django_db
@pytest.mark.req("ONB-09")
@pytest.mark.parametrize(("place", "megabytes"), PLACES)
def test_fifty_megabytes_are_refused_with_the_measure_of_the_place_and_nothing_is_kept(
    client_of: Browse, monkeypatch: pytest.MonkeyPatch, place: str, megabytes: int
) -> None:
    def never(*_args: object) -> None:
        raise AssertionError("a part was taken, though the whole was announced as too large")

    monkeypatch.setattr(uploads.InMemory, "receive_data_chunk", never)
    name = "lena" if "own" in place else "bea"
    answer = client_of(name).post(place, {"file": file(50_000_000)})
    assert answer.status_code == 422
    assert f"The file is larger than {megabytes} MB, the most that is taken here." in answer.content.decode()
    assert not ImportBatch.objects.exists()
    assert not Transfer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "megabytes"), PLACES[:2])
def test_one_byte_too_many_is_refused_as_it_comes(client_of: Browse, place: str, megabytes: int) -> None:
    answer = client_of("bea").post(place, {"file": file(megabytes * 1_000_000 + 1)})
    assert answer.status_code == 422
    assert f"The file is larger than {megabytes} MB" in answer.content.decode()
    assert not ImportBatch.objects.exists()
    assert not Transfer.objects.exists()


@pytest.mark.django_db
def test_what_was_chosen_beside_a_file_that_is_too_large_stays(client_of: Browse) -> None:
    given = {"file": file(20_000_001), "org_type": "housing_homelessness"}
    page = client_of("bea").post("/imports/services/", given).content.decode()
    assert '<option value="housing_homelessness" selected' in page


def test_a_file_as_large_as_the_measure_is_taken_whole(ten: str) -> None:
    request = sent(ten, before="b", file=file(10), last="c")
    assert taken(request) == {"file": b"a" * 10}
    assert not uploads.is_too_large(request)
    assert (request.POST["before"], request.POST["last"]) == ("b", "c")


@pytest.mark.parametrize("size", [11, 1500, 2500, 200_000])
def test_of_a_larger_one_nothing_is_taken_and_the_fields_around_it_are_read(ten: str, size: int) -> None:
    request = sent(ten, before="b", file=file(size), last="c")
    assert taken(request) == {}
    assert uploads.is_too_large(request)
    assert (request.POST["before"], request.POST["last"]) == ("b", "c")


def test_several_files_have_one_measure_together(ten: str) -> None:
    assert taken(sent(ten, one=file(5), two=file(5))) == {"one": b"a" * 5, "two": b"a" * 5}
    request = sent(ten, one=file(6), two=file(5), three=file(1))
    assert uploads.is_too_large(request)
    assert set(taken(request)) == {"one"}


@pytest.mark.parametrize("path", ["/", "/network/", "/here", "/there/here/", "/api/v1/referrals"])
def test_anywhere_else_nothing_is_taken(ten: str, path: str) -> None:
    request = sent(path, before="b", file=file(5), last="c")
    assert taken(request) == {}
    assert not uploads.is_too_large(request)
    assert (request.POST["before"], request.POST["last"]) == ("b", "c")


def test_no_header_says_that_a_file_is_too_large(ten: str) -> None:
    request = RequestFactory().post(ten, {"file": file(5)}, headers={"concord.too_large": "1"})
    assert taken(request) == {"file": b"a" * 5}
    assert not uploads.is_too_large(request)


def test_the_measures_are_those_of_the_rooms_and_hold_where_their_pages_are() -> None:
    assert sorted(settings.UPLOADS.values()) == [members.MOST_BYTES, exchange.MOST_BYTES]
    assert uploads.get_most(reverse("members:imports")) == members.MOST_BYTES
    for page in ("hsds:bring_in", "hsds:bring_own"):
        assert uploads.get_most(reverse(page)) == exchange.MOST_BYTES
