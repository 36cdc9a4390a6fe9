"""The Jinja2 environment and what every page knows."""

import json
import math
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.utils import csrf_input
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from concord.config.compiled import Compiled
from concord.config.rendering import QuickEnvironment, say
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import sessions
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as organizations


def environment(**options: Any) -> Environment:
    """Build the environment: undefined names fail, everything is escaped, strings are translated."""
    options |= {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
        "bytecode_cache": Compiled(),
    }
    env = QuickEnvironment(**options)
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]  # from the i18n extension
    env.globals |= {"_": say, "url": _url, "static": static, "fail": fail, "now": clock.now}
    env.globals["lesson"] = _lesson
    env.filters |= {"moment": moment, "day": day, "clock_text": clock_text, "ago": ago}
    return env


def fail(message: str) -> NoReturn:
    """Stop the rendering: a component was given an option that it does not know."""
    raise ValueError(message)


def _lesson(module: str) -> dict[str, Any]:
    """Return the first lesson of a module; rooms below show it in place of a form."""
    from concord.learning.training import forms, words

    return {"lesson": words.LESSONS[module], "form": forms.PrimerForm(module=module)}


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _fixed(name)


@cache
def _fixed(name: str) -> str:
    """Return an address that is the same for everybody."""
    return reverse(name)


@cache
def _manifest() -> dict[str, str]:
    path = Path(settings.ASSETS) / "manifest.json"
    if not path.exists():
        raise RuntimeError("the browser assets are not built; run: python -m tools.assets")
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded


def static(path: str) -> str:
    """Return the address of a built asset, with its content hash in the name."""
    return f"{settings.STATIC_URL}dist/{_manifest()[path]}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value, ZoneInfo(settings.DISPLAY_TIME_ZONE))


_FAR = 183  # days: from here on a date is said with its year


def moment(value: datetime) -> str:
    """Say an instant as a day and a time: "Today, 06:14", "Mon 23 Nov, 09:00"."""
    local = _local(value)
    return f"{_day_of(local)}, {local:%H:%M}"


def day(value: datetime) -> str:
    """Say the day: today, yesterday, tomorrow or its date."""
    return _day_of(_local(value))


def _day_of(local: datetime) -> str:
    date, today = local.date(), _local(clock.now()).date()
    return _day(translation.get_language(), date, (date - today).days)


@lru_cache(maxsize=1024)
def _day(_language: str | None, local: date, distance: int) -> str:
    near = {-1: gettext("Yesterday"), 0: gettext("Today"), 1: gettext("Tomorrow")}
    return near.get(distance) or formats.date_format(local, "D j M" if abs(distance) < _FAR else "D j M Y")


def clock_text(seconds: float) -> str:
    """Say a length of time in at most two units: "42 min", "5 h 20 min", "2 d 4 h"."""
    minutes = int(abs(seconds) // 60)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return gettext("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours:
        return gettext("%(hours)s h %(minutes)02d min") % {"hours": hours, "minutes": minutes}
    return gettext("%(minutes)s min") % {"minutes": minutes}


def ago(value: datetime) -> str:
    """Say how long ago an instant was."""
    seconds = (clock.now() - value).total_seconds()
    if seconds < 60:  # noqa: PLR2004 - a minute
        return gettext("just now")
    hours, rest = divmod(int(seconds // 60), 60)
    whole = 0 < hours < 24 and not rest  # noqa: PLR2004 - a day
    return gettext("%(time)s ago") % {
        "time": gettext("%(hours)s h") % {"hours": hours} if whole else clock_text(seconds)
    }


_MENU: tuple[tuple[str, Callable[[], str], str, str], ...] = (
    ("pages:tonight", lambda: gettext("Tonight"), "clock", "tonight.read"),
    ("pages:today", lambda: gettext("Today"), "today", ""),
    ("referrals:queue", lambda: gettext("Queue"), "queue", "referral.read"),
    ("referrals:new", lambda: gettext("New"), "new", "connect.call"),
    ("directory:list", lambda: gettext("Directory"), "dir", "directory.read"),
)


def _menu(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    if not actor.is_member:
        return []
    current = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"href": _path(name), "label": label(), "icon": icon, "current": name == current}
        for name, label, icon, capability in _MENU
        if (not capability or actor.can(capability)) and _path(name)
    ]


def _path(name: str) -> str:
    """Return a page's address; "" while its room has no pages, so that the others still open."""
    try:
        return _fixed(name)
    except NoReverseMatch:
        return ""


def _site() -> Mapping[str, str]:
    """Return the network's name and where Leave leads, read again every few seconds."""
    now = time.monotonic()
    if now - _settled.read_at >= settings.NETWORK_SECONDS:
        network = organizations.get_network()
        _settled.facts = {
            "name": network.name or settings.SITE_NAME,
            "neutral_exit_url": network.exit_url or settings.NEUTRAL_EXIT_URL,
        }
        _settled.read_at = now
    return _settled.facts


class _Settled:
    """What the backbone settled, and when this process read it."""

    read_at = -math.inf
    facts: Mapping[str, str] = MappingProxyType({})


_settled = _Settled()


class _Once:
    """Markup that is made when it is first asked for, and once: a queue has a form on every line."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Markup:
        return Markup(self._make())  # noqa: S704 - Django's own field

    def __html__(self) -> Markup:
        return self._made

    __str__ = __html__


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what every page is given; see concord/ui/README.md."""
    actor: Actor = getattr(request, "actor", None) or Actor.nobody()
    language = translation.get_language() or "en"
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "csrf_input": _Once(lambda: csrf_input(request)),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
        "actor": actor,
        "menu": _menu(request, actor),
        "site": _site(),
        "display": {
            "theme": actor.theme,
            "density": actor.density,
            "text": actor.text_size,
            "keys": actor.letter_keys,
            "shift_exit": actor.shift_exit,
            "idle_seconds": sessions.lock_seconds(shared=actor.shared),
        },
        "languages": settings.LANGUAGES,
        "lang": language.partition("-")[0],
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
    }
