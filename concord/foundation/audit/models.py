"""The append-only log. Actor and subject are plain ids, so an entry outlives what it speaks of."""

from typing import ClassVar, Final

from django.db import models

from concord.foundation.audit import chain as links
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7

_HASHED: Final = (
    "id", "at", "person_id", "organization_id", "door", "action", "result", "code",
    "subject_kind", "subject_id", "owner_id",
)  # fmt: skip


class Entry(models.Model):
    """Who did, saw or was refused what, when, by which door. Never the content.

    ``position`` and ``chain`` are filled within a second by the sequencer; everything else is written
    once, in the transaction of what it records.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    organization_id = models.UUIDField(null=True)
    door = models.CharField(max_length=8)
    action = models.CharField(max_length=48)
    result = models.CharField(max_length=8, default="done")
    code = models.CharField(max_length=48, default="")
    subject_kind = models.CharField(max_length=24, default="")
    subject_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    position = models.BigIntegerField(null=True, unique=True)
    chain = models.BinaryField(max_length=32, null=True)

    personal_data: ClassVar = declare(
        id=PersonalData.TECHNICAL,
        at=PersonalData.STAFF,
        person_id=PersonalData.STAFF,
        organization_id=PersonalData.STAFF,
        door=PersonalData.STAFF,
        action=PersonalData.STAFF,
        result=PersonalData.STAFF,
        code=PersonalData.STAFF,
        subject_kind=PersonalData.TECHNICAL,
        subject_id=PersonalData.TECHNICAL,
        owner_id=PersonalData.NONE,
        detail=PersonalData.STAFF,
        salt=PersonalData.TECHNICAL,
        position=PersonalData.TECHNICAL,
        chain=PersonalData.TECHNICAL,
    )
    retention: ClassVar = Retention("audit", "audit without content; then only the hash stays", days=1096)

    class Meta:
        indexes = [
            models.Index(fields=["owner_id", "-at"], name="audit_by_owner"),
            models.Index(fields=["id"], name="audit_unsequenced", condition=models.Q(position__isnull=True)),
        ]

    def hashed_content(self, position: int) -> bytes:
        """Serialize what the chain protects of this entry at its place in the chain."""
        fields = {name: getattr(self, name) for name in _HASHED}
        fields["position"] = position
        fields["commitment"] = links.commitment(bytes(self.salt), self.detail)
        return links.canonical(fields)
