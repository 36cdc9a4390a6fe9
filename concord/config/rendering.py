"""Makes rendering cheap: a queue of 25 lines calls a thousand macros and translates three hundred words.

Nothing here changes what is rendered. Jinja2 looks at every call for what it wants to be passed, and sorts
the arguments of a macro anew each time; only its own functions want more than they are given. MarkupSafe
asks of every value how it would be escaped; most are texts, or safe already. Django looks a word up in two
catalogs each time.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import markupsafe
from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

_WORDS = 8192  # more than all words of all languages together
_NAMES = "from jinja2.runtime import "
_OURS = "from concord.config.rendering import macro_of as Macro, escape"

_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001 - what escape() calls
_safe: Callable[[str], Markup] = partial(str.__new__, Markup)


def escape(value: Any) -> Markup:
    """Escape as `markupsafe.escape` does, which looks for the rare case first."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # it is one
    if kind is str:
        return _safe(_escaped(value))
    return markupsafe.escape(value)


class QuickMacro(Macro):
    """A macro that knows beforehand where each argument goes, and whose text, escaped, is taken as it is."""

    def __init__(self, *made: Any) -> None:
        """Note where each argument goes, and what stands there when it is not given."""
        super().__init__(*made)
        self._places = {name: place for place, name in enumerate(self.arguments)}
        self._absent: tuple[Any, ...] = (missing,) * self._argument_count
        if self.caller:
            self._places["caller"] = self._argument_count
            self._absent += (self._environment.undefined("No caller defined", name="caller"),)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Call it; Jinja2's own way is left to say what is wrong with a call."""
        given = len(args)
        if given > self._argument_count:
            return super().__call__(*args, **kwargs)
        if not kwargs:
            return _safe(self._func(*args, *self._absent[given:]))
        values = [*args, *self._absent[given:]]
        for name, value in kwargs.items():
            place = self._places.get(name, -1)
            if place < given:
                return super().__call__(*args, **kwargs)
            values[place] = value
        return _safe(self._func(*values))


def macro_of(environment: Environment, function: Callable[..., str], name: str | None, *made: Any) -> Any:
    """Make a macro of a compiled function; what a `call` block holds is one without name and arguments."""
    arguments, catches_names, catches_more, _, autoescape = made
    if catches_names or catches_more or "caller" in arguments or not autoescape:
        return Macro(environment, function, name or "", *made)
    if name is None and not arguments:
        return lambda: _safe(function())
    return QuickMacro(environment, function, name, *made)


class QuickCode(CodeGenerator):
    """Compiles a call as a plain call, unless it is of a global function that wants to be passed more."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja2 calls it so
        called = self.environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if hasattr(called, "jinja_pass_arg") or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class QuickTemplate(Template):
    """A template that has no globals of its own, so that whoever imports it need not look for them."""

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class QuickEnvironment(Environment):
    """An environment whose templates escape, import and call macros the short way."""

    code_generator_class = QuickCode
    template_class = QuickTemplate

    def _generate(self, *arguments: Any, **options: Any) -> str:
        """Let a compiled template import our names after Jinja2's, on the same line."""
        first, _, rest = super()._generate(*arguments, **options).partition("\n")
        if not first.startswith(_NAMES):
            raise RuntimeError("Jinja2 writes its templates differently now; see concord/config/rendering.py")
        return f"{first}; {_OURS}\n{rest}"


@lru_cache(maxsize=_WORDS)
def _translated(_language: str | None, message: str) -> tuple[Markup, Markup]:
    """Look a message up in the language that is active, which is part of the key."""
    found = Markup(translation.gettext(message))  # noqa: S704 - our own words, as the i18n extension does
    return found, Markup(str(found) % {}) if "%(" not in found else found  # noqa: S704 - the same words


def say(message: str, /, **values: Any) -> Markup:
    """Translate a message of a template; values are escaped. ``%%`` stands for a percent sign."""
    pattern, plain = _translated(translation.get_language(), message)
    return Markup(pattern % values) if values else plain  # noqa: S704 - Markup escapes the values
