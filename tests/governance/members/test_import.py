"""A member list comes in whole or not at all, and every fault is named by its place."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from concord.exchange.hsds import writing
from concord.exchange.hsds.queries import datasets
from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Organization, Program
from concord.governance.directory import actions as directory
from concord.governance.directory import queries as directory_queries
from concord.governance.directory.models import Listing
from concord.governance.directory.queries import Filters
from concord.governance.members import actions, jobs, queries, sheets
from concord.governance.members.models import ImportBatch
from tests import cast
from tests.governance.members import lists

Browse = Callable[[str], Client]
ADDRESS = "/network/members/"


def read_in(browser: Client, content: bytes, name: str = "members.csv") -> str:
    """Read a list in and return the address of its page."""
    answer = browser.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, unescape(answer.content.decode())
    return str(answer["Location"])


def faults_on(page: str) -> list[tuple[int, str]]:
    """Return row and column of every fault that a page lists."""
    table = page[page.index('id="faults"') :].partition("</table>")[0]
    found = re.findall(r'rowheader" scope="row" class="c-main">(\d+)</th>\s*<td[^>]*>([A-Z]+): ', table)
    return [(int(row), letter) for row, letter in found]


def count() -> tuple[int, int]:
    return Organization.objects.count(), Listing.objects.count()


@pytest.mark.req("ONB-09")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_twelve_faults_of_two_hundred_rows_are_listed_and_nothing_is_written(
    client_of: Browse, kind: str
) -> None:
    before, browser = count(), client_of("bea")
    make = lists.as_csv if kind == "csv" else lists.as_xlsx
    address = read_in(browser, make(lists.rows(faulty=True)), f"members.{kind}")
    page = browser.get(address).content.decode()
    expected = [
        (row, chr(ord("A") + lists.HEADER.index(column))) for row, (column, *_) in lists.FAULTS.items()
    ]
    assert faults_on(page) == expected
    assert "12 faults. Nothing has been imported." in page
    assert "Import all" not in page
    assert browser.post(f"{address}import/").status_code == 409
    assert count() == before


@pytest.mark.req("ONB-09", "DIR-15")
def test_the_mended_list_comes_in_whole_and_is_found_at_once(client_of: Browse) -> None:
    organizations, listings = count()
    browser = client_of("bea")
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)))
    page = browser.get(address).content.decode()
    assert 'id="faults"' not in page
    assert "200 programs can be imported." in page
    assert browser.post(f"{address}import/").status_code == 303
    agencies = {row[0] for row in lists.rows(faulty=False)}
    assert count() == (organizations + len(agencies), listings + 200)
    found = client_of("ana").get("/directory/", {"words": "Program 123"}).content.decode()
    assert "Program 123" in found
    assert "Listed by the coalition, not yet confirmed" in found
    page = browser.get(address).content.decode()
    assert "200 programs were entered." in page


@pytest.mark.req("ONB-09")
def test_an_import_is_undone_to_the_last_row(client_of: Browse) -> None:
    before, browser = count(), client_of("bea")
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:20]))
    browser.post(f"{address}import/")
    assert count() > before
    assert browser.post(f"{address}undo/").status_code == 303
    assert count() == before
    assert browser.post(f"{address}undo/").status_code == 409
    again = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:20]))
    assert browser.post(f"{again}import/").status_code == 303


@pytest.mark.req("DIR-15", "ONB-09")
def test_what_an_agency_has_claimed_stays_and_locks_the_coalition_out(client_of: Browse) -> None:
    browser = client_of("bea")
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:6]))
    browser.post(f"{address}import/")
    listing = Listing.objects.filter(program__name="Program 003").select_related("program").get()
    edit = f"/directory/programs/{listing.program.reference}/edit/"
    assert browser.get(edit).status_code == 200
    Listing.objects.filter(id=listing.id).update(listing_state="claimed")
    assert browser.get(edit).status_code == 403
    before = count()
    assert browser.post(f"{address}undo/").status_code == 409
    assert count() == before


def test_a_list_that_was_changed_by_hand_in_between_is_checked_again(client_of: Browse) -> None:
    browser = client_of("bea")
    first = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:6]))
    second = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:6]))
    assert browser.post(f"{first}import/").status_code == 303
    before = count()
    assert browser.post(f"{second}import/").status_code == 409
    assert count() == before
    assert "stands in the directory already" in browser.get(second).content.decode()


def test_an_import_that_breaks_in_the_middle_leaves_nothing(
    client_of: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, real = client_of("bea"), directory.create_listings
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:6]))
    before, at_the_break = count(), []

    def breaks(**given: Any) -> None:
        real(**given)
        at_the_break.append(count())
        raise Conflict("already_listed", program="Alder")

    monkeypatch.setattr("concord.governance.members.actions.imports.directory.create_listings", breaks)
    assert browser.post(f"{address}import/").status_code == 409
    assert at_the_break != [before]
    assert count() == before


@pytest.mark.req("ONB-09")
@pytest.mark.parametrize(
    "header",
    [
        ("Organización", "Tipo", "Servicios", "Región", "Teléfono"),
        ("Organisme", "Genre", "Services", "Région", "Téléphone"),
        ("Member agency", "Kind of organization", "Service categories", "Area served", "Telephone"),
    ],
)
def test_columns_are_guessed_in_three_languages(client_of: Browse, header: tuple[str, ...]) -> None:
    browser = client_of("bea")
    line = ["Alder Casa", "Shelter", "Hotline", "North", "860-555-0101"]
    address = read_in(browser, lists.as_csv([line], header=header, delimiter=";"))
    assert "1 program can be imported." in browser.get(address).content.decode()


def test_a_wrong_guess_is_put_right_and_a_column_says_one_thing(client_of: Browse) -> None:
    browser = client_of("bea")
    line = ["Hotline", "Alder Casa", "Shelter", "North"]
    address = read_in(browser, lists.as_csv([line], header=("Agency", "Kind", "Services", "Region")))
    assert "There is no kind" in browser.get(address).content.decode()
    right = {"organization": "1", "kind": "2", "services": "0", "regions": "3"}
    assert browser.post(address, right | {"kind": "1"}).status_code == 422
    assert browser.post(address, right | {"kind": "77"}).status_code == 422
    assert browser.post(address, right).status_code == 303
    assert "1 program can be imported." in browser.get(address).content.decode()


def test_a_title_that_no_column_takes_is_named(client_of: Browse) -> None:
    browser = client_of("bea")
    lines = [["Alder Casa", "Shelter", "Hotline", "North", "blue"]]
    address = read_in(
        browser, lists.as_csv(lines, header=("Agency", "Kind", "Services", "Region", "Favorite color"))
    )
    assert "Favorite color" in browser.get(address).content.decode().split("Left out")[1]


@pytest.mark.req("ONB-09")
def test_only_the_office_reads_lists_in(client_of: Browse) -> None:
    address = read_in(client_of("bea"), lists.as_csv(lists.rows(faulty=False)[:2]))
    for name in ("lena", "tom", "sys"):
        for path in (ADDRESS, address):
            assert client_of(name).get(path).status_code == 403
        for path in (ADDRESS, address, f"{address}import/", f"{address}undo/"):
            assert client_of(name).post(path).status_code == 403
    lena = cast.actor("lena")
    sheet = sheets.read("list.csv", lists.as_csv(lists.rows(faulty=False)[:2]))
    with scope.acting(lena), pytest.raises(Denied):
        actions.read_list(name="list.csv", sheet=sheet, by=lena, now=clock.now())


def test_the_cells_are_gone_once_they_are_imported(client_of: Browse) -> None:
    browser = client_of("bea")
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:2]))
    browser.post(f"{address}import/")
    batch = queries.get_batch(address.strip("/").rpartition("/")[2])
    assert (batch.state, batch.rows) == ("imported", [])
    assert ImportBatch.objects.count() == 1


def test_text_that_looks_like_a_formula_stays_text_and_goes_out_as_text(client_of: Browse) -> None:
    browser = client_of("bea")
    lines = [["=HYPERLINK(1)", "Shelter", "Hotline", "North"]]
    address = read_in(browser, lists.as_csv(lines, header=("Agency", "Kind", "Services", "Region")))
    browser.post(f"{address}import/")
    with scope.acting(cast.actor("bea")) as bea:
        page = directory_queries.list_programs(bea, Filters(words="HYPERLINK"))
    assert [row.organization_name for row in page.rows] == ["=HYPERLINK(1)"]
    out = b"".join(writing.as_package(datasets.get_whole(), at=clock.now()))
    rows = zipfile.ZipFile(io.BytesIO(out)).read("organizations.csv")
    assert b",'=HYPERLINK(1)," in rows


def test_a_list_that_nobody_imported_is_let_go_after_a_month(client_of: Browse) -> None:
    browser, faultless = client_of("bea"), lists.rows(faulty=False)
    browser.post(f"{read_in(browser, lists.as_csv(faultless[:2]))}import/")
    read_in(browser, lists.as_csv(faultless[2:4]))
    jobs.purge_imports(clock.now() + timedelta(days=29))
    assert ImportBatch.objects.count() == 2
    jobs.purge_imports(clock.now() + timedelta(days=31))
    assert [batch.state for batch in ImportBatch.objects.all()] == ["imported"]


def test_a_program_that_was_added_by_hand_since_keeps_an_import_from_being_undone(client_of: Browse) -> None:
    browser = client_of("bea")
    address = read_in(browser, lists.as_csv(lists.rows(faulty=False)[:2]))
    browser.post(f"{address}import/")
    with scope.acting(cast.actor("bea")) as bea:
        organizations.create_program(
            organization=Organization.objects.get(name="Alder Agency 002"),
            name="By hand",
            by=bea,
            now=clock.now(),
        )
    before = count()
    assert browser.post(f"{address}undo/").status_code == 409
    assert count() == before
    assert Program.objects.filter(name="By hand").exists()
