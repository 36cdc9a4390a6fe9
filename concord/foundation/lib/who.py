"""The least that the lower rooms need to know of an actor, which is defined above them."""

from typing import Protocol
from uuid import UUID


class Who(Protocol):
    """Someone, or a job, in whose name a thing is done."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def organization_id(self) -> UUID | None: ...
    @property
    def door(self) -> str: ...
