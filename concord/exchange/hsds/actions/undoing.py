"""Taking back what was written, as far as nobody has touched it since."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from concord.exchange.hsds import mapping
from concord.exchange.hsds.actions.imports import Run
from concord.exchange.hsds.models import Kept
from concord.exchange.transfers.kinds import Tell
from concord.foundation.access import actions as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Conflict, Denied, NotVisible
from concord.governance.directory import actions as directory
from concord.governance.directory.drafts import ChannelDraft

_TAKEN_BACK, _STAYS = "taken_back", "stays"


@transaction.atomic
def undo(
    *, steps: tuple[Mapping[str, Any], ...], regions: Mapping[str, str], by: Actor, now: datetime, tell: Tell
) -> dict[str, int]:
    """Take back what nobody has touched since; what somebody has stays. Returns how many of each.

    Whether somebody may is asked for each listing, by the directory's own rules, as it is in `write`.
    """
    counts = {_TAKEN_BACK: 0, _STAYS: 0}
    run = Run(by, now, regions)
    for done, step in enumerate(steps, start=1):
        counts[_TAKEN_BACK if _take_back(run, step) else _STAYS] += 1
        tell(done, len(steps))
    return counts


def _take_back(run: Run, step: Mapping[str, Any]) -> bool:
    key = UUID(step["id"])
    try:
        with transaction.atomic():
            if step["what"] == "organization":
                _take_organization(run, key)
            elif step["what"] == "program":
                Kept.objects.filter(program_id=key).delete()
                directory.withdraw_listing(program_id=key, version=step["version"], by=run.by, now=run.now)
            else:
                _restore(run, key, step)
    except (Denied, Conflict, NotVisible, ProtectedError, IntegrityError):
        return False
    return True


def _take_organization(run: Run, key: UUID) -> None:
    Kept.objects.filter(organization_id=key).delete()
    directory.withdraw_contacts(organization_id=key, by=run.by, now=run.now)
    access.withdraw_organizations(organization_ids=[key], by=run.by, now=run.now)


def _restore(run: Run, key: UUID, step: Mapping[str, Any]) -> None:
    if step.get("channels"):
        directory.withdraw_channels(program_id=key, added=_added(step), by=run.by, now=run.now)
    said = mapping.read_service(step["before"], regions=run.regions, defaults=mapping.Defaults())
    listing = directory.edit_listing(
        program_id=key, version=step["version"], draft=said.draft, by=run.by, now=run.now
    )
    if step["kept"] is None:
        Kept.objects.filter(program_id=key).delete()
    else:
        Kept.objects.filter(program_id=key).update(extra=step["kept"], version=listing.version)


def _added(step: Mapping[str, Any]) -> dict[UUID, ChannelDraft]:
    """Return the channels that a change added, as they were then."""
    return {UUID(key): ChannelDraft(*facts) for key, *facts in step["channels"]}
