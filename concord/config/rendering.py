"""Makes rendering cheap: a queue of 25 lines calls a thousand macros and translates three hundred words.

Nothing here changes what is rendered. Jinja2 looks at every call for what it wants to be passed; a macro
always wants the same, and a plain function nothing. MarkupSafe asks of every value how it would be escaped;
most are texts, or safe already. Django looks a word up in two catalogs each time.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from types import FunctionType
from typing import Any

import markupsafe
from django.utils import translation
from jinja2 import Environment
from jinja2.runtime import Context, Macro
from markupsafe import Markup

_WORDS = 8192  # more than all words of all languages together
_NAMES = "from jinja2.runtime import "
_OURS = "from concord.config.rendering import QuickMacro as Macro, escape"

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
    """A macro whose text, which it has escaped itself, is taken as it is."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:  # noqa: FBT001 - Jinja2 calls it so
        text: str = self._func(*arguments)
        return _safe(text) if autoescape else text


class Calling(Context):
    """The context of a template, with a short way to what templates call most."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a plain function at once, and anything else as Jinja2 does."""
        kind = type(called)
        if kind is QuickMacro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(self.eval_ctx, *args, **kwargs)
        if kind is FunctionType and not hasattr(called, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


class QuickEnvironment(Environment):
    """An environment whose templates escape, and call macros, the short way."""

    context_class = Calling

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
