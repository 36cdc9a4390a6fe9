"""Who is asking, for which organization, with what standing. Plain data: no Django, no clock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from concord.foundation.access import gates
from concord.foundation.lib.denied import Denied


@dataclass(frozen=True, slots=True)
class Actor:
    """One asker for one request or job.

    ``door`` says by which way the request came: ``page``, ``api``, ``job`` or ``nobody``.
    """

    door: str = "nobody"
    person_id: UUID | None = None
    name: str = ""
    email: str = ""
    organization_id: UUID | None = None
    organization_name: str = ""
    organization_reference: str = ""
    org_type: str = ""
    public_body: bool = False
    is_backbone: bool = False
    membership_id: UUID | None = None
    program_id: UUID | None = None
    phone: str = ""
    roles: frozenset[str] = frozenset()
    tier: int = 0
    switched_off: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    shared: bool = True
    second_factor: bool = False
    needs_second_factor: bool = False
    locked_at: datetime | None = None
    session_key: str = field(default="", repr=False)
    key_id: UUID | None = None
    scopes: frozenset[str] = frozenset()
    learned: frozenset[str] = frozenset()  # modules that hold now, of this person in this organization
    begun: frozenset[str] = frozenset()  # those and the ones that have ended
    language: str = "en"
    theme: str = "auto"
    density: str = "comfortable"
    text_size: str = "normal"
    letter_keys: bool = True
    shift_exit: bool = True

    @classmethod
    def nobody(cls) -> Self:
        return cls()

    @classmethod
    def system(cls, job: str) -> Self:
        """Build the actor of a scheduled job; it acts for no organization."""
        return cls(door="job", name=job)

    @property
    def organization(self) -> UUID:
        """Return the organization acted for; raises Denied("no_organization") where there is none."""
        if self.organization_id is None:
            raise Denied("no_organization")
        return self.organization_id

    @property
    def person(self) -> UUID:
        """Return the person who acts; raises Denied("not_signed_in") for jobs and strangers."""
        if self.person_id is None:
            raise Denied("not_signed_in")
        return self.person_id

    @property
    def is_authenticated(self) -> bool:
        """Someone is signed in or a key was accepted; not yet: allowed anything."""
        return self.person_id is not None or self.key_id is not None

    @property
    def is_member(self) -> bool:
        """Signed in, second factor given where it is asked for, not locked, and acting for a member."""
        return (
            self.is_authenticated
            and self.organization_id is not None
            and self.locked_at is None
            and (self.second_factor or not self.needs_second_factor)
        )

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def can(self, capability: str) -> bool:
        """Whether tier, organization type, switches and roles together open a capability."""
        return self.is_member and gates.closed_by(capability, self) is None
