"""The small forms of "Start your network": parts of what the network page settles as a whole."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.pages.forms import AskedForm, NetworkForm


class _Part(NetworkForm):
    """Some fields of the network's settings; an action changes those and no others."""

    kept: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what another step asks."""
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.kept):
            del self.fields[name]


class NamePart(_Part):
    """What everybody sees in the tab, and where Leave leads."""

    kept = ("name", "exit_url")


class LanguagesPart(_Part):
    """In which languages people work, and by which clock."""

    kept = ("languages", "time_zone")


class RegionsPart(_Part):
    """By which regions the network divides the state."""

    kept = ("region_scheme",)


class LinesPart(_Part):
    """The numbers that always answer."""

    kept = ("line_name", "line_phone", "language_line_phone")


class NamesPart(AskedForm):
    """Who keeps the server, and who answers for the data."""

    explained_as = "network"

    host_name = forms.CharField(
        label=_("Who keeps the server"),
        max_length=120,
        help_text=_("An office, with whom to ask there."),
    )
    steward_name = forms.CharField(
        label=_("Who answers for the data"),
        max_length=120,
        help_text=_("A person at an office that gives no services itself."),
    )
