"""The reference pages follow from the code, so nothing that exists can be missing on them."""

import re

from django.apps import apps

from concord.foundation.access.gates import GATES
from concord.operations.referrals import states
from tests.sweep.routes import routes
from tools import docs


def test_every_state_of_a_referral_is_drawn() -> None:
    page = docs.states()
    for table in (states.DELIVERY, states.OUTCOME, states.HANDOFF):
        for state, following in table.items():
            for one in following:
                assert f"    {state} --> {one}\n" in page
    assert set(re.findall(r"^\| (\w+) \| (?:delivery|outcome|handoff) ", page, re.MULTILINE)) == set(
        states.MOVES
    )


def test_every_capability_and_every_address_stands_on_the_page_of_permissions() -> None:
    page = docs.permissions()
    assert [name for name in GATES if f"| `{name}` |" not in page] == []
    assert [
        route.pattern for route in routes() if f"`/{route.pattern}`".replace("|", "\\|") not in page
    ] == []


def test_every_field_stands_in_the_data_dictionary() -> None:
    page = docs.data()
    for model in apps.get_models():
        if model.__module__.startswith("concord."):
            section = page.partition(f"## {model._meta.label}\n")[2].partition("\n## ")[0]
            assert [
                field.name for field in model._meta.local_fields if f"| {field.name} |" not in section
            ] == []


def test_the_document_of_the_api_is_openapi_and_speaks_of_nobody() -> None:
    page = docs.openapi()
    assert '"openapi": "3.1' in page
    assert "demo.example" not in page
