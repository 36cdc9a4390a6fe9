"""Ids that others see: derived from keys that nobody sees, so they are stable and cannot be guessed."""

from uuid import UUID, uuid5

from concord.exchange.hsds.codes import NAMESPACE


def of(entity: str, key: UUID) -> str:
    """Return the id of an organization or a program of ours."""
    return str(uuid5(NAMESPACE, f"{entity}:{key.hex}"))


def below(parent: str, *parts: object) -> str:
    """Return the id of something that hangs on a record."""
    return str(uuid5(NAMESPACE, ":".join((parent, *map(str, parts)))))


def is_one(text: object) -> bool:
    """Tell whether a text is an id as HSDS writes it."""
    try:
        return isinstance(text, str) and str(UUID(text)) == text.lower()
    except ValueError:
        return False


def is_derived(text: object) -> bool:
    """Tell whether a text may be one of our ids: its version says that it was derived."""
    return isinstance(text, str) and text[14:15] == "5"
