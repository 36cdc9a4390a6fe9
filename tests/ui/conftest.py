"""The contract between pages and base: every name a template may ask for, with a plain value."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, 2, 14, tzinfo=UTC)


def _fail(message: str) -> str:
    raise ValueError(message)


def _static(path: str) -> str:
    manifest = ROOT / "concord/ui/static/dist/manifest.json"
    names: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}
    return f"/static/{names.get(path, path)}"


def _spell(minutes: int) -> str:
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {left} min" if left else f"{hours} h"
    return f"{left} min"


def _clock_text(due_at: datetime) -> str:
    minutes = int(abs((due_at - NOW).total_seconds()) // 60)
    if due_at <= NOW:
        return f"by {_spell(minutes)}"
    return f"in {_spell(minutes)}" if minutes <= 60 else f"{_spell(minutes)} left"


def make_environment(folders: list[Path] | None = None) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders or [ROOT / "concord/ui/jinja2"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        fail=_fail, static=_static, url=lambda name, **kwargs: "/" + "/".join([name, *kwargs.values()]) + "/"
    )
    environment.filters.update(
        ago=lambda at: f"{_spell(int((NOW - at).total_seconds() // 60))} ago",
        clock_text=_clock_text,
        day=lambda at: at.strftime("%-d %b %Y"),
        moment=lambda at: at.strftime("%-d %b, %H:%M"),
    )
    return environment


def make_context(**overrides: Any) -> dict[str, Any]:
    display = {"theme": "auto", "density": "comfortable", "text": "normal", "keys": True, "shift_exit": True}
    actor = SimpleNamespace(
        name="R. Okafor",
        organization_name="North Shore Safe Homes",
        is_authenticated=True,
        can=lambda capability: True,
    )
    places = ["Tonight", "Today", "Queue", "New", "Directory"]
    menu = [
        {"href": f"/{p.lower()}/", "label": p, "icon": p.lower(), "current": p == "Queue"} for p in places
    ]
    return {
        "request": SimpleNamespace(path="/gallery/", get_full_path=lambda: "/gallery/"),
        "csp_nonce": "bm9uY2U",
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="t0k3n">'),
        "actor": actor,
        "menu": menu,
        "site": SimpleNamespace(name="Concord", neutral_exit_url="https://www.weather.gov/"),
        "display": SimpleNamespace(**display),
        "lang": "en",
        "dir": "ltr",
    } | overrides


@pytest.fixture
def environment() -> jinja2.Environment:
    return make_environment()


@pytest.fixture
def context() -> dict[str, Any]:
    return make_context()


@pytest.fixture
def soon() -> datetime:
    return NOW + timedelta(minutes=18)
