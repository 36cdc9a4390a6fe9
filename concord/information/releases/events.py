"""What releases announce: ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from concord.foundation.events.registry import Event, register


@dataclass(frozen=True, slots=True)
class ReleaseEvent(Event):
    """``subject_id`` is the release."""

    name: ClassVar[str] = ""
    organization_id: UUID
    recipient_organization_id: UUID

    @property
    def release_id(self) -> UUID:
        return self.subject_id


@register
@dataclass(frozen=True, slots=True)
class ReleaseRecorded(ReleaseEvent):
    """A person agreed; the owner may speak to the recipient."""

    name: ClassVar[str] = "ReleaseRecorded"


@register
@dataclass(frozen=True, slots=True)
class ReleaseNarrowed(ReleaseEvent):
    """Some items are no longer released; read the release for what stays."""

    name: ClassVar[str] = "ReleaseNarrowed"


@register
@dataclass(frozen=True, slots=True)
class ReleaseWithdrawn(ReleaseEvent):
    """Nothing may be said from now on; the recipient is told only that access ended."""

    name: ClassVar[str] = "ReleaseWithdrawn"


@register
@dataclass(frozen=True, slots=True)
class ReleaseRefused(ReleaseEvent):
    """A person said no. Nobody may draw anything from it; it exists so that saying no is recorded."""

    name: ClassVar[str] = "ReleaseRefused"
