"""One referral as one party may read it now: what is not covered by a release is absent, not masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.lib.businesstime import State, remaining
from concord.foundation.lib.denied import NotVisible
from concord.information.releases import queries as releases
from concord.information.releases.rules import ReleaseFacts
from concord.operations.referrals import codes, states
from concord.operations.referrals.models import Handoff, Note, Outcome, Participant, Referral, Step
from concord.operations.referrals.queries.facts import build_facts
from concord.operations.referrals.rules import Facts


@dataclass(frozen=True, slots=True)
class Timeline:
    """One line of the timeline."""

    code: str
    record: str
    who: str
    ours: bool
    at: datetime
    before: str
    reason: str
    late: bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome as this party may know it."""

    state: str
    reason: str
    said_at: datetime
    needs_met: dict[str, str]
    expected_on: date | None
    suggested_program_id: UUID | None
    follow_up: str


@dataclass(frozen=True, slots=True)
class View:
    """A referral for one party. ``person`` holds the released items only; empty when nothing is."""

    referral: Referral
    facts: Facts
    reference: str
    side: str
    person: dict[str, Any]
    text: str
    release: ReleaseFacts | None
    release_state: str
    answer: Answer | None
    reports: bool
    handoff: Handoff | None
    timeline: Sequence[Timeline]
    notes: Sequence[Note]
    clock: State | None

    @property
    def stub(self) -> bool:
        """Only reference, dates and state are left to see."""
        return self.side == "receiver" and (
            self.referral.state == states.WITHDRAWN
            or (self.referral.about == "person" and self.release_state != "active")
        )


def get_referral(reference: str, *, for_: Actor, now: datetime) -> View:
    """Read a referral by the reference under which the actor's organization knows it.

    Raises NotVisible where the organization is no party. Eight queries, whatever the history's length.
    """
    party = (
        Participant.objects.select_related("subject")
        .filter(organization_id=for_.organization, reference=reference)
        .exclude(subject__state=states.DRAFT)
        .first()
    )
    if party is None:
        raise NotVisible
    referral = party.subject
    outcome = Outcome.objects.filter(referral_id=referral.id).first()
    handoff = Handoff.objects.filter(referral_id=referral.id).first()
    steps = list(Step.objects.filter(referral_id=referral.id).order_by("id"))
    known = _releases(referral, outcome, handoff, steps)
    open_ids = {one.id for one in known.values() if one.active(now)}
    release = known.get(referral.release_id) if referral.release_id else None
    may_read = party.role == "sender" or referral.about == "coordination" or referral.release_id in open_ids
    may_read = may_read and not (party.role == "receiver" and referral.state == states.WITHDRAWN)
    return View(
        referral=referral,
        facts=build_facts(referral, outcome, handoff),
        reference=party.reference,
        side=party.role,
        person=_person(referral, release, party.role) if may_read else {},
        text=referral.text if may_read else "",
        release=release,
        release_state=release.shown_state(now) if release else "",
        answer=_answer(outcome, for_, open_ids) if may_read else None,
        reports=_reports(outcome, for_, open_ids),
        handoff=handoff if may_read and _said_to(handoff, for_, open_ids) else None,
        timeline=[
            _line(step, for_) for step in steps if _step_visible(step, for_, open_ids, may_read=may_read)
        ],
        notes=list(
            Note.objects.filter(referral_id=referral.id, organization_id=for_.organization).order_by("id")
        ),
        clock=remaining(now, referral.overdue_at) if referral.overdue_at and referral.clock else None,
    )


def _releases(
    referral: Referral, outcome: Outcome | None, handoff: Handoff | None, steps: Sequence[Step]
) -> dict[UUID, ReleaseFacts]:
    wanted = {referral.release_id, *(step.release_id for step in steps)}
    wanted |= {outcome.release_id} if outcome else set()
    wanted |= {handoff.release_id} if handoff else set()
    return releases.list_facts(one for one in wanted if one is not None)


def _person(referral: Referral, release: ReleaseFacts | None, side: str) -> dict[str, Any]:
    """Return what was sent about the person; for the receiver only the items the release still names."""
    found = {}
    for name, item in codes.ITEM_OF.items():
        value = getattr(referral, name)
        if value and (side == "sender" or (release is not None and item in release.items)):
            found[name] = value
    return found


def _hears(speaker_id: UUID, release_id: UUID | None, actor: Actor, open_ids: set[UUID]) -> bool:
    """Own words always; the other side's while the release under which they were said lasts."""
    return speaker_id == actor.organization_id or release_id is None or release_id in open_ids


def _answer(outcome: Outcome | None, actor: Actor, open_ids: set[UUID]) -> Answer | None:
    if outcome is None or not _hears(outcome.organization_id, outcome.release_id, actor, open_ids):
        return None
    return Answer(
        state=outcome.state,
        reason=outcome.reason,
        said_at=outcome.said_at,
        needs_met=outcome.needs_met,
        expected_on=outcome.expected_on,
        suggested_program_id=outcome.suggested_program_id,
        follow_up=outcome.follow_up,
    )


def _reports(outcome: Outcome | None, actor: Actor, open_ids: set[UUID]) -> bool:
    """Whether the receiver has said something that the actor may know."""
    return outcome is not None and _hears(outcome.organization_id, outcome.release_id, actor, open_ids)


def _said_to(handoff: Handoff | None, actor: Actor, open_ids: set[UUID]) -> bool:
    return handoff is not None and _hears(
        handoff.recorded_by_organization_id, handoff.release_id, actor, open_ids
    )


def _step_visible(step: Step, actor: Actor, open_ids: set[UUID], *, may_read: bool) -> bool:
    if step.organization_id == actor.organization_id or not step.about_person:
        return True
    return may_read and _hears(step.organization_id, step.release_id, actor, open_ids)


def _line(step: Step, actor: Actor) -> Timeline:
    return Timeline(
        code=step.code,
        record=step.record,
        who=step.person_name,
        ours=step.organization_id == actor.organization_id,
        at=step.at,
        before=step.before,
        reason=step.reason,
        late=step.late,
    )
