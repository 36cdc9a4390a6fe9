"""allauth's forms with our words. What they check stays allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 12 signs. Three or four words that do not belong together are easy to keep.")


def _word(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint


class SignInForm(account.LoginForm):
    """E-mail and password, and whether others use this computer too."""

    shared = forms.BooleanField(
        required=False,
        initial=True,
        label=_("This is a shared computer"),
        help_text=_("It hides itself sooner when nobody uses it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Work e-mail"))
        _word(self, "password", _("Password"))


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Your password now"))
        _word(self, "password1", _("New password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A password for somebody who came by a link, from an invitation or because it was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    """An address. The answer is the same whether somebody has it or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Work e-mail"))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            super().save(request, **kwargs)
        return str(self.cleaned_data["email"])


def _word_code(form: forms.Form) -> None:
    _word(form, "code", _("Code"), _("From your code app, or one of your printed codes."))


class CodeForm(factors.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class ConfirmCodeForm(factors.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class AddAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code that the app shows now"))


class _Readable:
    """Refuses what is no answer of a passkey at all; allauth reads some of it before it looks."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        except (LookupError, AttributeError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeySignInForm(_Readable, LoginWebAuthnForm):
    pass


class PasskeyFactorForm(_Readable, AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(_Readable, ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey signs in by itself; a key without a PIN or a finger only confirms a password."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name of this passkey"), _("So that you know it again, such as “Blue key”."))
        self.fields["name"].max_length = 40

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (LookupError, AttributeError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned
