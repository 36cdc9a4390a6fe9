"""What somebody tried who was refused: the log holds the name of an address, people read what it opens."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _

from concord.foundation.access import words

NOWHERE: Final = "request"  # what is logged where the address does not exist
_LONGEST: Final = 48  # an action's room in the log
# Addresses that ask no capability at the door, by the beginning of their name.
_ROOMS: dict[str, Any] = {
    "account_": _("Sign in"),
    "mfa_": _("Sign in"),
    "access:": _("Open settings"),
    "notices:": _("Open messages"),
    NOWHERE: _("Open a page that does not exist"),
}
_SAID: dict[str, Any] = {}


def register(labels: Mapping[str, Any]) -> None:
    """Add words of rooms above: name of an address, or its beginning with the colon -> what it opens."""
    for name, label in labels.items():
        (_ROOMS if name.endswith(":") else _SAID)[name] = label


def describe(address: str) -> str:
    """Say what an address opens; "" for a name that is none."""
    said = _SAID.get(address)
    asked = [] if said else _doors().get(address, ())
    found = [said] if said else [words.CAPABILITIES[each] for each in asked if each in words.CAPABILITIES]
    if not found:
        found = [label for start, label in _ROOMS.items() if address.startswith(start)][:1]
    return str(_("Tried: %(what)s") % {"what": ", ".join(map(str, found))}) if found else ""


@cache
def _doors() -> dict[str, tuple[str, ...]]:
    """Return what each address asks for at its door: a capability or, of a key, a scope."""
    return {name[:_LONGEST]: tuple(dict.fromkeys(asked)) for name, asked in addresses()}


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of every address, as the log writes it, and what its door asks for."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], room: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{room}{one.namespace}:" if one.namespace else room)
        elif one.name:
            yield f"{room}{one.name}", _asked(one.callback)


def _asked(view: Any) -> tuple[str, ...]:
    access = getattr(view, "access", "")
    if not isinstance(access, Mapping):
        return (access,)
    scopes = getattr(view, "scope", {})
    return tuple(str(scopes.get(method) or asked) for method, asked in access.items())
