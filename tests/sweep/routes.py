"""Every address of the product, walked from the URL tree: a new one is swept the moment it exists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

MANY = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One address: its pattern as written, and the pattern object that holds the view."""

    pattern: str
    held: URLPattern

    @property
    def name(self) -> str:
        return f"{self.held.name or '-'} /{self.pattern}"

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    @property
    def params(self) -> tuple[str, ...]:
        found = self.held.pattern.regex.groupindex
        return tuple(found)

    @property
    def declared(self) -> Any:
        return getattr(self.held.callback, "access", None)

    def access(self, method: str) -> str | None:
        """Return the declared access for a method; None where the API does not know the method."""
        if isinstance(self.declared, Mapping):
            found = self.declared.get(method)
            return str(found) if found else None
        return str(self.declared) if self.declared else None

    def scope(self, method: str) -> str:
        """Return the scope that a key needs besides; "" on pages."""
        return str(getattr(self.held.callback, "scope", {}).get(method, ""))

    @property
    def methods(self) -> tuple[str, ...]:
        return tuple(self.declared) if isinstance(self.declared, Mapping) else MANY

    def address(self, values: Mapping[str, str]) -> str:
        """Fill in the parts of the address."""
        found = self.pattern
        if found.startswith("^"):
            return str(_from_regex(found, values))
        for name in self.params:
            for opening in _openings(found, name):
                found = found.replace(opening, values[name])
        return "/" + found


def _openings(pattern: str, name: str) -> Iterator[str]:
    for part in pattern.split("<")[1:]:
        inside = part.partition(">")[0]
        if inside.rpartition(":")[2] == name:
            yield f"<{inside}>"


def _from_regex(pattern: str, values: Mapping[str, str]) -> str:
    import re

    filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: values[match[1]], pattern)
    return "/" + filled.strip("^$")


def routes() -> list[Route]:
    """Return every route in the order of the tree."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, pattern)
        else:
            yield Route(pattern, one)
