"""Turns the typed refusals into pages, with the reason and the way out that each context's words give."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from concord.config.templates import moment
from concord.foundation.access.doors import respond
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible

Words = tuple[str, str, str]
_words: dict[str, Words] = {}


def load_words() -> None:
    """Collect the words of all contexts; raises ValueError when two claim the code of one refusal.

    What is wrong with a field is a sentence that says what to do, so it has no remedy of its own.
    """
    for application in settings.INSTALLED_APPS:
        if not application.startswith("concord."):
            continue
        try:
            module = import_module(f"{application}.words")
        except ModuleNotFoundError:
            continue
        for code, words in getattr(module, "REFUSALS", {}).items():
            if _words.get(code, words) != words:
                raise ValueError(f"two contexts word the refusal {code}")
            _words[code] = words
        for code, sentence in getattr(module, "PROBLEMS", {}).items():
            _words.setdefault(code, (sentence, "", ""))


def explain(code: str, parameters: Mapping[str, object]) -> dict[str, str]:
    """Return reason, remedy and the address that helps (or ""), in the current language."""
    if not _words:
        load_words()
    reason, remedy, page_name = _words.get(code, (_("This is not possible."), "", ""))
    facts = {name: _said(value) for name, value in parameters.items()}
    return {
        "code": code,
        "reason": str(reason) % facts,
        "remedy": str(remedy) % facts,
        "url": _address(page_name, str(parameters.get("module", ""))),
    }


def _said(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else value


def _address(page_name: str, module: str) -> str:
    """Return the address of the page that helps; a refusal for want of a module leads to that module."""
    try:
        return (
            reverse("training:lesson", args=[module]) if module else reverse(page_name) if page_name else ""
        )
    except NoReverseMatch:
        return ""


def known_codes() -> frozenset[str]:
    """Return every code that has words."""
    if not _words:
        load_words()
    return frozenset(_words)


def note(request: HttpRequest, refusal: Denied) -> None:
    """Keep a refusal for the log; it is recorded after the rollback."""
    request.refused.append(refusal)  # type: ignore[attr-defined]  # set by the Acting middleware


def page(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer 401/403 for Denied, 409 for Conflict, 422 for Invalid and 404 for NotVisible."""
    if isinstance(error, NotVisible):
        return not_found(request)
    if isinstance(error, Invalid):
        problems = [explain(problem.code, problem.parameters) for problem in error.problems]
        return _refusal_page(request, problems, 422)
    if isinstance(error, Conflict):
        return _refusal_page(request, [explain(error.code, error.parameters)], 409)
    if not isinstance(error, Denied):
        raise error
    note(request, error)
    if error.code in {"not_signed_in", "locked", "second_factor_missing"} and request.method == "GET":
        return _send_to_door(request, error.code)
    return _refusal_page(request, [explain(error.code, error.parameters)], 403)


def _send_to_door(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to sign-in, unlock or second factor, and back afterwards; the body names nothing."""
    target = explain(code, {})["url"] or "/"
    answer = HttpResponse(status=302)
    answer["Location"] = f"{target}?next={request.path}" if code != "second_factor_missing" else target
    return answer


def _refusal_page(request: HttpRequest, refused: list[dict[str, str]], status: int) -> HttpResponse:
    return respond(request, "pages/refusal.html", {"refused": refused, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer the same for what does not exist and for what is somebody else's."""
    del exception  # Django hands it over by name; what did not match is not told
    return respond(request, "pages/not_found.html", {}, status=404)
