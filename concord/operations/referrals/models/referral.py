"""The referral, and the parties that may see it. Everything starts at `participant`."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from concord.foundation.keyring.fields import EncryptedTextField
from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.operations.referrals import codes, states

CODED = PersonalData.CODED
STAFF = PersonalData.STAFF
NONE = PersonalData.NONE
TECHNICAL = PersonalData.TECHNICAL
# The same holds for the encrypted text, by a constraint in the migration: it takes no comparison here.
_EMPTY = Q(
    category="",
    interpreter_language="",
    accessibility=[],
    cultural_preference="",
    safe_contact=[],
    source="",
    basis=[],
)


class Referral(models.Model):
    """One request from a program to a program. Codes, never a name; the release gates what is read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sender_program_id = models.UUIDField(null=True)
    receiver_id = models.UUIDField()
    receiver_program_id = models.UUIDField()
    state = models.CharField(max_length=12, default=states.DRAFT)
    about = models.CharField(max_length=12, default="person")
    sensitivity = models.CharField(max_length=10)
    pathway = models.CharField(max_length=20, default="warm_linkage")
    function = models.CharField(max_length=24, blank=True)
    release_id = models.UUIDField(null=True)

    # About the person: nothing in a draft, nothing in a coordination referral, and read by the receiver
    # only while the release lasts.
    category = models.CharField(max_length=40, blank=True)
    interpreter_language = models.CharField(max_length=8, blank=True)
    accessibility = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    cultural_preference = models.CharField(max_length=32, blank=True)
    safe_contact = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    source = models.CharField(max_length=32, blank=True)
    basis = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    text = EncryptedTextField(default="", blank=True)
    inferred = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    basis_partner_id = models.UUIDField(null=True)

    # As it stood at sending.
    sender_label = models.CharField(max_length=244)
    receiver_label = models.CharField(max_length=244)
    receiver_regime = models.CharField(max_length=24)
    contact_id = models.UUIDField()
    contact_name = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=40, blank=True)
    preferred_channel = models.CharField(max_length=24, blank=True)
    eligibility = models.JSONField(default=dict)
    tracking = models.BooleanField(default=False)
    windows = models.JSONField(default=dict)

    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    handler_id = models.UUIDField(null=True)
    handler_name = models.CharField(max_length=120, blank=True)
    follow_up_on = models.DateField(null=True)
    called_at = models.DateTimeField(null=True)

    clock = models.CharField(max_length=16, blank=True)
    owed_by_id = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)

    # Null, not "", where there is none: a unique constraint lets many nulls stand.
    idempotency_key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - see above

    # No column: the reference by which the acting side knows it, where what was just done learned it.
    own_reference = ""

    personal_data: ClassVar = declare(
        id=TECHNICAL, owner=NONE, sender_program_id=NONE, receiver_id=NONE, receiver_program_id=NONE,
        state=CODED, about=NONE, sensitivity=CODED, pathway=NONE, function=NONE, release_id=TECHNICAL,
        category=CODED, interpreter_language=CODED, accessibility=CODED, cultural_preference=CODED,
        safe_contact=CODED, source=CODED, basis=CODED, text=PersonalData.SEALED, inferred=TECHNICAL,
        basis_partner_id=NONE, sender_label=NONE,
        receiver_label=NONE, receiver_regime=NONE, contact_id=STAFF, contact_name=STAFF, contact_phone=STAFF,
        preferred_channel=NONE, eligibility=NONE, tracking=NONE, windows=NONE, created_at=CODED,
        created_by=STAFF, expires_at=TECHNICAL, sent_at=CODED, acknowledged_at=CODED, acknowledged_by=STAFF,
        closed_at=CODED, handler_id=STAFF, handler_name=STAFF, follow_up_on=CODED, called_at=CODED,
        clock=NONE, owed_by_id=NONE, due_at=NONE, overdue_at=NONE, told=TECHNICAL, idempotency_key=TECHNICAL,
    )  # fmt: skip
    retention: ClassVar = Retention("referrals", "content goes 30 days after closing", days=30)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.DELIVERY)), name="referral_state_known"),
            models.CheckConstraint(
                condition=Q(sensitivity__in=codes.SENSITIVITIES), name="referral_sensitivity_known"
            ),
            models.CheckConstraint(condition=Q(about__in=codes.ABOUT), name="referral_about_known"),
            # No row about a person without a release (REF-28, security.md finding 1).
            models.CheckConstraint(
                condition=Q(state=states.DRAFT) | Q(about="coordination") | Q(release_id__isnull=False),
                name="referral_released",
            ),
            models.CheckConstraint(
                condition=(~Q(state=states.DRAFT) & ~Q(about="coordination")) | _EMPTY,
                name="referral_person_columns_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DRAFT) | Q(expires_at__isnull=False), name="referral_draft_expires"
            ),
            models.CheckConstraint(condition=~Q(owner=F("receiver_id")), name="referral_between_two"),
            models.UniqueConstraint(fields=["id", "owner"], name="referral_of_owner"),
            models.UniqueConstraint(fields=["owner", "idempotency_key"], name="referral_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="referral_due",
                condition=Q(state__in=["sent", "acknowledged"], told=0),
            ),
            models.Index(
                fields=["overdue_at"],
                name="referral_overdue",
                condition=Q(state__in=["sent", "acknowledged"], told=1),
            ),
            models.Index(fields=["expires_at"], name="referral_drafts", condition=Q(state="draft")),
            models.Index(
                fields=["owner", "due_at", "id"],
                name="referral_to_call",
                condition=Q(state="sent", sensitivity="urgent", called_at__isnull=True),
            ),
        ]


class Participant(models.Model):
    """One party of a referral: what its list shows, under the reference that this party knows it by."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    program_id = models.UUIDField(null=True)
    role = models.CharField(max_length=10)
    added_by = models.UUIDField()
    reference = models.CharField(max_length=16)
    turn = models.BooleanField(default=False)
    open = models.BooleanField(default=True)
    due_at = models.DateTimeField()
    handler_id = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        id=TECHNICAL, subject=TECHNICAL, organization=NONE, program_id=NONE, role=NONE, added_by=NONE,
        reference=NONE, turn=NONE, open=CODED, due_at=NONE, handler_id=STAFF, closed_at=CODED,
    )  # fmt: skip
    retention: ClassVar = Retention("referrals", "stays as a stub with the referral", days=1096)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "organization"], name="participant_once"),
            models.UniqueConstraint(fields=["organization", "reference"], name="participant_reference"),
            models.CheckConstraint(
                condition=Q(role__in=["sender", "receiver"]), name="participant_role_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "turn", "due_at", "subject"],
                name="participant_open",
                condition=Q(open=True),
            ),
            models.Index(
                fields=["organization", "handler_id", "due_at", "subject"],
                name="participant_mine",
                condition=Q(open=True, handler_id__isnull=False),
            ),
            models.Index(
                fields=["organization", "due_at", "subject"],
                name="participant_sent",
                condition=Q(open=True, role="sender"),
            ),
            models.Index(
                fields=["organization", "-closed_at", "-subject"],
                name="participant_closed_latest",
                condition=Q(open=False),
            ),
        ]
