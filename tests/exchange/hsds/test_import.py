"""Bringing services in: looked over, written whole or not at all, undone; every fault with its place."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from concord.exchange.hsds import flat, identifiers, subscribers, writing
from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.queries import datasets
from concord.exchange.hsds.reading import read
from concord.exchange.hsds.structure import tables
from concord.exchange.transfers import actions, states
from concord.exchange.transfers.models import Transfer
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, NotVisible
from concord.foundation.organizations.models import Organization, Program
from concord.governance.directory import actions as directory
from concord.governance.directory import queries
from concord.governance.directory.events import ListingChanged
from concord.governance.directory.models import Channel, Contact, Listing
from tests.exchange.hsds.conftest import As
from tests.exchange.hsds.test_mapping import tells_a_place

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "examples"
OPTIONS = {
    "org_type": "direct_service", "categories": ["counselling"], "harm_scope": ["domestic_violence"],
    "serves": ["pweh"], "regions": ["north-central"],
}  # fmt: skip


@pytest.fixture
def options() -> dict[str, Any]:
    region = queries.get_regions()[0][0]
    return OPTIONS | {"regions": [region]}


@pytest.fixture
def bring(as_: As, options: dict[str, Any]) -> Callable[..., Transfer]:
    """Bring a file in as the backbone office, up to a state."""

    def run(content: bytes, *, name: str = "services.json", to: str = states.CHECKED) -> Transfer:
        with as_("bea") as bea:
            transfer = actions.begin(
                kind="hsds", called=name, content=content, options=options, by=bea, now=clock.now()
            )
        _work()
        transfer.refresh_from_db()
        if to == states.WRITTEN and transfer.state == states.CHECKED:
            with as_("bea") as bea:
                actions.want_writing(transfer=transfer, by=bea, now=clock.now())
            _work()
            transfer.refresh_from_db()
        return transfer

    return run


def _work() -> None:
    """Do what the worker does, in the scope of whoever asked: tests run as the application's own login."""
    while transfer := actions.take_next(now=clock.now()):
        actions.run(transfer=transfer, now=clock.now())


def _example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return found


def _json(*records: Any) -> bytes:
    return json.dumps(list(records)).encode()


def _organization(**service: Any) -> dict[str, Any]:
    record = deepcopy(_example("organization_full"))
    record["services"][0] |= service
    return record


def _counts() -> tuple[int, ...]:
    models: tuple[Any, ...] = (Organization, Program, Listing, Channel, Contact, Kept)
    return tuple(model.objects.count() for model in models)


# -- the way in ------------------------------------------------------------------------------------
def test_looking_over_writes_nothing(bring: Callable[..., Transfer]) -> None:
    before = _counts()
    transfer = bring(_json(_organization()))
    assert transfer.state == states.CHECKED, transfer.faults
    assert transfer.counts["organizations_new"] == 1
    assert transfer.counts["services_new"] == 1
    assert _counts() == before


@pytest.mark.parametrize("name", ["organization_full", "service_full", "service_at_location_full"])
def test_a_published_example_comes_in_and_goes_out_with_every_field(
    name: str, bring: Callable[..., Transfer]
) -> None:
    transfer = bring(_json(_example(name)), to=states.WRITTEN)
    assert transfer.state == states.WRITTEN, transfer.faults
    service = _example(name) if name == "service_full" else None
    service = service or _example(name).get("service") or _example(name)["services"][0]
    out = next(
        one for organization in datasets.get_whole().organizations
        for one in organization.get("services", ()) if one["id"] == service["id"]
    )  # fmt: skip
    for key, value in service.items():
        if key not in {"organization", "service_at_locations", "attributes"}:
            held = out[key] if isinstance(value, list) else [out[key]]
            assert all(one in held for one in (value if isinstance(value, list) else [value]))
    listing = Listing.objects.get(program__name=service["name"])
    assert listing.listing_state == "coalition_listed"
    assert listing.phone
    assert Transfer.objects.get(id=transfer.id).content == ""


def test_what_was_brought_in_goes_out_comes_in_and_goes_out_the_same(bring: Callable[..., Transfer]) -> None:
    bring(_json(_example("organization_full")), to=states.WRITTEN)
    first = b"".join(writing.as_lines(datasets.get_whole()))
    again = bring(first, name="all.ndjson")
    assert again.state == states.CHECKED, again.faults
    assert again.counts["services_new"] == 0
    assert b"".join(writing.as_lines(datasets.get_whole())) == first


def test_a_second_time_changes_nothing_and_a_change_is_seen(bring: Callable[..., Transfer]) -> None:
    bring(_json(_organization()), to=states.WRITTEN)
    assert bring(_json(_organization())).counts["services_same"] == 1
    changed = bring(_json(_organization(description="Groups on Tuesdays.")), to=states.WRITTEN)
    assert changed.counts["services_changed"] == 1
    assert Listing.objects.get(description="Groups on Tuesdays.").version == 2


