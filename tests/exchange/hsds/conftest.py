"""Harbor House and Lakeside chose to be published, and the network's switch is on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from concord.exchange.hsds import actions
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock

As = Callable[[str], AbstractContextManager[Actor]]


@pytest.fixture
def told(as_: As) -> None:
    with as_("bea") as bea:
        actions.open_data(is_open=True, by=bea, now=clock.now())
    for lead in ("bo", "leo"):
        with as_(lead) as actor:
            actions.choose(published=True, by=actor, now=clock.now())
