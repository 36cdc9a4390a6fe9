"""Models declare whose data they hold and for how long."""

import pytest

from concord.foundation.lib.declarations import PersonalData, Retention, declare, left_over, undeclared


def test_a_declaration_maps_fields_to_classes() -> None:
    fields = declare(id="technical", author=PersonalData.STAFF)
    assert fields == {"id": PersonalData.TECHNICAL, "author": PersonalData.STAFF}


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        declare(body="secret")


def test_undeclared_and_left_over_fields_are_named() -> None:
    fields = declare(id="technical", gone="none")
    assert undeclared(["id", "body", "author"], fields) == ("author", "body")
    assert left_over(["id", "body"], fields) == ("gone",)
    assert undeclared(["id"], fields) == ()


def test_a_retention_is_a_period_or_a_reason_without_end() -> None:
    assert Retention("audit", "kept as evidence").days is None
    assert Retention("tally", "own agency only", days=7).days == 7


def test_a_retention_without_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Retention("tally", "own agency only", days=-1)
    with pytest.raises(ValueError, match="reason"):
        Retention("tally", "")
