from uuid import UUID

import pytest

from concord.foundation.audit.models import Entry
from tests.conftest import NOON


def _entry(**changed: object) -> Entry:
    said: dict[str, object] = {
        "id": UUID(int=1),
        "at": NOON,
        "door": "page",
        "action": "referral.sent",
        "detail": {"shown": ["1"]},
        "salt": b"0" * 16,
    }
    return Entry(**(said | changed))


@pytest.mark.req("SEC-06")
@pytest.mark.parametrize(
    "changed",
    [
        {"action": "referral.read"},
        {"person_id": UUID(int=2)},
        {"owner_id": UUID(int=2)},
        {"detail": {"shown": []}},
        {"salt": b"1" * 16},
    ],
)
def test_every_part_of_an_entry_is_protected(changed: dict[str, object]) -> None:
    assert _entry().hashed_content(1) != _entry(**changed).hashed_content(1)


def test_the_place_in_the_chain_is_protected_and_the_same_content_is_alike() -> None:
    assert _entry().hashed_content(1) == _entry().hashed_content(1)
    assert _entry().hashed_content(1) != _entry().hashed_content(2)
