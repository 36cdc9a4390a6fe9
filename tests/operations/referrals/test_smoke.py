from tests import cast


def test_cast_is_there(db: None) -> None:
    assert cast.actor("ana").organization_name == "Harbor House"
