"""A question between programs: four answers, a look at what will be sent, and the sending (REF-03).

No release is asked for, since nothing on it is about a person and no text can be written.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access.doors import actor_of, door, respond
from concord.foundation.lib import clock
from concord.operations.referrals.forms import QuestionForm
from concord.operations.referrals.views import asking, checking

PARTS = {"deadline": "referrals/_deadline.html", "found": "referrals/_question_found.html"}
WAYS = checking.Ways("referrals:question_send", "referrals:question")


def _known(request: HttpRequest) -> dict[str, Any]:
    return {"contact_phone": actor_of(request).phone}


def _show(request: HttpRequest, form: QuestionForm) -> HttpResponse:
    """Show the questions, or only the deadlines that follow from them."""
    context = {
        "form": form,
        "asked": asking.build(form, actor_of(request), clock.now(), asking.read_find(request)),
        "errors": bool(form.errors),
        "soon": asking.sensitivity_choices(),
    }
    part = PARTS.get(request.GET.get("part", "")) if request.method == "POST" else None
    template = part or "referrals/question.html"
    return respond(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door("referral.write")
def question(request: HttpRequest) -> HttpResponseBase:
    """Show the questions; what was posted stands in them, and nothing is called wrong yet."""
    return _show(request, checking.shown(QuestionForm(), request, _known(request)))


@require_POST
@door("referral.write")
def check(request: HttpRequest) -> HttpResponseBase:
    """Show what they will see and by when they answer; every missing field is named at once."""
    form = QuestionForm(request.POST, initial=_known(request))
    return checking.check(request, form, WAYS) or _show(request, form)


@require_POST
@door("referral.write")
def send(request: HttpRequest) -> HttpResponseBase:
    """Send, once: a second click with the same key leads to the same question."""
    form = QuestionForm(request.POST, initial=_known(request))
    return checking.send(request, form) or _show(request, form)
