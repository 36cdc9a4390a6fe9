"""allauth's forms with our words. What they check stays allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concord.foundation.access.forms import Asked

PASSWORD_HINT = _("At least 12 signs. Three or four words that do not belong together are easy to keep.")


def _word(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint


class SignInForm(Asked, account.LoginForm):
    """E-mail and password, and whether others use this computer too."""

    explained_as = "sign_in"

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


class ReauthenticateForm(Asked, account.ReauthenticateForm):
    explained_as = "confirm"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


class ChangePasswordForm(Asked, account.ChangePasswordForm):
    explained_as = "change"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Your password now"))
        _word(self, "password1", _("New password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"))


class NewPasswordForm(Asked, account.ResetPasswordKeyForm):
    """A password for somebody who came by a link, from an invitation or because it was forgotten."""

    explained_as = "new"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), PASSWORD_HINT)
        _word(self, "password2", _("New password again"))


class ForgottenPasswordForm(Asked, account.ResetPasswordForm):
    """An address. The answer is the same whether somebody has it or not."""

    explained_as = "forgotten"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Work e-mail"))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            super().save(request, **kwargs)
        return str(self.cleaned_data["email"])


def _word_code(form: forms.Form) -> None:
    _word(form, "code", _("Code"), _("From your code app, or one of your printed codes."))


class CodeForm(Asked, factors.AuthenticateForm):
    explained_as = "enter"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class ConfirmCodeForm(Asked, factors.ReauthenticateForm):
    explained_as = "confirm_code"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class AddAppForm(Asked, ActivateTOTPForm):
    explained_as = "app"

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


class AddPasskeyForm(Asked, AddWebAuthnForm):
    """A passkey signs in by itself; a key without a PIN or a finger only confirms a password."""

    explained_as = "passkey"

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


class RenamePasskeyForm(Asked, EditWebAuthnForm):
    explained_as = "rename"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name of this passkey"))
        self.fields["name"].max_length = 40
