"""Which events exist and who subscribes to them. Filled when the applications load."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """Base of every announcement: ids, codes and instants; never words, never a person's facts."""

    name: ClassVar[str]
    subject_id: UUID

    def facts(self) -> dict[str, Any]:
        """Return the fields ready for JSON."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Self:
        """Build the event again from its stored fields; unknown ones are left out."""
        known = {field.name: field.type for field in fields(cls)}
        return cls(**{key: _typed(known[key], value) for key, value in facts.items() if key in known})


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _typed(kind: Any, value: Any) -> Any:
    text = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
    if value is not None and "UUID" in text:
        return UUID(value)
    if value is not None and "datetime" in text:
        return datetime.fromisoformat(value)
    return value


Handler = Callable[[Any, datetime], None]
EVENTS: dict[str, type[Event]] = {}
SUBSCRIBERS: dict[str, dict[str, Handler]] = {}


def register(event: type[Event]) -> type[Event]:
    """Make an event known by its name; raises ValueError when the name is taken."""
    if EVENTS.get(event.name, event) is not event:
        raise ValueError(f"two events are called {event.name}")
    EVENTS[event.name] = event
    return event


def subscribe(event: type[Event], subscriber: str, handler: Handler) -> None:
    """Let ``handler(event, now)`` run, once for each event, under the subscriber's name."""
    SUBSCRIBERS.setdefault(event.name, {})[subscriber] = handler
