"""Every field of every form of the product says in two sentences why it is asked (TRAIN-12)."""

import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import jinja2
import pytest
from django import forms
from django.template import engines
from jinja2 import nodes

from concord.governance.directory.drafts import ListingDraft
from tests.architecture.house import CODE, ROOT, modules, stale

pytestmark = pytest.mark.req("TRAIN-12")

_NEEDS = ("interpreter_language", "accessibility", "cultural_preference")
_ADDED: Final = {"needs": _NEEDS}
# What a form must be told before it can be built: the form's name -> what it is told here.
TOLD: Final[Mapping[str, Mapping[str, Any]]] = {
    "MemberForm": {"programs": ()},
    "InviteForm": {"programs": ()},
    "KeyForm": {"scopes": ()},
    "RegisterForm": {"regions": ()},
    "BringForm": {"regions": ()},
    "CodeForm": {"user": None},
    "ConfirmCodeForm": {"user": None},
    "ConfirmPasskeyForm": {"user": None},
    "PasskeyFactorForm": {"user": None},
    "ReauthenticateForm": {"user": None},
    "ListingForm": {"regions": (), "base": ListingDraft(categories=["hotline"])},
    "EndForm": {"programs": ()},
    "StartForm": {"recipients": (), "programs": ()},
    "NarrowForm": {"items": []},
    "ConfirmForm": {"programs": ()},
    "AcceptForm": _ADDED,
    "CorrectForm": _ADDED,
    "CallForm": {"programs": []},
    "PrimerForm": {"module": "releases"},
    "ModuleForm": {"module": "releases"},
    "PhoneForm": {"programs": []},
    "UnderReleaseForm": {"releases": [], "referrals": []},
    "SendForm": {"partners": []},
    "ColumnsForm": {"header": ("Agency",)},
}
# Forms that only a request or stored rows can build; none of them adds a field while it is built.
DECLARED: Final = frozenset({"AddAppForm", "AddPasskeyForm", "RenamePasskeyForm", "RecordForm"})
# What other forms are built of; nobody fills it in.
PARTS: Final = frozenset({"AskedForm", "FileForm", "KindForm", "SendingForm", "_WithNeeds", "_WithProgram"})

# Macros that draw a field from what they are told; `field` asks the form itself.
_MACROS: Final = frozenset(
    {"text", "date", "time", "upload", "textarea", "select", "radios", "checks", "check"}
)
# Fields that are drawn without their answer: (template, what stands there) -> where it is given instead.
ELSEWHERE: Final[Mapping[tuple[str, str], str]] = {
    ("directory/edit.html", "field"): "hours, facets, conditions and own words: once for each group of them",
    ("directory/list.html", "select"): "a filter: it changes what is shown, and keeps nothing",
    ("directory/list.html", "check"): "a filter: it changes what is shown, and keeps nothing",
    ("referrals/decline.html", "radios"): "the second half of one question, whose first half has the answer",
}


@cache
def kinds() -> tuple[type[Any], ...]:
    """Return every form that the product defines, wherever it stands."""
    for module in modules():
        if "BaseForm" in module.text or "Form" in module.text:
            importlib.import_module(".".join(module.parts).removesuffix(".__init__"))
    return tuple(sorted((one for one in set(_below(forms.BaseForm)) if one.__name__ not in PARTS), key=str))


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("concord."):
            yield one
        yield from _below(one)


def asked(kind: type[Any]) -> dict[str, str]:
    """Return the fields that people see, each with its answer."""
    if kind.__name__ in DECLARED:
        form: Any = object.__new__(kind)
        fields = kind.base_fields
    else:
        form = kind(**TOLD.get(kind.__name__, {}))
        fields = form.fields
    return {name: str(form.why(name)) for name, field in fields.items() if not field.widget.is_hidden}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_each_field_says_in_two_sentences_why_it_is_asked(kind: type[Any]) -> None:
    for name, why in asked(kind).items():
        assert len(re.findall(r"[.?!](?=\s|$)", why)) == 2, (name, why)


def test_every_form_is_counted() -> None:
    assert len(kinds()) >= 45
    assert sum(len(asked(kind)) for kind in kinds()) >= 170
    names = {kind.__name__ for kind in kinds()}
    assert stale(set(TOLD) | DECLARED, names) == set()


def test_a_field_that_nobody_explained_is_found() -> None:
    class Silent(forms.Form):
        name = forms.CharField()

    with pytest.raises(AttributeError):
        asked(Silent)


def drawn_without_answer() -> set[tuple[str, str]]:
    """Return where a template draws a field of a form and gives no answer with it."""
    found = set()
    for path in sorted(CODE.glob("**/jinja2/**/*.html")):
        name = path.as_posix().partition("/jinja2/")[2]
        if not name.startswith("ui/"):
            found |= {(name, what) for what in _silent(_parsed(path.read_text()))}
    return found


def _parsed(text: str) -> nodes.Template:
    environment: jinja2.Environment = engines["jinja2"].env  # type: ignore[attr-defined]  # of Jinja2's engine
    return environment.parse(text)


def _silent(template: nodes.Template) -> Iterator[str]:
    for call in template.find_all(nodes.Call):
        called = call.node.name if isinstance(call.node, nodes.Name) else ""
        why = next((each.value for each in call.kwargs if each.key == "why"), None)
        if (called in _MACROS and (why is None or _is_empty(why))) or (
            called == "field" and why is not None and _is_empty(why)
        ):
            yield called
    for data in template.find_all(nodes.TemplateData):
        yield from re.findall(r"<(?:select|textarea|input(?![^>]*type=\"hidden\"))\b", data.data)


def _is_empty(why: nodes.Expr) -> bool:
    """Say whether an answer is left out, always or in one of its branches."""
    if isinstance(why, nodes.CondExpr):
        return _is_empty(why.expr1) or (why.expr2 is not None and _is_empty(why.expr2))
    return isinstance(why, nodes.Const) and why.value is False


def test_a_page_that_draws_a_field_gives_its_answer_with_it() -> None:
    assert drawn_without_answer() - set(ELSEWHERE) == set()
    assert stale(set(map(str, ELSEWHERE)), set(map(str, drawn_without_answer()))) == set()


@pytest.mark.parametrize(
    "planted", ['{{ text("name", "Name") }}', "{{ field(form.name, why=false) }}", '<select name="kind">']
)
def test_a_field_without_an_answer_is_found(planted: str) -> None:
    assert list(_silent(_parsed(planted)))


def test_the_answers_are_printed_with_the_page() -> None:
    style = (ROOT / "frontend" / "styles" / "print.css").read_text()
    hidden = re.findall(r"([^{}]+)\{\s*display: none", style)
    assert hidden
    assert not any(".why" in selectors for selectors in hidden)
