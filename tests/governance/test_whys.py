"""Every field of the directory's and the level's forms says in two sentences why it is asked (TRAIN-12)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.test import Client

from concord.governance.directory.drafts import ListingDraft
from concord.governance.directory.forms import AskedForm, listing, others
from concord.governance.directory.whys import WHYS
from concord.governance.participation.forms import LevelForm
from concord.governance.participation.whys import WHYS as LEVEL

FORMS: list[Any] = [
    one
    for module in (listing, others)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, AskedForm) and one is not AskedForm
]


def asked(form: Any) -> list[str]:
    return [name for name, field in form.fields.items() if not isinstance(field.widget, forms.HiddenInput)]


def built(kind: Any) -> Any:
    if kind is listing.ListingForm:
        return kind(regions=(), base=ListingDraft(categories=["hotline"]))
    return kind(programs=()) if kind is others.EndForm else kind()


def test_no_form_of_the_directory_is_left_out() -> None:
    plain = [
        one
        for module in (listing, others)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, forms.BaseForm) and not issubclass(one, AskedForm)
    ]
    assert plain == []
    assert len(FORMS) == 8


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: str(kind.__name__))
def test_each_field_says_why_it_is_asked(kind: Any) -> None:
    form = built(kind)
    for name in asked(form):
        assert form.why(name), name


def test_no_answer_is_left_over_and_each_has_two_sentences() -> None:
    used = set()
    for kind in FORMS:
        form = built(kind)
        used |= {str(form.why(name)) for name in asked(form)}
    assert used == {str(why) for why in WHYS.values()}
    assert set(LEVEL) == set(LevelForm.base_fields)
    for why in (*WHYS.values(), *LEVEL.values()):
        assert len(re.findall(r"[.?!](?=\s|$)", str(why))) == 2, why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address", "fewest"),
    [
        ("lena", "/directory/programs/harbor-shelter/edit/", 30),
        ("lena", "/directory/organizations/harbor/new/", 30),
        ("lena", "/directory/contacts/", 8),
        ("lena", "/directory/programs/harbor-shelter/channels/", 3),
        ("lena", "/directory/organizations/harbor/end/", 3),
        ("ana", "/openings/", 2),
        ("ana", "/openings/harbor-shelter/on-call/", 4),
        ("lena", "/level/", 4),
    ],
)
def test_the_answers_stand_on_the_pages(
    client_of: Callable[[str], Client], name: str, address: str, fewest: int
) -> None:
    page = client_of(name).get(address)
    assert page.status_code == 200
    assert page.content.decode().count('<details class="why">') >= fewest
