"""Releases, for an organization's own system: the same gate, the same refusals as on the pages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of
from concord.foundation.access.json_doors import After, Asked, Code, Given, Instant, Reference, Told, opens
from concord.foundation.audit import actions as audit
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid, NotVisible, Problem
from concord.foundation.organizations import queries as organizations
from concord.information.releases import actions, codes, queries
from concord.information.releases.models import Release
from concord.information.releases.rules import Draft

router = Router(tags=["Releases"])
SCOPE = "release.write"
Items = Annotated[list[Code], Field(max_length=len(codes.ITEMS))]


class Looked(Asked):
    after: After = ""


class ReleaseGiven(Given):
    """What the person agreed to, or with ``said_no`` that they did not. No name, no signature."""

    program: Reference
    recipient: Reference
    recipient_program: Reference = ""
    purpose: Code = "referral"
    items: Items = []
    method: Code = codes.WRITTEN
    signer: Code = "person"
    given_on: Instant | None = None
    ends_at: Instant | None = None
    report_back_until: Instant | None = None
    explained_points: Annotated[list[Code], Field(max_length=len(codes.POINTS))] = []
    holds_signed_copy: bool = False
    interpreter_used: bool = False
    sheet_language: Code = "en"
    said_no: bool = False


class ItemsGiven(Given):
    items: Items


class CopyGiven(Given):
    program: Reference
    given_on: Instant


class ReleaseTold(Told):
    """An own release. ``state`` is what the clock makes of it now."""

    reference: str
    state: str
    program: str
    recipient: str
    recipient_program: str
    purpose: str
    items: list[str]
    method: str
    signer: str
    given_on: datetime
    starts_at: datetime
    ends_at: datetime | None
    withdrawn_at: datetime | None
    report_back_until: datetime | None
    explained_points: list[str]
    holds_signed_copy: bool
    interpreter_used: bool
    sheet_language: str
    ruleset: str
    ruleset_version: int


class ReleasePage(Told):
    items: list[ReleaseTold]
    after: str


class ReceivedTold(Told):
    """A release of another organization that names ours. Once access has ended only that is told.

    ``confirmed_reference`` is our own release to tell back, where we confirmed that we hold our signed copy.
    """

    reference: str
    owner_reference: str
    owner_name: str
    state: str
    purpose: str
    items: list[str]
    ends_at: datetime | None
    report_back_until: datetime | None
    confirmed_reference: str
    confirmed_now: bool


class ReceivedPage(Told):
    items: list[ReceivedTold]
    after: str


def _told(release: Release, now: datetime) -> ReleaseTold:
    named = {
        "state": release.facts.shown_state(now),
        "program": release.program.reference,
        "recipient": release.recipient_organization.reference,
        "recipient_program": release.recipient_program.reference if release.recipient_program else "",
    }
    rest = {name: getattr(release, name) for name in ReleaseTold.model_fields if name not in named}
    return ReleaseTold.model_validate(rest | named)


@router.get("/releases", **opens("signed_in", ReleasePage, scope=SCOPE), operation_id="list_releases")
def list_releases(request: HttpRequest, look: Query[Looked]) -> ReleasePage:
    """List the own releases, the newest first."""
    actor, now = actor_of(request), clock.now()
    page = queries.list_releases(for_=actor, after=look.after)
    _seen(actor, "release.listed", page.releases, now)
    return ReleasePage(items=[_told(release, now) for release in page.releases], after=page.after)


# Before the address of one release, which would take "received" for a reference.
@router.get("/releases/received", **opens("referral.read", ReceivedPage), operation_id="list_received")
def list_received(request: HttpRequest, look: Query[Looked]) -> ReceivedPage:
    """List the releases of others that name the own organization, the newest first."""
    actor, now = actor_of(request), clock.now()
    page = queries.list_received(for_=actor, now=now, after=look.after)
    owners = [(found.id, found.owner_id) for found in page.releases]
    audit.record_read(actor, "release.received_listed", now=now, kind="release", owners=owners)
    return ReceivedPage(items=[_received(found) for found in page.releases], after=page.after)


def _received(found: queries.ReceivedRelease) -> ReceivedTold:
    rest = {name: getattr(found, name) for name in ReceivedTold.model_fields if name != "state"}
    return ReceivedTold.model_validate(rest | {"state": found.shown_state})


def _seen(actor: Actor, page: str, releases: tuple[Release, ...], now: datetime) -> None:
    shown = [(release.id, release.organization_id) for release in releases]
    audit.record_read(actor, page, now=now, kind="release", owners=shown)


@router.post("/releases", **opens(SCOPE, ReleaseTold, status=201), operation_id="record_release")
def record_release(request: HttpRequest, said: ReleaseGiven) -> Status[ReleaseTold]:
    """Record that a person agreed, or said no; it holds from now until its end."""
    actor, now = actor_of(request), clock.now()
    draft = _draft(said, actor)
    record = actions.record_refusal if said.said_no else actions.record_release
    return Status(201, _told(record(draft=draft, by=actor, now=now), now))


def _draft(said: ReleaseGiven, actor: Actor) -> Draft:
    recipient_id, recipient_program_id = _recipient(said)
    return Draft(
        program_id=_own_program(said.program, actor),
        recipient_organization_id=recipient_id,
        recipient_program_id=recipient_program_id,
        items=tuple(said.items),
        explained_points=tuple(said.explained_points),
        **said.model_dump(
            include={
                "purpose", "method", "signer", "given_on", "ends_at", "report_back_until",
                "holds_signed_copy", "interpreter_used", "sheet_language",
            }
        ),
    )  # fmt: skip


def _own_program(reference: str, actor: Actor) -> UUID:
    for program in organizations.list_programs(actor.organization):
        if program.reference == reference:
            return program.id
    raise Invalid([Problem("program", "release_code_unknown")])


def _recipient(said: ReleaseGiven) -> tuple[UUID, UUID | None]:
    unknown = Invalid([Problem("recipient", "release_recipient_unknown")])
    try:
        recipient_id = organizations.get_organization(said.recipient).id
    except NotVisible:
        raise unknown from None
    if not said.recipient_program:
        return recipient_id, None
    for program in organizations.list_programs(recipient_id):
        if program.reference == said.recipient_program:
            return recipient_id, program.id
    raise unknown


@router.get(
    "/releases/{slug:reference}", **opens("signed_in", ReleaseTold, scope=SCOPE), operation_id="get_release"
)
def get_release(request: HttpRequest, reference: str) -> ReleaseTold:
    """Return an own release; a partner's does not exist here."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    _seen(actor, "release.read", (release,), now)
    return _told(release, now)


