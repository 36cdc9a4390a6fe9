"""What one's own organization brought in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from concord.exchange.transfers import kinds, rules, states
from concord.exchange.transfers.models import Transfer
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import NotVisible

STUCK: Final = timedelta(minutes=10)  # without a sign of life, a worker is taken to have died


def list_transfers(for_: Actor) -> Sequence[Transfer]:
    """List the latest ones, without their content."""
    mine = [kind.code for kind in kinds.open_to(for_)]
    found = Transfer.objects.filter(organization_id=for_.organization, kind__in=mine)
    found = found.defer("content", "undo", "faults")
    return list(found.select_related("asked_by").order_by("-asked_at")[:50])


def is_waiting(now: datetime) -> bool:
    """Tell the worker whether anything waits, or was left behind by one that died."""
    stuck = Q(state__in=list(states.WORK.values()), beat_at__lt=now - STUCK)
    return Transfer.objects.filter(Q(state__in=list(states.WORK)) | stuck).exists()


def get_transfer(reference: str, for_: Actor) -> Transfer:
    """Return one; raises NotVisible for one of others, and for none."""
    found = Transfer.objects.defer("content", "undo").filter(reference=reference).first()
    if found is None:
        raise NotVisible
    rules.check_see(for_, found.organization_id)
    kinds.get(found.kind).check_actor(for_)
    return found
