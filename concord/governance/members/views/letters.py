"""The page of a printed letter's code, for somebody who has no account yet."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import public, respond
from concord.foundation.accounts.oneself import oneself
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.governance.members import actions
from concord.governance.members.forms import HolderForm, LetterCodeForm, show_problems

_UNPROCESSABLE = 422
# Of one place, and of all places together: nobody finds a code by trying.
_LIMITS = {"letter_code": "10/5m/ip,300/h/key"}
_REASON = "the code in the letter says who is invited"


@public(_REASON)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take the code of a letter, and ask who holds it."""
    form = LetterCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        refused = _throttled(request)
        if refused is not None:
            return refused
        if form.is_valid():
            code = form.cleaned_data["code"]
            try:
                held = actions.open_letter(code=code, now=clock.now())
            except Invalid as refusal:
                show_problems(form, refusal)
            else:
                holder = HolderForm(initial={"code": code, "name": held.name, "email": held.email})
                return respond(request, "members/holder.html", {"form": holder})
    return respond(
        request, "members/code.html", {"form": form}, status=_UNPROCESSABLE if form.errors else 200
    )


@public(_REASON)
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """Take who holds the letter, use its code up, and go on to the password."""
    refused = _throttled(request)
    if refused is not None:
        return refused
    form = HolderForm(request.POST)
    if form.is_valid():
        try:
            path = actions.take_letter(
                **form.cleaned_data,
                language=translation.get_language() or "en",
                by=oneself(request, None),
                now=clock.now(),
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            answer = HttpResponseRedirect(path)
            answer.status_code = 303
            return answer
    return respond(request, "members/holder.html", {"form": form}, status=_UNPROCESSABLE)


def _throttled(request: HttpRequest) -> HttpResponse | None:
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, app="concord", action="letter_code", config=_LIMITS, key="everybody"
    )
    return refused
