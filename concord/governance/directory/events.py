"""What the directory announces. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from concord.foundation.events.registry import Event, register


@register
@dataclass(frozen=True, slots=True)
class ListingChanged(Event):
    """A program's listing was created, edited, confirmed or claimed; ``step`` says which."""

    name: ClassVar[str] = "ListingChanged"
    organization_id: UUID
    step: str
    version: int


@register
@dataclass(frozen=True, slots=True)
class OpeningsChanged(Event):
    """A program said what it has open; ``changed`` is false where it said "still right"."""

    name: ClassVar[str] = "OpeningsChanged"
    organization_id: UUID
    kind: str
    state: str
    band: str
    changed: bool


@register
@dataclass(frozen=True, slots=True)
class ContactsChanged(Event):
    """An organization's named contacts changed; the subject is the organization."""

    name: ClassVar[str] = "ContactsChanged"
    scope: str
    rank: str


@register
@dataclass(frozen=True, slots=True)
class OnCallChanged(Event):
    """Who answers for a program changed."""

    name: ClassVar[str] = "OnCallChanged"
    organization_id: UUID


@register
@dataclass(frozen=True, slots=True)
class NoLongerOperational(Event):
    """An organization or a program (``kind``) has ended; it cannot be chosen as a receiver any more."""

    name: ClassVar[str] = "NoLongerOperational"
    organization_id: UUID
    kind: str
