"""Who saw and did what with the acting organization's records: the log that its lead reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.audit import queries as audit
from concord.foundation.audit.models import Entry
from concord.foundation.organizations.models import Membership, Organization

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry, with own staff by name and everybody else by organization only."""

    at: datetime
    who: str
    organization: str
    partner: bool
    action: str
    result: str
    code: str
    kind: str
    door: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log; ``older`` is the key after which the next page begins."""

    lines: Sequence[LogLine]
    older: tuple[datetime, UUID] | None


def get_log_page(actor: Actor, *, before: tuple[datetime, UUID] | None = None) -> LogPage:
    """Return the entries about the acting organization's records, newest first, in three queries."""
    if actor.organization_id is None:
        return LogPage([], None)
    found = audit.list_entries(actor.organization_id, before=before, size=PAGE)
    shown, more = found[:PAGE], len(found) > PAGE
    staff = _staff(actor.organization_id, shown)
    names = _organizations(shown)
    lines = [_line(entry, actor.organization_id, staff, names) for entry in shown]
    return LogPage(lines, (shown[-1].at, shown[-1].id) if more else None)


def _staff(organization_id: UUID, entries: Iterable[Entry]) -> dict[UUID, str]:
    """Name the people who work or worked for the organization; nobody else."""
    people = {entry.person_id for entry in entries if entry.person_id}
    found = Membership.objects.filter(organization_id=organization_id, person_id__in=people)
    return dict(found.values_list("person_id", "person__name"))


def _organizations(entries: Iterable[Entry]) -> dict[UUID, str]:
    wanted = {entry.organization_id for entry in entries if entry.organization_id}
    return dict(Organization.objects.filter(id__in=wanted).values_list("id", "name"))


def _line(entry: Entry, organization_id: UUID, staff: dict[UUID, str], names: dict[UUID, str]) -> LogLine:
    partner = entry.organization_id is not None and entry.organization_id != organization_id
    return LogLine(
        at=entry.at,
        who="" if partner or entry.person_id is None else staff.get(entry.person_id, ""),
        organization=names.get(entry.organization_id, "") if entry.organization_id else "",
        partner=partner,
        action=entry.action,
        result=entry.result,
        code=entry.code,
        kind=entry.subject_kind,
        door=entry.door,
    )
