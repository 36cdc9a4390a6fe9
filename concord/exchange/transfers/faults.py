"""Puts a fault into words: those of the room that found it, in the order of the house."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from concord.exchange.transfers.words import REFUSALS

_SAID: dict[str, Any] = {code: words[0] for code, words in REFUSALS.items()}


def register(words: Mapping[str, Any]) -> None:
    """Add words: code of a fault -> sentence. The first room that words a code keeps it."""
    for code, sentence in words.items():
        _SAID.setdefault(code, sentence)


def say(fault: Mapping[str, Any]) -> str:
    """Say what is wrong; a code without words says that it cannot be taken."""
    facts = {name: _plain(value) for name, value in fault["parameters"].items()}
    sentence = str(_SAID.get(fault["code"]) or _("This cannot be taken."))
    try:
        return sentence % facts
    except (KeyError, ValueError):
        return sentence


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
