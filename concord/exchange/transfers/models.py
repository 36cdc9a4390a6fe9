"""Something that is brought in, from the file to the last row, and back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from concord.exchange.transfers import states
from concord.foundation.keyring.fields import EncryptedTextField
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.references import new_reference

_NONE = PersonalData.NONE
_TECHNICAL = PersonalData.TECHNICAL


def transfer_reference() -> str:
    """Draw what stands in an address."""
    return new_reference("T")


class Transfer(models.Model):
    """One file on its way in. Its content is encrypted, and deleted as soon as it is not needed any more.

    ``counts`` says by code what would happen or has happened, ``faults`` what is wrong and where, ``undo``
    what was made or changed; ``done`` of ``total`` is how far the worker is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.SlugField(max_length=24, unique=True, default=transfer_reference)
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=16, default=states.ASKED)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    called = models.CharField(max_length=120, blank=True)
    content = EncryptedTextField(blank=True)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    more_faults = models.PositiveIntegerField(default=0)
    undo = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        id=_TECHNICAL, reference=_NONE, kind=_NONE, state=_NONE, organization=_NONE,
        asked_by=PersonalData.STAFF, called=_NONE, content=PersonalData.SEALED, options=_NONE, counts=_NONE,
        faults=_NONE, more_faults=_TECHNICAL, undo=_NONE, total=_TECHNICAL, done=_TECHNICAL, asked_at=_NONE,
        beat_at=_TECHNICAL,
    )  # fmt: skip
    retention: ClassVar = Retention("transfers", "what was brought in can be undone for a month", days=30)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.NEXT)), name="transfer_state_known")
        ]
        indexes = [
            models.Index(
                fields=["beat_at"], name="transfer_waiting", condition=Q(state__in=sorted(states.MOVING))
            )
        ]
