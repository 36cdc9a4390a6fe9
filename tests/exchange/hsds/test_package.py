"""The tabular data package: what its description promises holds, cell by cell."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from concord.exchange.hsds import writing
from concord.exchange.hsds.queries import datasets
from concord.exchange.hsds.writing import Dataset
from concord.exchange.transfers import cells
from concord.foundation.lib import clock
from concord.governance.directory import actions, queries
from concord.governance.directory.drafts import ChannelDraft
from concord.governance.directory.models import Listing
from tests.exchange.hsds.conftest import As

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "hsds" / "examples"
DANGEROUS = ("=1+1", "+cmd", "-2", "@SUM", "\tx", "\rx", "'=x", "''=x", "'plain")


def _package(data: Dataset | None = None) -> zipfile.ZipFile:
    data = data or datasets.get_whole()
    return zipfile.ZipFile(io.BytesIO(b"".join(writing.as_package(data, at=clock.now()))))


def _rows(packed: zipfile.ZipFile, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.read(path).decode(), newline="")))


def _wrong(packed: zipfile.ZipFile) -> list[str]:
    """Read a package by its own description, with eyes of our own; say everything that does not hold."""
    described = json.loads(packed.read("datapackage.json"))
    held = {one["name"]: _rows(packed, one["path"]) for one in described["resources"]}
    ids = {name: {row["id"] for row in rows} for name, rows in held.items()}
    found = []
    for resource in described["resources"]:
        name, schema = resource["name"], resource["schema"]
        header = packed.read(resource["path"]).decode().partition("\r\n")[0].split(",")
        if header != [field["name"] for field in schema["fields"]]:
            found.append(f"{name}: header")
        if len(ids[name]) != len(held[name]):
            found.append(f"{name}: an id stands twice")
        for row in held[name]:
            found += [f"{name}.{field['name']}: {row[field['name']]!r}" for field in schema["fields"]
                      if not _fits(field, row[field["name"]])]  # fmt: skip
            for key in schema["foreignKeys"]:
                value, target = row[key["fields"]], key["reference"]["resource"] or name
                if value and value not in ids[target]:
                    found.append(f"{name}.{key['fields']} leads nowhere: {value}")
    return found


_KINDS = {
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d"),
}


def _fits(field: dict[str, Any], value: str) -> bool:
    bounds = field.get("constraints", {})
    if not value:
        return not bounds.get("required")
    if bounds.get("enum") and value not in bounds["enum"]:
        return False
    if field.get("format") == "uuid":
        return str(UUID(value)) == value
    kind = _KINDS.get(field.get("type", "string"))
    return kind is None or kind.fullmatch(value) is not None


def test_the_package_holds_what_its_description_promises() -> None:
    packed = _package()
    assert len(packed.namelist()) == 25
    assert _wrong(packed) == []


def test_the_eyes_of_the_test_above_see() -> None:
    whole = datasets.get_whole()
    service = next(one["services"][0] for one in whole.organizations if "services" in one)
    service |= {"status": "perhaps", "program_id": str(UUID(int=9)), "assured_date": "soon"}
    found = _wrong(_package(whole))
    assert "service.status: 'perhaps'" in found
    assert "service.assured_date: 'soon'" in found
    assert any("leads nowhere" in one for one in found)


TIMES = {
    "09:00": ("09:00:00", ""), "09:00:30": ("09:00:30", ""), "09:00-05:00": ("09:00:00", "-5"),
    "09:00:00+05:30": ("09:00:00", "5.5"), "09:00Z": ("09:00:00", "0"), "": ("", ""),
}  # fmt: skip


def _with_times() -> Dataset:
    """Return everything, and services whose times were brought in as others write them."""
    whole = datasets.get_whole()
    service = next(one["services"][0] for one in whole.organizations if "services" in one)
    service["schedules"] = [
        {"id": str(uuid5(NAMESPACE_URL, said)), "service_id": service["id"], "freq": "WEEKLY", "byday": "MO",
         "opens_at": said}
        for said in TIMES
    ]  # fmt: skip
    return whole


def test_times_are_told_as_tables_tell_them_and_nothing_is_lost() -> None:
    rows = _rows(_package(_with_times()), "schedules.csv")
    told = {row["id"]: (row["opens_at"], row["timezone"]) for row in rows}
    for said, wanted in TIMES.items():
        assert told[str(uuid5(NAMESPACE_URL, said))] == wanted


@pytest.mark.parametrize("get", [datasets.get_whole, _with_times])
def test_frictionless_finds_it_valid(tmp_path: Path, get: Callable[[], Dataset]) -> None:
    _package(get()).extractall(tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - a tool
    assert json.loads(done.stdout)["valid"], done.stdout[:2000]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    said = cells.write(text)
    assert said[0] not in "=+-@\t\r"
    assert cells.read(said) == text


def test_a_number_stays_a_number() -> None:
    assert cells.write(-72.5, number=True) == "-72.5"


@pytest.mark.req("SEC-05")
def test_what_an_agency_wrote_is_neutralized_in_every_table(as_: As) -> None:
    program = queries.list_programs_said()[0]
    Listing.objects.filter(program_id=program.id).update(
        description='=HYPERLINK("http://x.example")', length_of_stay="@SUM(A1)", how_to_get_in="+1+1"
    )
    packed = _package()
    beginning = {
        cell[:1] for path in packed.namelist() if path.endswith(".csv")
        for row in csv.reader(io.StringIO(packed.read(path).decode(), newline="")) for cell in row
    }  # fmt: skip
    assert beginning.isdisjoint("=+@\t\r")
    assert "'=HYPERLINK" in packed.read("services.csv").decode()


def test_a_channel_of_each_kind_finds_its_table(as_: As) -> None:
    owners = {"harbor": "bo", "lakeside": "leo"}
    program, owner = next(
        (one, owners[place])
        for one in queries.list_programs_said()
        if (place := one.reference.partition("-")[0]) in owners
    )
    with as_(owner) as lead:
        for kind, value in (
            ("fax", "860-555-0190"),
            ("web", "https://a.example/"),
            ("in_person", "At the library"),
        ):
            draft = ChannelDraft(kind, value, "Tuesdays")
            actions.save_channel(program_id=program.id, draft=draft, by=lead, now=clock.now())
    packed = _package()
    assert "860-555-0190" in packed.read("phones.csv").decode()
    assert "https://a.example/" in packed.read("url.csv").decode()
    assert "At the library" in packed.read("attributes.csv").decode()


@pytest.mark.parametrize("name", ["organization_full", "service_full"])
def test_frictionless_finds_the_standards_own_examples_valid(tmp_path: Path, name: str) -> None:
    """What others wrote is told as it came; it has to be told in the tables' own shapes."""
    example = json.loads((EXAMPLES / f"{name}.json").read_text())
    if name == "service_full":
        example = example["organization"] | {"services": [example]}
    test_frictionless_finds_it_valid(tmp_path, lambda: Dataset([example]))
