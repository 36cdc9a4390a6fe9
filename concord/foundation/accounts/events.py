"""What accounts announces: ids only. The letters are written by notices."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from concord.foundation.events.registry import Event, register


@register
@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """A person may join by a link; the subject is the person."""

    name: ClassVar[str] = "person.invited"
    invitation_id: UUID


@register
@dataclass(frozen=True, slots=True)
class PasswordResetAsked(Event):
    """A person who forgot the password asked for a new one; the subject is the person."""

    name: ClassVar[str] = "password.reset_asked"