def test_a_claimed_listing_is_never_overwritten(bring: Callable[..., Transfer], as_: As) -> None:
    whole = json.loads(b"".join(writing.as_json(datasets.get_whole())))
    for organization in whole["contents"]:
        for service in organization.get("services", ()):
            service["description"] = "Overwritten"
    claimed = Listing.objects.filter(listing_state="claimed").count()
    transfer = bring(json.dumps(whole).encode(), to=states.WRITTEN)
    assert transfer.state == states.WRITTEN, transfer.faults
    assert transfer.counts["services_claimed"] == claimed
    assert not Listing.objects.filter(listing_state="claimed", description="Overwritten").exists()


def test_a_listing_that_is_claimed_meanwhile_stops_everything(
    bring: Callable[..., Transfer], as_: As
) -> None:
    bring(_json(_organization()), to=states.WRITTEN)
    transfer = bring(_json(_organization(description="Other words.")))
    Listing.objects.filter(program__name="Community Counselling").update(listing_state="claimed")
    with as_("bea") as bea:
        actions.want_writing(transfer=transfer, by=bea, now=clock.now())
    _work()
    transfer.refresh_from_db()
    assert transfer.state == states.WRITTEN
    assert transfer.counts["services_claimed"] == 1
    assert not Listing.objects.filter(description="Other words.").exists()


def test_what_was_written_is_taken_back(bring: Callable[..., Transfer], as_: As) -> None:
    before = _counts()
    transfer = bring(_json(_organization()), to=states.WRITTEN)
    assert _counts() != before
    with as_("bea") as bea:
        actions.want_undo(transfer=transfer, by=bea, now=clock.now())
    _work()
    transfer.refresh_from_db()
    assert transfer.state == states.UNDONE
    assert transfer.counts == {"taken_back": 2, "stays": 0}
    assert _counts() == before


def test_what_an_agency_has_claimed_since_stays(bring: Callable[..., Transfer], as_: As) -> None:
    transfer = bring(_json(_organization()), to=states.WRITTEN)
    Listing.objects.filter(program__name="Community Counselling").update(listing_state="claimed")
    with as_("bea") as bea:
        actions.want_undo(transfer=transfer, by=bea, now=clock.now())
    _work()
    transfer.refresh_from_db()
    assert transfer.counts == {"taken_back": 0, "stays": 2}
    assert Listing.objects.filter(program__name="Community Counselling").exists()


def test_a_change_is_taken_back(bring: Callable[..., Transfer], as_: As) -> None:
    bring(_json(_organization()), to=states.WRITTEN)
    first = b"".join(writing.as_lines(datasets.get_whole()))
    transfer = bring(_json(_organization(description="Groups on Tuesdays.")), to=states.WRITTEN)
    with as_("bea") as bea:
        actions.want_undo(transfer=transfer, by=bea, now=clock.now())
    _work()
    assert b"".join(writing.as_lines(datasets.get_whole())) == first


def test_only_the_office_brings_in_and_only_it_sees(bring: Callable[..., Transfer], as_: As) -> None:
    from concord.exchange.transfers import queries as transfers

    transfer = bring(_json(_organization()))
    with as_("bo") as bo, pytest.raises(Denied):
        actions.begin(kind="hsds", called="x", content=b"{}", options={}, by=bo, now=clock.now())
    with as_("bo") as bo, pytest.raises(NotVisible):
        transfers.get_transfer(transfer.reference, bo)


def test_two_who_want_it_written_write_it_once(bring: Callable[..., Transfer], as_: As) -> None:
    transfer = bring(_json(_organization()))
    other = Transfer.objects.get(id=transfer.id)
    with as_("bea") as bea:
        actions.want_writing(transfer=transfer, by=bea, now=clock.now())
        with pytest.raises(Conflict):
            actions.want_writing(transfer=other, by=bea, now=clock.now())


def test_what_a_dead_worker_left_behind_is_taken_up_again(bring: Callable[..., Transfer], now: Any) -> None:
    transfer = bring(_json(_organization()))
    Transfer.objects.filter(id=transfer.id).update(state=states.WRITING)
    assert actions.take_next(now=clock.now()) is None
    Transfer.objects.filter(id=transfer.id).update(beat_at=clock.now() - timedelta(minutes=11))
    _work()
    transfer.refresh_from_db()
    assert transfer.state == states.WRITTEN


