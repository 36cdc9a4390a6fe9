"""One word with two meanings is two sentences for the translator, from the source to the page."""

from babel.messages.catalog import Catalog
from django.template import engines
from django.utils import translation
from django.utils.translation import trans_real

from tools import words


def test_a_meaning_is_extracted_with_its_word_from_templates_and_python() -> None:
    found = {(message.context, message.id) for message in words.extracted()}
    assert {("message", "New"), ("referrals", "Overdue")} <= found  # templates
    assert {("openings", "None"), ("time", "From")} <= found  # Python
    assert (None, "New") in found, "the other meaning stays a sentence of its own"


def test_a_meaning_survives_being_written_and_merged() -> None:
    template = words.extracted()
    catalog = Catalog(locale="es")
    catalog.update(template, no_fuzzy_matching=True)
    assert catalog.get("New", context="message") is not catalog.get("New")
    assert b'msgctxt "message"' in words._written(catalog)


def test_a_template_says_the_word_of_the_meaning() -> None:
    page = engines["jinja2"].env.from_string(  # type: ignore[attr-defined]  # of Jinja2's engine
        '{{ pgettext("message", "New") }}|{{ _("New") }}|{{ pgettext("a test", "%(n)s left", n="<3>") }}'
    )
    spanish = trans_real.translation("es")._catalog  # type: ignore[attr-defined]  # of gettext
    spanish["message\x04New"] = "Sin leer"
    try:
        with translation.override("es"):
            said = page.render()
    finally:
        del spanish._catalogs[0]["message\x04New"]
    assert said == "Sin leer|Nuevo|&lt;3&gt; left"
