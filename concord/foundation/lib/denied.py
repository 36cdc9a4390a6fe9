"""Expected refusals, typed, so that every door can translate them the same way.

Codes and parameters only: words are added at the edge by each context's ``words.py``.
A page answers Denied with 403, Invalid with 422, Conflict with 409, NotVisible with 404.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ParamSpec

P = ParamSpec("P")

_NOTHING: Mapping[str, object] = MappingProxyType({})


class _Coded(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A refusal with a code such as ``not_receiver`` and the facts its words need."""

    code: str
    parameters: Mapping[str, object]

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = MappingProxyType(parameters)

    def __repr__(self) -> str:
        facts = "".join(f", {name}={value!r}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({self.code!r}{facts})"


class Denied(_Coded):
    """This actor may not do this now; the code leads to a reason and a remedy."""


class Conflict(_Coded):
    """Somebody was first: the thing has moved on since it was read."""


class NotVisible(Exception):  # noqa: N818 - see above
    """Does not exist for this actor, which is all that may be said about it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the field (empty string: the whole form), a code and its parameters."""

    field: str
    code: str
    parameters: Mapping[str, object] = dataclasses.field(default_factory=lambda: _NOTHING)


class Invalid(Exception):  # noqa: N818 - see above
    """What was sent cannot be taken; all problems at once, so nobody mends them one by one."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take at least one problem; raises ValueError for none."""
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("Invalid needs at least one problem")
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in self.problems))


def allowed(check: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Denied | None:
    """Ask a rule for a button: the refusal it would raise, or None where it lets the actor through."""
    try:
        check(*args, **kwargs)
    except Denied as refusal:
        return refusal
    return None
