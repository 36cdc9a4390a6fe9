"""The form of a listing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concord.foundation.organizations.codes import REGIMES
from concord.governance.directory import codes, words
from concord.governance.directory.drafts import Criterion, ListingDraft, ProgramDraft
from concord.governance.directory.forms import AskedForm, choose
from concord.governance.directory.queries import ProgramDetail

_ZONES: Final = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/Halifax",
    "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Toronto",
)  # fmt: skip
_CATEGORY_LABELS: Final = {code: label for code, (label, _definition) in words.CATEGORIES.items()}
_PLAIN: Final = (
    "description", "interpreter_available", "culturally_specific", "length_of_stay", "how_to_get_in",
    "time_zone", "always_open", "preferred_channel", "phone", "urgent_phone", "after_hours_process",
    "address", "address_confidential", "publish_openings_tier1", "publish_on_call_tier1",
    "opt_in_law_enforcement",
)  # fmt: skip
_CODED: Final = (
    "categories", "languages", "accessibility", "communities", "harm_scope", "serves", "regions",
)  # fmt: skip


class _Codes(forms.MultipleChoiceField):
    """Boxes to tick; whether one is needed is for the action to say, with everything else."""

    def __init__(self, label: Any, known: Any = (), hint: Any = "") -> None:
        super().__init__(
            label=label, choices=known, required=False, help_text=hint,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip


class ListingForm(AskedForm):
    """Everything a program says of itself. ``version`` is the one that was read."""

    explained_as = "listing"

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    description = forms.CharField(
        label=_("What you offer"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    categories = _Codes(_("Services"), choose(_CATEGORY_LABELS, codes.CATEGORIES))
    serves = _Codes(_("Whom you serve"), choose(words.SERVES, codes.SERVES))
    harm_scope = _Codes(_("Kinds of harm"), choose(words.HARM_SCOPES, codes.HARM_SCOPES))
    regions = _Codes(_("Regions"))
    languages = _Codes(_("Languages your staff speak"), choose(words.LANGUAGES, codes.LANGUAGES))
    interpreter_available = forms.BooleanField(label=_("An interpreter can be had"), required=False)
    accessibility = _Codes(_("Access"), choose(words.ACCESSIBILITY, codes.ACCESSIBILITY))
    communities = _Codes(_("Communities"), choose(words.COMMUNITIES, codes.COMMUNITIES))
    culturally_specific = forms.BooleanField(label=_("A culturally specific program"), required=False)
    population_focus = forms.CharField(
        label=_("Population focus, in your words"), max_length=300, required=False,
        help_text=_("Several with a comma between them."),
    )  # fmt: skip
    length_of_stay = forms.CharField(label=_("Length of stay"), max_length=120, required=False)
    how_to_get_in = forms.CharField(
        label=_("How to get in"), max_length=400, required=False,
        help_text=_("Whom to call and what happens then. No address of a confidential place."),
    )  # fmt: skip
    time_zone = forms.ChoiceField(label=_("Time zone"))
    always_open = forms.BooleanField(label=_("Open around the clock"), required=False)
    closures = forms.CharField(
        label=_("Days you are closed"), required=False, help_text=_("One a line, such as 2026-12-24."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    urgent_phone = forms.CharField(label=_("Phone when it is urgent"), max_length=40, required=False)
    preferred_channel = forms.ChoiceField(
        label=_("How to reach you about a referral"),
        choices=choose(words.PREFERRED_CHANNELS, codes.PREFERRED_CHANNELS),
    )
    after_hours_process = forms.CharField(label=_("After hours"), max_length=400, required=False)
    address_confidential = forms.BooleanField(
        label=_("The address is confidential"), required=False,
        help_text=_("Then it is stored by nobody. Directions are given by voice."),
    )  # fmt: skip
    address = forms.CharField(label=_("Address, if it is public"), max_length=200, required=False)
    publish_openings_tier1 = forms.BooleanField(
        label=_("Show openings to everybody in the directory, with the time rounded to the shift"),
        required=False,
    )
    publish_on_call_tier1 = forms.BooleanField(
        label=_("Show who is on call to everybody in the directory"), required=False
    )
    opt_in_law_enforcement = forms.BooleanField(
        label=_("Show openings to law enforcement"), required=False,
        help_text=_("Otherwise police read: call the line."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        regions: Iterable[tuple[str, str]],
        base: ListingDraft | None = None,
        **kwargs: Any,
    ) -> None:
        """Build the form over a saved listing (``base``), whose values it starts from."""
        self.base = base or ListingDraft()
        kwargs["initial"] = _initial(self.base) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = list(regions)  # type: ignore[attr-defined]  # a choice field
        self.fields["time_zone"].choices = _zones(self.base.time_zone)  # type: ignore[attr-defined]  # same
        for weekday, name in enumerate(words.WEEKDAYS):
            self.fields[f"hours_{weekday}"] = forms.CharField(label=name, required=False, max_length=80)
        for code in codes.FACETS:
            self.fields[f"facet_{code}"] = forms.ChoiceField(
                label=words.FACETS[code], required=False,
                choices=choose(words.FACET_ANSWERS, codes.FACET_ANSWERS, _("Not said")),
            )  # fmt: skip
        for code in self.base.categories:
            self.fields[f"local_{code}"] = forms.CharField(
                label=words.category_label(code), required=False, max_length=80
            )

    def clean(self) -> dict[str, Any]:
        """Read days and times, so that each wrong one is named beside its own field."""
        self.read_hours: dict[str, list[tuple[str, str]]] = {}
        for weekday in range(len(words.WEEKDAYS)):
            try:
                pairs = _pairs(self.cleaned_data.get(f"hours_{weekday}", ""))
            except ValueError:
                self.add_error(f"hours_{weekday}", ValidationError(words.PROBLEMS["hours_do_not_work"]))
            else:
                self.read_hours |= {str(weekday): pairs} if pairs else {}
        self.read_closures: list[date] = []
        try:
            self.read_closures = [
                date.fromisoformat(line) for line in self.cleaned_data.get("closures", "").split()
            ]
        except ValueError:
            self.add_error("closures", ValidationError(_("Write each day as year-month-day.")))
        return self.cleaned_data

    def draft(self, eligibility: Iterable[Criterion]) -> ListingDraft:
        """Return what was sent as a draft; what the page does not show stays as it was."""
        sent = self.cleaned_data
        return ListingDraft(
            **{name: sent[name] for name in (*_PLAIN, *_CODED)},
            population_focus=[part.strip() for part in sent["population_focus"].split(",") if part.strip()],
            local_names=_named(sent, "local_", sent["categories"]),
            taxonomy_codes={
                code: value for code, value in self.base.taxonomy_codes.items() if code in sent["categories"]
            },
            facets=_named(sent, "facet_", codes.FACETS),
            eligibility=tuple(eligibility),
            hours=self.read_hours,
            closures=self.read_closures,
        )

    def group(self, prefix: str) -> list[forms.BoundField]:
        """Return the fields whose names begin alike, for one part of the page."""
        return [self[name] for name in self.fields if name.startswith(prefix)]


class ProgramForm(AskedForm):
    """The name of a new program, and the law that binds what it says about people."""

    explained_as = "program"

    name = forms.CharField(label=_("Name of the program"), max_length=120)
    confidentiality_regime = forms.ChoiceField(
        label=_("Which law binds what it says about people"), choices=choose(words.REGIMES, REGIMES),
        initial="unknown", help_text=_("If you are not sure, leave it: the strictest then holds."),
    )  # fmt: skip

    def draft(self) -> ProgramDraft:
        return ProgramDraft(self.cleaned_data["name"], self.cleaned_data["confidentiality_regime"])


class CriterionForm(AskedForm):
    """One condition of eligibility; without text it is left out."""

    explained_as = "criterion"

    field = forms.ChoiceField(
        label=_("About"), required=False,
        choices=choose(words.ELIGIBILITY_FIELDS, codes.ELIGIBILITY_FIELDS),
    )  # fmt: skip
    rule = forms.ChoiceField(
        label=_("Rule"), required=False, choices=choose(words.ELIGIBILITY_RULES, codes.ELIGIBILITY_RULES)
    )
    plain_text = forms.CharField(label=_("In plain words"), required=False, max_length=300)


CriterionForms = forms.formset_factory(CriterionForm, extra=2, max_num=40)


def criteria_forms(data: Any = None, base: ListingDraft | None = None) -> Any:
    """Build the rows of eligibility: those that are there, and two empty ones."""
    rows = [
        {"field": line.field, "rule": line.rule, "plain_text": line.plain_text}
        for line in (base.eligibility if base is not None else ())
    ]
    return CriterionForms(data, initial=rows, prefix="criteria")


def criteria_of(rows: Any) -> list[Criterion]:
    """Return the conditions that were written."""
    return [
        Criterion(row["field"] or "who", row["rule"] or "accepted", row["plain_text"])
        for row in rows.cleaned_data
        if row.get("plain_text")
    ]


def draft_of(shown: ProgramDetail) -> ListingDraft:
    """Return a listing as it was read, as the draft that would save it unchanged."""
    row, hours = shown.row, shown.hours
    return ListingDraft(
        description=shown.description, categories=row.categories, local_names=shown.local_names,
        taxonomy_codes=shown.taxonomy_codes, languages=row.languages,
        interpreter_available=row.interpreter_available, accessibility=row.accessibility,
        communities=shown.communities, culturally_specific=shown.culturally_specific,
        population_focus=shown.population_focus, harm_scope=row.harm_scope, serves=row.serves,
        regions=row.regions,
        eligibility=[Criterion(line.field, line.rule, line.plain_text) for line in shown.eligibility],
        facets=shown.facets, length_of_stay=shown.length_of_stay, how_to_get_in=shown.how_to_get_in,
        time_zone=hours.time_zone, always_open=hours.always_open,
        hours={
            str(day): [(f"{opens:%H:%M}", f"{closes:%H:%M}") for opens, closes in pairs]
            for day, pairs in hours.weekly.items()
        },
        closures=sorted(hours.closures), preferred_channel=shown.preferred_channel, phone=row.phone,
        urgent_phone=shown.urgent_phone, after_hours_process=shown.after_hours_process,
        address=shown.address, address_confidential=shown.address_confidential,
        publish_openings_tier1=shown.facts.publish_openings_tier1,
        publish_on_call_tier1=shown.facts.publish_on_call_tier1,
        opt_in_law_enforcement=shown.facts.opt_in_law_enforcement,
    )  # fmt: skip


def _initial(base: ListingDraft) -> dict[str, Any]:
    """Return a draft as the form shows it."""
    shown: dict[str, Any] = {name: getattr(base, name) for name in _PLAIN}
    shown |= {name: list(getattr(base, name)) for name in _CODED}
    shown["population_focus"] = ", ".join(base.population_focus)
    shown["closures"] = "\n".join(day.isoformat() for day in base.closures)
    for weekday, pairs in base.hours.items():
        shown[f"hours_{weekday}"] = ", ".join(f"{opens}-{closes}" for opens, closes in pairs)
    shown |= {f"facet_{code}": answer for code, answer in base.facets.items()}
    shown |= {f"local_{code}": name for code, name in base.local_names.items()}
    return shown


def _zones(current: str) -> list[tuple[str, str]]:
    known = dict.fromkeys((*_ZONES, current)) if current in available_timezones() else dict.fromkeys(_ZONES)
    return [(zone, zone.replace("_", " ")) for zone in known]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Read "09:00-12:00, 13:00-17:00"; raises ValueError."""
    pairs = []
    for part in text.replace("\u2013", "-").split(","):
        if part.strip():
            opens, closes = part.split("-")
            pairs.append((_clock(opens), _clock(closes)))
    return pairs


def _clock(text: str) -> str:
    hour, _colon, minute = text.strip().partition(":")
    read = (int(hour), int(minute or "0"))
    if not (0 <= read[0] <= 23 and 0 <= read[1] <= 59):  # noqa: PLR2004 - hours and minutes of a day
        raise ValueError(text)
    return f"{read[0]:02}:{read[1]:02}"


def _named(sent: Mapping[str, Any], prefix: str, known: Iterable[str]) -> dict[str, str]:
    return {code: sent[f"{prefix}{code}"] for code in known if sent.get(f"{prefix}{code}")}
