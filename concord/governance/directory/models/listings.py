"""What a program says of itself, and what it has open. No coordinates anywhere, and by design."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.foundation.lib.declarations import PersonalData, Retention, declare
from concord.foundation.lib.identifiers import uuid7
from concord.governance.directory import codes, states

_NONE = PersonalData.NONE
_STAFF = PersonalData.STAFF
_TECHNICAL = PersonalData.TECHNICAL
_PERSON = "accounts.Person"


def _coded(length: int = 32) -> "ArrayField[Any, Any]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Listing(models.Model):
    """A program's entry in the directory.

    ``hours`` maps weekdays ("0" is Monday) to pairs of local times ("09:00", "17:00"); ``closures``
    are local days. ``eligibility`` is a list of {field, rule, plain_text}, ``facets`` answers yes, no
    or ask. ``version`` grows by one with every edit; who edits an older one is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    program = models.OneToOneField("organizations.Program", on_delete=models.PROTECT, related_name="listing")
    description = models.TextField(max_length=2000, blank=True)
    categories = _coded()
    local_names = models.JSONField(default=dict, blank=True)
    taxonomy_codes = models.JSONField(default=dict, blank=True)
    languages = _coded(5)
    interpreter_available = models.BooleanField(default=False)
    accessibility = _coded()
    communities = _coded()
    culturally_specific = models.BooleanField(default=False)
    population_focus = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    harm_scope = _coded()
    serves = _coded()
    regions = _coded(40)
    eligibility = models.JSONField(default=list, blank=True)
    facets = models.JSONField(default=dict, blank=True)
    length_of_stay = models.CharField(max_length=120, blank=True)
    how_to_get_in = models.CharField(max_length=400, blank=True)
    time_zone = models.CharField(max_length=40)
    always_open = models.BooleanField(default=False)
    hours = models.JSONField(default=dict, blank=True)
    closures = ArrayField(models.DateField(), default=list, blank=True)
    preferred_channel = models.CharField(max_length=24, default="phone")
    phone = models.CharField(max_length=40, blank=True)
    urgent_phone = models.CharField(max_length=40, blank=True)
    after_hours_process = models.CharField(max_length=400, blank=True)
    address = models.CharField(max_length=200, blank=True)
    address_confidential = models.BooleanField(default=False)
    publish_openings_tier1 = models.BooleanField(default=False)
    publish_on_call_tier1 = models.BooleanField(default=False)
    opt_in_law_enforcement = models.BooleanField(default=False)
    listing_state = models.CharField(max_length=20, default=codes.COALITION_LISTED)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    last_confirmed_at = models.DateTimeField(null=True)
    last_confirmed_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data: ClassVar = declare(
        id=_TECHNICAL, program=_NONE, description=_NONE, categories=_NONE, local_names=_NONE,
        taxonomy_codes=_NONE, languages=_NONE, interpreter_available=_NONE, accessibility=_NONE,
        communities=_NONE, culturally_specific=_NONE, population_focus=_NONE, harm_scope=_NONE,
        serves=_NONE, regions=_NONE, eligibility=_NONE, facets=_NONE, length_of_stay=_NONE,
        how_to_get_in=_NONE, time_zone=_NONE, always_open=_NONE, hours=_NONE, closures=_NONE,
        preferred_channel=_NONE, phone=_NONE, urgent_phone=_NONE, after_hours_process=_NONE,
        address=_NONE, address_confidential=_NONE, publish_openings_tier1=_NONE,
        publish_on_call_tier1=_NONE, opt_in_law_enforcement=_NONE, listing_state=_NONE,
        version=_TECHNICAL, edited_at=_NONE, edited_by=_STAFF, last_confirmed_at=_NONE,
        last_confirmed_by=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("directory", "public facts about services")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(categories__len__gt=0), name="listing_has_category"),
            models.CheckConstraint(
                condition=Q(harm_scope__len__gt=0, harm_scope__contained_by=list(codes.HARM_SCOPES)),
                name="listing_has_harm_scope",
            ),
            models.CheckConstraint(
                condition=Q(serves__len__gt=0, serves__contained_by=list(codes.SERVES)),
                name="listing_has_serves",
            ),
            # GOV-06: every program is in at least one region.
            models.CheckConstraint(condition=Q(regions__len__gt=0), name="listing_has_region"),
            # DIR-13, DIR-18: the address of a confidential place is stored by nobody.
            models.CheckConstraint(
                condition=Q(address_confidential=False) | Q(address=""),
                name="listing_address_kept_by_nobody",
            ),
            models.CheckConstraint(
                condition=Q(listing_state__in=list(states.NEXT)), name="listing_state_known"
            ),
            models.CheckConstraint(
                condition=Q(preferred_channel__in=codes.PREFERRED_CHANNELS),
                name="listing_channel_known",
            ),
        ]


class Opening(models.Model):
    """What a program has open of one kind, without counts and without notes.

    ``updated_at`` is when somebody last said so, ``changed_at`` when it last became different.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    program = models.ForeignKey("organizations.Program", on_delete=models.PROTECT, related_name="openings")
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=12)
    band = models.CharField(max_length=8)
    previous_state = models.CharField(max_length=12, blank=True)
    previous_band = models.CharField(max_length=8, blank=True)
    changed_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(_PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data: ClassVar = declare(
        id=_TECHNICAL, program=_NONE, kind=_NONE, state=_NONE, band=_NONE, previous_state=_NONE,
        previous_band=_NONE, changed_at=_NONE, updated_at=_NONE, updated_by=_STAFF,
    )  # fmt: skip
    retention: ClassVar = Retention("directory", "only the present state is kept")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "kind"], name="opening_once"),
            models.CheckConstraint(condition=Q(kind__in=codes.OPENING_KINDS), name="opening_kind_known"),
            models.CheckConstraint(condition=Q(state__in=codes.OPENING_STATES), name="opening_state_known"),
            # Nothing is free where a list is full or closed, and something is where it is open.
            models.CheckConstraint(
                condition=Q(state__in=["open", "limited"], band__in=["some", "several"])
                | Q(state__in=["waitlist", "closed"], band="none"),
                name="opening_band_fits_state",
            ),
        ]
        indexes = [models.Index(fields=["changed_at"], name="opening_by_change")]
