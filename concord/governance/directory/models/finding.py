"""What the search looks into: kept by triggers in the transaction that changes what it is made of (ADR 10).

Nothing here says more than listing, program and organization say; no position of any program.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7

_NONE = PersonalData.NONE
_TECHNICAL = PersonalData.TECHNICAL
_DERIVED = Retention("directory", "made from the directory, and goes with it")


class Entry(models.Model):
    """One line of the directory: a program, or an organization that has none (``program_id`` is empty).

    ``document`` holds folded words, the words of its name once more as ``w=word``, and codes such as
    ``c=emergency_housing``: letters are those of `queries.asked.LETTERS`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organization_id = models.UUIDField(db_index=True)
    program_id = models.UUIDField(null=True)
    organization_name = models.CharField(max_length=120)
    program_name = models.CharField(max_length=120, blank=True)
    regions: "ArrayField[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)
    ended = models.BooleanField(default=False)
    document = SearchVectorField()

    personal_data: ClassVar = declare(
        id=_TECHNICAL, organization_id=_NONE, program_id=_NONE, organization_name=_NONE, program_name=_NONE,
        regions=_NONE, ended=_NONE, document=_NONE,
    )  # fmt: skip
    retention: ClassVar = _DERIVED

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="entry_by_document", fastupdate=False),
            models.Index(
                fields=["organization_name", "organization_id", "program_name", "id"], name="entry_by_name"
            ),
        ]


class Reach(models.Model):
    """That a line of the directory serves a region; in the order of names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reaches", db_index=False)
    region = models.CharField(max_length=40)
    organization_name = models.CharField(max_length=120)
    program_name = models.CharField(max_length=120, blank=True)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, entry=_NONE, region=_NONE, organization_name=_NONE, program_name=_NONE
    )
    retention: ClassVar = _DERIVED

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "region"], name="reach_once")]
        indexes = [
            models.Index(
                fields=["region", "organization_name", "program_name", "entry"], name="reach_by_name"
            )
        ]


class Term(models.Model):
    """A word that stands somewhere in the directory, and what is left of it when letters fall away."""

    word = models.CharField(primary_key=True, max_length=60)
    deletes: "ArrayField[Any, Any]" = ArrayField(models.CharField(max_length=16))

    personal_data: ClassVar = declare(word=_NONE, deletes=_NONE)
    retention: ClassVar = _DERIVED

    class Meta:
        indexes = [GinIndex(fields=["deletes"], name="term_by_deletes", fastupdate=False)]


class Boundary(models.Model):
    """A shape on the map: an area of public boundaries, which belongs to a region of the network or to none.

    ``path`` draws it in kilometers from the map's corner; ``middle_x`` and ``middle_y`` are its center.
    These are the only positions in the directory, and they are those of areas.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=40, blank=True)
    path = models.TextField(max_length=8000)
    middle_x = models.FloatField()
    middle_y = models.FloatField()
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar = declare(
        id=_TECHNICAL, code=_NONE, name=_NONE, region=_NONE, path=_NONE, middle_x=_NONE, middle_y=_NONE,
        position=_TECHNICAL,
    )  # fmt: skip
    retention: ClassVar = Retention("directory", "public boundaries of areas")

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.CheckConstraint(condition=~Q(path=""), name="boundary_drawn")]
