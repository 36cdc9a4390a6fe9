"""Components render with the context that pages have, and refuse options that they do not know."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest

from tests.ui.contract import NOW, make_context

IMPORTS = """
{% from "ui/buttons.html" import button, link_button, post_button, print_button, phone with context %}
{% from "ui/chips.html" import chip, urgency, caution, reference, hidden_figure with context %}
{% from "ui/clock.html" import clock, instant with context %}
{% from "ui/icons.html" import icon with context %}
{% from "ui/cards.html" import note, refusal, definitions, steps, card with context %}
{% from "ui/tables.html" import table, row, cell, head_cell with context %}
{% from "ui/forms.html" import form, text, textarea, select, radios, checks, check, date, time with context %}
{% from "ui/fields.html" import field, error_summary with context %}
{% from "ui/hx.html" import hx with context %}
{% from "ui/page.html" import tabs with context %}
{% from "ui/dialogs.html" import confirm with context %}
{% from "ui/shell.html" import navigation with context %}
"""


def _render(environment: jinja2.Environment, source: str, **more: Any) -> str:
    return environment.from_string(IMPORTS + source).render(make_context(**more)).strip()


def test_the_gallery_renders_every_component(
    environment: jinja2.Environment, context: dict[str, Any]
) -> None:
    page = environment.get_template("ui/gallery.html").render(context)
    names = re.findall(r'id="([^"]+)"', page)
    assert len(names) == len(set(names)), "ids are given once"
    assert all(href[1:] in names for href in re.findall(r'<use href="([^"]+)"', page))


def test_each_htmx_element_of_the_gallery_carries_the_nonce(
    environment: jinja2.Environment, context: dict[str, Any]
) -> None:
    page = environment.get_template("ui/gallery.html").render(context)
    elements = [tag for tag in re.findall(r"<[a-z][^>]*>", page) if re.search(r"\shx-(get|post)=", tag)]
    assert elements
    assert all('hx-nonce="bm9uY2U"' in tag for tag in elements)


@pytest.mark.parametrize("signed_in", [True, False])
def test_leave_is_on_every_page_and_hide_for_those_who_are_signed_in(
    environment: jinja2.Environment, *, signed_in: bool
) -> None:
    actor = SimpleNamespace(name="", organization_name="", is_authenticated=signed_in)
    page = environment.get_template("ui/gallery.html").render(make_context(actor=actor))
    assert page.count("data-leave") == 1
    assert page.count("data-hide") == int(signed_in)


def test_the_page_tells_the_scripts_which_switches_are_off(environment: jinja2.Environment) -> None:
    display = make_context()["display"] | {"keys": False, "shift_exit": False}
    page = environment.get_template("ui/gallery.html").render(make_context(display=display))
    assert 'data-keys="off" data-shift-exit="off"' in page


def test_the_public_frame_needs_nobody_signed_in(environment: jinja2.Environment) -> None:
    nobody = SimpleNamespace(is_authenticated=False)
    page = environment.get_template("ui/public.html").render(make_context(actor=nobody, menu=[]))
    assert "data-leave" in page
    assert "hx-boost:inherited" not in page


def test_the_error_page_needs_no_context_at_all(environment: jinja2.Environment) -> None:
    page = environment.get_template("ui/static_error.html").render()
    assert "data-leave" in page


def test_what_people_wrote_is_escaped(environment: jinja2.Environment) -> None:
    shown = _render(environment, "{{ chip('info', word) }}{{ text('a', word, value=word) }}", word='<i>&"')
    assert "<i>" not in shown
    assert "&lt;i&gt;&amp;&#34;" in shown


@pytest.mark.parametrize(
    ("state", "minutes", "words"),
    [("late", -42, "by 42 min"), ("soon", 18, "in 18 min"), ("ok", 320, "5 h 20 min left")],
)
def test_a_clock_says_its_time(environment: jinja2.Environment, state: str, minutes: int, words: str) -> None:
    shown = _render(environment, "{{ clock(state, at) }}", state=state, at=NOW + timedelta(minutes=minutes))
    assert f"data-clock>{words}</time>" in shown


def test_an_error_stands_beside_its_field_and_the_value_is_kept(environment: jinja2.Environment) -> None:
    shown = _render(environment, "{{ text('mail', 'Mail', value='a@b', hint='Work', error='Wrong') }}")
    assert 'aria-describedby="f-mail-hint f-mail-error " aria-invalid="true"' in shown
    assert 'value="a@b"' in shown


@pytest.mark.parametrize(
    "call",
    [
        "button('x', 'primary')",
        "button('x', key='q')",
        "link_button('x', '#', 'huge')",
        "chip('red', 'x')",
        "urgency('asap', 'x')",
        "clock('overdue')",
        "clock('late')",
        "clock('hold')",
        "icon('skull')",
        "note('x', 'warning')",
        "definitions([], 'grid')",
        "steps(['a'], 2)",
        "cell('x', 'money')",
        "text('a', 'A', type='color')",
        "text('a', 'A', width='big')",
        "text('a', 'A', autocomplete='cc-number')",
        "hx()",
        "hx(get='/a/', post='/b/')",
        "hx(get='/a/', swap='outer')",
        "hx(get='/a/', trigger='click[ctrlKey]')",
        "instant(now(), 'time')",
        "navigation([1, 2, 3, 4, 5, 6])",
    ],
)
def test_an_unknown_option_stops_the_page(environment: jinja2.Environment, call: str) -> None:
    with pytest.raises(ValueError, match=r"^\w+: "):
        _render(environment, "{{ " + call + " }}")


@pytest.mark.parametrize("call", ["button('x', color='red')", "text('a', 'A', holder='x')", "chip('ok')"])
def test_an_unknown_parameter_stops_the_page(environment: jinja2.Environment, call: str) -> None:
    with pytest.raises((TypeError, jinja2.UndefinedError)):
        _render(environment, "{{ " + call + " }}")
