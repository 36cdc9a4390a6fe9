"""Having services told to everybody, and forgetting places that are hidden from now on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from concord.exchange.hsds import places, rules
from concord.exchange.hsds.models import Choice, Kept, Switch
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit


@transaction.atomic
def choose(*, published: bool, by: Actor, now: datetime) -> Choice:
    """Choose for one's own organization whether its services are told to everybody."""
    rules.check_choose(by)
    chosen = {"published": published, "chosen_at": now, "chosen_by_id": by.person_id}
    choice, _ = Choice.objects.update_or_create(organization_id=by.organization, defaults=chosen)
    audit.record(
        by, "open_data.chosen" if published else "open_data.withdrawn", now=now, kind="organization",
        subject=by.organization, owner=by.organization,
    )  # fmt: skip
    return choice


@transaction.atomic
def open_data(*, is_open: bool, by: Actor, now: datetime) -> Switch:
    """Open or close what the network tells to everybody; what organizations chose stays as it is."""
    rules.check_switch(by)
    facts = {"is_open": is_open, "set_at": now, "set_by_id": by.person_id}
    switch, _ = Switch.objects.update_or_create(id=1, defaults=facts)
    audit.record(by, "open_data.opened" if is_open else "open_data.closed", now=now, kind="network")
    return switch


@transaction.atomic
def forget_places(*, program_id: UUID) -> bool:
    """Take the place out of what was kept of a program; the worker does so once a listing hides it."""
    kept = Kept.objects.select_for_update().filter(program_id=program_id).first()
    if kept is None:
        return False
    hidden = places.hidden([kept.extra])
    kept.extra = places.conceal(kept.extra)
    kept.places = len(kept.extra.get("service_at_locations", ()))
    kept.save(update_fields=["extra", "places"])
    near = Q(organization__programs__id=program_id) | Q(program__organization__programs__id=program_id)
    for other in Kept.objects.filter(near).exclude(id=kept.id).distinct():
        other.extra = places.conceal_shared(other.extra, hidden)
        other.save(update_fields=["extra"])
    return True
