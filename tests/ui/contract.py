"""The contract between pages and base: every name a template may ask for, with a plain value."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, 2, 14, tzinfo=UTC)


def _fail(message: str) -> str:
    raise ValueError(message)


def _static(path: str) -> str:
    manifest = ROOT / "concord/ui/static/dist/manifest.json"
    names: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}
    return f"/static/dist/{names.get(path, path)}"


def _clock_text(seconds: float) -> str:
    hours, minutes = divmod(int(abs(seconds) // 60), 60)
    days, hours_left = divmod(hours, 24)
    if days:
        return f"{days} d {hours_left} h"
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def make_environment(folders: list[Path] | None = None) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders or [ROOT / "concord/ui/jinja2"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # known here, not to the stubs
    environment.globals.update(
        fail=_fail,
        static=_static,
        now=lambda: NOW,
        url=lambda name, **kwargs: "/" + "/".join([name, *kwargs.values()]) + "/",
    )
    environment.filters.update(
        ago=lambda at: f"{_clock_text((NOW - at).total_seconds())} ago",
        clock_text=_clock_text,
        day=lambda at: at.strftime("%-d %b %Y"),
        moment=lambda at: at.strftime("%-d %b, %H:%M"),
    )
    return environment


def make_context(**overrides: Any) -> dict[str, Any]:
    display = {"theme": "auto", "density": "comfortable", "text": "normal", "keys": True}
    display |= {"shift_exit": True, "idle_seconds": 1800}
    actor = SimpleNamespace(
        name="R. Okafor",
        organization_name="North Shore Safe Homes",
        is_authenticated=True,
        can=lambda _capability: True,
    )
    places = {"Tonight": "clock", "Today": "today", "Queue": "queue", "New": "new", "Directory": "dir"}
    menu = [
        {"href": f"/{label.lower()}/", "label": label, "icon": icon, "current": label == "Queue"}
        for label, icon in places.items()
    ]
    return {
        "request": SimpleNamespace(method="GET", path="/gallery/", get_full_path=lambda: "/gallery/"),
        "csp_nonce": "bm9uY2U",
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="t0k3n">'),
        "actor": actor,
        "menu": menu,
        "site": {"name": "Concord", "neutral_exit_url": "https://www.weather.gov/"},
        "display": display,
        "lang": "en",
        "dir": "ltr",
    } | overrides
