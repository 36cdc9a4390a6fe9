"""Keys: shown once, kept as a hash, ended at a click, never wider than their maker."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from concord.foundation.access import actions, queries
from concord.foundation.access.actor import Actor
from concord.foundation.access.models import ApiKey
from concord.foundation.accounts import states
from concord.foundation.accounts.models import Person
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Conflict, Denied, NotVisible
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-09")]
As = Callable[[str], AbstractContextManager[Actor]]


@pytest.fixture
def made(as_: As) -> tuple[ApiKey, str]:
    """A key of Harbor House for reading the directory, made by Lena, and its secret."""
    with as_("lena") as lena:
        return actions.create_key(
            name="Website", scopes=["directory.read"], days=30, by=lena, now=clock.now()
        )


def holder(secret: str) -> Actor:
    return queries.get_key_actor(secret, clock.now())


def test_a_key_acts_for_its_organization_and_its_scopes_only(made: tuple[ApiKey, str]) -> None:
    actor = holder(made[1])
    assert actor.organization_reference == "harbor"
    assert actor.scopes == {"directory.read"}


def test_the_secret_is_nowhere_in_the_database(made: tuple[ApiKey, str]) -> None:
    key, secret = made
    assert secret.startswith("concord_")
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_apikey::text FROM access_apikey WHERE id = %s", [key.id])
        assert secret.removeprefix("concord_") not in cursor.fetchone()[0]


def test_a_revoked_key_is_nobody_at_the_next_call(made: tuple[ApiKey, str], as_: As) -> None:
    with as_("lena") as lena:
        actions.revoke_key(reference=made[0].reference, by=lena, now=clock.now())
    assert not holder(made[1]).is_authenticated


def test_a_key_ends_by_itself(made: tuple[ApiKey, str], now: clock.Frozen) -> None:
    now.tick(timedelta(days=30).total_seconds())
    assert not holder(made[1]).is_authenticated


def test_a_key_ends_with_its_maker(made: tuple[ApiKey, str]) -> None:
    Person.objects.filter(email=cast.email("lena")).update(state=states.SUSPENDED)
    assert not holder(made[1]).is_authenticated


@pytest.mark.parametrize("secret", ["", "concord_", "concord_wrong", "Bearer x"])
def test_a_false_key_is_nobody(db: None, secret: str) -> None:
    assert not holder(secret).is_authenticated


def test_a_lead_ends_no_key_of_another_organization(made: tuple[ApiKey, str], as_: As) -> None:
    with as_("lou") as lou, pytest.raises(NotVisible):
        actions.revoke_key(reference=made[0].reference, by=lou, now=clock.now())


def test_nor_does_anybody_who_is_no_lead(made: tuple[ApiKey, str], as_: As) -> None:
    with as_("ana") as ana, pytest.raises(Denied):
        actions.revoke_key(reference=made[0].reference, by=ana, now=clock.now())


def test_ending_it_twice_says_so(made: tuple[ApiKey, str], as_: As) -> None:
    with as_("lena") as lena, pytest.raises(Conflict):
        for _ in range(2):
            actions.revoke_key(reference=made[0].reference, by=lena, now=clock.now())


def test_the_page_shows_the_secret_once_and_never_again() -> None:
    lena = cast.client("lena")
    fields = {"name": "Website", "scopes": ["directory.read"], "days": "30"}
    page = lena.post(reverse("access:keys"), fields).content.decode()
    secret = page.partition("concord_")[2][:43]
    assert holder(f"concord_{secret}").is_authenticated
    assert secret not in lena.get(reverse("access:keys")).content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("days", "366"), ("scopes", ["network.manage"]), ("scopes", []), ("name", "")]
)
def test_what_cannot_be_taken_is_said_and_makes_no_key(field: str, value: object) -> None:
    fields: dict[str, object] = {"name": "Website", "scopes": ["directory.read"], "days": "30", field: value}
    assert cast.client("lena").post(reverse("access:keys"), fields).status_code == 422
    assert not ApiKey.objects.exists()
