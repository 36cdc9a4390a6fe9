"""Says that somebody has learned. The only writer of qualifications."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from concord.foundation.access import actions as access
from concord.foundation.access import queries
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied
from concord.learning.training import codes, rules


@transaction.atomic
def answer_primer(*, module: str, answer: str, by: Actor, now: datetime) -> None:
    """Let the actor begin, for a fortnight. Raises Invalid for a wrong answer, Denied for a second time."""
    rules.check_begin(by, module)
    rules.check_primer(module, answer)
    _set(by, module, codes.PROVISIONAL, now)


@transaction.atomic
def finish_module(*, module: str, answers: Sequence[str], by: Actor, now: datetime) -> None:
    """Qualify the actor for a year. Raises Invalid with every answer that is wrong."""
    rules.check_finish(by, module)
    rules.check_whole(module, answers)
    _set(by, module, codes.FULL, now)


@transaction.atomic
def attest(*, module: str, reference: str, by: Actor, now: datetime) -> None:
    """Record that a colleague has had equal training. Raises NotVisible for anybody else's people."""
    rules.check_attest(by, module, None)
    member = queries.get_member(by, reference)
    rules.check_attest(by, module, member.person_id)
    access.set_qualification(
        membership_id=member.membership_id,
        organization_id=by.organization,
        module=module,
        kind=codes.ATTESTED,
        until=rules.holds_until(codes.ATTESTED, now),
        by=by,
        now=now,
    )


def _set(by: Actor, module: str, kind: str, now: datetime) -> None:
    if by.membership_id is None:
        raise Denied("no_organization")
    access.set_qualification(
        membership_id=by.membership_id,
        organization_id=by.organization,
        module=module,
        kind=kind,
        until=rules.holds_until(kind, now),
        by=by,
        now=now,
    )
