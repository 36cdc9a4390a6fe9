"""Start your network: what is done, what is next, and what is only read."""

import re
from datetime import date

import pytest

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Network
from concord.governance.protocols import actions as protocols
from concord.pages import start
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("ONB-11")]


def _states() -> dict[str, str]:
    return {step.code: step.state for step in start.list_steps(named=True)}


def test_the_first_step_that_is_not_done_is_next_and_no_other() -> None:
    states = _states()
    assert states["holidays"] == start.NEXT
    assert list(states.values()).count(start.NEXT) == 1
    Network.objects.update(host_name="")
    states = _states()
    assert (states["holidays"], states["names"]) == (start.NEXT, start.LATER)
    bea = cast.actor("bea")
    with scope.acting(bea):
        protocols.add_holiday(on=date(2027, 1, 1), name="New Year", by=bea, now=clock.now())
    states = _states()
    assert (states["holidays"], states["names"]) == (start.DONE, start.NEXT)


def test_rule_sets_are_never_done_while_counsel_has_not_confirmed_them() -> None:
    assert not start.is_confirmed()
    assert _states()["law"] == start.OPEN
    page = cast.client("bea").get("/network/start/").text
    assert page.count("Not confirmed by counsel.") >= 10


def test_a_step_settles_its_own_fields_and_no_others() -> None:
    bea = cast.client("bea")
    before = Network.objects.values().get()
    answer = bea.post("/network/start/names/", {"host_name": "Hosting", "steward_name": "Una", "name": "X"})
    assert (answer.status_code, answer["Location"]) == (303, "/network/start/#names")
    after = Network.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"host_name", "steward_name"}


def test_a_step_that_is_filled_in_wrongly_stays_open_and_says_why() -> None:
    page = cast.client("bea").post("/network/start/name/", {"name": "", "exit_url": "nonsense"})
    assert page.status_code == 422
    card = page.text.partition('<section class="card" id="name"')[2].partition("</section>")[0]
    assert re.search(r'<details class="more" open>', card)
    assert "has-error" in card


def test_a_step_that_does_not_exist_is_not_found() -> None:
    assert cast.client("bea").post("/network/start/law/").status_code == 404


def test_the_steps_lead_to_the_pages_that_do_them() -> None:
    page = cast.client("bea").get("/network/start/").text
    for address in ("/network/members/", "/network/invitations/", "/network/holidays/", "/export/"):
        assert f'href="{address}"' in page


def test_costs_are_ranges_and_say_how_they_were_reckoned() -> None:
    page = cast.client("bea").get("/network/start/costs/").text
    assert len(re.findall(r"\$\d+ to \$\d+", page)) >= 3
    assert "These are estimates" in page
