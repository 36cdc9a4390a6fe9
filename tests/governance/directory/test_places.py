"""Where a confidential place is can be told by nobody and found out by nobody (DIR-13, DIR-18)."""

import itertools
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.governance.directory import actions
from concord.governance.directory.drafts import ChannelDraft, Criterion
from concord.governance.directory.models import Listing
from tests.api.support import api_of
from tests.governance.directory.conftest import draft

pytestmark = [pytest.mark.django_db, pytest.mark.req("DIR-18", "DIR-13")]
Enter = Callable[[str], AbstractContextManager[Actor]]
Make = Callable[..., Listing]
STREET = "77 Hidden Lane"
POINT = "41.76543, -72.67890"

# Forty ways to ask for a position, ten places to ask about: 400 queries.
PARAMETERS = (
    "lat", "lon", "lng", "long", "latitude", "longitude", "latlng", "lat_lon", "ll", "coordinates",
    "coords", "point", "position", "location", "place", "near", "nearby", "nearest", "close_to", "around",
    "within", "radius", "distance", "max_distance", "miles", "km", "bbox", "bounds", "polygon", "geometry",
    "geohash", "center", "origin", "address", "street", "zip", "postal_code", "sort", "order_by", "fields",
)  # fmt: skip
VALUES = (
    "41.76543,-72.67890", "41.7", "-72.7", "06103", "77 Hidden Lane", "1", "5km",
    "-72.7,41.7,-72.6,41.8", "distance", "address,latitude,longitude",
)  # fmt: skip
_RANDOM = re.compile(r'(?:hx-)?nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"')


def main_of(response: Any) -> str:
    """Return the page's own part, without what is new in each answer."""
    main = response.content.decode().partition("<main")[2].partition("</main")[0]
    assert main
    return _RANDOM.sub("", main)


def edit(listing: Listing, by: Actor, **fields: Any) -> None:
    listing.refresh_from_db()
    actions.edit_listing(
        program_id=listing.program_id, version=listing.version, draft=draft(**fields), by=by, now=clock.now()
    )


@pytest.fixture
def hidden(list_program: Make, as_: Enter) -> Listing:
    """A program that once told its address, and calls it confidential now."""
    listing = list_program(name="Alder rooms", address=f"{STREET}, North")
    with as_("lena") as lena:
        edit(listing, lena, address_confidential=True)
    return listing


def pages_of(listing: Listing) -> tuple[str, ...]:
    reference = listing.program.reference
    return (
        "/directory/", "/directory/?words=Alder", f"/directory/programs/{reference}/",
        "/directory/organizations/harbor/", "/tonight/",
    )  # fmt: skip


def test_four_hundred_position_queries_recover_no_confidential_place(
    hidden: Listing, client_of: Callable[[str], Client]
) -> None:
    browser, api = client_of("lou"), api_of("lou")
    reference = hidden.program.reference
    pages = {page: main_of(browser.get(page)) for page in pages_of(hidden)[1:4]}
    calls = {path: api.get(path).content for path in ("directory", f"directory/{reference}")}
    for known in (*pages.values(), *(told.decode() for told in calls.values())):
        assert "Alder rooms" in known
        assert not re.search(r"Hidden|41\.7|72\.6", known)
    doors = itertools.cycle((*pages, *(path for path in calls for _ in range(6))))  # 80 pages, 320 calls
    refused = 0
    for (name, value), door in zip(itertools.product(PARAMETERS, VALUES), doors, strict=False):
        if door in pages:
            words = {"words": "Alder"} if "words" in door else {}
            answer = browser.get(door.partition("?")[0], words | {name: value})
            assert (answer.status_code, main_of(answer)) == (200, pages[door]), (door, name, value)
        else:
            answer = api.get(f"{door}?{urlencode({name: value})}")
            refused += answer.status_code == 422
            assert answer.status_code == 422 or answer.content == calls[door], (door, name, value)
            assert STREET not in answer.content.decode()
    assert len(PARAMETERS) * len(VALUES) == 400
    assert refused


def test_no_page_no_export_and_no_row_holds_the_address_any_more(
    hidden: Listing, client_of: Callable[[str], Client]
) -> None:
    for name in ("lena", "lou", "tom", "bea"):
        for page in (*pages_of(hidden), "/tonight/sheet/", "/directory/services/"):
            assert "Hidden" not in client_of(name).get(page).content.decode(), (name, page)
    told = api_of("lou").get(f"directory/{hidden.program.reference}").json()
    assert (told["address"], told["address_confidential"]) == ("", True)
    hidden.refresh_from_db()
    assert not any("Hidden" in str(getattr(hidden, field.name)) for field in Listing._meta.concrete_fields)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"description": f"A house at {STREET}."}, "description"),
        ({"how_to_get_in": f"Come to {STREET} and ring twice."}, "how_to_get_in"),
        ({"after_hours_process": f"The door of {POINT}"}, "after_hours_process"),
        ({"local_names": {"emergency_housing": STREET}}, "local_names"),
        ({"eligibility": [Criterion("who", "ask", f"Anybody who finds {STREET}")]}, "eligibility"),
        ({"address": STREET}, "address"),
    ],
)
def test_no_text_of_a_confidential_program_takes_its_address(
    hidden: Listing, as_: Enter, fields: dict[str, Any], where: str
) -> None:
    with as_("lena") as lena, pytest.raises(Invalid) as refused:
        edit(hidden, lena, address_confidential=True, **fields)
    assert [problem.field for problem in refused.value.problems] == [where]


def test_a_public_program_may_say_where_it_is(list_program: Make) -> None:
    assert list_program(address=STREET, description=f"Ring at {STREET}.").address == STREET


def test_no_channel_tells_it_either(hidden: Listing, as_: Enter) -> None:
    with as_("lena") as lena:
        save = {"program_id": hidden.program_id, "by": lena, "now": clock.now()}
        with pytest.raises(Invalid) as refused:
            actions.save_channel(draft=ChannelDraft("in_person", STREET), **save)
        assert [problem.code for problem in refused.value.problems] == ["place_in_text"]
        actions.save_channel(draft=ChannelDraft("in_person", "Where we agree by phone"), **save)


def test_an_address_does_not_become_confidential_while_a_channel_tells_it(
    list_program: Make, as_: Enter
) -> None:
    listing = list_program(name="Alder open")
    with as_("lena") as lena:
        actions.save_channel(
            program_id=listing.program_id, draft=ChannelDraft("in_person", STREET), by=lena, now=clock.now()
        )
        with pytest.raises(Invalid) as refused:
            edit(listing, lena, address_confidential=True)
    assert [problem.code for problem in refused.value.problems] == ["place_in_channel"]


def test_no_table_has_a_column_for_a_point() -> None:
    known = {"lat", "lon", "lng", "latitude", "longitude", "point", "location", "geometry", "coordinates"}
    for model in apps.get_models():
        if not model.__module__.startswith("concord."):
            continue
        for field in model._meta.concrete_fields:
            assert field.name not in known, (model, field.name)
            numbers = isinstance(field, models.FloatField | models.DecimalField)
            of_an_area = model.__name__ == "Boundary" and field.name in {"middle_x", "middle_y"}
            assert not numbers or of_an_area or field.name.endswith("_lag"), (model, field.name)
