"""What all forms of referrals share: why each field is asked, and the rules' answers beside their fields."""

from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.functional import Promise

from concord.foundation.lib.denied import Invalid
from concord.operations.referrals import words
from concord.operations.referrals.whys import WHYS


def local_zone() -> ZoneInfo:
    """Return the zone in which people name days and hours."""
    return ZoneInfo(settings.DISPLAY_TIME_ZONE)


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class AskedForm(forms.Form):
    """A form whose every field can say why it is asked."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's own arguments

    def why(self, name: str) -> str | Promise:
        """Say why a field is asked; raises KeyError for one that nobody has explained."""
        return WHYS[name.partition("__")[0]]

    def take(self, error: Invalid) -> None:
        """Put what an action found beside the fields; one sentence a field is enough.

        What belongs to no field of this form is said once.
        """
        for problem in error.problems:
            name = problem.field if problem.field in self.fields else None
            said = words.explain_problem(problem)
            there = self.has_error(name) if name else said in self.non_field_errors()
            if not there:
                self.add_error(name, said)
