"""The clock can be set for the whole process and always answers in UTC."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

import pytest

from concord.foundation.lib import clock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_it_is_now_in_utc() -> None:
    frozen = clock.set_source(None)  # every test starts with a stopped clock
    try:
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
        assert clock.now().tzinfo is UTC
    finally:
        clock.set_source(frozen)


def test_a_frozen_clock_stands_still_until_told_to_move() -> None:
    with clock.frozen(NOON) as time:
        assert clock.now() == clock.now() == NOON
        assert time.tick(90) == clock.now() == NOON + timedelta(seconds=90)
        time.move_to(NOON)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_other_threads_see_the_frozen_time() -> None:
    seen: list[datetime] = []
    with clock.frozen(NOON):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [NOON]


def test_freezing_twice_returns_to_the_first_time_even_after_an_error() -> None:
    with clock.frozen(NOON):
        with pytest.raises(KeyError), clock.frozen(NOON + timedelta(days=1)):
            raise KeyError
        assert clock.now() == NOON


def test_another_zone_is_brought_to_utc() -> None:
    before = clock.set_source(lambda: NOON.astimezone(timezone(timedelta(hours=-5))))
    try:
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
    finally:
        clock.set_source(before)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001 - without a zone, on purpose
        pytest.fail("the clock took a naive time")
    clock.set_source(lambda: datetime(2026, 1, 1))  # noqa: DTZ001 - without a zone, on purpose
    try:
        with pytest.raises(ValueError, match="aware"):
            clock.now()
    finally:
        clock.set_source(None)
