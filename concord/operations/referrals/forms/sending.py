"""What a referral takes to be sent: four questions, and what follows from the place and the person.

A question between programs takes less: what it is about, how soon, which program, and a number to call.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib.denied import Invalid
from concord.governance.directory import codes as directory_codes
from concord.governance.directory import words as directory_words
from concord.operations.referrals import codes, rules, words
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.forms.base import AskedForm

INFERRED: Final = ("basis", "source", "pathway", "contact_name", "contact_phone")
LISTS: Final = ("basis", "accessibility", "safe_contact")


def _missing(code: str) -> dict[str, Any]:
    return {"required": words.REFUSALS[code][0], "invalid_choice": words.REFUSALS["code_unknown"][0]}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def category_choices() -> list[tuple[str, Any]]:
    """Return the kinds of help in the directory's order."""
    return [(code, directory_words.CATEGORIES[code][0]) for code in directory_codes.CATEGORIES]


def _how_soon() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How soon?"),
        choices=[(code, text) for code, (_kind, text) in words.SENSITIVITIES.items()],
        widget=forms.RadioSelect,
        error_messages=_missing("sensitivity_missing"),
    )


def _which_program() -> forms.CharField:
    return forms.CharField(
        label=_("Which program?"), max_length=24, error_messages=_missing("program_missing")
    )


def _work_number() -> forms.CharField:
    return forms.CharField(
        label=_("Work number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages=_missing("contact_missing"),
    )


class SendingForm(AskedForm):
    """Something to be sent; its values travel as form fields from page to page and are stored nowhere."""

    about: ClassVar[str] = "person"

    def given(self, name: str) -> Any:
        """Return what stands in a field now, valid or not: what the page shows follows from it."""
        return (self[name].value() or "") if name in self.fields else ""

    def sending(self, inferred: Mapping[str, Any], organization: str = "") -> Sending:
        """Build what `send` takes, also of a form that lacks something, so that all of it is found at once.

        What was left as it was filled in is marked as inferred.
        """
        said: dict[str, Any] = {
            name: self.cleaned_data.get(name) or "" for name in self.fields if name != "draft"
        }
        for name in said.keys() & set(LISTS):
            said[name] = tuple(said[name])
        return Sending(
            **said,
            about=self.about,
            referring_organization=organization,
            inferred=tuple(
                name for name in INFERRED if name in said and said[name] == _plain(inferred.get(name))
            ),
        )

    def values(self) -> list[tuple[str, str]]:
        """Return everything as it was posted, for the hidden fields of the next page."""
        return [
            (name, value)
            for name in self.fields
            for value in self.data.getlist(name)  # type: ignore[attr-defined]  # posted values
            if value
        ]


class SendForm(SendingForm):
    """The whole referral."""

    category = forms.ChoiceField(label=_("Help with what?"), error_messages=_missing("category_missing"))
    sensitivity = _how_soon()
    receiver_program = _which_program()
    release = forms.CharField(
        label=_("Which release?"), max_length=16, error_messages=_missing("release_choice_missing")
    )
    safe_contact = forms.MultipleChoiceField(
        label=_("What is safe when making contact?"),
        required=False,
        choices=words.choices(words.SAFE_CONTACT),
        widget=forms.CheckboxSelectMultiple,
    )
    interpreter_language = forms.ChoiceField(label=_("Interpreter"), required=False)
    accessibility = forms.MultipleChoiceField(
        label=_("Accessibility"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cultural_preference = forms.ChoiceField(label=_("Culture or community"), required=False)
    text = forms.CharField(
        label=_("A note on the service"),
        required=False,
        max_length=rules.MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("About the service, never about the person. No names, numbers or addresses."),
    )
    basis = forms.MultipleChoiceField(
        label=_("How do you know this?"),
        choices=words.choices(words.BASES),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_missing("basis_missing"),
    )
    basis_partner = forms.ChoiceField(label=_("Which partner's papers?"), required=False)
    source = forms.ChoiceField(
        label=_("Who referred?"),
        choices=words.choices(words.SOURCES),
        error_messages=_missing("source_missing"),
    )
    pathway = forms.ChoiceField(
        label=_("How you connect"),
        choices=words.choices(words.PATHWAYS, codes.PATHWAYS_OPEN),
        widget=forms.RadioSelect,
    )
    contact_name = forms.CharField(
        label=_("Who can be called back"),
        max_length=120,
        error_messages={"required": _("Name who can be called back.")},
    )
    contact_phone = _work_number()
    draft = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("category", category_choices())
        self._choose("interpreter_language", [("", _("None")), *directory_words.LANGUAGES.items()])
        self._choose("accessibility", list(directory_words.ACCESSIBILITY.items()))
        self._choose("cultural_preference", [("", _("None")), *directory_words.COMMUNITIES.items()])
        self._choose("basis_partner", [("", _("Choose")), *partners])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask the rules as well: a partner's papers name the partner."""
        said = super().clean() or {}
        problems = rules.find_code_problems(said)
        if problems:
            self.take(Invalid(problems))
        return said


class QuestionForm(SendingForm):
    """A question between programs (REF-03): nothing on it is about a person, and it takes no text."""

    about = "coordination"

    function = forms.ChoiceField(
        label=_("What is it about?"),
        choices=words.choices(words.FUNCTIONS, codes.COORDINATION_FUNCTIONS),
        widget=forms.RadioSelect,
        error_messages=_missing("function_missing"),
    )
    sensitivity = _how_soon()
    receiver_program = _which_program()
    contact_phone = _work_number()

    def sending(self, inferred: Mapping[str, Any], organization: str = "") -> Sending:
        """Hand on also what was posted about a person, which has no field here: the action refuses it.

        Nobody is handed over, so no joint call is waited for.
        """
        posted: Any = self.data
        stray: dict[str, Any] = {
            name: tuple(filter(None, posted.getlist(name))) if name in LISTS else posted[name]
            for name in rules.ABOUT_PERSON
            if name in posted
        }
        return replace(super().sending(inferred, organization), pathway="direct_handoff", **stray)
