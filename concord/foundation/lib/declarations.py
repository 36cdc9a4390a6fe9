"""What each model says about its fields: whose data they are, and how long rows stay.

    class Message(models.Model):
        personal_data: ClassVar = declare(id="none", author="staff", body="sealed")
        retention: ClassVar = Retention("messages", "until the referral is purged", days=365)

A test over all models fails on a field that is missing here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class PersonalData(StrEnum):
    """Classes of personal data a field can hold."""

    NONE = "none"
    STAFF = "staff"  # a worker's name or work contact
    CODED = "coded"  # coded facts about the person, gated by a release
    SEALED = "sealed"  # encrypted text
    TECHNICAL = "technical"  # keys, hashes, counters of the machinery; tells nothing about anybody


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a row stays: ``days`` after it ends, or None for as long as the reason holds.

    ``code`` names the rule in settings and reports; ``reason`` is for the data dictionary.
    """

    code: str
    reason: str
    days: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a negative period, or an empty code or reason."""
        if self.days is not None and self.days < 0:
            raise ValueError("a retention period is not negative")
        if not (self.code and self.reason):
            raise ValueError("a retention has a code and a reason")


def declare(**fields: PersonalData | str) -> Mapping[str, PersonalData]:
    """Build a model's read-only ``personal_data``; raises ValueError for an unknown class."""
    return MappingProxyType({name: PersonalData(kind) for name, kind in fields.items()})


def undeclared(field_names: Iterable[str], mapping: Mapping[str, PersonalData]) -> tuple[str, ...]:
    """Name the fields without a class, sorted; empty when all are declared."""
    return tuple(sorted(set(field_names) - set(mapping)))


def left_over(field_names: Iterable[str], mapping: Mapping[str, PersonalData]) -> tuple[str, ...]:
    """Name the declarations of fields that no longer exist, sorted."""
    return tuple(sorted(set(mapping) - set(field_names)))
