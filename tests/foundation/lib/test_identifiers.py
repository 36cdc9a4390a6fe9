"""Keys follow RFC 9562 and ascend."""

import time
import uuid

import pytest

from concord.foundation.lib import identifiers
from concord.foundation.lib.identifiers import uuid7


def test_a_key_has_the_layout_of_version_7() -> None:
    key = uuid7()
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert abs((key.int >> 80) - time.time_ns() // 1_000_000) < 5_000


def test_keys_ascend_and_never_repeat() -> None:
    keys = [uuid7() for _ in range(20_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_keys_ascend_when_the_clock_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = uuid7()
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 1_000_000_000)
    assert uuid7() > before
