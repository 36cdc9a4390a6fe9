"""The short ways render what the long ways render."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from concord.config import rendering
from concord.config.templates import page_context

_PAGE = """
{%- macro line(text, n=1) -%}
<b title="{{ text }}">{{ caller() if caller is defined else "" }}{{ n }}</b>
{%- endmacro -%}
{%- macro all(first="1", second="2") -%}{{ first }}{{ second }}{{ varargs }}{{ kwargs }}{%- endmacro -%}
{%- macro some(first="1", second="2", third="3") -%}{{ first }}{{ second }}{{ third }}{%- endmacro -%}
{%- for text in texts %}{{ line(text, loop.index) }}{{ _("From") }}{{ loop.cycle("1st", "2nd") }}{% endfor -%}
{{ some() }}{{ some("a", third="c") }}{{ some(*"ab") }}{{ some(**{"second": "b"}) }}
{{ all("a", "b", "c", d="d") }}
{{ "%s"|format("a".upper()) }}{{ ngettext("%(num)s day", "%(num)s days", 2) }}{{ dict(a=1).items()|list }}
{%- call line("a&b") %}{{ ["<i>", "x"]|join }}{% endcall -%}
{{ _("In %(place)s", place="<here>") }}{{ _("100%%") }}
"""


def _rendered(made: type[Environment]) -> str:
    env = made(autoescape=True, extensions=["jinja2.ext.i18n"])
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # from the i18n extension
    env.globals["_"] = rendering.say
    return str(env.from_string(_PAGE).render(texts=["<&>", "plain", Markup("<i>"), 7, None, _Own()]))


class _Own:
    """Says how it is shown, as Django's forms and lazy values do."""

    def __html__(self) -> str:
        return "<own>"


def test_macros_called_the_short_way_render_the_same() -> None:
    short = _rendered(rendering.QuickEnvironment)
    assert short == _rendered(Environment)
    assert all(part in short for part in ('<b title="&lt;&amp;&gt;">', '"<i>"', '"7"', '"None"', '"<own>"'))


@pytest.mark.parametrize(
    "call", ["line()", "line('a', m=1)", "line('a', 1, 2)", "line('a', text='b')", "line('a', n=1, caller=2)"]
)
def test_a_wrong_call_of_a_macro_is_refused_as_before(call: str) -> None:
    page = "{% macro line(text, n=1) %}{{ text }}{{ n }}{% endmacro %}{{ " + call + " }}"
    faults = []
    for made in (rendering.QuickEnvironment, Environment):
        env = made(autoescape=True, undefined=StrictUndefined)
        with pytest.raises((TypeError, UndefinedError)) as raised:
            env.from_string(page).render()
        faults.append((raised.type, str(raised.value)))
    assert faults[0] == faults[1]


def test_values_in_a_translated_sentence_are_escaped_and_percent_signs_stay() -> None:
    assert rendering.say("In %(place)s", place="<here>") == "In &lt;here&gt;"
    assert rendering.say("100%%") == "100%"


def test_each_language_has_its_own_words() -> None:
    with translation.override("en"):
        english = rendering.say("Yes")
    with translation.override("es"):
        assert rendering.say("Yes") != english
    with translation.override("en"):
        assert rendering.say("Yes") == english


def test_all_forms_of_a_page_carry_one_token(db: None) -> None:
    context = page_context(RequestFactory().get("/"))
    assert str(context["csrf_input"]) == str(context["csrf_input"])
    assert "csrfmiddlewaretoken" in context["csrf_input"].__html__()
