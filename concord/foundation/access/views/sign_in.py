"""Signing in and out, and giving the password again: allauth's views with our pages."""

from typing import Any

from allauth.account import views as account
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from concord.foundation.access.doors import actor_of, public
from concord.foundation.access.forms.sign_in import PasskeySignInForm, ReauthenticateForm, SignInForm
from concord.foundation.access.views.pages import Unprocessable, identified


class SignInView(Unprocessable, account.LoginView):
    """E-mail and password, or a passkey; a second factor follows a password where there is one."""

    form_class = SignInForm
    template_name = "access/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not actor_of(request).is_authenticated:
            request.session.flush()  # a sign-in that has been ended elsewhere leads in no circles
            request.user = AnonymousUser()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: SignInForm) -> HttpResponse:
        self.request.session["shared"] = bool(form.cleaned_data["shared"])
        response: HttpResponse = super().form_valid(form)
        return response


class PasskeyView(webauthn.LoginWebAuthnView):
    """A passkey alone: it is two factors in one, and the lock on an address does not concern it."""

    form_class = PasskeySignInForm

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Return what the browser needs to ask for a passkey, with a challenge of its own."""
        return JsonResponse(dict(auth.begin_authentication(user=None)))

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session["shared"] = "shared" in self.request.POST
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Lead back to sign-in, which says that the passkey was not taken."""
        response: HttpResponse = super().form_invalid(form)
        response["Location"] += "?passkey=refused"
        return response


class SignOutView(account.LogoutView):
    template_name = "access/sign_out.html"


class ConfirmView(Unprocessable, account.ReauthenticateView):
    """Asks for the password again before something that must not happen on an unattended screen."""

    form_class = ReauthenticateForm
    template_name = "access/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"person": authenticated_user(self.request)}


sign_in = public("whoever signs in is nobody yet")(SignInView.as_view())
passkey = public("whoever signs in is nobody yet")(PasskeyView.as_view())
sign_out = public("signing out is never refused")(SignOutView.as_view())
confirm = identified(ConfirmView.as_view())
