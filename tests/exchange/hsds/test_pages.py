"""Pages of the exchange: files go out, come in without JavaScript, and who is published is chosen."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from concord.exchange.hsds.queries import public
from concord.exchange.transfers import actions, states
from concord.exchange.transfers.models import Transfer
from concord.foundation.lib import clock
from concord.governance.directory import queries
from concord.governance.directory.models import Listing
from tests.exchange.hsds.conftest import As
from tests.exchange.hsds.test_mapping import tells_a_place

pytestmark = pytest.mark.django_db
Browse = Callable[[str], Client]
EXAMPLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "examples"


def _body(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# -- out -------------------------------------------------------------------------------------------
@pytest.mark.req("SEC-09")
@pytest.mark.parametrize("name", ["bo", "tom", "ana"])
def test_every_member_takes_its_own_services_out_at_any_level(client_of: Browse, name: str) -> None:
    found = json.loads(_body(client_of(name).get("/export/services/own/json/")))
    assert len(found["contents"]) == 1
    lines = _body(client_of(name).get("/export/services/own/lines/")).splitlines()
    assert [json.loads(line) for line in lines] == found["contents"]


@pytest.mark.req("DIR-13", "DIR-18")
@pytest.mark.parametrize(("name", "whose"), [("bea", "all"), ("bo", "own")])
def test_no_file_tells_the_place_of_a_confidential_program(client_of: Browse, name: str, whose: str) -> None:
    hidden = set(Listing.objects.filter(address_confidential=True).values_list("program__name", flat=True))
    assert hidden
    found = json.loads(_body(client_of(name).get(f"/export/services/{whose}/json/")))
    for organization in found["contents"]:
        for service in organization.get("services", ()):
            if service["name"] in hidden:
                assert tells_a_place(service) == []
    packed = zipfile.ZipFile(io.BytesIO(_body(client_of(name).get(f"/export/services/{whose}/tables/"))))
    told = Listing.objects.exclude(address="").filter(address_confidential=False).count()
    rows = packed.read("addresses.csv").decode().splitlines()[1:]
    assert len(rows) <= told
    assert "latitude" not in packed.read("services.csv").decode()


def test_the_whole_directory_is_the_offices(client_of: Browse) -> None:
    assert client_of("bo").get("/export/services/all/json/").status_code == 403
    assert client_of("bo").get("/export/services/theirs/json/").status_code == 404
    assert Client().get("/export/services/own/json/").status_code == 302


@pytest.mark.parametrize("name", ["bo", "ana", "tom", "bea"])
def test_the_page_offers_what_somebody_may(client_of: Browse, name: str) -> None:
    page = client_of(name).get("/export/").content.decode()
    assert ("services/all" in page) == (name == "bea")
    assert ('action="/export/open/"' in page) == (name == "bea")
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert re.split(r"\s\W\s", title)[0] == "Export"
    for address in re.findall(r'href="(/(?:export|imports)[^"]*)"', page):
        assert client_of(name).get(address).status_code == 200, address


# -- who is published ------------------------------------------------------------------------------
def test_a_lead_chooses_and_the_office_opens(client_of: Browse) -> None:
    assert client_of("bo").post("/export/publish/", {"published": "on"}).status_code == 303
    assert Client().get("/hsds/v3/services").status_code == 404
    assert client_of("bea").post("/export/open/", {"is_open": "on"}).status_code == 303
    assert Client().get("/hsds/v3/services").json()["total_items"] > 0
    assert "Published" in client_of("bo").get("/export/").content.decode()
    assert client_of("bo").post("/export/publish/", {}).status_code == 303
    assert Client().get("/hsds/v3/services").json()["empty"]
    assert client_of("bea").post("/export/open/", {}).status_code == 303
    assert not public.is_open()


def test_nobody_else_chooses_or_opens(client_of: Browse) -> None:
    assert client_of("ana").post("/export/publish/", {"published": "on"}).status_code == 403
    assert client_of("bo").post("/export/open/", {"is_open": "on"}).status_code == 403


# -- in --------------------------------------------------------------------------------------------
def _file(content: bytes, name: str = "a.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _options() -> dict[str, Any]:
    return {
        "org_type": "direct_service", "categories": ["counselling"], "harm_scope": ["domestic_violence"],
        "serves": ["pweh"], "regions": [queries.get_regions()[0][0]],
    }  # fmt: skip


def _work(as_: As, name: str = "bea") -> None:
    with as_(name):
        while transfer := actions.take_next(now=clock.now()):
            actions.run(transfer=transfer, now=clock.now())


def test_a_file_comes_in_without_javascript(client_of: Browse, as_: As) -> None:
    office = client_of("bea")
    content = (EXAMPLES / "organization_full.json").read_bytes()
    answer = office.post("/imports/services/", {"file": _file(content), **_options()})
    assert answer.status_code == 303
    where = answer["Location"]
    waiting = office.get(where).content.decode()
    assert "Waits to be looked over" in waiting
    assert f'href="{where}"' in waiting  # a link that looks again
    _work(as_)
    assert "New programs" in office.get(where).content.decode()
    assert office.post(f"{where}write/").status_code == 303
    _work(as_)
    page = office.get(where).content.decode()
    assert "Written" in page
    assert Listing.objects.filter(program__name="Community Counselling").exists()
    assert office.post(f"{where}undo/").status_code == 303
    _work(as_)
    assert "Taken back" in office.get(where).content.decode()
    assert not Listing.objects.filter(program__name="Community Counselling").exists()
    assert "a.json" in office.get("/imports/").content.decode()


def test_the_page_of_a_faulty_file_names_file_row_and_column(client_of: Browse, as_: As) -> None:
    record = json.loads((EXAMPLES / "organization_full.json").read_text())
    record["services"][0]["schedules"][0]["opens_at"] = "25:00"
    office = client_of("bea")
    answer = office.post("/imports/services/", {"file": _file(json.dumps([record]).encode()), **_options()})
    _work(as_)
    page = office.get(answer["Location"]).content.decode()
    assert "services[0].schedules[0].opens_at" in page
    assert "“25:00” is no time of a day" in page
    assert "Write it" not in page


def test_only_the_part_that_changes_is_asked_for(client_of: Browse, as_: As) -> None:
    office = client_of("bea")
    answer = office.post("/imports/services/", {"file": _file(b"[]"), **_options()})
    part = office.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    _work(as_)
    assert "hx-trigger" not in office.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("step", ["write", "undo", "nothing"])
def test_another_organization_does_not_see_it(client_of: Browse, as_: As, step: str) -> None:
    answer = client_of("bea").post("/imports/services/", {"file": _file(b"[]"), **_options()})
    where = answer["Location"]
    for name in ("bo", "ana"):
        assert client_of(name).get(where).status_code == 404
        assert client_of(name).post(f"{where}{step}/").status_code == 404


# -- own services ----------------------------------------------------------------------------------
@pytest.mark.req("SEC-09")
@pytest.mark.parametrize("shape", ["json", "tables"])
def test_own_services_go_out_and_come_in_with_equal_counts(client_of: Browse, as_: As, shape: str) -> None:
    lead = client_of("bo")
    content = _body(lead.get(f"/export/services/own/{shape}/"))
    before = lead.get("/export/services/own/json/")
    answer = lead.post("/imports/own/", {"file": _file(content, f"a.{shape}")})
    _work(as_, "bo")
    with as_("bo"):
        transfer = Transfer.objects.get()
        assert transfer.state == states.CHECKED, transfer.faults
        own = Listing.objects.filter(program__organization__reference="harbor").count()
        counts = transfer.counts
        assert counts["services_new"] == counts["services_claimed"] == counts["organizations_new"] == 0
        assert counts["services_same"] + counts["services_changed"] == own
    lead.post(f"{answer['Location']}write/")
    _work(as_, "bo")
    with as_("bo"):
        assert Transfer.objects.get().state == states.WRITTEN
    after = json.loads(_body(lead.get("/export/services/own/json/")))
    assert len(after["contents"][0]["services"]) == own
    assert before.status_code == 200


@pytest.mark.req("SEC-09")
def test_somebody_elses_services_are_not_brought_in_as_own(client_of: Browse, as_: As) -> None:
    content = _body(client_of("leo").get("/export/services/own/json/"))
    client_of("bo").post("/imports/own/", {"file": _file(content)})
    _work(as_, "bo")
    with as_("bo"):
        transfer = Transfer.objects.get()
        assert transfer.state == states.FAULTY
        assert {fault["code"] for fault in transfer.faults} == {"own_only"}
