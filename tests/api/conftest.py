"""Cam of Northside sends, Bo of Harbor House receives, Lou of Lakeside is no party."""

from dataclasses import dataclass

import pytest

from tests.api.support import SENT_ITEMS, Api, api_of, referral_body, release_body


@pytest.fixture
def cam(db: None) -> Api:
    return api_of("cam")


@pytest.fixture
def bo(db: None) -> Api:
    return api_of("bo")


@pytest.fixture
def lou(db: None) -> Api:
    return api_of("lou")


@pytest.fixture
def released(cam: Api) -> str:
    """Northside's release that names Harbor House's shelter."""
    body = release_body("northside-counseling", "harbor", "harbor-shelter", SENT_ITEMS)
    answer = cam.post("releases", body)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["reference"])


@pytest.fixture
def may_answer(bo: Api) -> str:
    """Harbor House's own release, under which it may tell back."""
    items = ("answer", "handoff_state", "needs_met", "connection_result")
    body = release_body("harbor-shelter", "northside", "northside-counseling", items, purpose="report_back")
    return str(bo.post("releases", body).json()["reference"])


@dataclass
class Sent:
    """A referral under the reference of each side."""

    by_sender: str
    by_receiver: str


@pytest.fixture
def sent(cam: Api, bo: Api, released: str) -> Sent:
    answer = cam.post("referrals", referral_body(released))
    assert answer.status_code == 201, answer.content
    (row,) = bo.get("referrals?view=needs").json()["items"]
    return Sent(answer.json()["reference"], row["reference"])
