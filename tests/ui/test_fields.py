"""A field of a Django form becomes the right component, with its hint, error, value and choices."""

import re
from datetime import date
from typing import Any

import jinja2
import pytest
from django import forms
from django.utils.translation import gettext_lazy

from tests.ui.contract import make_context

KINDS = [("bed", "A safe bed"), ("legal", "Protective order")]


class Everything(forms.Form):
    need = forms.MultipleChoiceField(
        choices=KINDS, widget=forms.CheckboxSelectMultiple, label="Help with what?"
    )
    soon = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, label="How soon?")
    program = forms.ChoiceField(choices=[("", "Choose"), ("Open", KINDS)], label="Which program?")
    title = forms.CharField(max_length=40, help_text="Your role", label="Role")
    note = forms.CharField(max_length=140, required=False, widget=forms.Textarea, label="Anything else")
    mail = forms.EmailField(label="Work e-mail")
    beds = forms.IntegerField(min_value=0, max_value=9, label="Openings")
    phrase = forms.CharField(widget=forms.PasswordInput, label="Passphrase")
    until = forms.DateField(label="Until")
    at = forms.TimeField(required=False, label="After")
    members = forms.FileField(required=False, label="List", widget=forms.FileInput({"accept": ".csv"}))
    agree = forms.BooleanField(label="I have read it")
    version = forms.IntegerField(widget=forms.HiddenInput)


PAGE = """{% from "ui/fields.html" import field, error_summary with context %}
{{ error_summary(form) }}{% for bound in form %}{{ field(bound, why="Because.") }}{% endfor %}"""


def _render(environment: jinja2.Environment, form: forms.Form) -> str:
    return environment.from_string(PAGE).render(make_context(form=form))


def _sent(**changes: Any) -> Everything:
    data = {
        "need": ["bed"],
        "soon": "legal",
        "program": "bed",
        "title": "Night <advocate>",
        "phrase": "hidden one",
    }
    return Everything(data | changes)


def test_an_empty_form_shows_no_errors(environment: jinja2.Environment) -> None:
    shown = _render(environment, Everything(initial={"until": date(2026, 12, 1)}))
    assert 'id="errors"' not in shown
    assert 'value="2026-12-01"' in shown
    assert 'type="date"' in shown
    assert 'type="time"' in shown


def test_what_was_chosen_stays_chosen(environment: jinja2.Environment) -> None:
    shown = _render(environment, _sent())
    assert re.search(r'type="checkbox" id="id_need" name="need" value="bed" checked', shown)
    assert re.search(r'name="soon" value="legal" checked', shown)
    assert '<option value="bed" selected>' in shown
    assert "Night &lt;advocate&gt;" in shown


def test_a_passphrase_is_never_sent_back(environment: jinja2.Environment) -> None:
    assert "hidden one" not in _render(environment, _sent())


def test_each_error_of_the_summary_leads_to_its_field(environment: jinja2.Environment) -> None:
    shown = _render(environment, _sent(need=[], soon=""))
    ids = re.findall(r' id="([^"]+)"', shown)
    links = re.findall(r'<li><a href="#([^"]+)"', shown)
    assert {"id_need", "id_soon", "id_mail"} <= set(links)
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "version"])
def test_each_field_answers_why_it_is_asked(environment: jinja2.Environment, name: str) -> None:
    page = '{% from "ui/fields.html" import field with context %}{{ field(form[name], why="Because.") }}'
    shown = environment.from_string(page).render(make_context(form=Everything(), name=name))
    assert "Because." in shown


def test_a_widget_without_a_component_stops_the_page(environment: jinja2.Environment) -> None:
    class Odd(forms.Form):
        color = forms.CharField(widget=forms.TextInput({"type": "color"}))

    with pytest.raises(ValueError, match="no macro for a widget of type color"):
        _render(environment, Odd())


class Translated(forms.Form):
    kind = forms.ChoiceField(
        choices=[("", gettext_lazy("")), ("bed", gettext_lazy("A safe bed"))], label="Kind"
    )

    def why(self, name: str) -> str:
        return f"Because of {name}."


WHY = """{% from "ui/fields.html" import field with context %}
{{ field(form["kind"]) }}|{{ field(form["kind"], why=false) }}|
{{ field(form["kind"], why="Other reasons.") }}"""


def test_a_label_that_is_translated_late_is_an_option_and_no_group(environment: jinja2.Environment) -> None:
    shown = _render(environment, Translated())
    assert '<option value="" selected></option><option value="bed">A safe bed</option>' in shown
    assert "<optgroup" not in shown


def test_why_comes_from_the_form_unless_it_is_given_or_left_out(environment: jinja2.Environment) -> None:
    by_form, left_out, given = environment.from_string(WHY).render(make_context(form=Translated())).split("|")
    assert "<p>Because of kind.</p>" in by_form
    assert "Why are we asked this?" not in left_out
    assert "<p>Other reasons.</p>" in given
