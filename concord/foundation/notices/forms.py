"""What the notices page takes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReadForm(forms.Form):
    """Up to which instant the person has been shown notices."""

    until = forms.DateTimeField(widget=forms.HiddenInput)


class MailForm(forms.Form):
    """Whether mail says that something waits."""

    mail = forms.BooleanField(
        required=False,
        label=_("Write to me when something waits"),
        help_text=_("The mail says only that there is a message. It names nobody and no agency."),
    )
