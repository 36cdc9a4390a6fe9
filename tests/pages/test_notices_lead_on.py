"""Every notice leads to a page that exists."""

import pytest
from django.urls import reverse

from concord.foundation.notices import words


@pytest.mark.parametrize("kind", sorted(words.KINDS))
def test_a_notice_leads_to_what_waits(kind: str) -> None:
    _, page, argument = words.KINDS[kind]
    assert not page or reverse(page, kwargs={argument: "R-1234-5678"} if argument else {})
