"""What two organizations have agreed, on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.governance.agreements import actions, queries, rules
from concord.governance.agreements.models import Agreement
from concord.governance.agreements.rules import Draft
from tests import cast

TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)
Agree = Callable[..., Agreement]


def draft(**facts: Any) -> Draft:
    usual: dict[str, Any] = {"title": "Alder pact", "kind": "mou", "starts_on": TODAY}
    return Draft(**(usual | facts))


def id_of(name: str) -> UUID:
    found = cast.actor(name).organization_id
    assert found is not None
    return found


@pytest.fixture
def agree(db: None) -> Agree:
    """Put an agreement in force: ``agree("tom", "flo", tracking_permitted=True)``."""

    def make(*names: str, **facts: Any) -> Agreement:
        return actions.seed_agreement(
            draft=draft(**facts), parties=[id_of(name) for name in names], by=Actor.system("demo"),
            now=clock.now(),
        )  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": " "}, "agreement_title_missing"),
        ({"kind": "handshake"}, "agreement_kind_unknown"),
        ({"ends_on": TODAY - DAY}, "agreement_ends_before_start"),
        ({"windows": {"someday": {"feedback": {}}}}, "agreement_window_unknown"),
        ({"windows": {"standard": {"sometime": {}}}}, "agreement_window_unknown"),
        ({"windows": {"standard": {"feedback": {"unit": "moons"}}}}, "agreement_window_invalid"),
        ({"windows": {"standard": {"feedback": {"unit": "minutes"}}}}, "agreement_window_invalid"),
    ],
)
def test_what_is_no_agreement_is_refused_by_name(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        rules.check_agreement(draft(**facts), [1, 2])


def test_an_agreement_needs_two_organizations() -> None:
    rules.check_agreement(draft(), [1, 2])
    with pytest.raises(Invalid, match="agreement_parties_missing"):
        rules.check_agreement(draft(), [1, 1])


@pytest.mark.django_db
def test_without_an_agreement_there_are_no_terms() -> None:
    assert queries.get_terms(id_of("tom"), id_of("uma"), TODAY) is None
    assert queries.get_terms(id_of("ana"), id_of("ana"), TODAY) is None


@pytest.mark.django_db
def test_tracking_is_off_until_an_agreement_says_so(agree: Agree) -> None:
    agree("tom", "uma")
    terms = queries.get_terms(id_of("tom"), id_of("uma"), TODAY)
    assert terms is not None
    assert terms.tracking_permitted is False
    agree("tom", "uma", tracking_permitted=True)
    terms = queries.get_terms(id_of("uma"), id_of("tom"), TODAY)
    assert terms is not None
    assert terms.tracking_permitted is True


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "holds"),
    [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True), (TODAY + 2 * DAY, False)],
)
def test_it_holds_from_its_first_day_through_its_last(agree: Agree, on: date, *, holds: bool) -> None:
    agree("tom", "uma", ends_on=TODAY + DAY)
    assert (queries.get_terms(id_of("tom"), id_of("uma"), on) is not None) is holds


@pytest.mark.django_db
def test_the_closest_agreement_wins_and_wider_ones_add(agree: Agree) -> None:
    two_days = {"unit": "business_days", "remind_after": 2, "overdue_after": 2}
    four_days = {"unit": "business_days", "remind_after": 4, "overdue_after": 4}
    agree(
        "tom", "uma", "flo", title="All of us", kind="network", tracking_permitted=True,
        windows={"standard": {"feedback": four_days, "acknowledge": four_days}},
        packet_elements=("safe_contact",),
    )  # fmt: skip
    agree("tom", "uma", title="The two of us", windows={"standard": {"feedback": two_days}})
    terms = queries.get_terms(id_of("tom"), id_of("uma"), TODAY)
    assert terms is not None
    assert terms.title == "The two of us"
    assert terms.tracking_permitted
    assert terms.windows == {"standard": {"feedback": two_days, "acknowledge": four_days}}
    assert terms.packet_elements == ("safe_contact",)
    wide = queries.get_terms(id_of("tom"), id_of("flo"), TODAY)
    assert wide is not None
    assert wide.title == "All of us"


@pytest.mark.django_db
def test_terms_take_one_query(agree: Agree, django_assert_num_queries: Any) -> None:
    agree("tom", "uma")
    agree("tom", "uma", "flo")
    tom, uma = id_of("tom"), id_of("uma")
    with django_assert_num_queries(1):
        queries.get_terms(tom, uma, TODAY)


@pytest.mark.django_db
def test_partners_are_listed_once_by_name_with_their_closest_agreement(
    agree: Agree, django_assert_max_num_queries: Any
) -> None:
    agree("tom", "uma", "flo", title="All of us")
    agree("tom", "uma", title="The two of us")
    tom = id_of("tom")
    with django_assert_max_num_queries(2):
        partners = queries.list_partners(tom, TODAY)
    assert [(one.name, one.agreement_title) for one in partners] == [
        ("Quinn University", "The two of us"),
        ("State Grants Office", "All of us"),
    ]
    assert queries.list_partners(tom, TODAY - DAY) == ()


@pytest.mark.django_db
def test_the_partial_shows_parties_and_days(agree: Agree) -> None:
    agree("tom", "uma", ends_on=TODAY + DAY)
    found = queries.get_agreement(id_of("uma"), id_of("tom"), TODAY)
    assert found is not None
    assert found.parties == ("Quinn University", "Thames Housing Trust")
    assert queries.get_agreement(id_of("uma"), id_of("flo"), TODAY) is None
