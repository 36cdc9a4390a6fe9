"""The words of notices and letters. Letters have these and no others, in every language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from concord.foundation.notices import codes

SUBJECT: Final = _("You have a message")
LETTERS: Final[Mapping[str, Any]] = {
    codes.WAITING: _("You have a message. Sign in to read it:\n\n%(link)s\n"),
    codes.INVITATION: _(
        "You have a message. Open it with this link, which works once and for seven days:\n\n%(link)s\n"
    ),
    codes.RESET: _(
        "You have a message. Open it with this link, which works once:\n\n%(link)s\n\n"
        "If you did not ask for it, you need not do anything.\n"
    ),
    codes.CONFIRM: _(
        "You have a message. Open it with this link, which works once and for fourteen days:\n\n%(link)s\n"
    ),
}

# Kinds of notice: code -> (sentence, name of the page it leads to, name of that page's argument).
# Rooms above add theirs when the applications load.
KINDS: dict[str, tuple[Any, str, str]] = {}


def register(kind: str, sentence: Any, page: str, argument: str = "reference") -> None:
    """Make a kind of notice known; the sentence names no person, and no organization.

    Raises ValueError when the kind is taken by another sentence.
    """
    if kind in KINDS and KINDS[kind][1:] != (page, argument):
        raise ValueError(f"two rooms word notices of kind {kind}")
    KINDS[kind] = (sentence, page, argument)


REFUSALS: Final[Mapping[str, tuple[Any, Any, str]]] = {}
