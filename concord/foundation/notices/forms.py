"""What the notices page takes."""

from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib.asked import Asked


class ReadForm(forms.Form):
    """Up to which instant the person has been shown notices."""

    until = forms.DateTimeField(widget=forms.HiddenInput)


class MailForm(Asked, forms.Form):
    """Whether mail says that something waits."""

    explained_as = "mail"
    whys: ClassVar[dict[str, str | Promise]] = {
        "mail.mail": _(
            "Somebody who is not signed in sees no message here. With mail you need not look again and again."
        ),
    }

    mail = forms.BooleanField(
        required=False,
        label=_("Write to me when something waits"),
        help_text=_("The mail says only that there is a message. It names nobody and no agency."),
    )
