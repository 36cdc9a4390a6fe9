"""What the pages of the directory are sent. Forms check shapes; actions decide."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from concord.foundation.lib.denied import Invalid
from concord.governance.directory import words
from concord.governance.directory.whys import WHYS

REPEATED: Final = frozenset({"hours", "facet", "local"})


class AskedForm(forms.Form):
    """A form whose every field says why it is asked; fields that repeat share the answer of their stem."""

    explained_as: ClassVar[str]

    def why(self, name: str) -> str | Promise:
        """Say why a field is asked; raises KeyError for one that nobody has explained."""
        stem = name.partition("_")[0]
        return WHYS[f"{self.explained_as}.{stem if stem in REPEATED else name}"]


def show_problems(form: forms.Form, refusal: Invalid) -> None:
    """Put what an action found wrong beside the fields it names; what has no field stands on top."""
    for problem in refusal.problems:
        sentence = words.explain_problem(problem.field, problem.code, problem.parameters)
        form.add_error(problem.field if problem.field in form.fields else None, ValidationError(sentence))


def choices(table: words.Words, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes with their labels in the current language, in the order of the codes."""
    return [(code, str(table[code])) for code in codes]


def choose(
    table: words.Words, codes: Iterable[str], empty: Any = None
) -> Callable[[], list[tuple[str, str]]]:
    """Return choices that are put into words anew for each reader; ``empty`` names the first, if any."""
    return lambda: ([("", str(empty))] if empty is not None else []) + choices(table, codes)


def mark_needed(form: forms.Form, names: Iterable[str]) -> None:
    """Show fields as needed, after validation: the action says what lacks, all of it at once."""
    form.errors  # noqa: B018 - reading them validates what was sent
    for name in names:
        form.fields[name].required = True