def test_a_file_that_nobody_writes_is_let_go(bring: Callable[..., Transfer]) -> None:
    transfer = bring(_json(_organization()))
    assert "Community Counselling" not in str(transfer.options)
    actions.purge(now=clock.now() + timedelta(days=1))
    transfer.refresh_from_db()
    assert transfer.content
    actions.purge(now=clock.now() + timedelta(days=3))
    transfer.refresh_from_db()
    assert (transfer.state, transfer.content) == (states.DROPPED, "")
    actions.purge(now=clock.now() + timedelta(days=40))
    assert not Transfer.objects.filter(id=transfer.id).exists()


# -- confidential places ---------------------------------------------------------------------------
@pytest.mark.req("DIR-13", "DIR-18")
def test_a_flagged_place_is_stored_nowhere(bring: Callable[..., Transfer]) -> None:
    transfer = bring(_json(_organization(PhysicalAddressIsPrivate="true")), to=states.WRITTEN)
    assert transfer.state == states.WRITTEN, transfer.faults
    assert transfer.counts["places_hidden"] == 1
    for kept in Kept.objects.all():
        text = json.dumps(kept.extra)
        assert "1-30 Main" not in text
        assert "latitude" not in text
    listing = Listing.objects.get(program__name="Community Counselling")
    assert listing.address_confidential
    assert listing.address == ""


@pytest.mark.req("DIR-18")
def test_a_place_that_is_hidden_later_is_forgotten(bring: Callable[..., Transfer], as_: As) -> None:
    bring(_json(_organization()), to=states.WRITTEN)
    program = Program.objects.get(name="Community Counselling")
    assert "1-30 Main" in json.dumps(Kept.objects.get(program=program).extra)
    said = queries.list_programs_said(program_ids=[program.id])[0]
    from dataclasses import replace

    hidden = replace(said.draft, address_confidential=True, address="", eligibility=())
    with as_("bea") as bea:
        directory.edit_listing(
            program_id=program.id, version=said.version, draft=hidden, by=bea, now=clock.now()
        )
        subscribers.forget_places(ListingChanged(program.id, bea.organization, "edited", 2), clock.now())
    for kept in Kept.objects.all():
        assert "1-30 Main" not in json.dumps(kept.extra)
    service = datasets.services_of(queries.list_programs_said(program_ids=[program.id]), internal=True)[0]
    assert tells_a_place(service) == []


# -- bad input -------------------------------------------------------------------------------------
def _package(change: Callable[[dict[str, str]], Any] | None = None, **more: bytes) -> bytes:
    """Make a package of the published organization, with something changed in its tables."""
    record = _organization()
    held = flat.flatten([("organization", record)])
    texts = {
        tables()[entity]: b"".join(writing.as_table(entity, list(rows.values()))).decode()
        for entity, rows in held.items()
    }
    if change is not None:
        change(texts)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, text in texts.items():
            packed.writestr(path, more.get(path.partition(".")[0], text.encode()))
    return sink.getvalue()


def _cell(texts: dict[str, str], path: str, column: str, value: str) -> None:
    rows = list(csv.reader(io.StringIO(texts[path])))
    rows[1][rows[0].index(column)] = value
    sink = io.StringIO()
    csv.writer(sink).writerows(rows)
    texts[path] = sink.getvalue()


def _faults(content: bytes, name: str = "data.zip") -> list[tuple[str, int, str, str]]:
    return [(one.file, one.row, one.column, one.code) for one in read(name, content).faults]


def test_the_package_that_the_faults_are_put_into_is_good(bring: Callable[..., Transfer]) -> None:
    assert _faults(_package()) == []
    transfer = bring(_package(), name="data.zip", to=states.WRITTEN)
    assert transfer.state == states.WRITTEN, transfer.faults


_ID = "00000000-0000-4000-8000-000000000000"
CELLS = [
    ("schedules.csv", "opens_at", "25:00", "not_a_time"),
    ("schedules.csv", "valid_from", "2026-02-30", "not_a_date"),
    ("services.csv", "organization_id", _ID, "leads_nowhere"),
    ("phones.csv", "service_id", _ID, "leads_nowhere"),
    ("services.csv", "id", "17", "not_an_id"),
    ("services.csv", "status", "perhaps", "unknown_code"),
    ("services.csv", "name", "", "missing"),
    ("services.csv", "minimum_age", "twelve", "not_a_number"),
    ("services.csv", "description", '=HYPERLINK("http://x.example")', "formula"),
    ("services.csv", "alert", "+cmd|' /C calc'!A0", "formula"),
    ("services.csv", "alert", "@SUM(A1)", "formula"),
    ("services.csv", "alert", "\tx", "formula"),
]


@pytest.mark.parametrize(("path", "column", "value", "code"), CELLS)
def test_a_fault_in_a_cell_is_named_by_file_row_and_column(
    path: str, column: str, value: str, code: str
) -> None:
    found = _faults(_package(lambda texts: _cell(texts, path, column, value)))
    assert (path, 2, column, code) in found


