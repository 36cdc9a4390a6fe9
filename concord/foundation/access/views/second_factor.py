"""Giving, adding and removing a second factor: allauth's views with our pages."""

from typing import Any

import qrcode  # type: ignore[import-untyped]  # it has no types
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest, HttpResponse

from concord.foundation.access import session_facts
from concord.foundation.access.doors import actor_of, public
from concord.foundation.access.forms.sign_in import (
    AddAppForm,
    AddPasskeyForm,
    CodeForm,
    ConfirmCodeForm,
    ConfirmPasskeyForm,
    PasskeyFactorForm,
    RenamePasskeyForm,
)
from concord.foundation.access.views.pages import UNPROCESSABLE, Unprocessable, identified, person_of
from concord.foundation.accounts import queries as accounts
from concord.foundation.accounts.adapter import SecondFactorAdapter


class EnterView(base.AuthenticateView):
    """Asks for the second factor after the password."""

    form_class = CodeForm
    webauthn_form_class = PasskeyFactorForm
    template_name = "access/second_factor_enter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer a passkey only to whoever has one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not accounts.has_passkey(self.stage.login.user.pk):
            context.pop("js_data", None)
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = UNPROCESSABLE
        return response


class ConfirmCodeView(Unprocessable, base.ReauthenticateView):
    form_class = ConfirmCodeForm
    template_name = "access/confirm_code.html"


class ConfirmPasskeyView(webauthn.ReauthenticateWebAuthnView):
    form_class = ConfirmPasskeyForm
    template_name = "access/confirm_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002 - the page asks anew
        context = self.get_context_data() | {"failed": True}
        response: HttpResponse = self.render_to_response(context, status=UNPROCESSABLE)
        return response


class OverviewView(base.IndexView):
    """What a person can confirm with, and how to add more."""

    template_name = "access/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        actor = actor_of(self.request)
        missing = actor.needs_second_factor and not actor.second_factor
        return context | {"missing": missing}


class AddAppView(Unprocessable, totp.ActivateTOTPView):
    """Adds a code app: a picture to scan, the same as text, and a first code as proof."""

    form_class = AddAppForm
    template_name = "access/app_add.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        session_facts.second_factors_changed(self.request, person_of(self.request), "second_factor.added")
        return response


class RemoveAppView(Unprocessable, totp.DeactivateTOTPView):
    template_name = "access/app_remove.html"


class AddPasskeyView(Unprocessable, webauthn.AddWebAuthnView):
    """Adds a passkey; with `?kind=plain` a key that has no PIN and only confirms a password."""

    form_class = AddPasskeyForm
    template_name = "access/passkey_add.html"

    @property
    def passwordless(self) -> bool:
        return bool(self.request.GET.get("kind") != "plain")

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        return initial | {"passwordless": "on" if self.passwordless else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, self.passwordless)
        form = kwargs.get("form") or context["form"]
        return context | {"form": form, "options": options, "passwordless": self.passwordless}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        session_facts.second_factors_changed(self.request, person_of(self.request), "second_factor.added")
        return response


class RemovePasskeyView(webauthn.RemoveWebAuthnView):
    template_name = "access/passkey_remove.html"


class RenamePasskeyView(Unprocessable, webauthn.EditWebAuthnView):
    form_class = RenamePasskeyForm
    template_name = "access/passkey_rename.html"


class ShowCodesView(codes.ViewRecoveryCodesView):
    template_name = "access/codes.html"


class NewCodesView(Unprocessable, codes.GenerateRecoveryCodesView):
    template_name = "access/codes_new.html"


class CodesFileView(codes.DownloadRecoveryCodesView):
    """The codes as plain text, under a name that says nothing."""

    template_name = "access/codes.txt"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="list.txt"'
        return response


@identified
def app_picture(request: HttpRequest) -> HttpResponse:
    """Draw the code that the app scans. An address of its own, since data: pictures are not let through."""
    adapter = SecondFactorAdapter()
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(adapter.build_totp_url(request.user, get_totp_secret()))
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return HttpResponse(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{dots}"/></svg>',
        content_type="image/svg+xml",
    )


enter = public("the password was right, nobody is signed in yet")(EnterView.as_view())
confirm_code = identified(ConfirmCodeView.as_view())
confirm_passkey = identified(ConfirmPasskeyView.as_view())
overview = identified(OverviewView.as_view())
add_app = identified(AddAppView.as_view())
remove_app = identified(RemoveAppView.as_view())
passkeys = overview
add_passkey = identified(AddPasskeyView.as_view())
remove_passkey = identified(RemovePasskeyView.as_view())
rename_passkey = identified(RenamePasskeyView.as_view())
show_codes = identified(ShowCodesView.as_view())
new_codes = identified(NewCodesView.as_view())
codes_file = identified(CodesFileView.as_view())
