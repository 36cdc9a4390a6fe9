"""What a call takes: which program, and what came of it. Nothing about whom it was for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.operations.referrals import words
from concord.operations.referrals.call_words import LANGUAGE_NAMES
from concord.operations.referrals.forms.base import AskedForm

OUTSIDE = "outside"
SPOKE = {
    "they": _("They did"),
    "nobody": _("Nobody did"),
    "we": _("We did, under a release"),
}


class _WithProgram(AskedForm):
    """A form that asks which program, or a place outside the network."""

    program = forms.ChoiceField(
        label=_("Which program?"), error_messages={"required": words.REFUSALS["program_missing"][0]}
    )

    def __init__(self, *args: Any, programs: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = [(OUTSIDE, _("A place outside the network"))]
        self.fields["program"].choices = [("", _("Choose")), *programs, *outside]  # type: ignore[attr-defined]  # a choice field

    def reference(self) -> str:
        """Return the program's reference; "" for a place outside the network."""
        chosen: str = self.cleaned_data["program"]
        return "" if chosen == OUTSIDE else chosen


class CallForm(_WithProgram):
    """Whom to call together with the person; a place outside is typed and not kept."""

    place = forms.CharField(label=_("Name of a place outside"), required=False, max_length=80)
    number = forms.CharField(
        label=_("Its number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    lang = forms.ChoiceField(
        label=_("Suggested words in"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.RadioSelect,
        initial="en",
        required=False,
    )


class PhoneForm(_WithProgram):
    """Who spoke about the person on the telephone, and whether somebody was reached."""

    spoke = forms.ChoiceField(
        label=_("Who spoke about the person?"),
        choices=list(SPOKE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": words.REFUSALS["spoke_missing"][0]},
    )
    answer = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=words.choices(words.CALL_ANSWERS),
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": _("Say whether you reached them.")},
    )


class UnderReleaseForm(AskedForm):
    """Under which release we spoke, and which referral the call belongs to."""

    handoff_release = forms.ChoiceField(
        label=_("Under which release?"),
        widget=forms.RadioSelect,
        error_messages={"required": words.REFUSALS["release_choice_missing"][0]},
    )
    referral = forms.ChoiceField(label=_("To which referral does it belong?"), required=False)

    def __init__(
        self, *args: Any, releases: list[tuple[str, Any]], referrals: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handoff_release"].choices = releases  # type: ignore[attr-defined]  # a choice field
        self.fields["referral"].choices = [("", _("None: only count it")), *referrals]  # type: ignore[attr-defined]  # a choice field
