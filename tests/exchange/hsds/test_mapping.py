"""What goes out comes back as it was, and what came from elsewhere goes out as it came."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.exchange.hsds import flat, identifiers, mapping, places
from concord.exchange.hsds.mapping import Defaults, Kept
from concord.exchange.hsds.structure import columns, tables, walk
from concord.governance.directory.queries import OrganizationSaid, ProgramSaid
from tests.exchange.hsds.strategies import ORGANIZATIONS, PROGRAMS, REGIONS

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "tests" / "data" / "hsds" / "examples"
ORGANIZATION = identifiers.below("test", "organization")
DEFAULTS = Defaults("direct_service", ("hotline",), ("domestic_violence",), ("pweh",), ("north",))
_STEADY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _out(program: ProgramSaid, **more: Any) -> dict[str, Any]:
    return mapping.service_out(program, organization=ORGANIZATION, regions=REGIONS, **more)


def _brought_in(record: dict[str, Any], like: ProgramSaid) -> ProgramSaid:
    """Do in memory what an import does: read the record, and keep it."""
    read = mapping.read_service(record, regions=REGIONS, defaults=DEFAULTS)
    return replace(
        like, name=read.name, status=read.status, regime=read.regime, draft=read.draft,
        channels=read.channels, openings=(), edited_at=None, confirmed_at=None,
    )  # fmt: skip


@_STEADY
@given(program=PROGRAMS)
def test_a_service_that_goes_out_and_comes_in_goes_out_the_same(program: ProgramSaid) -> None:
    first = _out(program)
    again = _brought_in(first, program)
    assert _out(again, kept=Kept(first["id"], first)) == first


@_STEADY
@given(program=PROGRAMS)
def test_nothing_that_a_program_says_is_lost_on_the_way(program: ProgramSaid) -> None:
    again = _brought_in(_out(program), program)
    if program.draft.address_confidential:  # its texts are looked over; the rest must be there
        program = replace(program, draft=replace(program.draft, description="", how_to_get_in=""))
        again = replace(again, draft=replace(again.draft, description="", how_to_get_in=""))
    before, after = mapping.said_of(program, REGIONS), mapping.said_of(again, REGIONS)
    assert {name: after[name] for name in before} == before


@_STEADY
@given(program=PROGRAMS, other=PROGRAMS)
def test_what_we_say_wins_over_what_was_kept(program: ProgramSaid, other: ProgramSaid) -> None:
    kept = _out(replace(other, draft=replace(other.draft, address_confidential=False)))
    record = _out(program, kept=Kept(kept["id"], kept, fresh=False))
    after = mapping.said_of(_brought_in(record, program), REGIONS)
    before = mapping.said_of(program, REGIONS)
    told = (
        set(before) - {"description", "how_to_get_in"} if program.draft.address_confidential else set(before)
    )
    assert {name: after[name] for name in told} == {name: before[name] for name in told}


@_STEADY
@given(organization=ORGANIZATIONS)
def test_an_organization_that_goes_out_and_comes_in_goes_out_the_same(organization: OrganizationSaid) -> None:
    first = mapping.organization_out(organization)
    read = mapping.read_organization(first, defaults=Defaults())
    again = replace(
        organization, name=read.name, org_type=read.org_type, contacts=read.contacts,
        **{**read.facts, "sectors": tuple(read.facts["sectors"]), "regions": tuple(read.facts["regions"])},
    )  # fmt: skip
    assert again == organization
    assert mapping.organization_out(again, kept=Kept(first["id"], first)) == first


@_STEADY
@given(programs=st.lists(PROGRAMS, min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_tables_and_nested_records_say_the_same(programs: list[ProgramSaid]) -> None:
    services = [_out(program) for program in programs]
    first = flat.flatten(("service", one) for one in services)
    first["organization"][ORGANIZATION] = {"id": ORGANIZATION, "name": "One", "description": "One"}
    organizations, nested, loose = flat.nest(first)
    assert loose == []
    both = [("organization", one) for one in organizations] + [("service", one) for one in nested]
    assert flat.flatten(both) == first


# -- published examples ----------------------------------------------------------------------------
@cache
def _example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return found


def _leaves(held: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(held, dict):
        for key, value in held.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(held, list):
        for value in held:
            yield from _leaves(value, f"{path}[]")
    else:
        yield path, held


PLAIN = ProgramSaid(
    id=identifiers.UUID(int=1), organization_id=identifiers.UUID(int=7), reference="p", name="", draft=None,  # type: ignore[arg-type]  # filled in when it is brought in
)  # fmt: skip


@pytest.mark.parametrize("name", ["service_full", "organization_full", "service_at_location_full"])
def test_the_published_examples_keep_every_field(name: str) -> None:
    example = _example(name)
    services = {
        "service_full": lambda: [example],
        "organization_full": lambda: example["services"],
        "service_at_location_full": lambda: [example["service"]],
    }[name]()
    for service in services:
        brought = _brought_in(service, PLAIN)
        out = _out(brought, kept=Kept(service["id"], service))
        missing = set(_leaves(service)) - set(_leaves(out))
        assert missing == set()


def test_the_published_tables_keep_every_column() -> None:
    tables = {
        entity: {row["id"]: row for row in _example("tabular").get(path, ())}
        for entity, path in mapping_tables().items()
    }
    organizations, services, loose = flat.nest(tables)
    again = flat.flatten(
        [*(("organization", one) for one in organizations), *(("service", one) for one in services), *loose]
    )
    lost = {
        (entity, own, column, value)
        for entity, rows in tables.items()
        for own, row in rows.items()
        for column, value in row.items()
        if again[entity].get(own, {}).get(column) != value
        and not _leads_nowhere(tables, entity, column, value)
    }
    assert lost == set()


def _leads_nowhere(tables: Any, entity: str, column: str, value: str) -> bool:
    """The published tables point to rows that they do not have; a file with such a fault is refused."""
    refers = columns(entity)[column].refers if column in columns(entity) else ""
    return bool(refers) and value not in tables[refers]


def mapping_tables() -> dict[str, str]:
    return dict(tables())


# -- confidential places ---------------------------------------------------------------------------
@pytest.mark.req("DIR-13", "DIR-18")
@pytest.mark.parametrize("name", ["service_full", "organization_full", "service_at_location_full"])
@pytest.mark.parametrize("flag", ["PhysicalAddressIsPrivate", "address_confidential", "is_confidential"])
def test_the_place_of_a_flagged_service_goes_nowhere(name: str, flag: str) -> None:
    example = json.loads(json.dumps(_example(name)))
    service = {"service_full": example, "organization_full": example.get("services", [None])[0]}.get(
        name, example.get("service")
    )
    service[flag] = "Yes"
    if name == "service_at_location_full":
        service["service_at_locations"] = [{key: value for key, value in example.items() if key != "service"}]
    brought = _brought_in(service, PLAIN)
    assert brought.draft.address_confidential
    assert brought.draft.address == ""
    out = _out(brought, kept=Kept(service["id"], service))
    assert tells_a_place(out) == []


def tells_a_place(record: Any) -> list[str]:
    """Say everything in a record that would lead somebody to a door, by eyes of its own."""
    text = json.dumps(record)
    found = [
        word for word in ("latitude", "longitude", "1-30 Main", '"physical"', "MyVillage") if word in text
    ]
    for entity, one, path in walk("service", record):
        if entity == "address" and one.get("address_type") != "postal":
            found.append(path)
        if entity == "location" and one.get("location_type") not in {"postal", "virtual"}:
            found.append(path)
    return found


def test_the_eyes_of_the_test_above_see() -> None:
    assert tells_a_place(_example("service_full")) != []


@pytest.mark.req("DIR-13", "DIR-18")
@_STEADY
@given(program=PROGRAMS, other=PROGRAMS)
def test_a_kept_place_is_not_told_once_the_listing_hides_it(program: ProgramSaid, other: ProgramSaid) -> None:
    open_before = replace(
        other.draft,
        address_confidential=False,
        address="12 Main St, Hartford, CT 06103",
        description="12 Main St",
    )
    kept = _out(replace(other, draft=open_before))
    kept["x_latitude"] = "41.7658"
    hidden = replace(program, draft=replace(program.draft, address="", address_confidential=True))
    text = json.dumps(_out(hidden, kept=Kept(kept["id"], kept)))
    assert "Main St" not in text
    assert "41.7658" not in text
    assert "addresses" not in text


@pytest.mark.req("DIR-18")
def test_an_organization_does_not_tell_the_place_of_its_confidential_service() -> None:
    example = json.loads(json.dumps(_example("organization_full")))
    service = example["services"][0]
    hidden = places.hidden([service])
    shared = dict(example["locations"][0])
    example["locations"].append({**shared, "id": identifiers.below("elsewhere")})
    left = places.conceal_shared(example, hidden)
    text = json.dumps({key: value for key, value in left.items() if key != "services"})
    assert "1-30 Main" not in text


def test_a_postal_box_stays_where_it_is_stated() -> None:
    box = {
        "id": "1", "location_type": "postal",
        "addresses": [{"id": "2", "address_1": "P.O. Box 14", "city": "Hartford", "state_province": "CT",
                       "postal_code": "06103", "country": "US", "address_type": "postal"}],
    }  # fmt: skip
    record = {"id": "3", "name": "A", "service_at_locations": [{"id": "4", "location": box}]}
    assert places.conceal(record) == record
