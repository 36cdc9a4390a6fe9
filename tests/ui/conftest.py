from typing import Any

import jinja2
import pytest

from tests.ui.contract import make_context, make_environment


@pytest.fixture
def environment() -> jinja2.Environment:
    return make_environment()


@pytest.fixture
def context() -> dict[str, Any]:
    return make_context()
