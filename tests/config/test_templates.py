"""How pages say times."""

from datetime import timedelta

import pytest

from concord.config import templates
from concord.foundation.lib import clock


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Today"), (1, "Tomorrow"), (5, "Mon 23 Nov"), (-182, "Wed 20 May"), (182, "Wed 19 May"),
        (183, "Thu 20 May 2027"), (-183, "Tue 19 May 2026"), (365, "Thu 18 Nov 2027"),
    ],
)  # fmt: skip
def test_a_day_far_away_is_said_with_its_year(days: int, said: str) -> None:
    assert templates.day(clock.now() + timedelta(days=days)) == said
