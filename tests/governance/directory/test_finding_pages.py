"""The page of a search: what was understood can be taken away, what was put right is said."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from concord.governance.directory.models import Listing

Make = Callable[..., Listing]
Browser = Callable[[str], Client]


def text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.mark.req("DIR-17")
def test_a_question_is_shown_as_it_was_understood(list_program: Make, client_of: Browser) -> None:
    list_program(name="Alder rooms", facets={"pets": "ask", "teen_sons": "yes"})
    page = text(client_of("tom").get("/directory/", {"words": "alder dog teen son"}))
    assert 'href="/directory/?words=alder+dog+teen+son&without=facet%3Apets">Pets: yes' in page
    assert 'without=facet%3Ateen_sons">Teen sons: yes' in page
    assert "Why this: Pets: ask, Teen sons: yes, “alder”" in page
    assert "Ask about: Pets" in page
    without = text(client_of("tom").get("/directory/?words=alder+dog+teen+son&without=facet%3Apets"))
    assert ">Pets: yes" not in without
    assert "Alder rooms" in without


@pytest.mark.req("DIR-08")
def test_each_filter_is_a_chip_that_leads_on_without_it(list_program: Make, client_of: Browser) -> None:
    list_program(name="Alder rooms", languages=["es"], facets={"pets": "no"})
    address = "/directory/?words=Alder&language=es&region=north&facets=pets%3Ano&facets="
    page = text(client_of("tom").get(address))
    assert 'href="/directory/?words=Alder&region=north&facets=pets%3Ano">Spanish' in page
    assert 'href="/directory/?words=Alder&language=es&facets=pets%3Ano">North' in page
    assert 'href="/directory/?words=Alder&language=es&region=north">Pets: no' in page
    assert '<option value="pets:no" selected>' in page
    assert "Alder rooms" in page


def test_a_word_put_right_is_said_and_can_be_taken_back(list_program: Make, client_of: Browser) -> None:
    list_program(name="Alder lighthouse")
    page = text(client_of("tom").get("/directory/", {"words": "lighthuose qwertzuiop"}))
    assert "Did you mean <b>lighthouse</b>" in page
    assert 'href="/directory/?words=lighthuose+qwertzuiop&exact=on">Search as written' in page
    assert "“qwertzuiop”" in page
    assert "Nothing has all of this. These come nearest." in page
    exact = text(client_of("tom").get("/directory/?words=lighthuose&exact=on"))
    assert "Did you mean" not in exact
    assert "Nothing fits all of this" in exact


def test_how_far_a_region_is_stands_beside_its_programs(list_program: Make, client_of: Browser) -> None:
    list_program(name="Alder here")
    list_program(name="Alder there", regions=["shore"])
    page = text(client_of("tom").get("/directory/?words=alder&from_region=north"))
    assert page.index("Alder here") < page.index("Alder there")
    assert " km to its region" in page
    assert "Near: North" in page


def test_what_is_typed_is_shown_and_never_runs(client_of: Browser) -> None:
    body = client_of("tom").get("/directory/", {"words": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in body
