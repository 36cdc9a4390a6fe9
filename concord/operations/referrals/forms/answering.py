"""What the receiver answers, what both record of a joint call, and each side's own notes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib.denied import Invalid
from concord.operations.referrals import codes, rules, words
from concord.operations.referrals.forms.base import AskedForm, ClockInput, DayInput, local_zone

_PREFIX = "needs_"


def _required(code: str) -> dict[str, Any]:
    return {"required": words.REFUSALS[code][0], "invalid_choice": words.REFUSALS["code_unknown"][0]}


class _WithNeeds(AskedForm):
    """A form that asks, for each need that was stated, how it will be met (REF-22)."""

    def __init__(self, *args: Any, needs: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = tuple(needs)
        for need in self.needs:
            self.fields[f"{_PREFIX}{need}"] = forms.ChoiceField(
                label=str(words.NEEDS[need]),
                choices=words.choices(words.NEEDS_MET),
                widget=forms.RadioSelect,
                required=False,
            )

    def why(self, name: str) -> Any:
        return super().why("needs" if name.startswith(_PREFIX) else name)

    def needs_met(self) -> dict[str, str]:
        """Return how each need is met; empty ones are left for the rule to find."""
        said = {need: self.cleaned_data.get(f"{_PREFIX}{need}", "") for need in self.needs}
        return {need: met for need, met in said.items() if met}


class AcceptForm(_WithNeeds):
    """How the needs are met, and when to ask how it went."""

    follow_up_on = forms.DateField(
        label=_("Ask how it went on"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty: in a week."),
    )


class WaitlistForm(AskedForm):
    """When an opening is expected."""

    expected_on = forms.DateField(label=_("Expected about"), required=False, widget=DayInput())


class DeclineForm(AskedForm):
    """Why we cannot help, and which program may be the right one."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=words.choices(words.DECLINES, codes.DECLINES),
        widget=forms.RadioSelect,
        error_messages=_required("decline_reason_missing"),
    )
    suggested = forms.ChoiceField(
        label=_("Which program may be the right one?"),
        required=False,
        help_text=_("Nothing is passed on. The sending program asks the person first."),
    )

    def __init__(self, *args: Any, programs: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].choices = [("", _("No suggestion")), *programs]  # type: ignore[attr-defined]  # a choice field


class CorrectForm(_WithNeeds):
    """The answer as it should have been."""

    outcome = forms.ChoiceField(
        label=_("The right answer"), choices=words.choices(words.OUTCOMES), widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("Why you cannot help"),
        required=False,
        choices=[("", _("Only where you cannot help")), *words.choices(words.DECLINES, codes.DECLINES)],
    )


class JointForm(AskedForm):
    """What both programs agreed on a call; codes only."""

    person_present = forms.ChoiceField(
        label=_("Did the person take part?"),
        choices=words.choices(words.PRESENCE),
        widget=forms.RadioSelect,
        error_messages=_required("joint_presence_missing"),
    )
    next_steps = forms.MultipleChoiceField(
        label=_("Next steps"),
        choices=words.choices(words.NEXT_STEPS),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_required("joint_steps_missing"),
    )
    roles_agreed = forms.ChoiceField(
        label=_("From here"),
        choices=words.choices(words.AGREED_ROLES),
        widget=forms.RadioSelect,
        error_messages=_required("joint_roles_missing"),
    )
    mode = forms.ChoiceField(
        label=_("How you spoke"),
        choices=words.choices(words.JOINT_MODES),
        widget=forms.RadioSelect,
        error_messages=_required("joint_mode_missing"),
    )
    at_day = forms.DateField(label=_("Day"), widget=DayInput())
    at_time = forms.TimeField(label=_("Time"), widget=ClockInput())

    def why(self, name: str) -> Any:
        return super().why("at" if name.startswith("at_") else name)

    def clean_next_steps(self) -> list[str]:
        """Drop "nothing further" where something is: it stands there only as the first choice."""
        given: list[str] = self.cleaned_data["next_steps"]
        return [step for step in given if step != "nothing_further"] or given

    def at(self) -> datetime:
        """Return the instant of the call."""
        return datetime.combine(self.cleaned_data["at_day"], self.cleaned_data["at_time"], local_zone())

    @staticmethod
    def defaults(now: datetime) -> dict[str, Any]:
        """Return what most calls are, so that two taps record one."""
        local = now.astimezone(local_zone())
        return {
            "mode": "conference_call",
            "roles_agreed": "receiver_leads",
            "next_steps": ["nothing_further"],
            "at_day": f"{local:%Y-%m-%d}",
            "at_time": f"{local:%H:%M}",
        }


class PlanForm(AskedForm):
    """When both programs are to speak together: a time and a way, no place and no words."""

    plan_day = forms.DateField(label=_("Day"), widget=DayInput())
    plan_time = forms.TimeField(label=_("Time"), widget=ClockInput())
    plan_mode = forms.ChoiceField(
        label=_("How you will speak"),
        choices=words.choices(words.JOINT_MODES),
        widget=forms.RadioSelect,
        initial="conference_call",
        error_messages=_required("joint_mode_missing"),
    )
    instead_of = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def why(self, name: str) -> Any:
        return super().why("plan" if name.startswith("plan_") else name)

    def at(self) -> datetime:
        """Return the instant that is proposed."""
        return datetime.combine(self.cleaned_data["plan_day"], self.cleaned_data["plan_time"], local_zone())

    def take(self, error: Invalid) -> None:
        """Put what is wrong with the time beside the day, which holds it together with the time."""
        fields = {"at": "plan_day", "mode": "plan_mode"}
        super().take(Invalid(replace(one, field=fields.get(one.field, "")) for one in error.problems))


class FollowUpForm(AskedForm):
    """Whether the connection was made."""

    result = forms.ChoiceField(
        label=_("How it went"),
        choices=words.choices(words.FOLLOW_UPS),
        widget=forms.RadioSelect,
        error_messages=_required("follow_up_missing"),
    )


class NoteForm(AskedForm):
    """A note that stays inside the agency."""

    note = forms.CharField(
        label=_("A note for your own agency"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=rules.MOST_NOTE,
        error_messages={"required": _("Write the note.")},
    )
