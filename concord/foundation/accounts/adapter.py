"""How allauth behaves here: nobody signs up, no letter leaves from a request, nothing tells who exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concord.foundation.accounts import actions
from concord.foundation.accounts.models import Person
from concord.foundation.accounts.oneself import oneself
from concord.foundation.keyring import keys
from concord.foundation.lib import clock


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and this password do not belong together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or sign in with a passkey."),
        "rate_limited": _("Too many tries. Wait a minute."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or it has been used already."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Answer for a suspended person as for a wrong password."""
        person: Person | None = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask for the password again; counts as a try, like signing in."""
        person = self.authenticate(context.request, email=user.get_username(), password=password)
        return person is not None and person.pk == user.pk

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        return HttpResponseRedirect(reverse("account_login"))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002 - allauth's signature
        """Count tries by address alone: another name of the same host is no fresh start."""
        return f"sign-in:{str(credentials.get('email', '')).lower()}"

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        person = Person.objects.get(pk=user.pk)
        by = oneself(context.request, person.id)
        actions.set_password(person=person, password=password, by=by, now=clock.now())
        user.password = person.password

    def send_password_reset_mail(
        self,
        user: AbstractBaseUser,
        email: str,  # noqa: ARG002 - the letter goes to the person's own address
        context: dict[str, Any],  # noqa: ARG002 - its link is made when it is sent
    ) -> None:
        person = Person.objects.get(pk=user.pk)
        actions.ask_password_reset(person=person, by=oneself(self.request, None), now=clock.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002 - allauth's signature
        """Refuse: letters are written by notices, with fixed words."""
        raise RuntimeError(f"allauth wanted to send {template_prefix}")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - as above
        return reverse("access:settings")

    def is_safe_url(self, url: str) -> bool:
        """Lead on to paths of this host only."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Answer with pages; no form is spoken to in JSON."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys, code apps and printed codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it has been used already."),
        "cannot_generate_recovery_codes": _("Add a passkey or a code app first."),
    }

    def encrypt(self, text: str) -> str:
        """Keep secrets of code apps and seeds of printed codes under a key outside the database."""
        return keys.ring(settings.KEYS_FOLDER).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keys.ring(settings.KEYS_FOLDER).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002, ARG002 - allauth's signature
        return gettext("Passkey")
