"""Reads releases, limited to what the actor may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from concord.foundation.access import gates
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations import queries as organizations
from concord.foundation.statements import Prepared, any_of
from concord.information.releases import codes, states
from concord.information.releases.models import Release, sees_own
from concord.information.releases.rules import Draft, Places, ReleaseFacts
from concord.information.releases.rulesets import get_ruleset

_OWN = Prepared(
    lambda organization, reference: Release.objects.filter(
        organization_id=organization, reference=reference
    ).order_by()
)
_BY_ID = Prepared(lambda release: Release.objects.filter(id=release).order_by())
_BY_IDS = Prepared(
    lambda releases: Release.objects.filter(any_of("releases_release.id", releases)).order_by()
)
_NAMES = ("organization", "program", "recipient_organization", "recipient_program", "recorded_by")


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Some releases, the newest first; ``after`` asks for the next ones ("": there are none)."""

    releases: tuple[Release, ...]
    after: str


@dataclass(frozen=True, slots=True)
class ReceivedRelease:
    """What a recipient sees of a release: scope and end, and whether it holds its own copy.

    Once access has ended only that is said: no purpose, no items, no end, and not whether somebody ended it.
    """

    id: UUID
    reference: str
    owner_id: UUID
    owner_reference: str
    owner_name: str
    purpose: str
    items: tuple[str, ...]
    shown_state: str
    ends_at: datetime | None
    report_back_until: datetime | None
    confirmed_reference: str
    confirmed_now: bool


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """Some received releases, the newest first; ``after`` asks for the next ones ("": there are none)."""

    releases: tuple[ReceivedRelease, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The other side's own release to tell back, as the owner of the first part sees it."""

    reference: str
    active: bool
    ends_at: datetime | None


def get_release(reference: str, *, for_: Actor) -> Release:
    """Return one of the actor's own releases with its names; raises NotVisible for any other."""
    found = Release.objects.visible_to(for_).filter(reference=reference).select_related(*_NAMES).first()
    if found is None:
        raise NotVisible
    return found


def get_own_facts(reference: str, *, for_: Actor) -> ReleaseFacts:
    """Return what the gate needs of one of the actor's own releases; raises NotVisible for any other."""
    found = _OWN.first(organization=for_.organization_id, reference=reference) if sees_own(for_) else None
    if found is None:
        raise NotVisible
    return found.facts


def list_releases(*, for_: Actor, after: str = "", size: int = 25) -> ReleasePage:
    """List the actor's own releases, the newest first; ``after`` is the reference of the last one shown."""
    rows = Release.objects.visible_to(for_).select_related(*_NAMES).order_by("-id")
    return _page(rows, after, size)


def list_ending(*, for_: Actor, now: datetime, before: datetime, size: int = 10) -> tuple[Release, ...]:
    """List the actor's own running releases that end before an instant, the next to end first."""
    rows = Release.objects.visible_to(for_).filter(state=states.ACTIVE, ends_at__gt=now, ends_at__lt=before)
    return tuple(rows.select_related(*_NAMES).order_by("ends_at", "id")[:size])


def _page(rows: "QuerySet[Release]", after: str, size: int) -> ReleasePage:
    if after:
        rows = rows.filter(id__lt=Subquery(Release.objects.filter(reference=after).values("id")[:1]))
    found = tuple(rows[: size + 1])
    return ReleasePage(found[:size], found[size - 1].reference if len(found) > size else "")


def get_received(reference: str, *, for_: Actor, now: datetime) -> ReceivedRelease:
    """Return scope and end of a release that names the actor's organization; raises NotVisible otherwise."""
    rows = Release.objects.received_by(for_).filter(reference=reference).select_related("organization")
    found = rows.first()
    if found is None:
        raise NotVisible
    return _received([found], now)[0]


def list_received(*, for_: Actor, now: datetime, after: str = "", size: int = 25) -> ReceivedPage:
    """List the releases that name the actor's organization, the newest first, in two queries."""
    rows = Release.objects.received_by(for_).select_related("organization").order_by("-id")
    page = _page(rows, after, size)
    return ReceivedPage(_received(page.releases, now), page.after)


def _received(rows: Collection[Release], now: datetime) -> tuple[ReceivedRelease, ...]:
    own = {copy.proposed_by_id: copy for copy in Release.objects.filter(proposed_by__in=rows)}
    return tuple(_as_received(row, own.get(row.id), now) for row in rows)


def _as_received(found: Release, own: Release | None, now: datetime) -> ReceivedRelease:
    open_now = found.facts.active(now)
    return ReceivedRelease(
        id=found.id,
        reference=found.reference,
        owner_id=found.organization_id,
        owner_reference=found.organization.reference,
        owner_name=found.organization.name,
        purpose=found.purpose if open_now else "",
        items=tuple(found.items) if open_now else (),
        shown_state=found.facts.received_state(now),
        ends_at=found.ends_at if open_now else None,
        report_back_until=found.report_back_until if open_now else None,
        confirmed_reference=own.reference if own else "",
        confirmed_now=own is not None and own.facts.active(now),
    )


def get_copy(release: Release, *, now: datetime) -> Copy | None:
    """Return the release that the other side holds under the second part of ours; None where none."""
    copy = Release.objects.filter(proposed_by=release).first()
    if copy is None:
        return None
    return Copy(copy.reference, copy.facts.active(now), copy.ends_at if copy.facts.active(now) else None)


def get_facts(release_id: UUID) -> ReleaseFacts | None:
    """Return what rules need of a release that the acting organization owns or receives."""
    found = _BY_ID.first(release=release_id)
    return found.facts if found else None


def list_facts(release_ids: Iterable[UUID]) -> dict[UUID, ReleaseFacts]:
    """Return the same for many, in one query; releases that are not visible are left out."""
    wanted = list(set(release_ids))
    return {found.id: found.facts for found in _BY_IDS.list(releases=wanted)} if wanted else {}


def find_active(
    *,
    by_organization_id: UUID,
    recipient_organization_id: UUID,
    recipient_program_id: UUID | None,
    now: datetime,
) -> tuple[ReleaseFacts, ...]:
    """Return the running releases of one organization that name the other, the longest first.

    With a program: those that name it, and those for the whole organization. The rules still decide.
    """
    rows = Release.objects.filter(
        organization_id=by_organization_id,
        recipient_organization_id=recipient_organization_id,
        state=states.ACTIVE,
        starts_at__lte=now,
        ends_at__gt=now,
    )
    if recipient_program_id is not None:
        named = Q(recipient_program_id=recipient_program_id)
        rows = rows.filter(named | Q(recipient_program__isnull=True))
    return tuple(found.facts for found in rows.order_by("-ends_at", "-id"))


@dataclass(frozen=True, slots=True)
class OwnProgram:
    """A program of the actor's organization, which may speak under a release."""

    id: UUID
    reference: str
    name: str
    regime: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organization, or one of its programs, that a release can name."""

    reference: str
    organization_id: UUID
    program_id: UUID | None
    name: str
    serves_pwch: bool
    duties: tuple[str, ...]


def list_own_programs(*, for_: Actor) -> tuple[OwnProgram, ...]:
    """List the programs that may speak, the actor's own first."""
    rows = organizations.list_verified_programs().filter(organization_id=for_.organization, status="active")
    found = [OwnProgram(row.id, row.reference, row.name, row.confidentiality_regime) for row in rows]
    return tuple(sorted(found, key=lambda program: program.id != for_.program_id))


def _recipients(for_: Actor) -> "QuerySet[Any]":
    """Programs of verified, active members that take part in work with people, other than one's own."""
    rows = organizations.list_verified_programs().filter(
        status="active", organization__status="active", organization__verified_at__isnull=False
    )
    rows = rows.exclude(organization_id=for_.organization)
    rows = rows.exclude(organization__org_type__in=sorted(gates.NO_REFERRALS))
    return rows.select_related("organization").order_by("organization__name", "position", "name")


def list_recipients(*, for_: Actor) -> tuple[tuple[str, str, str], ...]:
    """List whom a release can name, by name: (reference, organization, program).

    A program is named where there are several; such an organization can also be named as a whole.
    """
    groups: dict[str, list[Any]] = {}
    for row in _recipients(for_):
        groups.setdefault(row.organization.reference, []).append(row)
    found: list[tuple[str, str, str]] = []
    for reference, rows in groups.items():
        name = rows[0].organization.name
        if len(rows) > 1:
            found.append((reference, name, ""))
        found += [(row.reference, name, row.name if len(rows) > 1 else "") for row in rows]
    return tuple(found)


def _said_name(organization: Any, program: Any) -> str:
    """Name an organization in a sentence; with the program where there are several to tell apart."""
    programs = organizations.list_verified_programs().filter(organization_id=organization.id, status="active")
    if program is None or programs.count() == 1:
        return str(organization.name)
    return f"{organization.name} ({program.name})"


def get_recipient_name(release: Release) -> str:
    """Name the recipient of a release as a sentence does."""
    return _said_name(release.recipient_organization, release.recipient_program)


def get_recipient(reference: str, *, for_: Actor) -> Recipient:
    """Return whom a reference of a program or an organization names; raises NotVisible for anybody else."""
    rows = list(_recipients(for_).filter(Q(reference=reference) | Q(organization__reference=reference)))
    if not rows:
        raise NotVisible
    organization = rows[0].organization
    named = rows[0] if rows[0].reference == reference else None
    marks = {organization.org_type, organization.sub_type, *organization.sectors}
    marks |= {row.confidentiality_regime for row in rows}
    return Recipient(
        reference=reference,
        organization_id=organization.id,
        program_id=named.id if named else None,
        name=_said_name(organization, named),
        serves_pwch=all(row.serves_pwch for row in rows),
        duties=codes.duty_kinds(marks, public_body=organization.public_body),
    )


def get_duties(release: Release) -> tuple[str, ...]:
    """Name the kinds of recipient that a release names, for what they may have to do with it."""
    organization = release.recipient_organization
    rows = organizations.list_verified_programs().filter(organization_id=organization.id)
    if release.recipient_program_id is not None:
        rows = rows.filter(id=release.recipient_program_id)
    marks = {organization.org_type, organization.sub_type, *organization.sectors}
    marks |= set(rows.values_list("confidentiality_regime", flat=True))
    return codes.duty_kinds(marks, public_body=organization.public_body)


def get_places(draft: Draft) -> Places:
    """Read what the rules need of the draft's programs; raises NotVisible for an unknown own program.

    A recipient without a named program serves people who cause harm when all of its programs do.
    """
    rows = organizations.list_verified_programs().filter(
        Q(id=draft.program_id) | Q(organization_id=draft.recipient_organization_id)
    )
    by_id = {row.id: row for row in rows.filter(Q(status="active") | Q(id=draft.program_id))}
    own = by_id.get(draft.program_id)
    if own is None:
        raise NotVisible
    theirs = [row for row in by_id.values() if row.organization_id == draft.recipient_organization_id]
    known = (
        bool(theirs)
        or organizations.list_verified_organizations().filter(id=draft.recipient_organization_id).exists()
    )
    if draft.recipient_program_id is not None:
        theirs = [row for row in theirs if row.id == draft.recipient_program_id]
        known = bool(theirs)
    return Places(
        organization_id=own.organization_id,
        regime=own.confidentiality_regime,
        recipient_organization_id=draft.recipient_organization_id if known else None,
        recipient_serves_pwch=bool(theirs) and all(row.serves_pwch for row in theirs),
    )


def get_answer_draft(proposal: Release, program_id: UUID, given_on: datetime, now: datetime) -> Draft:
    """Turn the second part of a release into the recipient's own: what may be told back, and until when."""
    ruleset = get_ruleset(organizations.get_regime(program_id))
    longest = min(now, given_on) + timedelta(days=ruleset.max_days)
    until = proposal.report_back_until
    return Draft(
        program_id=program_id,
        recipient_organization_id=proposal.organization_id,
        recipient_program_id=proposal.program_id,
        purpose="report_back",
        items=codes.ANSWER_ITEMS,
        method=codes.WRITTEN,
        signer=proposal.signer,
        given_on=given_on,
        ends_at=min(until, longest) if until else None,
        explained_points=tuple(proposal.explained_points),
        holds_signed_copy=True,
        interpreter_used=proposal.interpreter_used,
        sheet_language=proposal.sheet_language,
    )
