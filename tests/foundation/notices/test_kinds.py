"""Every kind of notice there is: worded, leading somewhere, and silent outside (COMM-08)."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from concord.foundation.lib import clock
from concord.foundation.notices import actions, codes, words
from concord.foundation.organizations.models import Organization
from tests import cast

KINDS = sorted(words.KINDS)


@pytest.mark.req("COMM-08")
@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_of_a_kind_names_nobody_and_leads_to_a_page(kind: str) -> None:
    sentence, page, argument = words.KINDS[kind]
    people = {cast.actor(name).name for name in cast.NAMES}
    names = set(Organization.objects.values_list("name", flat=True)) | people
    assert not [name for name in names if name in str(sentence)]
    assert not re.search(r"%|\{|[A-Z]-[0-9A-Z]{4}", str(sentence))
    assert reverse(page, kwargs={argument: "R-0000-0000"} if argument else {})


@pytest.mark.req("COMM-08")
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("template", codes.TEMPLATES)
def test_no_letter_has_a_place_for_anything_but_its_link(template: str, language: str) -> None:
    with translation.override(language):
        text = str(words.LETTERS[template])
    assert re.findall(r"%\(\w+\)s|\{\w*\}", text) == ["%(link)s"]
    assert "%" not in str(words.SUBJECT)


@pytest.mark.django_db
def test_there_are_kinds_of_each_room_that_tells_people() -> None:
    assert {"release.access_ended", "referral.sent"} <= set(KINDS)
    with pytest.raises(ValueError, match="no words"):
        actions.notify(person_ids=[], kind="nothing.known", now=clock.now())
