"""Shapes of what is sent. Whether it is a release is the rules' to say."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib.denied import Invalid
from concord.information.releases import codes, words
from concord.information.releases.queries import OwnProgram, Recipient
from concord.information.releases.rules import Draft, is_longer_than_usual
from concord.information.releases.rulesets import RuleSet, get_ruleset
from concord.information.releases.sheet_words import LANGUAGE_NAMES
from concord.information.releases.whys import WHYS

_FIELD_OF = {"ends_at": "ends_on", "recipient": None}


def local_zone() -> ZoneInfo:
    """Return the zone in which people name days."""
    return ZoneInfo(settings.DISPLAY_TIME_ZONE)


class _DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AskedForm(forms.Form):
    """A form whose every field says why it is asked."""

    explained_as: ClassVar[str]

    def why(self, name: str) -> str | Promise:
        """Say why a field is asked; raises KeyError for one that nobody has explained."""
        return WHYS[f"{self.explained_as}.{name}"]


class StartForm(AskedForm):
    """What the release is for, whom it names, which program speaks, and the language to explain it in."""

    explained_as = "start"

    purpose = forms.ChoiceField(
        label=_("What it is for"), choices=list(words.PURPOSES.items()), widget=forms.RadioSelect
    )
    to = forms.ChoiceField(
        label=_("Who is told"), error_messages={"required": words.REFUSALS["release_recipient_unknown"][0]}
    )
    program = forms.ChoiceField(label=_("Which of our programs tells"))
    lang = forms.ChoiceField(
        label=_("Language in which it is explained"), choices=list(LANGUAGE_NAMES.items())
    )

    def __init__(
        self,
        *args: Any,
        recipients: tuple[tuple[str, str, str], ...],
        programs: tuple[OwnProgram, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        told = [(key, f"{name} ({program})" if program else name) for key, name, program in recipients]
        self.fields["to"].choices = told  # type: ignore[attr-defined]  # a choice field
        own = [(program.reference, program.name) for program in programs]
        self.fields["program"].choices = own  # type: ignore[attr-defined]  # a choice field


class RecordForm(AskedForm):
    """What a person agreed to, and that every point was explained."""

    explained_as = "record"

    items = forms.MultipleChoiceField(
        label=_("What may be told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.REFUSALS["release_items_none"][0]},
    )
    explained_points = forms.MultipleChoiceField(
        label=_("Explained, point by point"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(point, point) for point in codes.POINTS],
    )
    method = forms.ChoiceField(
        label=_("How they agreed"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they agreed.")},
    )
    holds_signed_copy = forms.BooleanField(
        label=_("We hold the signed paper, or the person's own text or e-mail"),
        required=False,
        help_text=_("It stays with you. Nothing is uploaded here."),
    )
    signer = forms.ChoiceField(
        label=_("Who agreed"),
        choices=list(words.SIGNERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who agreed.")},
    )
    given_on = forms.DateField(
        label=_("Day of the signature"),
        widget=_DateInput(),
        error_messages={"required": _("Enter the day of the signature.")},
    )
    ends_on = forms.DateField(
        label=_("Until"),
        widget=_DateInput(),
        error_messages={"required": words.REFUSALS["release_end_missing"][0]},
    )
    long_is_needed = forms.BooleanField(
        label=_("The person wants it to hold longer than 30 days"), required=False
    )
    report_back_until = forms.DateField(
        label=_("Second part: they may tell us whether the person was connected, until"),
        required=False,
        widget=_DateInput(),
        help_text=_("Leave it empty if the person did not agree to this part."),
    )
    interpreter_used = forms.BooleanField(label=_("An interpreter helped"), required=False)

    def __init__(
        self, *args: Any, program: OwnProgram, recipient: Recipient, purpose: str, **kwargs: Any
    ) -> None:
        self.program, self.recipient, self.purpose = program, recipient, purpose
        self.ruleset: RuleSet = get_ruleset(program.regime)
        super().__init__(*args, **kwargs)
        offered = codes.offered_items(purpose, serves_pwch=recipient.serves_pwch)
        self._choose("items", [(item, words.ITEMS[item]) for item in offered])
        self._choose("method", [(method, words.METHODS[method]) for method in self.ruleset.methods])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def draft(self, now: datetime, language: str) -> Draft:
        """Build the draft: an end keeps this hour of its day, an earlier signature is that day's midnight."""
        told = self.cleaned_data  # what is not a date or a choice is left out of it
        return Draft(
            program_id=self.program.id,
            recipient_organization_id=self.recipient.organization_id,
            recipient_program_id=self.recipient.program_id,
            purpose=self.purpose,
            items=tuple(told.get("items", ())),
            method=told.get("method", ""),
            signer=told.get("signer", ""),
            given_on=_began(told.get("given_on"), now),
            ends_at=_ends(told.get("ends_on"), now),
            explained_points=tuple(told.get("explained_points", ())),
            holds_signed_copy=told["holds_signed_copy"],
            interpreter_used=told["interpreter_used"],
            sheet_language=language,
            report_back_until=_ends(told.get("report_back_until"), now),
        )

    def wants_confirmation(self, draft: Draft, now: datetime) -> bool:
        """Ask once more where it would hold longer than is usual; True when the answer is still missing."""
        if draft.ends_at is None or not is_longer_than_usual(draft.ends_at, self.ruleset, now):
            return False
        if self.cleaned_data["long_is_needed"]:
            return False
        self.add_error("long_is_needed", _("This is longer than 30 days. Confirm that the person wants it."))
        return True

    def take(self, error: Invalid) -> None:
        """Put the rules' answers beside their fields, where the form itself has not said it already."""
        for problem in error.problems:
            name = _FIELD_OF.get(problem.field, problem.field)
            if name in self.errors:
                continue
            self.add_error(name, words.reason(problem.code, **problem.parameters))


def _began(day: Any, now: datetime) -> datetime | None:
    if day is None:
        return None
    today = now.astimezone(local_zone()).date()
    return now if day == today else datetime.combine(day, time(0), local_zone()).astimezone(UTC)


def _ends(day: Any, now: datetime) -> datetime | None:
    if day is None:
        return None
    days: int = (day - now.astimezone(local_zone()).date()).days
    return now + timedelta(days=days)


class NarrowForm(AskedForm):
    """What may still be told."""

    explained_as = "narrow"

    items = forms.MultipleChoiceField(
        label=_("What may still be told"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(item, words.ITEMS[item]) for item in items]
        self.fields["items"].choices = chosen  # type: ignore[attr-defined]  # a choice field


class ConfirmForm(AskedForm):
    """Which program holds its signed copy of the second part, and when it was signed."""

    explained_as = "confirm"

    program = forms.ChoiceField(label=_("Which of our programs tells"))
    given_on = forms.DateField(label=_("Day of the signature"), widget=_DateInput())
    holds_signed_copy = forms.BooleanField(
        label=_("We hold our own signed copy of this part"),
        error_messages={"required": words.REFUSALS["release_copy_missing"][0]},
    )

    def __init__(self, *args: Any, programs: tuple[OwnProgram, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(program.reference, program.name) for program in programs]
        self.fields["program"].choices = own  # type: ignore[attr-defined]  # a choice field

    def given_at(self, now: datetime) -> datetime:
        """Return the instant of the signature."""
        return _began(self.cleaned_data["given_on"], now) or now
