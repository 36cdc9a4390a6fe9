"""Thousands of services: written in slices, told of while it goes on, taken out in slices."""

import io
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concord.exchange.hsds import identifiers, writing
from concord.exchange.hsds.actions import imports
from concord.exchange.hsds.kind import Services
from concord.exchange.hsds.models import Kept
from concord.exchange.hsds.queries import datasets
from concord.exchange.transfers.kinds import FaultyError, part_of, quiet
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit.models import Entry
from concord.foundation.events.models import Outbox
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict
from concord.governance.directory import actions as directory
from concord.governance.directory import queries
from concord.governance.directory.models import Channel, Listing
from tests import cast
from tests.committed import Committed
from tests.exchange.hsds.conftest import As

EXAMPLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "examples"


def _options() -> dict[str, Any]:
    return {
        "org_type": "direct_service", "categories": ["counselling"], "harm_scope": ["domestic_violence"],
        "serves": ["pweh"], "regions": [queries.get_regions()[0][0]],
    }  # fmt: skip


def _file(count: int, owner: str = "a", **facts: Any) -> bytes:
    """Return one organization with services that each have two telephones, an address and a mailbox."""
    example = json.loads((EXAMPLES / "organization_full.json").read_text())
    service = example["services"][0]
    kept = ("status", "description", "service_at_locations", "schedules", "languages")
    services = [
        {key: deepcopy(service[key]) for key in kept}
        | {
            "id": identifiers.below(owner, place),
            "name": f"Service {place}",
            "email": "a@one.example",
            "phones": [
                {"id": identifiers.below(owner, place, "p", line), "number": f"860-555-010{line}"}
                for line in range(2)
            ],
        }
        | facts
        for place in range(count)
    ]
    whole = {"id": identifiers.below(owner), "name": f"Bulk {owner}", "services": services}
    return json.dumps([whole]).encode()


def _write(content: bytes, by: Actor, tell: Callable[[int, int], None] = quiet) -> Any:
    return Services().write("a.json", content, _options(), by, tell)


# -- in --------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_number_of_statements_hardly_grows_with_the_services(as_: As) -> None:
    counts = []
    with as_("bea") as bea:
        for owner, count in (("a", 20), ("b", 120)):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                _write(_file(count, owner), bea)
            counts.append(len(asked))
    assert counts[1] - counts[0] <= 20, counts


@pytest.mark.django_db
def test_each_listing_has_one_entry_and_one_event(as_: As) -> None:
    with as_("bea") as bea:
        before = Channel.objects.count()
        undo = _write(_file(7), bea).undo
        programs = [step["id"] for step in undo if step["what"] == "program"]
        assert len(programs) == 7
        (owner,) = (step["id"] for step in undo if step["what"] == "organization")
        scope.enter(replace(bea, organization_id=UUID(owner)))  # entries are read by their owner
        assert Entry.objects.filter(subject_id__in=programs, action="listing.created").count() == 7
        assert Entry.objects.filter(subject_id__in=programs, action="program.created").count() == 7
        assert Outbox.objects.filter(subject_id__in=programs, name="ListingChanged").count() == 7
        assert Channel.objects.count() == before + 14
        assert Kept.objects.filter(program_id__in=programs, version=1).count() == 7


