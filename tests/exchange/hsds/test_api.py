"""The API for everybody: only what organizations chose to publish, in the shapes of the standard."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from concord.config.wsgi import application
from concord.exchange.hsds import actions, codes, document, terms
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Organization
from concord.governance.directory.models import Listing
from tests.exchange.hsds.conftest import As
from tests.exchange.hsds.test_mapping import tells_a_place

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "schema-3.1.1"
BASE = "/hsds/v3"


def _get(path: str, **headers: str) -> Any:
    return Client().get(f"{BASE}/{path}", headers=headers)


def _all(path: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        query |= {"page": page, "per_page": 50 if path == "taxonomy_terms" else 2}
        body = Client().get(f"{BASE}/{path}", query).json()
        if body["empty"]:
            return found
        found += body["contents"]
        page += 1


# -- who is told -----------------------------------------------------------------------------------
@pytest.mark.req("DIR-01")
@pytest.mark.parametrize("path", ["", "services", "organizations", "taxonomies", "openapi.json"])
def test_nothing_is_told_until_the_network_switches_it_on(path: str, as_: As) -> None:
    with as_("bo") as bo:
        actions.choose(published=True, by=bo, now=clock.now())
    assert _get(path).status_code == 404


def test_only_organizations_that_chose_it_are_told(told: None) -> None:
    names = {one["name"] for one in _all("organizations")}
    chosen = Organization.objects.filter(open_data__published=True)
    assert names == {one.name for one in chosen}
    assert len(names) == 2
    owners = {one["organization"]["name"] for one in _all("services")}
    assert owners <= names
    assert owners


def test_an_organization_takes_its_choice_back_at_once(told: None, as_: As) -> None:
    service = next(one for one in _all("services") if one["organization"]["name"] == "Harbor House")
    with as_("bo") as bo:
        actions.choose(published=False, by=bo, now=clock.now())
    assert "Harbor House" not in {one["name"] for one in _all("organizations")}
    gone, never = _get(f"services/{service['id']}"), _get("services/0d8f5c9e-6a0e-5b57-9c1a-3f6b7d1c2e44")
    assert gone.status_code == 404
    assert gone.content == never.content


def test_no_key_and_any_site(told: None) -> None:
    answer = _get("services")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    page = Client().get("/about/")
    assert "Access-Control-Allow-Origin" not in page


@pytest.mark.req("DIR-13", "DIR-18")
def test_no_answer_tells_the_place_of_a_confidential_program(told: None) -> None:
    hidden = Listing.objects.filter(
        address_confidential=True, program__organization__open_data__published=True
    )
    assert hidden.exists()
    names = set(hidden.values_list("program__name", flat=True))
    for service in _all("services", full="true"):
        if service["name"] in names:
            assert tells_a_place(service) == []


def test_what_members_keep_to_themselves_is_not_told(told: None) -> None:
    text = json.dumps(_all("organizations", full_service="true"))
    assert not [name for name in codes.INTERNAL if f'"{name}"' in text]
    Listing.objects.update(publish_openings_tier1=False)
    assert "capacities" not in json.dumps(_all("services", full="true"))


def test_openings_are_told_by_band_and_shift_where_the_program_publishes_them(told: None) -> None:
    Listing.objects.filter(program__reference="harbor-shelter").update(publish_openings_tier1=True)
    told_ones = [one for service in _all("services", full="true") for one in service.get("capacities", ())]
    assert told_ones
    assert {one["available"] for one in told_ones} <= {0, 1, 2}
    assert {one["updated"][14:] for one in told_ones} == {"00:00Z"}


# -- how it is told --------------------------------------------------------------------------------
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    schemas = document.describe()["components"]["schemas"]
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    assert schema["required"] == schemas[name]["required"]
    return Draft202012Validator(whole)


@pytest.mark.parametrize(
    ("path", "entity"),
    [
        ("services", "service"),
        ("organizations", "organization"),
        ("service_at_locations", "service_at_location"),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ],
)
def test_every_record_fits_its_schema_in_the_list_and_alone(path: str, entity: str, told: None) -> None:
    validator = _validator(entity)
    listed = _all(path, full="true")
    assert listed
    for one in listed[:8]:
        validator.validate(one)
        validator.validate(_get(f"{path}/{one['id']}").json())


def test_the_union_of_the_pages_is_the_set(told: None) -> None:
    for path in ("services", "organizations", "service_at_locations", "taxonomy_terms"):
        paged = [one["id"] for one in _all(path)]
        lines = _get(f"{path}?format=ndjson").content.decode().splitlines()
        assert len(paged) == len(set(paged))
        assert sorted(json.loads(line)["id"] for line in lines) == sorted(paged)


def test_a_page_beyond_the_last_is_empty_and_costs_no_more(told: None) -> None:
    def cost(page: int) -> tuple[int, bool]:
        with CaptureQueriesContext(connection) as seen:
            body = _get(f"services?per_page=1&page={page}").json()
        return len(seen), body["empty"]

    (first, _), (deep, empty) = cost(1), cost(900_000)
    assert empty
    assert deep <= first


def test_the_cost_of_a_page_does_not_grow_with_it(told: None) -> None:
    with CaptureQueriesContext(connection) as one:
        _get("services?per_page=1&full=true")
    with CaptureQueriesContext(connection) as many:
        _get("services?per_page=100&full=true")
    assert len(many) == len(one)


def test_filters_narrow_together(told: None) -> None:
    every = _all("services", full="true")
    term = terms.term_id("categories", "emergency_housing")
    housing = _all("services", taxonomy_term_id=term, full="true")
    assert 0 < len(housing) < len(every)
    assert all(term in json.dumps(one) for one in housing)
    organization = housing[0]["organization_id"]
    both = _all("services", taxonomy_term_id=term, organization_id=organization)
    assert {one["id"] for one in both} == {
        one["id"] for one in housing if one["organization_id"] == organization
    }
    assert _all("services", search="no such word anywhere") == []
    assert _all("services", modified_after="2999-01-01T00:00:00Z") == []
    assert _all("services", taxonomy_id=terms.taxonomy_id("categories"))
    assert _all("services", organization_id="nobody") == []


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "per_page=1000", "format=xml", "full=maybe", "modified_after=soon"]
)
def test_what_is_not_understood_is_named(query: str, told: None) -> None:
    answer = _get(f"services?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["detail"]


def test_what_has_not_changed_is_not_sent_again(told: None) -> None:
    first = _get("services")
    assert first["Last-Modified"]
    again = _get("services", **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_who_asks_too_often_waits(told: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "LIMITS", "3/m/ip")
    answers = [_get("services").status_code for _ in range(5)]
    assert answers[0] == 200
    assert answers[-1] == 429


# -- a third party's test suite --------------------------------------------------------------------
_STEADY = settings(
    max_examples=12, derandomize=True, database=None, deadline=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@cache
def _operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(document.describe())
    schema.app = _from_somewhere
    found: list[Any] = [one.ok() for one in schema.get_all_operations()]  # type: ignore[union-attr]  # ours is valid
    return {operation.label: operation for operation in found}


def _from_somewhere(environ: dict[str, Any], start_response: Any) -> Any:
    """Ask from an address, as every server in front says it; requests are counted by it."""
    return application({"REMOTE_ADDR": "192.0.2.7", **environ}, start_response)


@contextmanager
def _one_connection() -> Iterator[None]:
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _asked_for() -> Iterator[tuple[str, GenerationMode]]:
    for label in sorted(_operations()):
        yield label, GenerationMode.POSITIVE
        if _operations()[label].query:  # what takes nothing but an id cannot be sent anything wrong
            yield label, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("label", "mode"), list(_asked_for()))
def test_every_operation_answers_as_the_standard_says(
    label: str, mode: GenerationMode, told: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "LIMITS", "100000/m/ip")
    operation = _operations()[label]
    path = label.partition("/")[2].partition("/")[0]
    known = [one["id"] for one in _get(f"{path}?per_page=2").json()["contents"]] if path else []

    @_STEADY
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case: Any) -> None:
        if case.path_parameters and known and len(str(case.query)) % 2:
            case.path_parameters = dict.fromkeys(case.path_parameters, known[0])
        with transaction.atomic():
            case.call_and_validate(headers={"Accept-Encoding": "identity"}, checks=CHECKS)
            transaction.set_rollback(True)

    with _one_connection():
        answers()
