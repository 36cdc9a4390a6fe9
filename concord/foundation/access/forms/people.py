"""What the pages of people, keys and organizations take."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.foundation.access import words
from concord.foundation.access.forms import Asked
from concord.foundation.lib.denied import Invalid
from concord.foundation.organizations import codes

GIVEN = [role for role in codes.ROLES if role in codes.GIVEN_BY_LEAD]


def show_problems(form: forms.Form, refusal: Invalid) -> None:
    """Put what an action found wrong beside the fields it names."""
    for problem in refusal.problems:
        sentence = str(words.PROBLEMS.get(problem.code, words.UNKNOWN_PROBLEM)) % dict(problem.parameters)
        form.add_error(problem.field if problem.field in form.fields else None, sentence)


class MemberForm(Asked, forms.Form):
    """What somebody is and may do in the organization."""

    explained_as = "member"

    title = forms.CharField(max_length=80, required=False, label=_("Title"))
    program = forms.TypedChoiceField(required=False, coerce=UUID, empty_value=None, label=_("Program"))
    roles = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("May act as"))

    def __init__(self, *args: Any, programs: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", str(_("The whole organization"))), *((str(key), name) for key, name in programs)]
        self.fields["program"].choices = listed  # type: ignore[attr-defined]  # a choice field
        self.fields["roles"].choices = [  # type: ignore[attr-defined]  # a choice field
            (role, str(words.ROLES[role])) for role in GIVEN
        ]


class InviteForm(MemberForm):
    """A colleague to invite."""

    email = forms.EmailField(max_length=254, label=_("Work e-mail"))
    name = forms.CharField(max_length=120, label=_("Name"))
    field_order: Sequence[str] = ["email", "name", "title", "program", "roles"]


class LeadForm(Asked, forms.Form):
    """The first lead of an organization."""

    explained_as = "lead"

    email = forms.EmailField(max_length=254, label=_("Work e-mail"))
    name = forms.CharField(max_length=120, label=_("Name"))


class KindForm(Asked, forms.Form):
    """One of the kinds of organization and, if one fits, its sub-kind; nothing else is taken (DIR-02)."""

    kind = forms.ChoiceField(label=_("Kind of organization"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.kind_choices()  # type: ignore[attr-defined]  # a choice field

    def kind_of(self) -> tuple[str, str]:
        """Return type and sub-type of the chosen kind."""
        org_type, _slash, sub_type = self.cleaned_data["kind"].partition("/")
        return org_type, sub_type


class RegisterForm(KindForm):
    """An organization that the backbone has verified."""

    explained_as = "organization"

    name = forms.CharField(max_length=120, label=_("Name of the organization"))
    regions = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Regions")
    )
    public_body = forms.BooleanField(
        required=False,
        label=_("A public body"),
        help_text=_(
            "Police, courts, state agencies, universities: what it reads may become a public record."
        ),
    )
    field_order: Sequence[str] = ["name", "kind", "regions", "public_body"]

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = list(regions)  # type: ignore[attr-defined]  # a choice field


class AccessRequestForm(KindForm):
    """Somebody who acts for an organization asks that it may take part."""

    explained_as = "ask"

    organization_name = forms.CharField(max_length=120, label=_("Name of the organization"))
    person_name = forms.CharField(max_length=120, label=_("Your name"))
    work_email = forms.EmailField(max_length=254, label=_("Your work e-mail"))
    field_order: Sequence[str] = ["organization_name", "kind", "person_name", "work_email"]


class KeyForm(Asked, forms.Form):
    """A key for the organization's own system."""

    explained_as = "key"

    name = forms.CharField(max_length=60, label=_("What the key is for"))
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("What it may do"))
    days = forms.IntegerField(min_value=1, max_value=365, initial=90, label=_("Ends after how many days"))

    def __init__(self, *args: Any, scopes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]  # a choice field
            (scope, str(words.CAPABILITIES.get(scope, scope))) for scope in scopes
        ]