@pytest.mark.django_db
def test_what_is_refused_among_many_is_named_by_its_row(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    real = directory.create_listings

    def refuse(*, new: Any, **more: Any) -> Any:
        if any(one.program.name == "Refused" for one in new):
            raise Conflict("already_listed")
        return real(new=new, **more)

    monkeypatch.setattr(imports.directory, "create_listings", refuse)
    lines = [json.loads(_file(2, owner))[0] for owner in "abc"]
    lines[1]["services"][1]["name"] = "Refused"
    before = Listing.objects.count()
    with as_("bea") as bea:
        with pytest.raises(FaultyError) as faulty:
            _write(json.dumps(lines).encode(), bea)
        (fault,) = faulty.value.checked.faults
        assert (fault.file, fault.row, fault.code) == ("a.json", 2, "already_listed")
    assert Listing.objects.count() == before


@pytest.mark.django_db
def test_every_phase_tells_how_far_it_is(as_: As) -> None:
    told: list[tuple[int, int]] = []
    with as_("bea") as bea:
        for step in (Services().check, Services().write):
            told.clear()
            step("a.json", _file(150), _options(), bea, lambda *said: told.append(said))
            shares = [done / total for done, total in told]
            assert shares == sorted(shares)
            assert 0 <= shares[0] < 1
            assert told[-1] == (150, 150)


def test_nothing_is_told_of_no_rows() -> None:
    told: list[tuple[int, int]] = []
    part_of(lambda *said: told.append(said), 0.5, 1)(0, 0)
    part_of(lambda *said: told.append(said), 0.5, 1)(5, 10)
    assert told == [(8, 10)]


# -- taken back ------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_channels_that_a_change_added_are_taken_back_unless_touched_since(as_: As) -> None:
    more = [{"id": identifiers.below("p", line), "number": f"203-555-010{line}"} for line in range(4)]
    with as_("bea") as bea:
        _write(_file(1), bea)
        listing = Listing.objects.get(program__name="Service 0")
        before = set(Channel.objects.filter(program_id=listing.program_id).values_list("id", flat=True))
        changed = _write(_file(1, phones=more, description="Other words."), bea)
        touched = Channel.objects.get(program_id=listing.program_id, value="203-555-0102")
        Channel.objects.filter(id=touched.id).update(hours="Evenings")
        counts = Services().undo(changed.undo, bea, quiet)
        assert counts == {"taken_back": 1, "stays": 0}
        after = set(Channel.objects.filter(program_id=listing.program_id).values_list("id", flat=True))
        assert after == before | {touched.id}
        listing.refresh_from_db()
        assert listing.description != "Other words."


@pytest.mark.django_db
def test_channels_stay_with_a_change_that_stays(as_: As) -> None:
    more = [{"id": identifiers.below("p", line), "number": f"203-555-010{line}"} for line in range(4)]
    with as_("bea") as bea:
        _write(_file(1), bea)
        changed = _write(_file(1, phones=more), bea)
        Listing.objects.filter(program__name="Service 0").update(version=9)
        assert Services().undo(changed.undo, bea, quiet) == {"taken_back": 0, "stays": 1}
        assert Channel.objects.filter(value="203-555-0102").exists()


# -- out -------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_slices_hold_all_organizations_in_their_order(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_("bea") as bea:
        _write(_file(5), bea)
        for row in range(5):
            Kept(
                entity="unit", identifier=identifiers.below("u", row), extra={"id": str(row)},
                brought_at=clock.now(),
            ).save()  # fmt: skip
        once = datasets.get_all(bea)
        at_once = (list(once.organizations), list(once.loose))
        monkeypatch.setattr(datasets, "_SLICE", 2)
        sliced = datasets.get_all(bea)
        assert (list(sliced.organizations), sorted(sliced.loose, key=str)) == (
            at_once[0], sorted(at_once[1], key=str),
        )  # fmt: skip
        assert json.loads(b"".join(writing.as_json(datasets.get_all(bea))))["contents"] == at_once[0]
    assert len(at_once[1]) == 5
    assert any(len(one.get("services", ())) == 5 for one in at_once[0])


@pytest.mark.django_db
def test_a_slice_takes_as_many_statements_however_much_is_in_it(as_: As) -> None:
    counts = []
    with as_("bea") as bea:
        for owner, count in (("a", 2), ("b", 60)):
            _write(_file(count, owner), bea)
            with CaptureQueriesContext(connection) as asked:
                list(datasets.get_all(bea).organizations)
            counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("whose", "name"), [("all", "bea"), ("own", "bo")])
def test_an_answer_begins_before_anything_is_gathered(
    committed: Committed, monkeypatch: pytest.MonkeyPatch, whose: str, name: str
) -> None:
    monkeypatch.setattr(datasets, "_SLICE", 1)
    gathered: list[int] = []
    real = datasets.assemble
    monkeypatch.setattr(datasets, "assemble", lambda *said: gathered.append(len(said[0])) or real(*said))
    with committed.role("app") as wrapper:
        browser = cast.client(name)
        for shape in ("json", "lines", "tables"):
            gathered.clear()
            answer = browser.get(f"/export/services/{whose}/{shape}/")
            assert answer.status_code == 200
            assert gathered == []
            parts = iter(answer.streaming_content)
            content = next(parts)
            assert len(gathered) <= (1 if shape == "lines" else 0)
            for part in parts:
                assert not wrapper.in_atomic_block  # nothing is held while somebody takes it slowly
                content += part
            assert set(gathered) == {1}
            _is_whole(shape, content, len(gathered))
            with wrapper.cursor() as cursor:
                cursor.execute("SELECT coalesce(current_setting('concord.person', true), '')")
                assert cursor.fetchone() == ("",)


def _is_whole(shape: str, content: bytes, organizations: int) -> None:
    if shape == "json":
        assert len(json.loads(content)["contents"]) == organizations
    elif shape == "lines":
        assert len(content.splitlines()) == organizations
    else:
        rows = zipfile.ZipFile(io.BytesIO(content)).read("organizations.csv").decode().splitlines()
        assert len(rows) == organizations + 1


def test_a_slice_is_read_at_one_moment_and_writes_nothing(committed: Committed) -> None:
    with committed.role("app") as wrapper:
        with scope.reading(cast.actor("bea")), wrapper.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_isolation')")
            assert cursor.fetchone() == ("repeatable read",)
            cursor.execute("SELECT current_setting('transaction_read_only')")
            assert cursor.fetchone() == ("on",)
        with scope.acting(cast.actor("bea")), wrapper.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only')")
            assert cursor.fetchone() == ("off",)
