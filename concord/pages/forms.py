"""Shapes of what the backbone sets for the whole network; what may be set stands in the rooms' rules."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib import asked
from concord.foundation.lib.businesstime import Unit, Window
from concord.foundation.organizations.codes import LEAST_REVIEW_DAYS, MOST_REVIEW_DAYS, REGION_SCHEMES
from concord.foundation.organizations.words import PROBLEMS
from concord.pages.whys import WHYS

SCHEMES: dict[str, str | Promise] = {
    "judicial_district": _("Judicial districts"),
    "health_service_region": _("Health service regions"),
    "coalition_region": _("Regions of the coalition"),
}
UNITS: dict[str, str | Promise] = {
    Unit.MINUTES.value: _("Minutes"),
    Unit.BUSINESS_DAYS.value: _("Business days"),
    Unit.SAME_DAY.value: _("The same business day"),
}
_LONGEST_MINUTES = 10_080
_UNFIT_DAYS: Any = PROBLEMS["review_interval_unfit"]


class AskedForm(asked.Asked, forms.Form):
    """A form whose every field says why it is asked."""

    whys = WHYS


class NetworkForm(AskedForm):
    """Name, ways out, languages, the numbers that always answer, and how long a listing holds."""

    explained_as = "network"

    name = forms.CharField(
        label=_("Name of the network"),
        max_length=60,
        help_text=_("One neutral word: it stands in the tab of every browser."),
    )
    exit_url = forms.URLField(
        label=_("Where Leave leads"),
        help_text=_(
            "A dull, fast page that anybody might read, such as the weather. It begins with https://."
        ),
        assume_scheme="https",
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[])
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        initial=[code for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    region_scheme = forms.ChoiceField(
        label=_("Regions are"), choices=[(code, SCHEMES[code]) for code in REGION_SCHEMES]
    )
    line_name = forms.CharField(label=_("Name of the line"), required=False, max_length=80)
    line_phone = forms.CharField(
        label=_("Number of the line"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("Answers day and night. It stands on Tonight and on the page for everybody."),
    )
    language_line_phone = forms.CharField(
        label=_("Number of the language line"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("Where an interpreter joins a call."),
    )
    review_interval_days = forms.IntegerField(
        label=_("Days until a listing is confirmed again"),
        min_value=LEAST_REVIEW_DAYS,
        max_value=MOST_REVIEW_DAYS,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), _UNFIT_DAYS),
        help_text=_("From 30 to 365."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the time zones in late: their list is long and rarely needed."""
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone)
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]  # a choice field


class RegionForm(AskedForm):
    """A new region."""

    explained_as = "region"

    name = forms.CharField(label=_("Name of the region"), max_length=80)
    code = forms.SlugField(
        label=_("Short code"),
        max_length=40,
        required=False,
        help_text=_("Left empty, it is made of the name: north-shore."),
    )

    def clean(self) -> dict[str, Any]:
        """Make a code of the name where none is given."""
        given = super().clean() or {}
        if not given.get("code") and "code" not in self.errors:
            given["code"] = slugify(given.get("name", ""))[:40]
            if not given["code"]:
                self.add_error("code", _("Write a short code in plain letters."))
        return given


class HolidayForm(AskedForm):
    """A day on which no office counts."""

    explained_as = "holiday"

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Name of the holiday"), max_length=60)


class WindowForm(AskedForm):
    """How soon one step of one matter is asked for."""

    explained_as = "window"

    unit = forms.ChoiceField(label=_("Counted in"), choices=list(UNITS.items()), widget=forms.RadioSelect)
    remind_after = forms.IntegerField(
        label=_("Remind after"), min_value=1, max_value=_LONGEST_MINUTES, required=False
    )
    overdue_after = forms.IntegerField(
        label=_("Overdue after"), min_value=1, max_value=_LONGEST_MINUTES, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both figures where they count, in their order."""
        given = super().clean() or {}
        if given.get("unit") == Unit.SAME_DAY.value:
            return given | {"remind_after": 0, "overdue_after": 0}
        for name in ("remind_after", "overdue_after"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Write how many."))
        if not self.errors and given["remind_after"] > given["overdue_after"]:
            self.add_error("overdue_after", _("The reminder comes first: this is at least as long."))
        return given

    def window(self) -> Window:
        """Return what was given; ask `is_valid` first."""
        given = self.cleaned_data
        return Window(Unit(given["unit"]), given["remind_after"], given["overdue_after"])