@router.post(
    "/releases/{slug:reference}/withdraw",
    **opens("signed_in", ReleaseTold, scope=SCOPE),
    operation_id="withdraw_release",
)
def withdraw_release(request: HttpRequest, reference: str) -> ReleaseTold:
    """End a release at once; no reason is asked, and no level of participation is needed."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    return _told(actions.withdraw_release(release=release, by=actor, now=now), now)


@router.post(
    "/releases/{slug:reference}/narrow",
    **opens("signed_in", ReleaseTold, scope=SCOPE),
    operation_id="narrow_release",
)
def narrow_release(request: HttpRequest, reference: str, said: ItemsGiven) -> ReleaseTold:
    """Let only these items pass from now on; none can be added."""
    actor, now = actor_of(request), clock.now()
    release = queries.get_release(reference, for_=actor)
    return _told(actions.narrow_release(release=release, items=said.items, by=actor, now=now), now)


@router.post(
    "/releases/{slug:reference}/confirm-copy",
    **opens(SCOPE, ReleaseTold, status=201),
    operation_id="confirm_copy",
)
def confirm_copy(request: HttpRequest, reference: str, said: CopyGiven) -> Status[ReleaseTold]:
    """Confirm that the signed copy is held, which gives the recipient a release of its own to tell back."""
    actor, now = actor_of(request), clock.now()
    proposal = queries.get_received(reference, for_=actor, now=now)
    answer = actions.confirm_copy(
        release_id=proposal.id,
        program_id=_own_program(said.program, actor),
        given_on=said.given_on,
        by=actor,
        now=now,
    )
    return Status(201, _told(answer, now))
