"""An organization takes all its own data out, at any level, and nobody else's (SEC-09)."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.exchange.own import writing
from concord.exchange.own.queries import COLUMNS, Table, get_tables
from concord.foundation.access.models import Standing
from concord.foundation.audit.models import Entry
from concord.foundation.lib import clock
from concord.governance.directory.models import Contact
from concord.information.releases.models import Release
from concord.operations.referrals.models import Participant
from tests import cast
from tests.exchange.hsds.conftest import As
from tests.sweep import world

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-09")]
Browse = Callable[[str], Client]


@pytest.fixture
def busy(db: None) -> None:
    """Two referrals between other agencies, and what hangs on them."""
    world.build()


def _own(client: Client) -> dict[str, list[dict[str, Any]]]:
    answer = client.get("/export/own/json/")
    assert answer.status_code == 200
    found: dict[str, list[dict[str, Any]]] = answer.json()
    return found


def test_a_lead_takes_out_as_much_as_there_is(client_of: Browse, busy: None, as_: As) -> None:
    found = _own(client_of("bo"))
    assert set(found) == set(COLUMNS)
    with as_("bo") as bo:
        assert (
            len(found["contacts"])
            == Contact.objects.filter(organization_id=bo.organization, ended_at=None).count()
        )
        parts = Participant.objects.filter(organization_id=bo.organization).exclude(subject__state="draft")
        assert {one["reference"] for one in found["referrals"]} == set(
            parts.values_list("reference", flat=True)
        )
        own = Release.objects.filter(organization_id=bo.organization)
        told = {one["reference"] for one in found["releases"]}
        assert told == set(own.values_list("reference", flat=True))
    assert found["referrals"]
    assert found["releases"]


def test_the_tables_hold_the_same_rows_and_their_codes(client_of: Browse, busy: None) -> None:
    client = client_of("bo")
    found = _own(client)
    packed = zipfile.ZipFile(io.BytesIO(client.get("/export/own/zip/").content))
    described = json.loads(packed.read("datapackage.json"))
    for resource in described["resources"]:
        rows = list(csv.DictReader(io.StringIO(packed.read(resource["path"]).decode(), newline="")))
        assert len(rows) == len(found[resource["name"]])
        for field in resource["schema"]["fields"]:
            known = field.get("constraints", {}).get("enum")
            assert known is None or {row[field["name"]] for row in rows} <= set(known)


@pytest.mark.parametrize("tier", [1, 2, 4])
def test_the_level_does_not_matter(client_of: Browse, busy: None, tier: int) -> None:
    before = _own(client_of("bo"))
    Standing.objects.filter(organization_id=cast.actor("bo").organization).update(
        tier=tier, switched_off=["referral"]
    )
    after = _own(client_of("bo"))
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }


def test_nothing_of_anybody_else_is_in_it(client_of: Browse, busy: None) -> None:
    theirs, ours = json.dumps(_own(client_of("leo"))), json.dumps(_own(client_of("bo")))
    for text in ("zebrafinch", "quartzfern"):  # notes and texts of referrals are no part of it
        assert text not in ours + theirs
    mine = {row["reference"] for row in _own(client_of("bo"))["referrals"]}
    assert not any(reference in theirs for reference in mine)


def test_only_a_lead_takes_it_out_and_the_log_says_so(client_of: Browse) -> None:
    assert client_of("ana").get("/export/own/json/").status_code == 403
    assert client_of("bo").get("/export/own/everything/").status_code == 404
    _own(client_of("bo"))
    assert Entry.objects.filter(action="own_data.taken").exists()


def test_a_formula_is_neutralized() -> None:
    table = Table("channels", COLUMNS["channels"], ({"program": "p", "kind": "web", "value": "=1+1"},))
    assert "'=1+1" in writing.as_csv(table)


def test_pages_beyond_the_first_are_read_too(as_: As, busy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from concord.exchange.own import queries

    with as_("bo") as bo:
        whole = [len(table.rows) for table in get_tables(bo, clock.now())]
        monkeypatch.setattr(queries, "_PAGE", 1)
        assert [len(table.rows) for table in get_tables(bo, clock.now())] == whole
