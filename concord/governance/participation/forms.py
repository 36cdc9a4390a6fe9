"""Shapes of what is sent about a level."""

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from concord.governance.participation import rules, words
from concord.governance.participation.whys import WHYS


def _reason(name: str) -> forms.CharField:
    return forms.CharField(
        label=words.REASONS[name],
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LevelForm(forms.Form):
    """The level that a lead chooses, and why."""

    tier = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=[(tier, format_lazy("{}: {}", tier, name)) for tier, name in words.NAMES.items()],
        widget=forms.RadioSelect,
    )
    capacity = _reason("capacity")
    governance = _reason("governance")
    legal = _reason("legal")

    def why(self, name: str) -> str | Promise:
        """Say why a field is asked."""
        return WHYS[name]

    def reasons(self) -> rules.Reasons:
        """Return why, as it was written."""
        return rules.Reasons(**{name: self.cleaned_data[name] for name in words.REASONS})
