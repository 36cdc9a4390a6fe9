"""Whatever is sent, the API answers as its own document says: made by schemathesis, the same each run."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from concord.config.api import describe
from concord.config.wsgi import application
from tests.api.conftest import Sent
from tests.api.support import Api

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_STEADY = settings(
    max_examples=16,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def _operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(describe())
    schema.app = application
    found: list[Any] = [one.ok() for one in schema.get_all_operations()]  # type: ignore[union-attr]  # ours is valid
    return {operation.label: operation for operation in found}


@contextmanager
def _one_connection() -> Iterator[None]:
    """Keep the test's connection between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def asked(sent: Sent, released: str, cam: Api, bo: Api) -> list[tuple[str, str]]:
    """Who asks for what: mostly for what is there, now and then for what is not, or without a key."""
    parties = [(cam.secret, sent.by_sender), (bo.secret, sent.by_receiver)]
    others = [(cam.secret, released), (bo.secret, released), (bo.secret, "harbor-shelter")]
    others.append((cam.secret, "R-0000-0000"))
    return [*parties, *parties, *others, ("nonsense", sent.by_sender)]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("label", sorted(_operations()))
def test_every_operation_answers_as_its_document_says(
    label: str, mode: GenerationMode, asked: list[tuple[str, str]]
) -> None:
    operation = _operations()[label]

    @_STEADY
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def answers(case: Any, data: st.DataObject) -> None:
        secret, reference = data.draw(st.sampled_from(asked))
        case.path_parameters = dict.fromkeys(case.path_parameters or {}, reference)
        with transaction.atomic():
            headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    with _one_connection():
        answers()
