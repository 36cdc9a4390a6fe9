"""What the member list announces. Ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from concord.foundation.events.registry import Event, register


@register
@dataclass(frozen=True, slots=True)
class ConfirmationAsked(Event):
    """An organization is asked whether its listings are still right; the subject is the request."""

    name: ClassVar[str] = "ConfirmationAsked"
    organization_id: UUID
