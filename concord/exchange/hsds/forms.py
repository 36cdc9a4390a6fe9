"""Shapes of what is brought in and of who is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.exchange.hsds.whys import WHYS
from concord.foundation.access.words import TYPES
from concord.foundation.lib import asked
from concord.foundation.organizations import codes as kinds
from concord.governance.directory import codes, words

_ACCEPT = ".json,.ndjson,.zip"


class FileForm(asked.Asked, forms.Form):
    whys = WHYS

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=_("HSDS 3 as JSON, one record a line, or a zip of its tables. At most 20 MB."),
    )


class BringForm(FileForm):
    """A file, and what is meant where a service does not say it."""

    explained_as = "bring"

    org_type = forms.ChoiceField(
        label=_("New organizations are"), choices=[(code, TYPES[code]) for code in kinds.TYPES]
    )
    categories = forms.MultipleChoiceField(
        label=_("Services that name none of our categories are"),
        required=False,
        choices=[(code, words.CATEGORIES[code][0]) for code in codes.CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
    )
    harm_scope = forms.MultipleChoiceField(
        label=_("Where it is not said, they address"),
        required=False,
        choices=[(code, words.HARM_SCOPES[code]) for code in codes.HARM_SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )
    serves = forms.MultipleChoiceField(
        label=_("Where it is not said, they serve"),
        required=False,
        choices=[(code, words.SERVES[code]) for code in codes.SERVES],
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.MultipleChoiceField(
        label=_("Where it is not said, their region is"),
        required=False,
        choices=[],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        """Take the regions of the network: (code, name) pairs."""
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = list(regions)  # type: ignore[attr-defined]  # a choice field


class OwnForm(FileForm):
    """A file with an organization's own services."""

    explained_as = "own"


class ChoiceForm(asked.Asked, forms.Form):
    """Whether an organization's services are told to everybody."""

    whys = WHYS
    explained_as = "choose"

    published = forms.BooleanField(label=_("Publish our services to everybody"), required=False)


class SwitchForm(asked.Asked, forms.Form):
    """Whether the network tells anything to everybody."""

    whys = WHYS
    explained_as = "switch"

    is_open = forms.BooleanField(label=_("Open what organizations chose to publish"), required=False)
