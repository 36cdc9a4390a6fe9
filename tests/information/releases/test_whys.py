"""Every field of a release's forms says in two sentences why it is asked (TRAIN-12)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from concord.information.releases import forms
from concord.information.releases.whys import WHYS

FORMS: tuple[Any, ...] = (forms.StartForm, forms.RecordForm, forms.NarrowForm, forms.ConfirmForm)


def test_each_field_has_an_answer_and_no_answer_is_left_over() -> None:
    asked = {f"{form.explained_as}.{name}" for form in FORMS for name in form.base_fields}
    assert asked == set(WHYS)


@pytest.mark.parametrize("name", WHYS)
def test_an_answer_has_two_sentences(name: str) -> None:
    assert len(re.findall(r"[.?!](?=\s|$)", str(WHYS[name]))) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "fields"),
    [("/releases/new/", 4), ("/releases/new/?to=brigid-team&program=harbor-shelter", 8)],
)
def test_the_answers_stand_beside_the_fields(
    client_of: Callable[[str], Client], address: str, fields: int
) -> None:
    page = client_of("ana").get(address).content.decode()
    assert page.count('<details class="why">') >= fields
    assert page.count("Why are we asked this?") == page.count('<details class="why">')
