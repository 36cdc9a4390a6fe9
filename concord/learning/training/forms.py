"""The question of the beginning, and the questions of a module."""

from typing import Any

from django import forms
from django.utils.functional import Promise

from concord.foundation.lib.denied import Invalid
from concord.learning.training import whys, words
from concord.learning.training.words import Question


def _field(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(question.text), choices=list(question.answers), widget=forms.RadioSelect
    )


class PrimerForm(forms.Form):
    """One question, with its answers."""

    def __init__(self, *args: Any, module: str = "referrals", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {"answer": words.LESSONS[module].question}
        self.fields["answer"] = _field(self.questions["answer"])

    def why(self, name: str) -> str | Promise:
        """Say why it is asked."""
        del name
        return whys.PRIMER

    def take(self, refused: Invalid) -> None:
        """Say beside each question what was wrong, with what it is about."""
        for problem in refused.problems:
            sentence = words.PROBLEMS[problem.code]
            self.add_error(problem.field, f"{sentence} {self.questions[problem.field].hint}")


class ModuleForm(PrimerForm):
    """One question for each part of a module."""

    def __init__(self, *args: Any, module: str = "referrals", **kwargs: Any) -> None:
        super().__init__(*args, module=module, **kwargs)
        del self.fields["answer"]
        parts = words.LESSONS[module].parts
        self.questions = {f"answer_{number}": part.question for number, part in enumerate(parts, start=1)}
        self.fields |= {name: _field(question) for name, question in self.questions.items()}

    def why(self, name: str) -> str | Promise:
        """Say why it is asked."""
        del name
        return whys.WHOLE

    def answers(self) -> list[str]:
        """Return the answers in the order of the questions; ask `is_valid` first."""
        return [self.cleaned_data[name] for name in self.questions]
