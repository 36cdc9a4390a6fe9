"""Makes rendering cheap: a queue of 25 lines calls a thousand macros and translates three hundred words.

Nothing here changes what is rendered. Jinja2 looks at every call for what it wants to be passed; a macro
always wants the same, and a plain function nothing. Django looks a word up in two catalogs each time.
"""

from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

from django.utils import translation
from jinja2.runtime import Context, Macro
from markupsafe import Markup

_WORDS = 8192  # more than all words of all languages together


class Calling(Context):
    """The context of a template, with a short way to what templates call most."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a plain function at once, and anything else as Jinja2 does."""
        kind = type(called)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(self.eval_ctx, *args, **kwargs)
        if kind is FunctionType and not hasattr(called, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


@lru_cache(maxsize=_WORDS)
def _translated(_language: str | None, message: str) -> tuple[Markup, Markup]:
    """Look a message up in the language that is active, which is part of the key."""
    found = Markup(translation.gettext(message))  # noqa: S704 - our own words, as the i18n extension does
    return found, Markup(str(found) % {}) if "%(" not in found else found  # noqa: S704 - the same words


def say(message: str, /, **values: Any) -> Markup:
    """Translate a message of a template; values are escaped. ``%%`` stands for a percent sign."""
    pattern, plain = _translated(translation.get_language(), message)
    return Markup(pattern % values) if values else plain  # noqa: S704 - Markup escapes the values
