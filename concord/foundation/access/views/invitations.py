"""Joining by an invitation: a password first, then a second factor."""

from allauth.account.internal import flows
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from concord.foundation.access.doors import public, respond
from concord.foundation.access.forms.sign_in import NewPasswordForm
from concord.foundation.access.views.pages import UNPROCESSABLE
from concord.foundation.accounts import actions, queries
from concord.foundation.accounts.oneself import oneself
from concord.foundation.lib import clock

ENDED = 410


@public("the code in the link says who is invited")
@sensitive_post_parameters("password1", "password2")
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Set a password by the link of an invitation, and sign in; the link works once."""
    now = clock.now()
    invitation = queries.get_open_invitation(code, now)
    if invitation is None:
        return respond(request, "access/link_ended.html", {}, status=ENDED)
    actions.note_opened(invitation=invitation, now=now)
    form = NewPasswordForm(request.POST or None, user=invitation.person)
    if request.method == "POST" and form.is_valid():
        person = actions.accept_invitation(
            invitation=invitation,
            password=form.cleaned_data["password1"],
            by=oneself(request, invitation.person_id),
            now=now,
        )
        return _sign_in(request, person)
    status = UNPROCESSABLE if form.is_bound else HttpResponse.status_code
    return respond(request, "access/join.html", {"form": form, "person": invitation.person}, status=status)


def _sign_in(request: HttpRequest, person: object) -> HttpResponse:
    """Sign the person in as allauth does after a password, all its stages included."""
    flows.login.record_authentication(request, person, method="password")
    login = Login(user=person, redirect_url="/")
    response: HttpResponse = flows.login.perform_login(request, login)
    return response
