"""Changing a password, and a new one by a link.

The pages behind a link show their form at the link itself: a cookie set on the way from a mail is not
sent on by the browser (SameSite=Strict), so leading on to a second page would lose the code.
"""

from typing import Any

from allauth.account import views as account
from allauth.account.forms import UserTokenForm
from allauth.account.internal import flows
from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from concord.foundation.access.doors import public, respond, signed_in
from concord.foundation.access.forms.sign_in import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
)
from concord.foundation.access.views.pages import UNPROCESSABLE, Unprocessable

ENDED = 410


class ChangeView(Unprocessable, account.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "access/password_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead who has no password, but a passkey only, to where one is made."""
        if not authenticated_user(request).has_usable_password():
            return redirect("account_reset_password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ForgottenView(Unprocessable, account.PasswordResetView):
    """Takes an address; says the same whether somebody has it or not."""

    form_class = ForgottenPasswordForm
    template_name = "access/password_forgotten.html"


class ForgottenSentView(account.PasswordResetDoneView):
    template_name = "access/password_sent.html"


class NewDoneView(account.PasswordResetFromKeyDoneView):
    template_name = "access/password_done.html"


@public("the code in the link says whose password it is")
@sensitive_post_parameters("password1", "password2")
def new_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Set a new password by the link of a letter; every open sign-in of the person ends."""
    token = UserTokenForm(data={"uidb36": uidb36, "key": key})
    if not token.is_valid() or not token.reset_user.is_active:
        return respond(request, "access/link_ended.html", {}, status=ENDED)
    form = NewPasswordForm(request.POST or None, user=token.reset_user, temp_key=key)
    if request.method == "POST" and form.is_valid():
        form.save()
        flows.password_reset.finalize_password_reset(request, token.reset_user)
        return redirect("account_reset_password_from_key_done")
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, "access/password_new.html", {"form": form}, status=status)


change = signed_in(ChangeView.as_view())
forgotten = public("whoever forgot the password cannot sign in")(ForgottenView.as_view())
forgotten_sent = public("whoever forgot the password cannot sign in")(ForgottenSentView.as_view())
new_password_done = public("whoever forgot the password cannot sign in")(NewDoneView.as_view())
