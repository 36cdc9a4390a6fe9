"""The pages of training: where I stand, one module, and who is due."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, go, respond, signed_in
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.learning.training import actions, queries, rules, words
from concord.learning.training.forms import ModuleForm, PrimerForm

_UNPROCESSABLE = 422


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Show where the person stands; a lead sees the colleagues too, whoever is due first."""
    actor, now = actor_of(request), clock.now()
    leads = actor.can("people.manage")
    context = {
        "own": queries.list_own(actor, now),
        "colleagues": queries.list_colleagues(actor, now) if leads else (),
        "leads": leads,
        "lessons": words.LESSONS,
        "kinds": words.KINDS,
    }
    return respond(request, "training/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def lesson(request: HttpRequest, module: str) -> HttpResponseBase:
    """Show the five sentences to whoever has not begun, and the module to everybody else."""
    rules.check_module(module)
    actor = actor_of(request)
    if request.method != "POST":
        return _shown(request, module, actor)
    if "answer" in request.POST or module not in actor.begun:
        return _begin(request, module, actor)
    form = ModuleForm(request.POST, module=module)
    if form.is_valid():
        try:
            actions.finish_module(module=module, answers=form.answers(), by=actor, now=clock.now())
        except Invalid as refused:
            form.take(refused)
        else:
            return go(request, "training:index")
    return _page(request, module, form)


def _begin(request: HttpRequest, module: str, actor: Actor) -> HttpResponse:
    """Take the answer to the one question, and go on where the person came from."""
    form = PrimerForm(request.POST, module=module)
    if form.is_valid():
        try:
            answer = form.cleaned_data["answer"]
            actions.answer_primer(module=module, answer=answer, by=actor, now=clock.now())
        except Invalid as refused:
            form.take(refused)
        else:
            answered = redirect(_onward(request))
            answered.status_code = 303
            return answered
    return _page(request, module, form)


def _onward(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if own else "/learn/"


def _shown(request: HttpRequest, module: str, actor: Actor) -> HttpResponse:
    form = ModuleForm(module=module) if module in actor.begun else PrimerForm(module=module)
    return _page(request, module, form)


def _page(request: HttpRequest, module: str, form: PrimerForm) -> HttpResponse:
    context: dict[str, Any] = {
        "module": module,
        "lesson_": words.LESSONS[module],
        "form": form,
        "whole": isinstance(form, ModuleForm),
        "onward": request.POST.get("next", "/learn/"),
    }
    return respond(request, "training/lesson.html", context, status=_UNPROCESSABLE if form.errors else 200)


@require_POST
@door("people.manage")
def attest(request: HttpRequest) -> HttpResponse:
    """Record that a colleague has had equal training."""
    actions.attest(
        module=request.POST.get("module", ""),
        reference=request.POST.get("person", ""),
        by=actor_of(request),
        now=clock.now(),
    )
    return go(request, "training:index")
