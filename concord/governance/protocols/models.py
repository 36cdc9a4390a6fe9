"""What holds for the whole network: response times that differ from the defaults, and holidays."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from concord.foundation.lib.businesstime import Unit, Window
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.governance.protocols import codes

_KEPT = Retention("network", "settings of the network")


class ResponseWindow(models.Model):
    """The network's own window for one step of one matter, instead of the default."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.CharField(max_length=24)
    step = models.CharField(max_length=12)
    unit = models.CharField(max_length=16)
    remind_after = models.PositiveSmallIntegerField(default=0)
    overdue_after = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        matter=PersonalData.NONE,
        step=PersonalData.NONE,
        unit=PersonalData.NONE,
        remind_after=PersonalData.NONE,
        overdue_after=PersonalData.NONE,
        set_at=PersonalData.NONE,
    )
    retention: ClassVar = _KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "step"], name="window_once"),
            models.CheckConstraint(condition=Q(matter__in=codes.MATTERS), name="window_matter_known"),
            models.CheckConstraint(condition=Q(step__in=codes.STEPS), name="window_step_known"),
            models.CheckConstraint(
                condition=Q(unit=Unit.SAME_DAY.value, remind_after=0, overdue_after=0)
                | Q(
                    unit__in=[Unit.BUSINESS_DAYS.value, Unit.MINUTES.value],
                    remind_after__gte=1,
                    overdue_after__gte=F("remind_after"),
                ),
                name="window_makes_sense",
            ),
        ]

    @property
    def window(self) -> Window:
        return Window(Unit(self.unit), self.remind_after, self.overdue_after)


class Holiday(models.Model):
    """A day on which the network's offices do not count."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    date = models.DateField(unique=True)
    name = models.CharField(max_length=60)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL, date=PersonalData.NONE, name=PersonalData.NONE
    )
    retention: ClassVar = _KEPT

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return self.name
