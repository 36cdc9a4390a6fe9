"""What participation announces."""

from dataclasses import dataclass
from typing import ClassVar

from concord.foundation.events.registry import Event, register


@register
@dataclass(frozen=True, slots=True)
class TierChanged(Event):
    """An organization takes part at another level; ``subject_id`` is the organization."""

    name: ClassVar[str] = "TierChanged"
    tier_before: int
    tier_after: int


@register
@dataclass(frozen=True, slots=True)
class CapabilitySwitched(Event):
    """An organization switched a group of capabilities off or on."""

    name: ClassVar[str] = "CapabilitySwitched"
    capability: str
    on: bool
