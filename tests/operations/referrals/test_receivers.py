"""Who cannot be sent to, whatever the sender names."""

from typing import Any

import pytest

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.governance.directory import actions as directory
from concord.operations.referrals import actions
from tests import cast
from tests.operations.referrals.conftest import program, sending


@pytest.mark.req("DIR-12")
@pytest.mark.parametrize("whole", [False, True])
def test_what_has_ended_receives_nothing_even_when_named(
    hal: Actor, release_of_hal: Any, *, whole: bool
) -> None:
    lena = cast.actor("lena")
    with scope.acting(lena):
        ended = None if whole else program("harbor-shelter").id
        directory.mark_ended(organization_id=lena.organization, program_id=ended, by=lena, now=clock.now())
    with scope.acting(hal), pytest.raises(Invalid) as refusal:
        actions.send(sending=sending(release_of_hal.reference), by=hal, now=clock.now())
    problems = [(problem.field, problem.code) for problem in refusal.value.problems]
    assert problems == [("receiver_program", "receiver_ended")]
