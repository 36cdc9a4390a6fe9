"""Writes agreements. For the demo and tests only, until drafting and signing are built."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from concord.foundation.audit import actions as audit
from concord.foundation.lib.references import new_reference
from concord.foundation.lib.who import Who
from concord.governance.agreements import rules
from concord.governance.agreements.models import Agreement, AgreementParty


@transaction.atomic
def seed_agreement(*, draft: rules.Draft, parties: Collection[UUID], by: Who, now: datetime) -> Agreement:
    """Put an agreement in force between organizations; raises Invalid with every problem of the draft.

    Only the demo loader and tests call it, as a job.
    """
    rules.check_agreement(draft, parties)
    agreement = Agreement(
        reference=new_reference("A"),
        title=draft.title.strip(),
        kind=draft.kind,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        tracking_permitted=draft.tracking_permitted,
        windows={matter: dict(steps) for matter, steps in (draft.windows or {}).items()},
        packet_elements=list(draft.packet_elements),
    )
    agreement.save(force_insert=True)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organization_id=party) for party in dict.fromkeys(parties)
    )
    audit.record(by, "agreement.seeded", now=now, kind="agreement", subject=agreement.id)
    return agreement
