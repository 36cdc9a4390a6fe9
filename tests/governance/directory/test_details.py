"""What the directory publishes of how to reach two organizations, which a text may name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.screening import screen
from concord.foundation.organizations import actions as organizations
from concord.foundation.organizations.models import Program
from concord.governance.directory import actions, queries
from concord.governance.directory.drafts import ChannelDraft

pytestmark = pytest.mark.django_db
Enter = Callable[[str], AbstractContextManager[Actor]]


def stopped(text: str, by: Actor, receiver: Any = "harbor-shelter") -> list[str]:
    allow = queries.get_work_details(by, receiver)
    return [finding.text for finding in screen(text, allow=allow)]


@pytest.mark.req("SEC-18")
@pytest.mark.parametrize(
    "text",
    [
        "Call the front desk at 860-555-0100",
        "Urgent: (860) 555 0101",
        "Ask us at 860-555-0133 before five",
        "Backup is at 860-555-0113",
    ],
)
def test_numbers_of_both_listings_and_their_contacts_pass(as_: Enter, text: str) -> None:
    with as_("hal") as hal:
        assert stopped(text, hal) == []


@pytest.mark.req("SEC-18")
def test_a_mobile_number_is_stopped_beside_a_listed_one(as_: Enter) -> None:
    with as_("hal") as hal:
        assert stopped("Call 860-555-0100, her cell is 203-887-4512", hal) == ["203-887-4512"]


@pytest.mark.req("SEC-18")
def test_a_third_agencys_number_is_stopped(as_: Enter) -> None:
    with as_("hal") as hal:
        assert stopped("Try 860-555-0121", hal) == ["860-555-0121"]
        assert stopped("Try 860-555-0121", hal, "lakeside-shelter") == []


@pytest.mark.req("SEC-18")
def test_mail_and_street_that_are_listed_pass_and_others_are_stopped(as_: Enter) -> None:
    with as_("lena") as lena:
        program = Program.objects.get(reference="harbor-shelter")
        actions.save_channel(
            program_id=program.id, draft=ChannelDraft("secure_email", "intake@harbor.example"),
            by=lena, now=clock.now(),
        )  # fmt: skip
    with as_("hal") as hal:
        assert stopped("Write to Intake@Harbor.example", hal) == []
        assert stopped("Write to ana.private@mail.example", hal) == ["ana.private@mail.example"]
        assert stopped("Meet at 48 Grove Street", hal, "northside-counseling") == []
        assert stopped("Meet at 48 Grove St.", hal, "harbor-shelter") != []


@pytest.mark.req("SEC-18")
def test_the_networks_own_lines_pass_and_an_unknown_program_adds_nothing(as_: Enter) -> None:
    with as_("bea") as bea:
        organizations.set_network(line_phone="860-555-0199", by=bea, now=clock.now())
    with as_("hal") as hal:
        assert stopped("The line: 860-555-0199", hal, "no-such-program") == []
        assert stopped("Call 860-555-0100", hal, "no-such-program") == ["860-555-0100"]
        assert queries.get_work_details(hal, Program.objects.get(reference="harbor-shelter").id) == (
            queries.get_work_details(hal, "harbor-shelter")
        )
