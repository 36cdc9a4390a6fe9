"""What the pages of the member list are sent. Forms check shapes; actions decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib import asked
from concord.foundation.lib.denied import Invalid
from concord.governance.members import codes, words
from concord.governance.members.queries.invitations import Uninvited
from concord.governance.members.whys import WHYS


class AskedForm(asked.Asked, forms.Form):
    """A form of this room, whose every field says why it is asked."""

    whys = WHYS


def show_problems(form: forms.Form, refusal: Invalid) -> None:
    """Put what was found wrong beside the fields it names."""
    for problem in refusal.problems:
        sentence = words.explain(problem.code, problem.parameters)
        form.add_error(problem.field if problem.field in form.fields else None, ValidationError(sentence))


class ListForm(AskedForm):
    """A list of members, as a file."""

    explained_as = "list"

    file = forms.FileField(
        label=_("List of members"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV in UTF-8, or XLSX; at most 2 MB and 1,000 rows."),
    )  # fmt: skip


class ColumnsForm(AskedForm):
    """For each thing that a list can say: the column that says it."""

    explained_as = "columns"

    def __init__(self, *args: Any, header: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [
            ("", str(words.NOT_IN_LIST)),
            *((str(at), words.title(at, text)) for at, text in enumerate(header)),
        ]
        for column in codes.COLUMNS:
            self.fields[column] = forms.ChoiceField(
                label=words.COLUMNS[column], choices=titles, required=column in codes.NEEDED
            )

    def why(self, name: str) -> Any:
        return super().why("column" if name in codes.COLUMNS else name)

    def matched(self) -> dict[str, int]:
        return {column: int(at) for column, at in self.cleaned_data.items() if at != ""}


class LetterCodeForm(AskedForm):
    """The code of a printed letter."""

    explained_as = "letter"

    code = forms.CharField(label=_("Code in your letter"), max_length=40)


class HolderForm(AskedForm):
    """Who holds the letter."""

    explained_as = "lead"

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Work e-mail"), max_length=254)
    code = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ChosenForm(AskedForm):
    """Whom to invite, and how."""

    explained_as = "chosen"

    everyone = forms.BooleanField(label=_("All of them; by mail, all whose address is known"), required=False)
    organizations = forms.MultipleChoiceField(
        label=_("Organizations without a lead"), widget=forms.CheckboxSelectMultiple, required=False
    )
    way = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, choices=words.way_choices)

    def __init__(self, *args: Any, waiting: Sequence[Uninvited] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        self.fields["organizations"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.reference, " · ".join(filter(None, (one.name, one.lead_name, one.lead_email))))
            for one in waiting
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("everyone") and not cleaned.get("organizations"):
            self.add_error("organizations", _("Choose organizations, or all of them."))
        return cleaned

    def chosen(self) -> list[str]:
        """Return the references of those who are invited."""
        if not self.cleaned_data["everyone"]:
            return list(self.cleaned_data["organizations"])
        by_mail = self.cleaned_data["way"] == codes.MAIL
        return [one.reference for one in self.waiting if one.lead_email or not by_mail]
