"""Every field says whose data it is and how long it stays; every foreign key points downwards."""

import configparser
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from concord.foundation.lib.declarations import PersonalData, Retention, left_over, undeclared
from tests.architecture.house import ROOT, room_of

OURS = [model for model in apps.get_models() if model.__module__.startswith("concord.")]


@pytest.mark.req("SEC-13", "DICT-02")
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_declares_whose_data_it_is(model: type[models.Model]) -> None:
    names = [field.name for field in model._meta.local_fields + model._meta.local_many_to_many]
    declared = getattr(model, "personal_data", {})
    assert undeclared(names, declared) == ()
    assert left_over(names, declared) == ()
    assert all(isinstance(kind, PersonalData) for kind in declared.values())


@pytest.mark.req("SEC-13")
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_declares_how_long_it_stays(model: type[models.Model]) -> None:
    assert isinstance(getattr(model, "retention", None), Retention)


@pytest.mark.req("REF-20")
def test_sealed_text_is_encrypted_and_nothing_else_claims_to_be() -> None:
    for model in OURS:
        for name, kind in getattr(model, "personal_data", {}).items():
            field = model._meta.get_field(name)
            encrypted = type(field).__name__ == "EncryptedTextField"
            assert encrypted == (kind == PersonalData.SEALED), f"{model._meta.label}.{name}"


def _order() -> list[str]:
    """Return all rooms, the top one first, as the import contracts list them."""
    found = configparser.ConfigParser()
    found.read(ROOT / ".importlinter")
    rooms: list[str] = []
    for floor in _layers(found, "house"):
        section = f"importlinter:contract:{floor}"
        if found.has_section(section):
            rooms += [f"concord.{floor}.{room}" for room in _layers(found, floor)]
        else:
            rooms.append(f"concord.{floor}")
    return rooms


def _layers(contracts: configparser.ConfigParser, name: str) -> list[str]:
    return contracts[f"importlinter:contract:{name}"]["layers"].replace("|", " ").replace("(", " ").replace(
        ")", " "
    ).split()  # fmt: skip


def _foreign_keys() -> Iterator[tuple[str, type[models.Model], type[models.Model]]]:
    for model in OURS:
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            target = field.related_model
            if isinstance(target, type) and target.__module__.startswith("concord."):
                yield f"{model._meta.label}.{field.name}", model, target


def test_every_foreign_key_points_downwards() -> None:
    order = _order()
    upwards = [
        name
        for name, model, target in _foreign_keys()
        if order.index(room_of(target.__module__)) < order.index(room_of(model.__module__))
    ]
    assert upwards == []


def test_every_key_is_made_in_the_application() -> None:
    """UUIDv7 or the key of another row: no counter tells how many there are."""
    counted = [
        model._meta.label for model in OURS if isinstance(model._meta.pk, models.AutoField) and model.__name__
    ]
    assert set(counted) - set(COUNTED) == set()
    assert set(COUNTED) - set(counted) == set()


# Tables with a counter as their key, each with the reason.
COUNTED: dict[str, str] = {}
