import gc
from collections.abc import Iterator

import pytest

from concord.config import serving


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_the_collector_rests_until_everything_is_loaded_and_then_leaves_that_alone() -> None:
    serving.load_undisturbed()
    assert not gc.isenabled()
    serving.options(bind="127.0.0.1:0", workers=1, threads=1, json_logs=True)["when_ready"](None)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 1000
