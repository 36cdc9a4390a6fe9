"""Records, narrows and withdraws releases. The only writer of releases."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.events.actions import announce
from concord.foundation.lib.denied import Conflict, Denied, NotVisible
from concord.foundation.lib.references import new_reference
from concord.information.releases import codes, events, queries, rules, states
from concord.information.releases.models import Release
from concord.information.releases.rulesets import get_ruleset

_KIND = "release"


@transaction.atomic
def record_release(*, draft: rules.Draft, by: Actor, now: datetime) -> Release:
    """Record that a person agreed; it holds from now until its end.

    Raises Denied for who may not record it and Invalid with every problem of the draft.
    """
    places = queries.get_places(draft)
    rules.check_record(by, draft, places, now)
    access.check_learned(by, "release.record")
    release = _new(draft, places, by, now)
    release.save(force_insert=True)
    _tell(release, by, now, "release.recorded", events.ReleaseRecorded)
    return release


@transaction.atomic
def record_refusal(*, draft: rules.Draft, by: Actor, now: datetime) -> Release:
    """Record that a person said no. It has no effect and its recipient never learns of it.

    Only program, recipient, purpose and sheet language of the draft are kept.
    """
    places = queries.get_places(draft)
    rules.check_record_refusal(by, draft, places)
    said_no = rules.Draft(
        program_id=draft.program_id,
        recipient_organization_id=draft.recipient_organization_id,
        recipient_program_id=draft.recipient_program_id,
        purpose=draft.purpose,
        given_on=now,
        sheet_language=draft.sheet_language,
    )
    release = _new(said_no, places, by, now)
    release.state = states.REFUSED
    release.save(force_insert=True)
    _tell(release, by, now, "release.refused", events.ReleaseRefused)
    return release


def _new(draft: rules.Draft, places: rules.Places, by: Actor, now: datetime) -> Release:
    if by.person_id is None:
        raise Denied("not_signed_in")
    ruleset = get_ruleset(places.regime, now.date())
    return Release(
        reference=new_reference("L"),
        organization_id=places.organization_id,
        program_id=draft.program_id,
        recipient_organization_id=draft.recipient_organization_id,
        recipient_program_id=draft.recipient_program_id,
        purpose=draft.purpose,
        items=[item for item in codes.ITEMS if item in draft.items],
        method=draft.method,
        signer=draft.signer,
        given_on=draft.given_on or now,
        starts_at=now,
        ends_at=draft.ends_at,
        max_days=ruleset.max_days,
        recorded_at=now,
        recorded_by_id=by.person_id,
        interpreter_used=draft.interpreter_used,
        explained_points=[point for point in codes.POINTS if point in draft.explained_points],
        sheet_language=draft.sheet_language,
        holds_signed_copy=draft.holds_signed_copy,
        report_back_until=draft.report_back_until,
        ruleset=ruleset.code,
        ruleset_version=ruleset.version,
    )


def _tell(release: Release, by: Actor, now: datetime, action: str, event: type[events.ReleaseEvent]) -> None:
    """Record and announce what was done to a release, by its id only."""
    audit.record(by, action, now=now, kind=_KIND, subject=release.id, owner=release.organization_id)
    announce(event(release.id, release.organization_id, release.recipient_organization_id), now=now)


@transaction.atomic
def narrow_release(*, release: Release, items: Collection[str], by: Actor, now: datetime) -> Release:
    """Let only these items pass from now on; raises Conflict when the release changed meanwhile."""
    rules.check_narrow(by, release.facts, items)
    kept = [item for item in codes.ITEMS if item in items]
    unchanged = Release.objects.filter(id=release.id, state=states.ACTIVE, items=release.items)
    if not unchanged.update(items=kept):
        raise Conflict("release_changed", reference=release.reference)
    release.items = kept
    _tell(release, by, now, "release.narrowed", events.ReleaseNarrowed)
    return release


@transaction.atomic
def withdraw_release(*, release: Release, by: Actor, now: datetime) -> Release:
    """End a release at once. No reason is asked; raises Conflict when it was withdrawn meanwhile."""
    rules.check_withdraw(by, release.facts)
    given = Release.objects.filter(id=release.id, state=states.ACTIVE)
    if not given.update(state=states.WITHDRAWN, withdrawn_at=now):
        raise Conflict("release_changed", reference=release.reference)
    release.state, release.withdrawn_at = states.WITHDRAWN, now
    _tell(release, by, now, "release.withdrawn", events.ReleaseWithdrawn)
    return release


@transaction.atomic
def confirm_copy(
    *, release_id: UUID, program_id: UUID, given_on: datetime, by: Actor, now: datetime
) -> Release:
    """Give the recipient a release of its own to tell back, since it holds its signed copy.

    ``release_id`` is the release whose second part proposes it; it ends with that part, or after the
    longest time that the law of ``program_id`` allows. Raises NotVisible where nothing was proposed to the
    actor's organization, and Conflict when it was confirmed before.
    """
    proposal = Release.objects.received_by(by).filter(id=release_id).first()
    if proposal is None:
        raise NotVisible
    draft = queries.get_answer_draft(proposal, program_id, given_on, now)
    places = queries.get_places(draft)
    rules.check_confirm_copy(by, proposal.facts, places, now)
    rules.check_record(by, draft, places, now)
    access.check_learned(by, "release.record")
    answer = _new(draft, places, by, now)
    answer.proposed_by_id = proposal.id
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("release_confirmed_before", reference=proposal.reference) from error
    _tell(answer, by, now, "release.recorded", events.ReleaseRecorded)
    return answer
