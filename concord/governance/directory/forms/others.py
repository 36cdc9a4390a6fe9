"""The smaller forms: contacts, channels, openings, shifts, endings."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concord.governance.directory import codes, words
from concord.governance.directory.drafts import ChannelDraft, ContactDraft, ShiftDraft
from concord.governance.directory.forms import AskedForm, choose


class ContactForm(AskedForm):
    """A named contact. What is needed depends on the scope, so the action says it."""

    explained_as = "contact"

    scope = forms.ChoiceField(label=_("For"), choices=choose(words.CONTACT_SCOPES, codes.CONTACT_SCOPES))
    rank = forms.ChoiceField(
        label=_("Rank"), required=False,
        choices=choose(words.CONTACT_RANKS, codes.CONTACT_RANKS, _("None (published contact)")),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    role_title = forms.CharField(label=_("Role or title"), required=False, max_length=80)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    extension = forms.CharField(label=_("Extension"), required=False, max_length=12)
    secure_email = forms.EmailField(label=_("Secure email"), required=False)
    after_hours_process = forms.CharField(
        label=_("After hours"), required=False, max_length=400,
        help_text=_("What somebody does who needs you at night."),
    )  # fmt: skip

    def draft(self) -> ContactDraft:
        return ContactDraft(**self.cleaned_data)


class ChannelForm(AskedForm):
    """One way to reach a program."""

    explained_as = "channel"

    kind = forms.ChoiceField(label=_("Channel"), choices=choose(words.CHANNEL_KINDS, codes.CHANNEL_KINDS))
    value = forms.CharField(label=_("Number or address"), required=False, max_length=200)
    hours = forms.CharField(label=_("When"), required=False, max_length=120)

    def draft(self) -> ChannelDraft:
        return ChannelDraft(**self.cleaned_data)


class OpeningForm(AskedForm):
    """One tap: of which kind, and what there is."""

    explained_as = "opening"

    kind = forms.ChoiceField(label=_("Kind"), choices=choose(words.OPENING_KINDS, codes.OPENING_KINDS))
    saying = forms.ChoiceField(
        label=_("What there is"), widget=forms.RadioSelect, choices=choose(words.SAYINGS, codes.SAYINGS)
    )

    def said(self) -> tuple[str, str]:
        """Return state and band."""
        return codes.SAYINGS[self.cleaned_data["saying"]]


MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]  # what browsers send, and what is typed where they cannot
_SHIFT = timedelta(hours=12)


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENTS[0])


class ShiftForm(AskedForm):
    """Who answers, from when until when, by the program's own clock."""

    explained_as = "shift"

    name = forms.CharField(label=_("Who answers"), required=False, max_length=80)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    starts_at = forms.DateTimeField(
        label=pgettext_lazy("time", "From"), input_formats=MOMENTS, widget=_moment()
    )
    ends_at = forms.DateTimeField(label=_("Until"), input_formats=MOMENTS, widget=_moment())

    @staticmethod
    def following(ends: Iterable[datetime], now: datetime, time_zone: str) -> dict[str, str]:
        """Propose a shift: after the last one that is planned, or from the next full hour."""
        hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        begins = max((end for end in ends if end > now), default=hour)
        times = {"starts_at": begins, "ends_at": begins + _SHIFT}
        return {name: at.astimezone(ZoneInfo(time_zone)).strftime(MOMENTS[0]) for name, at in times.items()}

    def draft(self, time_zone: str) -> ShiftDraft:
        sent = self.cleaned_data
        return ShiftDraft(
            sent["name"], sent["phone"], _instant(sent["starts_at"], time_zone),
            _instant(sent["ends_at"], time_zone),
        )  # fmt: skip


class EndForm(AskedForm):
    """What has ended, since when, and whom to ask about it."""

    explained_as = "end"

    what = forms.ChoiceField(label=_("What has ended"), widget=forms.RadioSelect)
    ended_on = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    legacy_contact = forms.CharField(label=_("Whom to ask for information"), required=False, max_length=160)

    def __init__(self, *args: Any, programs: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [*programs, ("organization", gettext("The whole organization"))]
        self.fields["what"].choices = listed  # type: ignore[attr-defined]  # a choice field


def _instant(naive_or_aware: datetime, time_zone: str) -> datetime:
    """Read a wall-clock time in the program's zone, whatever zone Django gave it."""
    return naive_or_aware.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