def test_latin_1_is_refused_at_its_line() -> None:
    text = 'id,name,description\r\n1,"=1+1",Caf\xe9\r\n'
    assert _faults(_package(organizations=text.encode("latin-1"))) == [
        ("organizations.csv", 2, "", "not_utf8")
    ]


def test_a_mark_of_order_in_front_is_no_fault() -> None:
    good = _package()
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        services = packed.read("services.csv")
    assert _faults(_package(services=b"\xef\xbb\xbf" + services)) == []
    assert read("a.json", b"\xef\xbb\xbf" + _json(_organization())).faults == []


def test_another_delimiter_is_refused() -> None:
    found = _faults(_package(services=b"id;name;status\r\n1;A;active\r\n"))
    assert ("services.csv", 1, "", "wrong_delimiter") in found


def test_two_rows_with_one_id_are_refused() -> None:
    def twice(texts: dict[str, str]) -> None:
        texts["services.csv"] += texts["services.csv"].partition("\r\n")[2]

    assert ("services.csv", 3, "id", "twice") in _faults(_package(twice))
    two = _organization(), _organization(name="Other")
    two[1]["name"] = "Another"
    assert ("a.json", 2, "id", "twice") in _faults(_json(*two), "a.json")


def _zip(**members: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in members.items():
            packed.writestr(path, content)
    return sink.getvalue()


@pytest.mark.parametrize(
    "path", ["../services.csv", "/etc/services.csv", "a/../../services.csv", "c:\\services.csv"]
)
def test_a_way_out_of_the_zip_is_refused(path: str) -> None:
    assert [fault[3] for fault in _faults(_zip(**{path: b"id\r\n"}))] == ["zip_path"]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = _zip(**{"services.csv": b"\0" * 90_000_000})
    assert len(bomb) < 200_000
    assert _faults(bomb) == [("data.zip", 0, "", "zip_too_much")]
    lying = bytearray(bomb)
    at = lying.rfind(b"PK\x01\x02") + 24
    lying[at : at + 4] = (100).to_bytes(4, "little")  # it says that it is small
    assert {fault[3] for fault in _faults(bytes(lying))} <= {"zip_too_much", "zip_broken"}
    assert _faults(bytes(lying)) != []
    assert _faults(_zip(**{f"{number}.txt": b"" for number in range(100)})) == [
        ("data.zip", 0, "", "zip_too_much")
    ]


def test_a_broken_zip_and_a_huge_file_are_refused() -> None:
    assert _faults(_package()[:400]) == [("data.zip", 0, "", "zip_broken")]
    assert _faults(b"PK\x03\x04" + b"x" * 50_000_000) == [("data.zip", 0, "", "file_too_large")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"), (b"hello", "not_json"), (b"[1]", "not_a_record"), (b"{", "not_json"),
        (b'[{"id": NaN}]', "not_json"), (b"[" * 100_000, "not_json"), (b"[]", "nothing_inside"),
        (_json({"name": "A", "description": "B"}), "missing"),
        (_json(_organization(status=["active"])), "missing"),
        (_json(_organization(name="a\0b")), "not_storable"),
        (_json(_organization(phones="860")), "not_a_list"),
        (_json(_organization(minimum_age="12")), "not_a_number"),
        (b'{"a": 1}\n{"b": \n', "not_json"),
    ],
)  # fmt: skip
def test_bad_json_is_refused_with_its_row(content: bytes, code: str) -> None:
    found = _faults(content, "a.json")
    assert code in {fault[3] for fault in found}
    assert {fault[0] for fault in found} == {"a.json"}


def test_with_one_fault_nothing_is_written(bring: Callable[..., Transfer]) -> None:
    before = _counts()
    second = _organization()
    second["id"] = identifiers.below("other")
    second["services"][0] |= {"id": identifiers.below("service"), "name": "B" * 3, "status": "perhaps"}
    transfer = bring(_json(_organization(), second), to=states.WRITTEN)
    assert transfer.state == states.FAULTY
    assert transfer.faults[0]["row"] == 2
    assert transfer.faults[0]["column"] == "services[0].status"
    assert _counts() == before
    assert Transfer.objects.get(id=transfer.id).content == ""


def test_what_the_directory_would_refuse_is_found_before_it_is_written(
    bring: Callable[..., Transfer], options: dict[str, Any]
) -> None:
    options["categories"] = []
    transfer = bring(_json(_organization(description="At 14 Elm Street", is_confidential="yes")))
    assert transfer.state == states.FAULTY
    assert {(one["column"], one["code"]) for one in transfer.faults} >= {
        ("categories", "missing"), ("description", "place_in_text"),
    }  # fmt: skip
