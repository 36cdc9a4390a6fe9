"""The network's response times: how soon to acknowledge and to answer."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.businesstime import Unit, Window
from concord.foundation.lib.denied import NotVisible
from concord.governance.protocols import actions, codes, queries, words
from concord.pages.forms import WindowForm


@dataclass(frozen=True, slots=True)
class Line:
    """One response time in words, with the note that its figure is our proposal."""

    matter: str
    matter_label: str
    step: str
    step_label: str
    reminds: str
    overdue: str
    proposed: bool


@door("network.manage")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List all response times."""
    lines = [
        _line(matter, step, windows.of(step))
        for matter, windows in queries.list_windows().items()
        for step in codes.STEPS
    ]
    return respond(request, "pages/windows.html", {"lines": lines})


@door("network.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, matter: str, step: str) -> HttpResponse:
    """Set one response time; running clocks keep the time they began with."""
    if matter not in codes.MATTERS or step not in codes.STEPS:
        raise NotVisible
    held = queries.get_windows(matter).of(step)
    initial = {
        "unit": held.unit.value,
        "remind_after": held.remind_after or None,
        "overdue_after": held.overdue_after or None,
    }
    form = WindowForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        actions.set_window(
            matter=matter, step=step, window=form.window(), by=actor_of(request), now=clock.now()
        )
        return go(request, "pages:windows")
    context = {"form": form, "line": _line(matter, step, held)}
    return respond(request, "pages/window.html", context, status=422 if form.errors else 200)


def _line(matter: str, step: str, window: Window) -> Line:
    return Line(
        matter=matter,
        matter_label=str(words.MATTERS[matter]),
        step=step,
        step_label=str(words.STEPS[step]),
        reminds="" if window.unit is Unit.SAME_DAY else _length(window.unit, window.remind_after),
        overdue=_length(window.unit, window.overdue_after),
        proposed=(matter, step) in codes.PROPOSED and window == _default(matter, step),
    )


def _default(matter: str, step: str) -> Window:
    return codes.DEFAULTS[matter][codes.STEPS.index(step)]


def _length(unit: Unit, count: int) -> str:
    if unit is Unit.SAME_DAY:
        return _("the same business day")
    if unit is Unit.MINUTES:
        return ngettext("%(n)s minute", "%(n)s minutes", count) % {"n": count}
    return ngettext("%(n)s business day", "%(n)s business days", count) % {"n": count}
