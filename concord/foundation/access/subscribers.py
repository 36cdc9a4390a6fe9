"""What access does when allauth says that somebody signed in or changed how they sign in."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.http import HttpRequest

from concord.foundation.access import session_facts
from concord.foundation.accounts import actions, queries
from concord.foundation.accounts.models import Person
from concord.foundation.accounts.oneself import oneself
from concord.foundation.lib import clock


def connect() -> None:
    """Listen to allauth; called once when the applications have loaded.

    Added second factors are told by the views: allauth announces some of them after the commit only.
    """
    account.user_logged_in.connect(signed_in, dispatch_uid="access.signed_in")
    account.password_changed.connect(password_changed, dispatch_uid="access.password_changed")
    account.password_reset.connect(password_reset, dispatch_uid="access.password_reset")
    factors.authenticator_removed.connect(factor_removed, dispatch_uid="access.factor_removed")
    factors.authenticator_used.connect(factor_used, dispatch_uid="access.factor_used")


def signed_in(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    session_facts.begin(request, user)


def password_changed(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    session_facts.end_others(request, user.id)


def password_reset(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    """End every sign-in: whoever knew the old password is out."""
    actions.end_sessions(person_id=user.id, by=oneself(request, user.id), now=clock.now())


def factor_removed(request: HttpRequest, user: Person, authenticator: Any, **_kwargs: Any) -> None:
    if authenticator.type in queries.SECOND_FACTORS:
        session_facts.second_factors_changed(request, user.id, "second_factor.removed")


def factor_used(request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    """Count a second factor that confirms an open session; one given at sign-in is counted there."""
    if request.user.is_authenticated and request.user.pk == user.pk:
        session_facts.second_factor_given(request)
