"""Rules for every template of every context, checked on their text."""

import re
from pathlib import Path

import jinja2
import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "concord").glob("**/jinja2/**/*.html"))
LONGEST = 150

# What a policy without 'unsafe-inline' and 'unsafe-eval' would refuse in the browser anyway.
FORBIDDEN = {
    "an inline style": r"<[^>]*\sstyle\s*=",
    "an inline style sheet": r"<style\b",
    "an inline event handler": r"<[^>]*\son[a-z]+\s*=",
    "hx-on": r"\bhx-on\b",
    "a js: value": r"[\"'](js|javascript):",
    "the safe filter": r"\|\s*safe\b",
    "autoescape off": r"autoescape\s+false",
}
# The pages that carry scripts; all others are loaded by them.
CARRIERS = {"base.html", "public.html", "static_error.html"}


def _without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


def _problems(name: str, text: str) -> list[str]:
    body = _without_comments(text)
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, body, re.IGNORECASE)]
    for script in re.findall(r"<script\b[^>]*>", body):
        if "application/json" not in script and "src=" not in script:
            found.append("an inline script")
        elif "src=" in script and name not in CARRIERS and "{% block scripts %}" not in body:
            found.append("a script outside base.html, public.html and a block named scripts")
    found += _open_forms(body)
    found += [f"{line} without context" for line in _imports(body)]
    if text.count("\n") > LONGEST:
        found.append(f"more than {LONGEST} lines")
    return found


def _open_forms(body: str) -> list[str]:
    """Find forms that post without a token; the token stands in the form or is emitted by form()."""
    forms = re.findall(r"<form\b(.*?)</form>", body, re.DOTALL | re.IGNORECASE)
    posting = [form for form in forms if re.search(r"method=[\"']?(post|\{\{)", form, re.IGNORECASE)]
    return ["a posting form without csrf_input" for form in posting if "csrf_input" not in form]


def _imports(body: str) -> list[str]:
    """Find imports of components that need the nonce or the token, without the context that holds them."""
    needing = "buttons|dialogs|fields|forms|hx|page|shell"
    lines = re.findall(rf"\{{%-?\s*(?:from|import)\s+\"ui/(?:{needing})\.html\"[^%]*%\}}", body)
    return [line for line in lines if "with context" not in line]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_the_rules(template: Path) -> None:
    assert _problems(template.name, template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_is_well_formed(template: Path, environment: jinja2.Environment) -> None:
    environment.parse(template.read_text())


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        '<a href="#" onclick="go()">',
        '<div hx-on:click="go()">',
        '<div hx-vals="js:{a: 1}">',
        "{{ text|safe }}",
        "<script>go()</script>",
        '<form method="post"><button>Go</button></form>',
        '{% from "ui/forms.html" import form %}',
        "\n" * 151,
    ],
)
def test_each_rule_catches_its_breach(planted: str) -> None:
    assert len(_problems("page.html", planted)) == 1
